package org.cordboard.cti.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keyed deadlines on engine time. They are state: started and cancelled while facts are applied. Starting a key again replaces
 * it. An expiry is an ordinary input; one that carries another generation than the key has now is stale.
 */
public final class Timers {

    /**
     * A timer that has been started.
     *
     * @param dueAt engine time, milliseconds
     * @param generation number of the start; no two starts share one
     */
    public record Started(TimerKey key, long dueAt, long generation) {}

    private record Slot(long dueAt, long generation) implements Comparable<Slot> {
        @Override
        public int compareTo(Slot other) {
            int byTime = Long.compare(dueAt, other.dueAt);
            return byTime != 0 ? byTime : Long.compare(generation, other.generation);
        }
    }

    private final Map<TimerKey, Slot> slots = new LinkedHashMap<>();
    private final TreeMap<Slot, TimerKey> byTime = new TreeMap<>();
    private long generations;

    public void start(TimerKey key, long dueAt) {
        cancel(key);
        Slot slot = new Slot(dueAt, ++generations);
        slots.put(key, slot);
        byTime.put(slot, key);
    }

    /** Does nothing when the key has no timer. */
    public void cancel(TimerKey key) {
        Slot slot = slots.remove(key);
        if (slot != null) {
            byTime.remove(slot);
        }
    }

    /** The timer that is due first, or null when there is none. */
    public @Nullable Started next() {
        Map.Entry<Slot, TimerKey> first = byTime.firstEntry();
        return first == null
                ? null
                : new Started(
                        first.getValue(), first.getKey().dueAt(), first.getKey().generation());
    }

    boolean isCurrent(TimerKey key, long generation) {
        Slot slot = slots.get(key);
        return slot != null && slot.generation() == generation;
    }

    boolean isRunning(TimerKey key) {
        return slots.containsKey(key);
    }

    /** How often timers were started; the next generation is one more. */
    long generations() {
        return generations;
    }

    /** Takes over the timers of another engine, with their generations. */
    void restore(List<Started> all, long started) {
        for (Started each : all) {
            Slot slot = new Slot(each.dueAt(), each.generation());
            slots.put(each.key(), slot);
            byTime.put(slot, each.key());
        }
        generations = started;
    }

    List<Started> all() {
        List<Started> all = new ArrayList<>(slots.size());
        byTime.forEach((slot, key) -> all.add(new Started(key, slot.dueAt(), slot.generation())));
        return all;
    }
}
