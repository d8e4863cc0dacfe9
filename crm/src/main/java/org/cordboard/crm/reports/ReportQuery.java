package org.cordboard.crm.reports;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report is asked for.
 *
 * @param spans the intervals, one after the other; each begins and ends with a quarter of an hour
 * @param queue the only queue wanted, or null for all
 * @param agent the only agent wanted, or null for all
 * @param now what still goes on is counted up to this moment, wall-clock milliseconds since 1970
 */
public record ReportQuery(
        List<Span> spans, @Nullable String queue, @Nullable String agent, long now) {

    /** The longest time that a report is about. */
    public static final Duration LONGEST = Duration.ofDays(400);

    private static final long QUARTER = 900_000;
    private static final long HOUR = 3_600_000;

    public ReportQuery {
        spans = List.copyOf(spans);
        if (spans.isEmpty() || spans.size() > Interval.MOST) {
            throw new IllegalArgumentException("a report has 1 to " + Interval.MOST + " intervals");
        }
        if (spans.getLast().to() - spans.getFirst().from() > LONGEST.toMillis()) {
            throw new IllegalArgumentException("a report is about at most " + LONGEST.toDays() + " days");
        }
        if (!spans.stream().allMatch(span -> span.isRound(QUARTER))) {
            throw new IllegalArgumentException("an interval does not begin and end with a quarter of an hour");
        }
    }

    /** The sums that will do, and are the fewest. */
    int minutes() {
        return spans.stream().allMatch(span -> span.isRound(HOUR)) ? 60 : 15;
    }

    Span all() {
        return new Span(spans.getFirst().from(), spans.getLast().to());
    }
}
