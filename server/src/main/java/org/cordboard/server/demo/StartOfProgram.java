package org.cordboard.server.demo;

import java.time.Instant;

/** When the person pressed Enter, as well as that is known. */
final class StartOfProgram {

    private static final String GIVEN = "cordboard.started";

    private StartOfProgram() {}

    /** In milliseconds of the wall clock: what the launcher says, else the start of this process. */
    static long millis() {
        Long given = Long.getLong(GIVEN);
        return given != null
                ? given
                : ProcessHandle.current()
                        .info()
                        .startInstant()
                        .orElseGet(Instant::now)
                        .toEpochMilli();
    }
}
