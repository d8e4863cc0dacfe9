package org.cordboard.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
     * An agent has set a named value on the call at hand.
     *
     * @param value empty when it was removed
     * @param by the agent's login name
     */
    @WireName("call.data")
    record CallDataChanged(long seq, String callId, String name, String value, String by) implements Event {

        /** Without the value, which may be personal. */
        @Override
        public String toString() {
            return "CallDataChanged[seq=" + seq + ", callId=" + callId + ", name=" + name + ", by=" + by + "]";
        }
    }

    /**
     * What agents do, for who has subscribed to it.
     *
     * @param whole whether this replaces all that was told before, queues included; the rest follows in further messages
     * @param agents those who changed, each in full
     */
    @WireName("floor.agents")
    record FloorChanged(long seq, boolean whole, List<AgentStatus> agents) implements Event {

        public FloorChanged {
            agents = List.copyOf(agents);
        }
    }

    /**
     * Figures of a queue, for who has subscribed to them.
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

    /**
     * A sentence for the person at the desktop.
     *
     * @param code what it says, for clients that say it in another language; such as {@link #CALL_UNCHANGED}
     * @param parameters what goes into the sentence, by name
     * @param text all of it, in English
     */
    @WireName("notice")
    record Notice(long seq, NoticeLevel level, String code, Map<String, String> parameters, String text)
            implements Event {

        /** The PBX did not do what was asked of it. */
        public static final String CALL_UNCHANGED = "CALL_UNCHANGED";

        /** The PBX has not said that it has sent all digits. */
        public static final String DIGITS_NOT_CONFIRMED = "DIGITS_NOT_CONFIRMED";

        /** The PBX did not mute the agent, who is heard. */
        public static final String NOT_MUTED = "NOT_MUTED";

        /** The PBX did not unmute the agent. */
        public static final String NOT_UNMUTED = "NOT_UNMUTED";
        /** A supervisor says something: parameters {@code id}, {@code by} and {@code text}. */
        public static final String SUPERVISOR = "SUPERVISOR";

        public Notice {
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        }
    }

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
            case CallDataChanged e -> new CallDataChanged(seq, e.callId, e.name, e.value, e.by);
            case FloorChanged e -> new FloorChanged(seq, e.whole, e.agents);
            case QueueStateChanged e -> new QueueStateChanged(seq, e.queueId, e.waiting, e.longestWaitMs, e.ready);
            case LinkStateChanged e -> new LinkStateChanged(seq, e.pbxId, e.up);
            case Notice e -> new Notice(seq, e.level, e.code, e.parameters, e.text);
        };
    }
}
