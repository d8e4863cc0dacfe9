package org.cordboard.cti.acd;

import java.time.Duration;

/**
 * What a caller can be told of their wait.
 *
 * @param position place in line, from 1; no more than {@link #MOST_COUNTED} is counted
 * @param estimatedWait the position times the mean time between answers of late; before there were any, three minutes a call
 *     over the agents logged in. Callers of higher tiers who come later are not foreseen.
 */
public record Outlook(int position, Duration estimatedWait) {

    /** The last place that is counted; one further back has this position, too. */
    public static final int MOST_COUNTED = 100;

    /** The estimate in whole minutes, rounded up, at least 1. */
    public int minutes() {
        return (int) Math.max(1, Math.ceilDiv(estimatedWait.toMillis(), 60_000L));
    }
}
