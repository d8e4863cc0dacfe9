package org.cordboard.protocol;

import java.util.List;

/**
 * The call at hand, as the agent's own leg sees it.
 *
 * @param changedAt when the leg took this state, Unix milliseconds
 * @param colleagues the other agents who are in the call or asked to come
 */
public record CallStatus(String callId, LegState state, long changedAt, List<Colleague> colleagues) {

    public CallStatus {
        colleagues = List.copyOf(colleagues);
    }

    /** @param state of their leg */
    public record Colleague(String agentId, LegState state) {}
}
