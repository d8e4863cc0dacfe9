package org.cordboard.server.desktop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.SessionId;
import org.cordboard.protocol.Event;
import org.jspecify.annotations.Nullable;

/** One agent's desktop session: its numbering, what it may still want to hear again, and its present connection. */
final class Session {

    /** How many events a session remembers for a desktop that comes back. */
    static final int REMEMBERED = 1_000;

    final SessionId id;
    final AgentId agent;
    private final ArrayDeque<Event> sent = new ArrayDeque<>();
    private long seq;

    @Nullable
    Desktop desktop;

    /** What it was told of the floor, if it has subscribed to that. */
    @Nullable
    FloorWatch watch;

    Session(SessionId id, AgentId agent) {
        this.id = id;
        this.agent = agent;
    }

    long seq() {
        return seq;
    }

    void tell(Event event) {
        Event numbered = event.withSeq(++seq);
        sent.addLast(numbered);
        if (sent.size() > REMEMBERED) {
            sent.removeFirst();
        }
        if (desktop != null) {
            desktop.send(numbered);
        }
    }

    /** The events after a number, or null when they are not all remembered. */
    @Nullable
    List<Event> after(long lastSeq) {
        if (lastSeq > seq || lastSeq < seq - sent.size()) {
            return null;
        }
        List<Event> missed = new ArrayList<>();
        for (Event event : sent) {
            if (event.seq() > lastSeq) {
                missed.add(event);
            }
        }
        return missed;
    }
}
