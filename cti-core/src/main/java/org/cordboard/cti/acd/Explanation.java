package org.cordboard.cti.acd;

import java.util.List;
import org.cordboard.cti.agent.AgentId;

/**
 * Why this agent got this caller.
 *
 * @param key the caller's place: first arrival minus head start, engine milliseconds; the smallest waits longest
 * @param waiting callers in the queue at that moment, this one included
 * @param ready agents who could have been offered the call, counted up to {@value #MOST_COUNTED}
 * @param candidates the first few of them in order of preference, the chosen one first
 * @param rule what decided between them
 */
public record Explanation(long key, int waiting, int ready, List<Candidate> candidates, String rule) {

    /** Counting hundreds of idle agents for each offer would be most of the engine's work. */
    public static final int MOST_COUNTED = 20;

    /** @param idleMillis how long the agent had been idle */
    public record Candidate(AgentId agent, long idleMillis) {}

    public Explanation {
        candidates = List.copyOf(candidates);
    }
}
