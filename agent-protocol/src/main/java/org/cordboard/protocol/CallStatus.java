package org.cordboard.protocol;

import java.util.List;

/**
 * The call at hand, as the agent's own leg sees it.
 *
 * @param changedAt when the leg took this state, Unix milliseconds
 * @param colleagues the other agents who are in the call or asked to come
 * @param muted whether nobody hears the agent
 * @param recording whether the call is being recorded
 */
public record CallStatus(
        String callId,
        LegState state,
        long changedAt,
        List<Colleague> colleagues,
        boolean muted,
        RecordingState recording) {

    public CallStatus {
        colleagues = List.copyOf(colleagues);
    }

    /** @param state of their leg */
    public record Colleague(String agentId, LegState state) {}
}
