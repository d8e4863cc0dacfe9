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
            case ClientMessage.EndWrapUp c -> new AgentCommand.EndWrapUp();
            case ClientMessage.Ping c -> null;
        };
    }

    private static AgentCommand transfer(String call, TransferTarget to) {
        return new AgentCommand.Transfer(new CallId(call), to);
    }

    static ErrorCode code(Refusal refusal) {
        return switch (refusal) {
            case UNKNOWN_AGENT -> ErrorCode.UNKNOWN_AGENT;
            case UNKNOWN_STATION -> ErrorCode.UNKNOWN_STATION;
            case UNKNOWN_QUEUE -> ErrorCode.UNKNOWN_QUEUE;
            case UNKNOWN_NODE -> ErrorCode.UNKNOWN_NODE;
            case STATION_IN_USE -> ErrorCode.STATION_IN_USE;
            case NOT_LOGGED_IN -> ErrorCode.NOT_LOGGED_IN;
            case SESSION_REPLACED -> ErrorCode.SESSION_REPLACED;
            case WRONG_STATE -> ErrorCode.WRONG_STATE;
            case NO_PENDING_STATE -> ErrorCode.NO_PENDING_STATE;
            case NO_SUCH_OFFER -> ErrorCode.NO_SUCH_OFFER;
            case NO_SUCH_CALL -> ErrorCode.NO_SUCH_CALL;
            case NOT_AVAILABLE -> ErrorCode.NOT_AVAILABLE;
            case CONFERENCE_FULL -> ErrorCode.CONFERENCE_FULL;
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

    static AgentStatus.@Nullable Pending pending(@Nullable PendingState pending) {
        if (pending == null) {
            return null;
        }
        return switch (pending) {
            case PendingState.Ready p -> new AgentStatus.Pending(AgentState.READY, null);
            case PendingState.NotReady p -> new AgentStatus.Pending(AgentState.NOT_READY, p.reason());
            case PendingState.LoggedOut p -> new AgentStatus.Pending(AgentState.LOGGED_OUT, null);
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
