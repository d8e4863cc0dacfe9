package org.cordboard.crm.reports;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;

/**
 * Into what a report divides time, by the local clock of a zone. Hours and parts of them begin at round local times and never
 * contain a change of the clock; the hour that comes twice in autumn is two intervals. A day goes from midnight to midnight, and
 * has 23 or 25 hours when the clock changes.
 */
public enum Interval {
    QUARTER_HOUR(Duration.ofMinutes(15)),
    HALF_HOUR(Duration.ofMinutes(30)),
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1)),
    /** All of the time asked for. */
    WHOLE(Duration.ZERO);

    /** Intervals of a report: a month of quarter-hours, and a little more. */
    public static final int MOST = 3_000;

    private final Duration length;

    Interval(Duration length) {
        this.length = length;
    }

    /**
     * The intervals of a time, the first first. The first and the last are cut where the time begins and ends.
     *
     * @throws IllegalArgumentException when there are more than {@value #MOST}
     */
    public List<Span> divide(Span all, ZoneId zone) {
        List<Span> spans = new ArrayList<>();
        long from = all.from();
        while (from < all.to()) {
            if (spans.size() == MOST) {
                throw new IllegalArgumentException("more than " + MOST + " intervals");
            }
            long to = Math.min(all.to(), end(from, zone));
            spans.add(new Span(from, to));
            from = to;
        }
        return spans;
    }

    /** The end of the interval in which a moment lies. */
    private long end(long at, ZoneId zone) {
        return switch (this) {
            case WHOLE -> Long.MAX_VALUE;
            case DAY ->
                Instant.ofEpochMilli(at)
                        .atZone(zone)
                        .toLocalDate()
                        .plusDays(1)
                        .atStartOfDay(zone)
                        .toInstant()
                        .toEpochMilli();
            case QUARTER_HOUR, HALF_HOUR, HOUR -> {
                Instant now = Instant.ofEpochMilli(at);
                long offset = zone.getRules().getOffset(now).getTotalSeconds() * 1_000L;
                long round = Math.floorDiv(at + offset, length.toMillis()) + 1;
                long end = round * length.toMillis() - offset;
                ZoneOffsetTransition change = zone.getRules().nextTransition(now);
                yield change == null ? end : Math.min(end, change.getInstant().toEpochMilli());
            }
        };
    }
}
