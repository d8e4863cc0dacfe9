package org.cordboard.server.desktop;

import org.cordboard.cti.acd.Explanation;
import org.cordboard.cti.acd.OfferId;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.PendingState;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.InvitationEnd;
import org.cordboard.cti.call.TransferTarget;
import org.cordboard.cti.callback.CallBackAttempt;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.engine.Refusal;
import org.cordboard.cti.engine.SupervisorCommand;
import org.cordboard.cti.port.Digits;
import org.cordboard.cti.port.RecordingStep;
import org.cordboard.protocol.AgentState;
import org.cordboard.protocol.AgentStatus;
import org.cordboard.protocol.ClientMessage;
import org.cordboard.protocol.ErrorCode;
import org.cordboard.protocol.Offer;
import org.cordboard.protocol.OfferEnd;
import org.cordboard.protocol.Tier;
import org.jspecify.annotations.Nullable;

/** The engine's words in the protocol's, and the other way round. The two do not know each other. */
final class Wire {

    private Wire() {}

    /** The engine's command for a client's, or null for what is answered without the engine. */
    static @Nullable AgentCommand command(ClientMessage.Command command) {
        return switch (command) {
            case ClientMessage.MakeReady c -> new AgentCommand.MakeReady();
            case ClientMessage.MakeNotReady c -> new AgentCommand.MakeNotReady(c.reason());
            case ClientMessage.LogOut c -> new AgentCommand.LogOut();
            case ClientMessage.ClearPendingState c -> new AgentCommand.ClearPendingState();
            case ClientMessage.RejectOffer c -> new AgentCommand.RejectOffer(new OfferId(c.offerId()));
            case ClientMessage.Dial c -> new AgentCommand.Dial(c.number());
            case ClientMessage.HangUp c -> new AgentCommand.HangUp(new CallId(c.callId()));
            case ClientMessage.Hold c -> new AgentCommand.Hold(new CallId(c.callId()));
            case ClientMessage.Retrieve c -> new AgentCommand.Retrieve(new CallId(c.callId()));
            case ClientMessage.TransferToQueue c ->
                transfer(c.callId(), new TransferTarget.ToQueue(new QueueId(c.queueId())));
            case ClientMessage.TransferToNode c -> transfer(c.callId(), new TransferTarget.ToNode(c.nodeId()));
            case ClientMessage.SendDigits c ->
                new AgentCommand.SendDigits(new CallId(c.callId()), Digits.fromOutside(c.digits()));
            case ClientMessage.Mute c -> new AgentCommand.Mute(new CallId(c.callId()));
            case ClientMessage.Unmute c -> new AgentCommand.Unmute(new CallId(c.callId()));
            case ClientMessage.StartRecording c -> recording(c.callId(), RecordingStep.START);
            case ClientMessage.PauseRecording c -> recording(c.callId(), RecordingStep.PAUSE);
            case ClientMessage.ResumeRecording c -> recording(c.callId(), RecordingStep.RESUME);
            case ClientMessage.StopRecording c -> recording(c.callId(), RecordingStep.STOP);
            case ClientMessage.TransferToAgent c ->
                transfer(c.callId(), new TransferTarget.ToAgent(new AgentId(c.agentId())));
            case ClientMessage.Consult c -> new AgentCommand.Consult(new CallId(c.callId()), new AgentId(c.agentId()));
            case ClientMessage.Alternate c -> new AgentCommand.Alternate(new CallId(c.callId()));
            case ClientMessage.CompleteTransfer c -> new AgentCommand.CompleteTransfer(new CallId(c.callId()));
            case ClientMessage.CancelConsultation c -> new AgentCommand.CancelConsultation(new CallId(c.callId()));
            case ClientMessage.Conference c -> new AgentCommand.Conference(new CallId(c.callId()));
            case ClientMessage.Invite c -> new AgentCommand.Invite(new CallId(c.callId()), new AgentId(c.agentId()));
            case ClientMessage.DropParty c ->
                new AgentCommand.DropParty(new CallId(c.callId()), new AgentId(c.agentId()));
            case ClientMessage.SetDisposition c ->
                new AgentCommand.SetDisposition(new CallId(c.callId()), c.disposition());
            case ClientMessage.SetCallData c ->
                new AgentCommand.SetCallData(new CallId(c.callId()), c.name(), c.value());
            case ClientMessage.SetAgentState c ->
                new AgentCommand.Supervise(new SupervisorCommand.ForceState(new AgentId(c.agentId()), wanted(c)));
            case ClientMessage.EndWrapUp c -> new AgentCommand.EndWrapUp();
            case ClientMessage.Subscribe c -> null;
            case ClientMessage.Unsubscribe c -> null;
            // Whom it is for has to be found out first.
            case ClientMessage.GiveNotice c -> null;
            case ClientMessage.Ping c -> null;
        };
    }

