package org.cordboard.asterisk;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.cordboard.cti.port.PbxEvent;

/**
 * What a step of the machine puts out, handed over in order when the step is done: a receiver that calls the machine at once finds it
 * in a whole state.
 */
final class Outbox {

    private final Consumer<? super PbxEvent> events;
    private final Consumer<? super AmiAction> actions;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean handingOver;

    Outbox(Consumer<? super PbxEvent> events, Consumer<? super AmiAction> actions) {
        this.events = events;
        this.actions = actions;
    }

    void report(PbxEvent event) {
        waiting.add(() -> events.accept(event));
    }

    void send(AmiAction action) {
        waiting.add(() -> actions.accept(action));
    }

    void handOver() {
        if (handingOver) {
            return;
        }
        handingOver = true;
        try {
            for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
                next.run();
            }
        } finally {
            handingOver = false;
        }
    }
}
