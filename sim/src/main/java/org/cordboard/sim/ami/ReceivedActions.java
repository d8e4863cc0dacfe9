package org.cordboard.sim.ami;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What clients sent, oldest first. Beyond the bound the oldest are forgotten; the counter keeps counting. */
public final class ReceivedActions {

    static final int BOUND = 10_000;

    private final Deque<ReceivedAction> actions = new ArrayDeque<>();
    private long count;

    void add(ReceivedAction action) {
        count++;
        actions.addLast(action);
        if (actions.size() > BOUND) {
            actions.removeFirst();
        }
    }

    public List<ReceivedAction> all() {
        return List.copyOf(actions);
    }

    /** Those of one name, given in lower case. */
    public List<ReceivedAction> named(String name) {
        return actions.stream().filter(action -> action.name().equals(name)).toList();
    }

    /** Actions received so far, forgotten ones included. */
    public long count() {
        return count;
    }
}
