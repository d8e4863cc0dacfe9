package org.cordboard.cti.acd;

import org.jspecify.annotations.Nullable;

/**
 * How quickly a queue's callers are answered, one after the other, while others wait: an exponential mean of the times between
 * answers, in which the last eight weigh most.
 */
final class Pace {

    private static final int WEIGHT = 8;

    private @Nullable Long lastAnswer;
    private long meanMillis;

    /**
     * A caller of the queue has been answered.
     *
     * @param othersWaited whether more callers waited then, so that the time until the next answer says something
     */
    void answered(long at, boolean othersWaited) {
        if (lastAnswer != null) {
            long gap = at - lastAnswer;
            meanMillis = meanMillis == 0 ? gap : meanMillis + (gap - meanMillis) / WEIGHT;
        }
        lastAnswer = othersWaited ? at : null;
    }

    /** Nobody waits any more: the time until the next answer is not one of work. */
    void idle() {
        lastAnswer = null;
    }

    /** The mean time between two answers, milliseconds; 0 as long as it is not known. */
    long meanMillis() {
        return meanMillis;
    }

    record State(@Nullable Long lastAnswer, long meanMillis) {}

    State state() {
        return new State(lastAnswer, meanMillis);
    }

    void restore(State from) {
        lastAnswer = from.lastAnswer();
        meanMillis = from.meanMillis();
    }
}
