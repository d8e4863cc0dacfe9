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

    private static final class Session {
        final SessionId id;
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

    @Override
    public void apply(Event event, long at) {
        if (event instanceof SiteEvent.CommandAnswered e) {
            Session session = sessions.get(e.agent());
            if (session == null || !session.id.equals(e.session())) {
                session = new Session(e.session());
                sessions.put(e.agent(), session);
            }
            session.replies.put(e.command(), e.reply());
            if (session.replies.size() > KEPT) {
                session.replies.remove(session.replies.keySet().iterator().next());
            }
        }
    }

    record Kept(AgentId agent, SessionId session, Map<CommandId, Reply> replies) {}

    @Journaled("state.replies/1")
    record State(List<Kept> sessions) {}

    @Override
    public Record state() {
        List<Kept> kept = new ArrayList<>();
        sessions.forEach(
                (agent, session) -> kept.add(new Kept(agent, session.id, new LinkedHashMap<>(session.replies))));
        return new State(kept);
    }

    @Override
    public void restore(Record state) {
        for (Kept kept : ((State) state).sessions()) {
            Session session = new Session(kept.session());
            session.replies.putAll(kept.replies());
            sessions.put(kept.agent(), session);
        }
    }
}
