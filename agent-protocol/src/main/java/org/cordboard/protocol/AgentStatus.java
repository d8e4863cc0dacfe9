package org.cordboard.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What an agent is doing.
 *
 * @param station the telephone the agent sits at; absent when logged out
 * @param reason why not ready; present in state NOT_READY only
 * @param sinceAt when the state began, Unix milliseconds
 * @param pending what the agent becomes when the present work is over
 * @param connectionLost whether the agent's desktop is gone
 * @param callId the call at hand in states RESERVED, BUSY and WRAP_UP
 * @param wrapUpEndsAt when the wrap-up ends by itself, Unix milliseconds; in state WRAP_UP only
 * @param setBy the supervisor who set the state; absent when the agent did, or their work
 */
public record AgentStatus(
        String agentId,
        @Nullable String station,
        AgentState state,
        @Nullable String reason,
        long sinceAt,
        @Nullable Pending pending,
        boolean connectionLost,
        @Nullable String callId,
        @Nullable Long wrapUpEndsAt,
        @Nullable String setBy) {

    /**
     * A state noted for later.
     *
     * @param state READY, NOT_READY or LOGGED_OUT
     * @param reason with NOT_READY only
     * @param setBy the supervisor who set it; absent when the agent did
     */
    public record Pending(
            AgentState state,
            @Nullable String reason,
            @Nullable String setBy) {}
}
