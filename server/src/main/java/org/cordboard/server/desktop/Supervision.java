package org.cordboard.server.desktop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.cordboard.cti.agent.AgentId;
import org.jspecify.annotations.Nullable;

/** What desktops have to know about supervisors, and to write down of what they did. It may ask the database, on threads of its own. */
public interface Supervision {

    /** Nobody supervises. */
    Supervision NONE = new Supervision() {
        @Override
        public CompletionStage<Oversight> of(AgentId login) {
            return CompletableFuture.completedFuture(Oversight.NONE);
        }

        @Override
        public CompletionStage<Audience> audience(AgentId login, @Nullable String queue, @Nullable String unit) {
            return CompletableFuture.completedFuture(Audience.FORBIDDEN);
        }

        @Override
        public void note(AgentId by, AgentId agent, String action, String detail) {}

        @Override
        public void noteNotice(AgentId by, String detail) {}
    };

    /** How far somebody's rights reach now; completes with a failure when that cannot be found out. */
    CompletionStage<Oversight> of(AgentId login);

    /**
     * Whom somebody may tell something, of those whom they lead.
     *
     * @param queue only those who serve it
     * @param unit only those who stand in it or below
     */
    CompletionStage<Audience> audience(AgentId login, @Nullable String queue, @Nullable String unit);

    /** Writes into the audit log what somebody has told others. */
    void noteNotice(AgentId by, String detail);

    /** Writes into the audit log what somebody has done to an agent. */
    void note(AgentId by, AgentId agent, String action, String detail);
}
