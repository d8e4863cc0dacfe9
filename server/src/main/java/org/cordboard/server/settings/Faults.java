package org.cordboard.server.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects faults while the files are read. Keeps the first hundred and counts the rest. */
final class Faults {

    private static final int KEPT = 100;

    private final List<String> files = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private int further;

    void add(Place place, String problem, String advice) {
        if (!files.contains(place.file())) {
            files.add(place.file());
        }
        if (faults.size() == KEPT) {
            further++;
            return;
        }
        faults.add(new Fault(place.file(), place.line(), place.column(), place.path(), problem, advice));
    }

    int count() {
        return faults.size() + further;
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    SettingsException toException() {
        faults.sort(Comparator.comparingInt((Fault f) -> files.indexOf(f.file()))
                .thenComparingInt(Fault::line)
                .thenComparingInt(Fault::column));
        return new SettingsException(faults, further);
    }
}
