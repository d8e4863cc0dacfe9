package org.cordboard.asterisk;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Actions on their way: gives each its ActionID and remembers who wants the response. Beyond {@value #MAX} the oldest is forgotten; the
 * request behind it then ends by its time-out.
 */
final class SentActions {

    static final int MAX = 50_000;

    /** What happens when the response comes. */
    interface Reply {
        void on(AmiMessage response, long at);
    }

    private final Outbox out;
    private final String runName;
    private final Map<String, Reply> waiting = new LinkedHashMap<>();
    private long count;

    SentActions(Outbox out, String runName) {
        this.out = out;
        this.runName = runName;
    }

    String send(AmiAction action, Reply reply) {
        String id = nextId();
        if (waiting.size() >= MAX) {
            waiting.remove(waiting.keySet().iterator().next());
        }
        waiting.put(id, reply);
        out.send(action.with("ActionID", id));
        return id;
    }

    /** An id no other action or AGI command of this run has. */
    String nextId() {
        return runName + "-" + ++count;
    }

    void onResponse(AmiMessage response, long at) {
        Reply reply = take(response.actionId());
        if (reply != null) {
            reply.on(response, at);
        }
    }

    void clear() {
        waiting.clear();
    }

    int size() {
        return waiting.size();
    }

    private @Nullable Reply take(String id) {
        return waiting.remove(id);
    }
}
