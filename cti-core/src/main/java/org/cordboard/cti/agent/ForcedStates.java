package org.cordboard.cti.agent;

import org.cordboard.cti.engine.Deciding;
import org.cordboard.cti.engine.Refusal;
import org.cordboard.cti.engine.Reply;

/** Supervisors who set agents' states: what the agent could have done, said by whom. The agent may change it again. */
final class ForcedStates {

    private ForcedStates() {}

    static Reply decide(Agent agent, String by, PendingState state, Deciding out) {
        AgentId id = agent.id();
        if (!agent.loggedIn()) {
            return new Reply.Refused(Refusal.AGENT_NOT_LOGGED_IN, "Agent " + id + " is not logged in.");
        }
        boolean ready = state instanceof PendingState.Ready;
        if (ready && agent.state() instanceof AgentState.Ready) {
            return new Reply.Ok();
        }
        if (ready && agent.call() == null && agent.connectionLost()) {
            return new Reply.Refused(Refusal.WRONG_STATE, "The desktop of " + id + " is gone.");
        }
        out.fact(new AgentEvent.StateForced(id, by, state, out.at()));
        out.fact(agent.call() == null ? atOnce(id, state, out.at()) : new AgentEvent.PendingStateSet(id, state));
        return new Reply.Ok();
    }

    private static AgentEvent atOnce(AgentId id, PendingState state, long at) {
        return switch (state) {
            case PendingState.Ready s -> new AgentEvent.AgentBecameReady(id, at);
            case PendingState.NotReady s -> new AgentEvent.AgentBecameNotReady(id, s.reason(), at);
            case PendingState.LoggedOut s -> new AgentEvent.AgentLoggedOut(id, at);
        };
    }
}
