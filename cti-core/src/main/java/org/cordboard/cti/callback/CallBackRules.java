package org.cordboard.cti.callback;

import java.time.Duration;

/**
 * How a queue calls back.
 *
 * @param attempts how often a customer who is not reached is called in all, 1..20
 * @param spacing the time between two attempts, and until the queue is looked at again where it was closed or without agents;
 *     settings have it as {@link #SHORTEST_SPACING} or more
 * @param keptFor how long after the request the customer is still called
 * @param ring how long the customer's telephone rings at each attempt; settings have it as {@link #SHORTEST_RING} or more
 */
public record CallBackRules(int attempts, Duration spacing, Duration keptFor, Duration ring) {

    public static final int MOST_ATTEMPTS = 20;
    public static final Duration SHORTEST_SPACING = Duration.ofSeconds(1);
    public static final Duration SHORTEST_RING = Duration.ofSeconds(15);

    /** Three attempts, ten minutes apart, within a day, half a minute each. */
    public static final CallBackRules DEFAULT =
            new CallBackRules(3, Duration.ofMinutes(10), Duration.ofDays(1), Duration.ofSeconds(30));

    public CallBackRules {
        if (attempts < 1 || attempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException("attempts out of range 1..20: " + attempts);
        }
        if (spacing.isNegative() || keptFor.isNegative() || ring.isNegative()) {
            throw new IllegalArgumentException("a time is negative: " + spacing + ", " + keptFor + " or " + ring);
        }
    }
}
