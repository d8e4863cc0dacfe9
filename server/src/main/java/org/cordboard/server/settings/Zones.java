package org.cordboard.server.settings;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.cordboard.cti.ivr.IvrCalendar;

/** The values of a calendar: zones, days of the week, times of the day, and holidays. */
final class Zones {

    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Pattern TIME = Pattern.compile("([01]?[0-9]|2[0-4]):([0-5][0-9])");

    private Zones() {}

    static ValueType<String> type() {
        String range = "a zone such as Asia/Shanghai or Europe/Berlin";
        return new ValueType<>("time zone", range, text -> {
            if (!ZoneId.getAvailableZoneIds().contains(text)) {
                throw new BadValue(
                        "there is no time zone " + ValueType.quoted(text),
                        Nearest.to(
                                        text,
                                        ZoneId.getAvailableZoneIds().stream()
                                                .sorted()
                                                .toList())
                                .map(zone -> "did you mean '" + zone + "'?")
                                .orElse("use " + range));
            }
            return text;
        });
    }

    static ValueType<List<Integer>> days() {
        String range = "mon, tue, wed, thu, fri, sat, sun, or from one to another as in mon-fri";
        return new ValueType<>("days", range, text -> {
            String[] ends = text.split("-", -1);
            int first = DAYS.indexOf(ends[0]);
            int last = DAYS.indexOf(ends[ends.length - 1]);
            if (ends.length > 2 || first < 0 || last < first) {
                throw new BadValue(ValueType.quoted(text) + " are no days of the week", "use " + range);
            }
            return IntStream.rangeClosed(first + 1, last + 1).boxed().toList();
        });
    }

    /** Minute of the day. */
    static ValueType<Integer> time() {
        String range = "00:00–24:00";
        return new ValueType<>("time", range, text -> {
            Matcher matcher = TIME.matcher(text);
            int minute = matcher.matches()
                    ? Integer.parseInt(matcher.group(1)) * 60 + Integer.parseInt(matcher.group(2))
                    : Integer.MAX_VALUE;
            if (minute > 1440) {
                throw new BadValue(
                        ValueType.quoted(text) + " is not a time of the day",
                        "write hours and minutes, such as 08:30; allowed here: " + range);
            }
            return minute;
        });
    }

    static ValueType<IvrCalendar.Holiday> holiday() {
        String range = "a date such as 2026-10-01, or a span such as 2026-10-01..2026-10-07";
        return new ValueType<>("holiday", range, text -> {
            String[] ends = text.split("\\.\\.", -1);
            try {
                long first = LocalDate.parse(ends[0]).toEpochDay();
                long last = LocalDate.parse(ends[ends.length - 1]).toEpochDay();
                if (ends.length > 2 || last < first) {
                    throw new BadValue(ValueType.quoted(text) + " is no span of dates", "use " + range);
                }
                return new IvrCalendar.Holiday(first, last);
            } catch (DateTimeException e) {
                throw new BadValue(ValueType.quoted(text) + " is not a date", "use " + range);
            }
        });
    }
}