    private static PendingState wanted(ClientMessage.SetAgentState command) {
        String reason = command.reason();
        return switch (command.state()) {
            case READY -> new PendingState.Ready();
            case NOT_READY -> new PendingState.NotReady(reason == null ? "" : reason);
            case LOGGED_OUT -> new PendingState.LoggedOut();
        };
    }

    private static AgentCommand transfer(String call, TransferTarget to) {
        return new AgentCommand.Transfer(new CallId(call), to);
    }

    private static AgentCommand recording(String call, RecordingStep step) {
        return new AgentCommand.RecordCall(new CallId(call), step);
    }

    static String notRecorded(RecordingStep step) {
        return switch (step) {
            case START -> "The PBX does not record the call.";
            case PAUSE -> "The PBX did not pause the recording: what is said is heard in it.";
            case RESUME -> "The PBX did not go on with the recording.";
            case STOP -> "The PBX did not say that it has stopped the recording.";
        };
    }

    static ErrorCode code(Refusal refusal) {
        return switch (refusal) {
            case UNKNOWN_AGENT -> ErrorCode.UNKNOWN_AGENT;
            case UNKNOWN_STATION -> ErrorCode.UNKNOWN_STATION;
            case UNKNOWN_QUEUE -> ErrorCode.UNKNOWN_QUEUE;
            case UNKNOWN_NODE -> ErrorCode.UNKNOWN_NODE;
            case STATION_IN_USE -> ErrorCode.STATION_IN_USE;
            case NOT_LOGGED_IN -> ErrorCode.NOT_LOGGED_IN;
            case AGENT_NOT_LOGGED_IN -> ErrorCode.AGENT_NOT_LOGGED_IN;
            case SESSION_REPLACED -> ErrorCode.SESSION_REPLACED;
            case WRONG_STATE -> ErrorCode.WRONG_STATE;
            case NO_PENDING_STATE -> ErrorCode.NO_PENDING_STATE;
            case NO_SUCH_OFFER -> ErrorCode.NO_SUCH_OFFER;
            case NO_SUCH_CALL -> ErrorCode.NO_SUCH_CALL;
            case INVALID_DIGITS -> ErrorCode.INVALID_DIGITS;
            case RECORDING_FORBIDDEN -> ErrorCode.RECORDING_FORBIDDEN;
            case NOT_AVAILABLE -> ErrorCode.NOT_AVAILABLE;
            case CONFERENCE_FULL -> ErrorCode.CONFERENCE_FULL;
            case BAD_CALL_DATA -> ErrorCode.INVALID_FIELD;
            case SENSITIVE_NAME -> ErrorCode.SENSITIVE_NAME;
            case TOO_MUCH_CALL_DATA -> ErrorCode.TOO_MUCH_CALL_DATA;
            case TOO_MANY_NOTICES -> ErrorCode.TOO_MANY_NOTICES;
            case LINK_DOWN -> ErrorCode.LINK_DOWN;
            case BAD_NUMBER -> ErrorCode.BAD_NUMBER;
            case FORBIDDEN_NUMBER -> ErrorCode.FORBIDDEN_NUMBER;
            case NO_ROUTE -> ErrorCode.NO_ROUTE;
            case NO_FREE_TRUNK -> ErrorCode.NO_FREE_TRUNK;
        };
    }

