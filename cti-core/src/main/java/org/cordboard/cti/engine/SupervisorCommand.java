package org.cordboard.cti.engine;

import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.PendingState;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.journal.Journaled;

/** What a supervisor wants done to the site's work. */
public sealed interface SupervisorCommand {

    /**
     * A waiting caller is to wait in this queue from now on, which may be the one they are in.
     *
     * @param toHead whether they are to be the next one; else they keep their place
     */
    @Journaled("supervisor.move-caller/1")
    record MoveCaller(CallId call, QueueId queue, boolean toHead) implements SupervisorCommand {}

    /**
     * An agent is to be ready, not ready or logged out: at once when they are idle, else when the present work is over. Refused: UNKNOWN_AGENT,
     * AGENT_NOT_LOGGED_IN, WRONG_STATE (ready, and the desktop is gone).
     */
    @Journaled("supervisor.force-state/1")
    record ForceState(AgentId agent, PendingState state) implements SupervisorCommand {}
}
