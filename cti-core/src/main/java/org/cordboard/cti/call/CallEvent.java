package org.cordboard.cti.call;

import java.util.List;
import org.cordboard.cti.acd.OfferId;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.RecordingStep;
import org.cordboard.cti.port.TrunkId;
import org.cordboard.cti.route.RouteChoice;
import org.jspecify.annotations.Nullable;

/** Facts about calls and their legs. */
public sealed interface CallEvent extends Event {

    /** @param hotline the number of the hotline that was dialled, as the site's settings name it */
    @Journaled("call.arrived/1")
    record CallArrived(CallId call, LegId leg, PbxId pbx, TrunkId trunk, CallerId caller, String hotline, long at)
            implements CallEvent {}

    /** A caller dialled a number that no hotline serves: counted, cleared, never a call of ours. */
    @Journaled("call.not-served/1")
    record CallNotServed(LegId leg, PbxId pbx, TrunkId trunk, String dialled) implements CallEvent {}

    @Journaled("call.leg-dialled/1")
    record LegDialled(CallId call, LegId leg, AgentId agent, StationId station) implements CallEvent {}

    /**
     * The customer is dialled; the agent is on the line.
     *
     * @param over why over this trunk; null where no routes are set, and they are called back over the trunk they had come by
     */
    @Journaled("call.customer-dialled/2")
    record CustomerDialled(CallId call, LegId leg, @Nullable RouteChoice over) implements CallEvent {}

    /**
     * A trunk, or the network behind it, has failed, and the customer is dialled over another one.
     *
     * @param failed the leg that came to nothing
     * @param leg the leg that is dialled instead
     */
    @Journaled("call.customer-rerouted/1")
    record CustomerRerouted(CallId call, LegId failed, Cause cause, LegId leg, RouteChoice over) implements CallEvent {}

    @Journaled("call.leg-rang/1")
    record LegRang(CallId call, LegId leg) implements CallEvent {}

    /** A leg was answered and is under our control. */
    @Journaled("call.leg-answered/1")
    record LegAnswered(CallId call, LegId leg, long at) implements CallEvent {}

    @Journaled("call.legs-joined/1")
    record LegsJoined(CallId call, LegId customer, LegId agent, long at) implements CallEvent {}

    /** These legs hear each other now, and nobody else of the call: agents among themselves, or three and more. */
    @Journaled("call.conversation-formed/1")
    record ConversationFormed(CallId call, List<LegId> legs, long at) implements CallEvent {

        public ConversationFormed {
            legs = List.copyOf(legs);
        }
    }

    /**
     * An agent has asked a colleague to come, whose telephone is rung.
     *
     * @param offer what the colleague sees and may decline
     * @param queue that the call came through last; null where it came through none
     * @param until engine time at which the colleague must have answered
     */
    @Journaled("call.colleague-invited/1")
    record ColleagueInvited(
            CallId call,
            OfferId offer,
            AgentId by,
            AgentId agent,
            StationId station,
            LegId leg,
            InvitationPurpose purpose,
            CallerId caller,
            @Nullable Customer customer,
            @Nullable QueueId queue,
            long at,
            long until)
            implements CallEvent {}

    /**
     * The colleague has answered.
     *
     * @param until engine time at which they must be in a conversation
     */
    @Journaled("call.invitation-accepted/1")
    record InvitationAccepted(CallId call, OfferId offer, AgentId agent, long until) implements CallEvent {}

    /** The colleague is in a conversation, or will not be. */
    @Journaled("call.invitation-ended/1")
    record InvitationEnded(CallId call, OfferId offer, AgentId by, AgentId agent, InvitationEnd end, long at)
            implements CallEvent {}

    /** A leg has left its bridge and is under our control again: the conversation is over. */
    @Journaled("call.leg-returned/1")
    record LegReturned(CallId call, LegId leg) implements CallEvent {}

    /**
     * From now on these legs are to hear each other and nobody else of the call, because an agent wants it; fewer than two: nobody
     * hears anybody.
     */
    @Journaled("call.conversation-wanted/1")
    record ConversationWanted(CallId call, AgentId by, List<LegId> legs, long at) implements CallEvent {

