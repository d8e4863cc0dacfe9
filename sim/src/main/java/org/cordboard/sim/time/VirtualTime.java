package org.cordboard.sim.time;

import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * A clock that stands still until it is told to move. Not thread-safe: the thread that moves it runs all tasks, so the same
 * schedule runs the same way each time.
 */
public final class VirtualTime implements Scheduler {

    /** 2026-11-21T00:00:00Z, a start that makes recorded time stamps comparable. */
    public static final long DEFAULT_START_MILLIS = 1_795_219_200_000L;

    private static final class Entry implements Comparable<Entry>, Cancellable {
        private final long at;
        private final long sequence;
        private final Runnable task;
        private boolean cancelled;

        Entry(long at, long sequence, Runnable task) {
            this.at = at;
            this.sequence = sequence;
            this.task = task;
        }

        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    private final PriorityQueue<Entry> queue = new PriorityQueue<>();
    private long now;
    private long nextSequence;

    public VirtualTime() {
        this(DEFAULT_START_MILLIS);
    }

    public VirtualTime(long startMillis) {
        this.now = startMillis;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public Cancellable schedule(long delayMillis, Runnable task) {
        Entry entry = new Entry(now + Math.max(0, delayMillis), nextSequence++, task);
        queue.add(entry);
        return entry;
    }

    /** When the next task is due; empty when nothing is scheduled. */
    public OptionalLong nextAt() {
        dropCancelled();
        Entry head = queue.peek();
        return head == null ? OptionalLong.empty() : OptionalLong.of(head.at);
    }

    /** Moves the clock to the next task and runs it. Returns false when there was none. */
    public boolean runNext() {
        dropCancelled();
        Entry head = queue.poll();
        if (head == null) {
            return false;
        }
        now = head.at;
        head.task.run();
        return true;
    }

    /** Runs all that is due up to and at {@code millis} and leaves the clock there. */
    public void runUntil(long millis) {
        for (OptionalLong next = nextAt(); next.isPresent() && next.getAsLong() <= millis; next = nextAt()) {
            runNext();
        }
        now = Math.max(now, millis);
    }

    /** Runs for {@code millis} from now. */
    public void advance(long millis) {
        runUntil(now + millis);
    }

    /**
     * Runs tasks until the condition holds, at most {@code limitMillis} from now. Returns whether it holds; when it does not,
     * the clock stands at the limit.
     */
    public boolean runUntil(BooleanSupplier condition, long limitMillis) {
        long limit = now + limitMillis;
        while (!condition.getAsBoolean()) {
            OptionalLong next = nextAt();
            if (next.isEmpty() || next.getAsLong() > limit) {
                now = Math.max(now, limit);
                return condition.getAsBoolean();
            }
            runNext();
        }
        return true;
    }

    private void dropCancelled() {
        for (Entry head = queue.peek(); head != null && head.cancelled; head = queue.peek()) {
            queue.poll();
        }
    }
}
