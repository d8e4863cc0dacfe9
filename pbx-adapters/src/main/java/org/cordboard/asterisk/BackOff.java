package org.cordboard.asterisk;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: doubling from a quarter of a second to five, a fifth more or less at random. */
public final class BackOff {

    static final long FIRST_MILLIS = 250;
    static final long LAST_MILLIS = 5_000;
    /** When a setting has to be changed first, asking often only fills the PBX's log. */
    static final long HOPELESS_MILLIS = 15_000;

    private final RandomGenerator random;
    private long next = FIRST_MILLIS;

    public BackOff(RandomGenerator random) {
        this.random = random;
    }

    /** A connection has ended that was open so long. A PBX that logs us in and hangs up at once is not asked four times a second. */
    public void connectedFor(long millis) {
        if (millis >= LAST_MILLIS) {
            next = FIRST_MILLIS;
        }
    }

    public Duration next(boolean hopeless) {
        long millis = hopeless ? HOPELESS_MILLIS : next;
        next = Math.min(LAST_MILLIS, next * 2);
        long jittered = millis * (800 + random.nextInt(401)) / 1000;
        return Duration.ofMillis(hopeless ? jittered : Math.min(LAST_MILLIS, jittered));
    }
}
