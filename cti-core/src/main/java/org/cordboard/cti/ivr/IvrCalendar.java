package org.cordboard.cti.ivr;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * When a hotline is open. All times are local to the zone, so that an office opens at nine on the days clocks change, too: an
 * hour that is skipped is passed over, one that is repeated is open, or closed, twice.
 *
 * @param zone an IANA zone, such as {@code Asia/Shanghai}
 * @param week the openings of a week without holidays
 * @param holidays closed for the whole day, whatever the week says
 */
public record IvrCalendar(String zone, List<Opening> week, List<Holiday> holidays) {

    /**
     * One opening on a day of the week.
     *
     * @param day 1 Monday to 7 Sunday
     * @param from minute of the day, included
     * @param to minute of the day, excluded; 1440 is the end of the day
     */
    public record Opening(int day, int from, int to) {

        public Opening {
            if (day < 1 || day > 7 || from < 0 || to < from || to > 1440) {
                throw new IllegalArgumentException("no opening: day " + day + ", minutes " + from + " to " + to);
            }
        }
    }

    /** Days off, first and last included; as days since 1970-01-01, which is what {@code LocalDate} counts. */
    public record Holiday(long first, long last) {

        public Holiday {
            if (last < first) {
                throw new IllegalArgumentException("a holiday ends before it begins: " + first + " to " + last);
            }
        }
    }

    /** What a calendar says of a moment. */
    public enum State {
        OPEN,
        CLOSED,
        HOLIDAY
    }

    public IvrCalendar {
        ZoneId.of(zone);
        week = List.copyOf(week);
        holidays = List.copyOf(holidays);
    }

    /** @param wallClock milliseconds since 1970 (UTC) */
    public State at(long wallClock) {
        ZonedDateTime zoned = Instant.ofEpochMilli(wallClock).atZone(ZoneId.of(zone));
        LocalDateTime local = zoned.toLocalDateTime();
        long date = local.toLocalDate().toEpochDay();
        if (holidays.stream().anyMatch(h -> h.first() <= date && date <= h.last())) {
            return State.HOLIDAY;
        }
        int day = local.getDayOfWeek().getValue();
        LocalTime time = local.toLocalTime();
        int minute = time.getHour() * 60 + time.getMinute();
        boolean open = week.stream().anyMatch(o -> o.day() == day && o.from() <= minute && minute < o.to());
        return open ? State.OPEN : State.CLOSED;
    }
}