        public ConversationWanted {
            legs = List.copyOf(legs);
        }
    }

    /** The PBX did not bring about what was wanted: the conversation stays as it is. */
    @Journaled("call.conversation-kept/1")
    record ConversationKept(CallId call, List<LegId> legs, long at) implements CallEvent {

        public ConversationKept {
            legs = List.copyOf(legs);
        }
    }

    /** An agent leaves the call, and the customer is to go on elsewhere as soon as that has happened. */
    @Journaled("call.transferred/1")
    record CallTransferred(CallId call, AgentId by, TransferTarget to, long at) implements CallEvent {}

    /** A leg has left its bridge and is on hold: the conversation goes on without it, or will do so again. */
    @Journaled("call.leg-held/1")
    record LegHeld(CallId call, LegId leg, long at) implements CallEvent {}

    /**
     * A leg has ended: when it is said, or at some time between two when that is not known.
     *
     * @param agent whose leg it was; null for the customer's
     * @param at when it was noticed
     * @param inferred worked out after a gap, not reported
     * @param earliest not before this
     * @param latest and not after this; the same where it was reported, and where the PBX had noted the time
     */
    @Journaled("call.leg-ended/2")
    record LegEnded(
            CallId call,
            LegId leg,
            LegRole role,
            @Nullable AgentId agent,
            Cause cause,
            long at,
            boolean inferred,
            long earliest,
            long latest)
            implements CallEvent {

        /** A leg that ended when it was noticed. */
        static LegEnded of(Leg leg, Cause cause, long at, boolean inferred) {
            return new LegEnded(leg.call(), leg.id(), leg.role(), leg.agent(), cause, at, inferred, at, at);
        }
    }

    /**
     * Digits of an agent were sent to a leg's party.
     *
     * @param count how many
     * @param complete whether the PBX says that it has sent them all
     */
    @Journaled("call.digits-sent/1")
    record DigitsSent(CallId call, LegId leg, int count, boolean complete, long at) implements CallEvent {}

    /**
     * Nobody hears an agent any more, or they are heard again.
     *
     * @param asked whether the agent has asked for it; else the PBX has not done what the agent had asked for, and it is as before
     */
    @Journaled("call.leg-muted/1")
    record LegMuted(CallId call, LegId leg, boolean muted, boolean asked, long at) implements CallEvent {}

    /**
     * The PBX records the call.
     *
     * @param name the recording's own
     */
    @Journaled("call.recording-started/1")
    record RecordingStarted(CallId call, String name, long at) implements CallEvent {}

    /** Nothing that is said is heard in the recording any more. */
    @Journaled("call.recording-paused/1")
    record RecordingPaused(CallId call, String name, long at) implements CallEvent {}

    @Journaled("call.recording-resumed/1")
    record RecordingResumed(CallId call, String name, long at) implements CallEvent {}

    /** The recording is complete, because an agent wanted that or the customer's leg has ended. */
    @Journaled("call.recording-stopped/1")
    record RecordingStopped(CallId call, String name, long at) implements CallEvent {}

    /**
     * The PBX has not done what was asked for, and the recording counts as what it was.
     *
     * @param doubtful whether it may have been done all the same, as its answer was lost
     */
    @Journaled("call.recording-kept/1")
    record RecordingKept(CallId call, String name, RecordingStep step, boolean doubtful, long at)
            implements CallEvent {}

    @Journaled("call.disposition-set/1")
    record DispositionSet(CallId call, String disposition) implements CallEvent {}

    /**
     * An agent has set a named value of the call.
     *
     * @param value empty when it was removed
     */
    @Journaled("call.data-set/1")
    record CallDataSet(CallId call, AgentId by, String name, String value, long at) implements CallEvent {

        /** Without the value, which may be personal. */
        @Override
        public String toString() {
            return "CallDataSet[call=" + call + ", by=" + by + ", name=" + name + "]";
        }
    }

    /** The call is over, wrap-up included; nothing more will happen to it. */
    @Journaled("call.closed/3")
    record CallClosed(CallRecord record) implements CallEvent {}
}
