package org.cordboard.cti.acd;

import org.cordboard.cti.agent.AgentId;

/**
 * A caller is kept for one agent for a time; others of the queue may serve them afterwards.
 *
 * @param until when the caller's patience for that agent ends, engine time; not later than now when they are to be had at once or
 *     not at all
 */
public record Binding(AgentId agent, Reason reason, long until) {

    /** Why it is this agent. */
    public enum Reason {
        /** The customer's own manager. */
        OWNER,
        /** The deputy, while the manager is absent. */
        DEPUTY,
        /** The one the customer last talked to. */
        LAST_AGENT
    }
}
