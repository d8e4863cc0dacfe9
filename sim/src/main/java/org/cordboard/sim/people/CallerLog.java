package org.cordboard.sim.people;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

/**
 * What callers lived through, in their own terms: for an auditor that knows nothing of the engine. Ended calls beyond the
 * bound are forgotten, oldest first; the counters keep counting.
 */
public final class CallerLog {

    /** Who ended a call. */
    public enum EndedBy {
        CALLER,
        /** The other side: agent, engine or PBX. */
        OTHER_SIDE,
        /** The call never got into the PBX, or the line under it failed. */
        NETWORK
    }

    /**
     * One call. Times are in milliseconds since the Unix epoch.
     *
     * @param channel the PBX's id of the call; empty when the trunk did not take it
     * @param answeredAt when the PBX answered
     * @param heardAgentAt when somebody first talked to the caller
     * @param agents the channels the caller talked with, in order
     * @param prompts what the caller was played, in order
     * @param keys how many they pressed
     */
    public record Entry(
            long number,
            String channel,
            String callerNumber,
            String dialled,
            long calledAt,
            OptionalLong answeredAt,
            OptionalLong heardAgentAt,
            long endedAt,
            EndedBy endedBy,
            int cause,
            List<String> agents,
            List<String> prompts,
            boolean heardFallback,
            KeyHabit habit,
            int keys) {

        public Entry {
            agents = List.copyOf(agents);
            prompts = List.copyOf(prompts);
        }

        /** The network turned the caller away, as every channel was busy or the line out of order. */
        public boolean refused() {
            return channel.isEmpty();
        }

        /** Leaves the caller's number out. */
        @Override
        public String toString() {
            return "call " + number + " " + channel + " ended by " + endedBy + " cause " + cause;
        }
    }

    private final int bound;
    private final Deque<Entry> ended = new ArrayDeque<>();
    private long called;
    private long endedCount;
    private long talked;
    private long fellBack;
    private long refused;

    public CallerLog() {
        this(100_000);
    }

    /** @param bound how many ended calls are kept */
    public CallerLog(int bound) {
        this.bound = bound;
    }

    long nextNumber() {
        return ++called;
    }

    void add(Entry entry) {
        endedCount++;
        if (entry.heardAgentAt().isPresent()) {
            talked++;
        }
        if (entry.heardFallback()) {
            fellBack++;
        }
        if (entry.refused()) {
            refused++;
        }
        ended.addLast(entry);
        if (ended.size() > bound) {
            ended.removeFirst();
        }
    }

    /** Ended calls in the order of their end. */
    public List<Entry> ended() {
        return new ArrayList<>(ended);
    }

    /** Ended calls in the order of their end, which are forgotten with this. */
    public List<Entry> take() {
        List<Entry> all = ended();
        ended.clear();
        return all;
    }

    /** Calls made so far. */
    public long called() {
        return called;
    }

    /** Calls that go on. */
    public long going() {
        return called - endedCount;
    }

    /** Ended calls in which somebody talked to the caller. */
    public long talked() {
        return talked;
    }

    /** Calls the network turned away before they reached the PBX. */
    public long refused() {
        return refused;
    }

    /** Ended calls in which the PBX's own announcement was heard. */
    public long fellBack() {
        return fellBack;
    }
}
