package org.cordboard.server.desktop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.cordboard.cti.agent.AgentId;

/** What desktops have to know about supervisors, and to write down of what they did. It may ask the database, on threads of its own. */
public interface Supervision {

    /** Nobody supervises. */
    Supervision NONE = new Supervision() {
        @Override
        public CompletionStage<Oversight> of(AgentId login) {
            return CompletableFuture.completedFuture(Oversight.NONE);
        }

        @Override
        public void note(AgentId by, AgentId agent, String action, String detail) {}
    };

    /** How far somebody's rights reach now; completes with a failure when that cannot be found out. */
    CompletionStage<Oversight> of(AgentId login);

    /** Writes into the audit log what somebody has done to an agent. */
    void note(AgentId by, AgentId agent, String action, String detail);
}
