package org.cordboard.sim.time;

/**
 * A clock with an alarm. Everything scheduled runs on one thread, never inside the call that scheduled it, in the order of
 * its time and, at the same time, in the order of scheduling.
 */
public interface Scheduler {

    /** Milliseconds since the Unix epoch; never goes back. */
    long now();

    /** Runs {@code task} after {@code delayMillis}; a delay below zero counts as zero. */
    Cancellable schedule(long delayMillis, Runnable task);
}
