package org.cordboard.protocol.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and how soon a lost connection is tried again. Waits double from the first to the longest, and each is shortened
 * by up to half at random, so that the clients of a restarted server do not come back in step.
 *
 * @param attempts in a row without success; 0 for none at all
 */
public record Reconnect(int attempts, Duration firstWait, Duration longestWait) {

    public Reconnect {
        if (attempts < 0 || firstWait.isNegative() || longestWait.compareTo(firstWait) < 0) {
            throw new IllegalArgumentException("0 <= attempts and 0 <= firstWait <= longestWait must hold");
        }
    }

    /**
     * A hundred attempts, a quarter of a second to two seconds apart: some two and a half minutes. A server that was killed serves again within
     * seconds, and agents should not wait longer for their desktops than callers for the server.
     */
    public static Reconnect usual() {
        return new Reconnect(100, Duration.ofMillis(250), Duration.ofSeconds(2));
    }

    /** A lost connection ends the client. */
    public static Reconnect never() {
        return new Reconnect(0, Duration.ZERO, Duration.ZERO);
    }

    /** @param attempt from 1 */
    Duration waitBefore(int attempt, RandomGenerator random) {
        long longest = longestWait.toMillis();
        long doubled = firstWait.toMillis() << Math.min(attempt - 1, 20);
        long wait = Math.min(longest, doubled);
        return Duration.ofMillis(wait - random.nextLong(wait / 2 + 1));
    }
}