    static OfferEnd end(org.cordboard.cti.acd.OfferEnd end) {
        return switch (end) {
            case REJECTED -> OfferEnd.REJECTED;
            case TIMED_OUT -> OfferEnd.TIMED_OUT;
            case STATION_FAILED -> OfferEnd.STATION_FAILED;
            case CALLER_GONE -> OfferEnd.CALLER_GONE;
            case CUSTOMER_NOT_REACHED -> OfferEnd.CUSTOMER_NOT_REACHED;
            case NOT_JOINED -> OfferEnd.NOT_JOINED;
            case LINK_LOST -> OfferEnd.LINK_LOST;
        };
    }

    /** Why a colleague does not come. */
    static OfferEnd end(InvitationEnd end) {
        return switch (end) {
            case REJECTED -> OfferEnd.REJECTED;
            case TIMED_OUT -> OfferEnd.TIMED_OUT;
            case STATION_FAILED -> OfferEnd.STATION_FAILED;
            case WITHDRAWN -> OfferEnd.WITHDRAWN;
            case NOT_JOINED -> OfferEnd.NOT_JOINED;
            case LINK_LOST -> OfferEnd.LINK_LOST;
            case JOINED -> throw new IllegalArgumentException("the colleague has come");
        };
    }

    static AgentStatus.@Nullable Pending pending(@Nullable PendingState pending, @Nullable String by) {
        if (pending == null) {
            return null;
        }
        return switch (pending) {
            case PendingState.Ready p -> new AgentStatus.Pending(AgentState.READY, null, by);
            case PendingState.NotReady p -> new AgentStatus.Pending(AgentState.NOT_READY, p.reason(), by);
            case PendingState.LoggedOut p -> new AgentStatus.Pending(AgentState.LOGGED_OUT, null, by);
        };
    }

    static Offer offer(QueueEvent.OfferMade e, Way way, long wallOffset) {
        Customer customer = e.customer();
        CallBackAttempt callBack = e.callBack();
        return new Offer(
                e.offer().value(),
                e.call().value(),
                e.queue().value(),
                new Offer.Caller(e.caller().number(), e.caller().name()),
                customer == null ? null : customer(customer),
                callBack == null ? null : new Offer.CallBack(callBack.requestedAt() + wallOffset, callBack.attempt()),
                e.waitedMillis(),
                e.until() + wallOffset,
                way.path(),
                way.language(),
                way.collected(),
                way.data(),
                null,
                explanation(e.explanation(), wallOffset));
    }

    /** What a colleague sees who is asked into a call. */
    static Offer offer(CallEvent.ColleagueInvited e, Way way, long wallOffset) {
        Customer customer = e.customer();
        return new Offer(
                e.offer().value(),
                e.call().value(),
                e.queue() == null ? null : e.queue().value(),
                new Offer.Caller(e.caller().number(), e.caller().name()),
                customer == null ? null : customer(customer),
                null,
                0,
                e.until() + wallOffset,
                way.path(),
                way.language(),
                way.collected(),
                way.data(),
                new Offer.Invitation(e.by().value(), e.purpose().name()),
                null);
    }

    static Offer.Customer customer(Customer customer) {
        return new Offer.Customer(
                customer.id().value(), customer.name(), tier(customer), customer.target(), customer.attributes());
    }

    private static Tier tier(Customer customer) {
        return switch (customer.tier()) {
            case DIAMOND -> Tier.DIAMOND;
            case GOLD -> Tier.GOLD;
            case SILVER -> Tier.SILVER;
            case ORDINARY -> Tier.ORDINARY;
        };
    }

    private static Offer.Explanation explanation(Explanation e, long wallOffset) {
        return new Offer.Explanation(
                e.key() + wallOffset,
                e.waiting(),
                e.ready(),
                e.candidates().stream()
                        .map(c -> new Offer.Candidate(c.agent().value(), c.level(), c.idleMillis()))
                        .toList(),
                e.rule().name(),
                e.overtaking().name());
    }
}
