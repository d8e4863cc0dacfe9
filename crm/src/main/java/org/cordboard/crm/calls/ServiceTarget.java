package org.cordboard.crm.calls;

import java.time.Duration;

/**
 * What a queue promises its callers.
 *
 * @param answerWithin who is answered after this wait or a shorter one is answered in time
 * @param shortAbandon who hangs up after a shorter wait is not counted as lost: they misdialled, or thought better of it
 */
public record ServiceTarget(Duration answerWithin, Duration shortAbandon) {

    /** Twenty seconds, and five. */
    public static final ServiceTarget DEFAULT = new ServiceTarget(Duration.ofSeconds(20), Duration.ofSeconds(5));

    public ServiceTarget {
        if (answerWithin.isNegative() || shortAbandon.isNegative()) {
            throw new IllegalArgumentException("a time of a service target is negative");
        }
    }

    boolean inTime(long waitMillis) {
        return waitMillis <= answerWithin.toMillis();
    }

    boolean isShort(long waitMillis) {
        return waitMillis < shortAbandon.toMillis();
    }
}
