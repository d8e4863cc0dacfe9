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
    private final Map<String, Sent> waiting = new LinkedHashMap<>();
    private long now;
    private long answerMillis;
    private long count;

    private record Sent(Reply reply, long at) {}

    SentActions(Outbox out, String runName) {
        this.out = out;
        this.runName = runName;
    }

    String send(AmiAction action, Reply reply) {
        return sendSlow(action, 0, reply);
    }

    /** Sends an action that Asterisk answers only when it has been at it for some time, which does not count as a delay. */
    String sendSlow(AmiAction action, long takesMillis, Reply reply) {
        String id = nextId();
        if (waiting.size() >= MAX) {
            waiting.remove(waiting.keySet().iterator().next());
        }
        waiting.put(id, new Sent(reply, now + takesMillis));
        out.send(action.with("ActionID", id));
        return id;
    }

    /** An id no other action or AGI command of this run has. */
    String nextId() {
        return runName + "-" + ++count;
    }

    void onResponse(AmiMessage response, long at) {
        Sent sent = take(response.actionId());
        if (sent != null) {
            answerMillis = Math.max(0, at - sent.at());
            sent.reply().on(response, at);
        }
    }

    /** What is sent from now on is sent at this time. */
    void timeIs(long at) {
        now = at;
    }

    /** How long the response that came last was on its way, milliseconds. */
    long answerMillis() {
        return answerMillis;
    }

    void clear() {
        waiting.clear();
    }

    int size() {
        return waiting.size();
    }

    private @Nullable Sent take(String id) {
        return waiting.remove(id);
    }
}
