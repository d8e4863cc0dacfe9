package org.cordboard.server.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects faults while the files are read. Keeps the first hundred and counts the rest. */
final class Faults {

    private static final int KEPT = 100;

    private final List<String> files = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<Fault> warnings = new ArrayList<>();
    private int further;

    void add(Place place, String problem, String advice) {
        note(place);
        if (faults.size() == KEPT) {
            further++;
            return;
        }
        faults.add(fault(place, problem, advice));
    }

    /** Notes what is most likely not meant, and can be used all the same. */
    void warn(Place place, String problem, String advice) {
        note(place);
        if (warnings.size() < KEPT) {
            warnings.add(fault(place, problem, advice));
        }
    }

    private void note(Place place) {
        if (!files.contains(place.file())) {
            files.add(place.file());
        }
    }

    private static Fault fault(Place place, String problem, String advice) {
        return new Fault(place.file(), place.line(), place.column(), place.path(), problem, advice);
    }

    List<Fault> warnings() {
        warnings.sort(order());
        return List.copyOf(warnings);
    }

    private Comparator<Fault> order() {
        return Comparator.comparingInt((Fault f) -> files.indexOf(f.file()))
                .thenComparingInt(Fault::line)
                .thenComparingInt(Fault::column);
    }

    int count() {
        return faults.size() + further;
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    SettingsException toException() {
        faults.sort(order());
        return new SettingsException(faults, further);
    }
}
