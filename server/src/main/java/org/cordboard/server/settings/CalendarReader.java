package org.cordboard.server.settings;

import java.util.ArrayList;
import java.util.List;
import org.cordboard.cti.ivr.IvrCalendar;
import org.jspecify.annotations.Nullable;

/** Reads opening hours and holidays. */
final class CalendarReader {

    private final CalendarKeys keys;
    private final Faults faults;

    CalendarReader(CalendarKeys keys, Faults faults) {
        this.keys = keys;
        this.faults = faults;
    }

    /** Reads a section that is a calendar; null when its zone is faulty. */
    @Nullable
    IvrCalendar read(Section section) {
        String zone = section.read(keys.zone());
        List<IvrCalendar.Opening> week = new ArrayList<>();
        section.list(keys.open()).forEach(opening -> week.addAll(openings(opening)));
        List<IvrCalendar.Holiday> holidays =
                section.read(keys.holidays()).stream().map(Located::value).toList();
        section.refuseOtherKeys();
        return zone == null ? null : new IvrCalendar(zone, week, holidays);
    }

    private List<IvrCalendar.Opening> openings(Section section) {
        List<Located<List<Integer>>> days = section.read(keys.days());
        Integer from = section.read(keys.from());
        Integer to = section.read(keys.to());
        section.refuseOtherKeys();
        if (from == null || to == null) {
            return List.of();
        }
        if (to <= from) {
            faults.add(
                    section.place(keys.to()),
                    "the opening ends before it begins",
                    "write a night as two openings, one until 24:00 and one from 00:00 of the next day");
            return List.of();
        }
        return days.stream()
                .flatMap(span -> span.value().stream())
                .map(day -> new IvrCalendar.Opening(day, from, to))
                .toList();
    }
}
