package org.cordboard.protocol;

import org.jspecify.annotations.Nullable;

/** Something has happened. Events of a session are numbered without gaps and replayed when a session is resumed. */
public sealed interface Event extends ServerMessage {

    /** The event's number in its session, from 1. */
    long seq();

    /** The agent's state, pending state or connection has changed. */
    @WireName("agent.state")
    record AgentStateChanged(long seq, AgentStatus agent) implements Event {}

    /** A call is offered: the screen-pop, sent before the phone rings. */
    @WireName("offer.made")
    record OfferMade(long seq, Offer offer) implements Event {}

    /** An offer came to nothing. Taking the phone off the hook ends an offer without this event. */
    @WireName("offer.ended")
    record OfferEnded(long seq, String offerId, String callId, OfferEnd end) implements Event {}

    /** The agent dials: whom, sent before their own phone rings, and again when the customer has been found. */
    @WireName("call.outgoing")
    record CallOutgoing(long seq, OutgoingCall call) implements Event {}

    /** The agent's own leg, or that of a colleague in the call, has changed its state. */
    @WireName("call.state")
    record CallStateChanged(long seq, CallStatus call) implements Event {}

    /** A colleague who was asked into the call does not come; told to whoever asked. */
    @WireName("invitation.ended")
    record InvitationEnded(long seq, String callId, String agentId, OfferEnd end) implements Event {}

    /**
     * The conversation is over for this agent.
     *
     * @param result how the call came out, or null while it goes on elsewhere
     * @param cause Q.850 number for the end of the agent's leg, or of the customer's whom the agent has dialled and not reached
     */
    @WireName("call.ended")
    record CallEnded(long seq, String callId, @Nullable CallResult result, int cause) implements Event {}

    /**
     * Figures of a queue the agent serves.
     *
     * @param waiting callers in line
     * @param longestWaitMs of those in line, 0 when there are none
     * @param ready agents who could be offered a call
     */
    @WireName("queue.state")
    record QueueStateChanged(long seq, String queueId, int waiting, long longestWaitMs, int ready) implements Event {}

    /** The link to a PBX is lost or works again. */
    @WireName("link.state")
    record LinkStateChanged(long seq, String pbxId, boolean up) implements Event {}

    /** A sentence for the person at the desktop. */
    @WireName("notice")
    record Notice(long seq, NoticeLevel level, String text) implements Event {}

    /** The same event under another number, for a server that tells several sessions. */
    default Event withSeq(long seq) {
        return switch (this) {
            case AgentStateChanged e -> new AgentStateChanged(seq, e.agent);
            case OfferMade e -> new OfferMade(seq, e.offer);
            case OfferEnded e -> new OfferEnded(seq, e.offerId, e.callId, e.end);
            case CallOutgoing e -> new CallOutgoing(seq, e.call);
            case CallStateChanged e -> new CallStateChanged(seq, e.call);
            case InvitationEnded e -> new InvitationEnded(seq, e.callId, e.agentId, e.end);
            case CallEnded e -> new CallEnded(seq, e.callId, e.result, e.cause);
            case QueueStateChanged e -> new QueueStateChanged(seq, e.queueId, e.waiting, e.longestWaitMs, e.ready);
            case LinkStateChanged e -> new LinkStateChanged(seq, e.pbxId, e.up);
            case Notice e -> new Notice(seq, e.level, e.text);
        };
    }
}
