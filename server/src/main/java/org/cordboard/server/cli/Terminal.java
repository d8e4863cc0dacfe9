package org.cordboard.server.cli;

import java.io.Console;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether a person sits in front of us. The launcher knows; a newer JDK's {@link System#console} is there in any case. */
final class Terminal {

    private Terminal() {}

    /** What we write is seen on a terminal, and not kept in a file. */
    static boolean shows() {
        return Boolean.getBoolean("cordboard.terminal.out");
    }

    /** Asks for a password without showing it; null when nobody is there to be asked. */
    static char @Nullable [] askPassword(String prompt) {
        if (!Boolean.getBoolean("cordboard.terminal.in")) {
            return null;
        }
        Console console = Objects.requireNonNull(System.console());
        return console.readPassword("%s: ", prompt);
    }
}
