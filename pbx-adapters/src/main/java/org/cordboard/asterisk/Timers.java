package org.cordboard.asterisk;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the machine has to do later, by due time; at the same time in the order set. */
final class Timers {

    /** Something to do at its time. */
    interface Step {
        void run(long at);
    }

    /** Names a set timer, so that it can be cancelled. */
    record Timer(long due, long order) {}

    private final TreeMap<Timer, Step> steps =
            new TreeMap<>(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::order));
    private long orders;

    Timer set(long due, Step step) {
        Timer timer = new Timer(due, ++orders);
        steps.put(timer, step);
        return timer;
    }

    void cancel(@Nullable Timer timer) {
        if (timer != null) {
            steps.remove(timer);
        }
    }

    void clear() {
        steps.clear();
    }

    long nextDue() {
        return steps.isEmpty() ? Long.MAX_VALUE : steps.firstKey().due();
    }

    int size() {
        return steps.size();
    }

    void runDue(long at) {
        // A step may set a timer that is due at once; it runs in the same round, but only finitely many exist per leg
        // and request.
        while (nextDue() <= at) {
            Map.Entry<Timer, Step> first = steps.pollFirstEntry();
            first.getValue().run(at);
        }
    }
}
