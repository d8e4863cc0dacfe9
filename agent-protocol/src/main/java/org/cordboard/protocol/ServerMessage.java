package org.cordboard.protocol;

import org.jspecify.annotations.Nullable;

/** What the server sends: answers to commands, numbered events, and the messages about the session itself. */
public sealed interface ServerMessage
        permits Answer,
                Event,
                ServerMessage.SessionOpened,
                ServerMessage.Snapshot,
                ServerMessage.ProtocolError,
                ServerMessage.Unrecognised {

    /**
     * The answer to {@code session.open} and {@code session.resume}.
     *
     * @param epoch the server's run the numbering belongs to, to be given back when resuming
     * @param seq number of the session's last event so far, 0 when there was none
     * @param resumed whether every event after the client's {@code lastSeq} up to {@code seq} follows; otherwise the next
     *     event has the number {@code seq + 1}, unless a snapshot says something else
     */
    @WireName("session.opened")
    record SessionOpened(String sessionId, long epoch, long seq, boolean resumed, AgentStatus agent)
            implements ServerMessage {}

    /**
     * The whole state of a seat at one moment; follows {@code session.opened} when there is more to know than the agent's
     * state and it is not replayed.
     *
     * @param seq the next event has the number {@code seq + 1}
     * @param offer the offer that rings or that the call at hand came from
     * @param call the call at hand
     * @param outgoing whom the agent has dialled, if the call at hand came about so
     */
    @WireName("snapshot")
    record Snapshot(
            long seq,
            AgentStatus agent,
            @Nullable Offer offer,
            @Nullable CallStatus call,
            @Nullable OutgoingCall outgoing)
            implements ServerMessage {}

    /** Says what was wrong with a message that has no readable id, or with the session as such. */
    @WireName("error")
    record ProtocolError(ErrorCode code, String message) implements ServerMessage {}

    /**
     * A message of a newer server this code has no record for; never sent. It is kept only for its number.
     *
     * @param seq the event's number, or null when it is no event
     */
    record Unrecognised(String type, @Nullable Long seq) implements ServerMessage {}
}
