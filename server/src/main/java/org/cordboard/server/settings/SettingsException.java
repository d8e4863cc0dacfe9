package org.cordboard.server.settings;

import java.util.List;
import java.util.stream.Collectors;

/** The settings cannot be used. The message lists all faults for people to read; no value that is secret stands in it. */
public final class SettingsException extends RuntimeException {

    private final transient List<Fault> faults;

    SettingsException(List<Fault> faults, int further) {
        super(message(faults, further));
        this.faults = List.copyOf(faults);
    }

    /** In the order of the files and of the lines in them; never empty. */
    public List<Fault> faults() {
        return faults;
    }

    private static String message(List<Fault> faults, int further) {
        int count = faults.size() + further;
        String list = faults.stream().map(Fault::toString).collect(Collectors.joining("\n"));
        String left = further == 0 ? "" : "\n(" + further + " more not shown)";
        return list + left + "\n" + count + (count == 1 ? " fault" : " faults") + " in the settings";
    }
}
