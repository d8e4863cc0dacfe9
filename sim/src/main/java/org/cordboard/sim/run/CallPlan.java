package org.cordboard.sim.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.customer.Tier;
import org.cordboard.sim.people.Draws;

/**
 * Who calls on a day, and when.
 *
 * @param tiers customers of each tier, as weights
 * @param strangers the share of callers whom nobody knows
 * @param owned the share of customers who have a manager of their own
 * @param impatient the share of callers who wait a minute on average instead of {@code patienceMillis}
 */
public record CallPlan(
        Stream stream,
        Map<Tier, Integer> tiers,
        double strangers,
        double owned,
        double impatient,
        long patienceMillis,
        long talkMillis) {

    /** The most calls of a day. */
    public static final int MAX_CALLS = 200_000;

    /** When calls come in. */
    public sealed interface Stream {

        /** Half of them in one sixth of the day. */
        record Rush(int calls) implements Stream {}

        /** @param steps in the order of time; before the first one nobody calls */
        record Rates(List<Step> steps) implements Stream {

            public Rates {
                steps = List.copyOf(steps);
            }
        }
    }

    /** From this moment on so many calls come in an hour, at random. */
    public record Step(long fromMillis, double callsPerHour) {}

    public CallPlan {
        tiers = Collections.unmodifiableMap(new LinkedHashMap<>(tiers));
        if (tiers.values().stream().mapToInt(Integer::intValue).sum() < 1) {
            throw new IllegalArgumentException("at least one tier needs a weight above 0");
        }
    }

    /** The mix of the usual day. */
    static CallPlan rush(int calls) {
        return new CallPlan(new Stream.Rush(calls), evenTiers(), 0.1, 0.2, 0.3, 400_000, 150_000);
    }

    /** Every tier alike. */
    public static Map<Tier, Integer> evenTiers() {
        Map<Tier, Integer> even = new LinkedHashMap<>();
        for (Tier tier : Tier.values()) {
            even.put(tier, 1);
        }
        return even;
    }

    /** The moments at which calls come in, in no order; at most {@link #MAX_CALLS}. */
    List<Long> moments(long dayMillis, Draws draws) {
        List<Long> moments = new ArrayList<>();
        switch (stream) {
            case Stream.Rush rush -> {
                for (int i = 0; i < rush.calls(); i++) {
                    // Half of the calls come in one sixth of the day: everybody's queue has its rush hour.
                    moments.add(
                            draws.chance(0.5)
                                    ? draws.between(0, dayMillis)
                                    : draws.between(dayMillis / 3, dayMillis / 2));
                }
            }
            case Stream.Rates rates -> {
                for (int i = 0; i < rates.steps().size(); i++) {
                    Step step = rates.steps().get(i);
                    long until = i + 1 < rates.steps().size()
                            ? rates.steps().get(i + 1).fromMillis()
                            : dayMillis;
                    step(step, Math.min(until, dayMillis), draws, moments);
                }
            }
        }
        return moments;
    }

    private static void step(Step step, long until, Draws draws, List<Long> moments) {
        if (!(step.callsPerHour() > 0)) {
            return;
        }
        double mean = 3_600_000 / step.callsPerHour();
        double at = step.fromMillis() + draws.exponential(mean);
        while (at < until && moments.size() < MAX_CALLS) {
            moments.add((long) at);
            at += draws.exponential(mean);
        }
    }

    /** A customer's tier, always the same for the same number. */
    Tier tierOf(String number) {
        int drawn = Math.floorMod(
                number.hashCode(),
                tiers.values().stream().mapToInt(Integer::intValue).sum());
        for (Map.Entry<Tier, Integer> tier : tiers.entrySet()) {
            drawn -= tier.getValue();
            if (drawn < 0) {
                return tier.getKey();
            }
        }
        throw new IllegalStateException("weights do not add up");
    }
}
