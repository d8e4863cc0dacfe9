package org.cordboard.cti.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.SessionId;
import org.cordboard.cti.journal.Journaled;
import org.jspecify.annotations.Nullable;

/**
 * The last replies of each agent's newest session, so that a command sent again gets the same answer and does nothing twice.
 */
final class Replies implements Feature {

    /** How many replies of a session are kept; an older command id counts as new. */
    static final int KEPT = 256;

    /** How many sessions are known that others have taken an agent's seat from. */
    static final int REPLACED = 8;

    private static final class Session {
        final SessionId id;
        /** Those before it, the oldest first. */
        final List<SessionId> replaced = new ArrayList<>();

        final Map<CommandId, Reply> replies = new LinkedHashMap<>();

        Session(SessionId id) {
            this.id = id;
        }
    }

    private final Map<AgentId, Session> sessions = new LinkedHashMap<>();

    @Nullable
    Reply earlier(AgentId agent, SessionId id, CommandId command) {
        Session session = sessions.get(agent);
        return session == null || !session.id.equals(id) ? null : session.replies.get(command);
    }

    /** Whether another session has taken the seat from this one, which does not come back: what it sends was decided, or is too late. */
    boolean isReplaced(AgentId agent, SessionId id) {
        Session session = sessions.get(agent);
        return session != null && session.replaced.contains(id);
    }

    @Override
    public void apply(Event event, long at) {
        if (event instanceof SiteEvent.CommandAnswered e) {
            Session session = sessions.get(e.agent());
            if (session == null || !session.id.equals(e.session())) {
                session = successor(session, e.session());
                sessions.put(e.agent(), session);
            }
            session.replies.put(e.command(), e.reply());
            if (session.replies.size() > KEPT) {
                session.replies.remove(session.replies.keySet().iterator().next());
            }
        }
    }

    private static Session successor(@Nullable Session old, SessionId id) {
        Session session = new Session(id);
        if (old != null) {
            session.replaced.addAll(old.replaced);
            session.replaced.remove(id);
            session.replaced.add(old.id);
        }
        if (session.replaced.size() > REPLACED) {
            session.replaced.removeFirst();
        }
        return session;
    }

    record Kept(AgentId agent, SessionId session, List<SessionId> replaced, Map<CommandId, Reply> replies) {}

    @Journaled("state.replies/2")
    record State(List<Kept> sessions) {}

    @Override
    public Record state() {
        List<Kept> kept = new ArrayList<>();
        sessions.forEach((agent, session) -> kept.add(
                new Kept(agent, session.id, List.copyOf(session.replaced), new LinkedHashMap<>(session.replies))));
        return new State(kept);
    }

    @Override
    public void restore(Record state) {
        for (Kept kept : ((State) state).sessions()) {
            Session session = new Session(kept.session());
            session.replaced.addAll(kept.replaced());
            session.replies.putAll(kept.replies());
            sessions.put(kept.agent(), session);
        }
    }
}
