package org.cordboard.server.settings;

import java.util.List;
import org.cordboard.cti.ivr.IvrCalendar;

/** The keys of a calendar, wherever one can be written. */
record CalendarKeys(
        Key.Scalar<String> zone,
        Key.Group open,
        Key.Values<List<Integer>> days,
        Key.Scalar<Integer> from,
        Key.Scalar<Integer> to,
        Key.Values<IvrCalendar.Holiday> holidays) {

    /** @param path of the section with the calendar */
    static CalendarKeys below(String path, Catalogue keys) {
        return new CalendarKeys(
                keys.required(
                        path + ".zone",
                        Zones.type(),
                        "The time zone of the calendar; its hours follow the local clock through changes of summer time."),
                keys.list(path + ".open", 1, 100, "When it is open in a week without holidays."),
                keys.add(new Key.Values<>(
                        path + ".open[].days", Zones.days(), 1, 7, "The days of the week: mon, tue-thu, sat.")),
                keys.required(path + ".open[].from", Zones.time(), "From this time, by the local clock."),
                keys.required(
                        path + ".open[].to",
                        Zones.time(),
                        "Until this time; a night is written as two openings that meet at 24:00."),
                keys.add(new Key.Values<>(
                        path + ".holidays",
                        Zones.holiday(),
                        0,
                        400,
                        "Days on which it is closed whatever the week says, each a date or a span of dates.")));
    }
}
