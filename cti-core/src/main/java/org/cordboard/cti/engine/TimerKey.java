package org.cordboard.cti.engine;

import org.cordboard.cti.acd.OfferId;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.callback.CallBackId;
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.port.RequestId;

/** What a timer is for. Starting one again replaces it. */
public sealed interface TimerKey {

    /** The lease of an offer ends, or that of an agent who dials. */
    @Journaled("timer.offer/1")
    record OfferLease(OfferId offer) implements TimerKey {}

    /** A colleague who was asked to come must be in a conversation. */
    @Journaled("timer.invitation/1")
    record InvitationLimit(OfferId offer) implements TimerKey {}

    @Journaled("timer.wrap-up/1")
    record WrapUpLimit(AgentId agent) implements TimerKey {}

    @Journaled("timer.look-up/1")
    record LookUpLimit(CallId call) implements TimerKey {}

    @Journaled("timer.wait/1")
    record WaitLimit(CallId call) implements TimerKey {}

    /** A caller's patience for one agent ends. */
    @Journaled("timer.binding/1")
    record BindingLimit(CallId call) implements TimerKey {}

    /** A need of a waiting caller relaxes. */
    @Journaled("timer.need/1")
    record NeedLimit(CallId call) implements TimerKey {}

    @Journaled("timer.overflow/1")
    record OverflowLimit(CallId call) implements TimerKey {}

    @Journaled("timer.digit/1")
    record DigitLimit(CallId call) implements TimerKey {}

    /** A caller whose agent has hung up must be back under our control. */
    @Journaled("timer.return/1")
    record ReturnLimit(CallId call) implements TimerKey {}

    /** The next announcement to a waiting caller. */
    @Journaled("timer.announcement/1")
    record AnnouncementDue(CallId call) implements TimerKey {}

    /** A customer is to be called back. */
    @Journaled("timer.call-back/1")
    record CallBackDue(CallBackId callBack) implements TimerKey {}

    @Journaled("timer.connection-grace/1")
    record ConnectionGrace(AgentId agent) implements TimerKey {}

    @Journaled("timer.effect/1")
    record EffectLimit(RequestId request) implements TimerKey {}
}
