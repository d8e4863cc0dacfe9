package org.cordboard.protocol;

/**
 * The call at hand, as the agent's own leg sees it.
 *
 * @param changedAt when the leg took this state, Unix milliseconds
 * @param muted whether nobody hears the agent
 * @param recording whether the call is being recorded
 */
public record CallStatus(String callId, LegState state, long changedAt, boolean muted, RecordingState recording) {}
