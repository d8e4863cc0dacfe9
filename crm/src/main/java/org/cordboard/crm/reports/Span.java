package org.cordboard.crm.reports;

/**
 * A part of time, wall-clock milliseconds since 1970.
 *
 * @param from itself included
 * @param to itself not included
 */
public record Span(long from, long to) {

    public Span {
        if (to <= from) {
            throw new IllegalArgumentException("a span ends after it begins: " + from + ".." + to);
        }
    }

    /** How much of another span lies in this one, milliseconds. */
    long overlap(long otherFrom, long otherTo) {
        return Math.max(0, Math.min(to, otherTo) - Math.max(from, otherFrom));
    }

    /** Whether it begins and ends at multiples of a time. */
    boolean isRound(long millis) {
        return from % millis == 0 && to % millis == 0;
    }
}
