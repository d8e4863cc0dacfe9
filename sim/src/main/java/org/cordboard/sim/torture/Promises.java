package org.cordboard.sim.torture;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** How often each promise was tried, how often it held, and what did not. */
public final class Promises {

    /** Findings beyond this many of one seed are counted only. */
    private static final int MOST_FINDINGS = 30;

    /** How often. */
    public record Tally(long tried, long held) {

        public Tally and(Tally other) {
            return new Tally(tried + other.tried, held + other.held);
        }
    }

    private static final class Count {
        private long tried;
        private long held;
    }

    private final LongSupplier since;
    private final Runnable whenFirst;
    private final Map<Promise, Count> counts = new EnumMap<>(Promise.class);
    private final List<String> findings = new ArrayList<>();

    /**
     * @param since milliseconds since the day began
     * @param whenFirst run when something does not hold for the first time
     */
    public Promises(LongSupplier since, Runnable whenFirst) {
        this.since = since;
        this.whenFirst = whenFirst;
    }

    public void tried(Promise promise, boolean held, Supplier<String> otherwise) {
        tried(promise, 1, held ? 1 : 0);
        if (!held) {
            found(promise, otherwise.get());
        }
    }

    /** Tried so many times, of which these are what did not hold. */
    public void tried(Promise promise, long times, List<String> broken) {
        tried(promise, times, Math.max(0, times - broken.size()));
        broken.forEach(what -> found(promise, what));
    }

    public void tried(Promise promise, long times, long held) {
        Count count = counts.computeIfAbsent(promise, p -> new Count());
        count.tried += times;
        count.held += held;
    }

    private void found(Promise promise, String what) {
        if (findings.isEmpty()) {
            whenFirst.run();
        }
        if (findings.size() < MOST_FINDINGS) {
            findings.add("%s, %.3f s: %s".formatted(promise, since.getAsLong() / 1000.0, what));
        }
    }

    public Map<Promise, Tally> tallies() {
        Map<Promise, Tally> tallies = new EnumMap<>(Promise.class);
        for (Promise promise : Promise.values()) {
            Count count = counts.getOrDefault(promise, new Count());
            tallies.put(promise, new Tally(count.tried, count.held));
        }
        return tallies;
    }

    /** What did not hold, with the promise and the time. */
    public List<String> findings() {
        return List.copyOf(findings);
    }
}
