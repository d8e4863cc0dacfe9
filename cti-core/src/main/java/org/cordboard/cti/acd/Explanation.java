package org.cordboard.cti.acd;

import java.util.List;
import org.cordboard.cti.agent.AgentId;

/**
 * Why this agent got this caller.
 *
 * @param key the caller's place: first arrival minus head start, engine milliseconds; the smallest is served first
 * @param waiting callers in the queue at that moment, this one included
 * @param ready agents who could have been offered the call
 * @param candidates the first few of them in order of preference, the chosen one first
 * @param rule what decided between them
 * @param overtaking why somebody with a smaller key, whom this agent could have served, was passed over
 */
public record Explanation(
        long key, int waiting, int ready, List<Candidate> candidates, Rule rule, Overtaking overtaking) {

    /** How many candidates are named. */
    public static final int CANDIDATES = 5;

    /**
     * @param level the agent's lowest level in the skills needed; 0 when none is
     * @param idleMillis how long the agent had been idle
     */
    public record Candidate(AgentId agent, int level, long idleMillis) {}

    /** What decided between the agents. */
    public enum Rule {
        /** The best skills first, then whoever has been idle longest. */
        BEST_LEVEL_THEN_LONGEST_IDLE,
        /** The customer's own manager is free. */
        OWN_MANAGER,
        /** The deputy of the customer's own manager is free. */
        DEPUTY,
        /** The agent the customer last talked to is free. */
        LAST_AGENT
    }

    /** What may put a caller before others whose turn it would be. */
    public enum Overtaking {
        NONE,
        /** An agent's own customer, within the agent's share. */
        OWN_CUSTOMER,
        /** A supervisor moved the caller. */
        SUPERVISOR_MOVE
    }

    public Explanation {
        candidates = List.copyOf(candidates);
    }
}
