package org.cordboard.cti.acd;

import java.util.List;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.callback.CallBackAttempt;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.port.CallerId;
import org.jspecify.annotations.Nullable;

/** Facts about queues and offers. */
public sealed interface QueueEvent extends Event {

    /**
     * @param key place in line: first arrival in the site minus head start, engine milliseconds; kept over RONA and transfer
     * @param until the queue's maximum wait ends, engine time
     * @param overflowAt the caller overflows, engine time; null for never
     * @param binding for whom the caller is kept at first, or null for the whole queue
     * @param movedBy the supervisor who moved the caller here, or null
     */
    @Journaled("queue.call-queued/1")
    record CallQueued(
            CallId call,
            QueueId queue,
            long key,
            long at,
            long until,
            @Nullable Long overflowAt,
            List<SkillNeed> needs,
            @Nullable Binding binding,
            @Nullable String movedBy)
            implements QueueEvent {

        public CallQueued {
            needs = List.copyOf(needs);
        }
    }

    /** The caller no longer waits for one agent alone; the whole queue may serve them, at the same place. */
    @Journaled("queue.binding-ended/1")
    record BindingEnded(CallId call, AgentId agent) implements QueueEvent {}

    /** @param needs those that still apply */
    @Journaled("queue.needs-relaxed/1")
    record NeedsRelaxed(CallId call, List<SkillNeed> needs) implements QueueEvent {

        public NeedsRelaxed {
            needs = List.copyOf(needs);
        }
    }

    /**
     * The call is offered to an agent, with all the agent's screen shows before the phone rings.
     *
     * @param leg the name the agent's leg will have
     * @param callBack what the call tries where the customer is called back, or null
     * @param until the offer is a lease: it ends by then, whatever happens, engine time
     */
    @Journaled("queue.offer-made/1")
    record OfferMade(
            OfferId offer,
            CallId call,
            QueueId queue,
            AgentId agent,
            StationId station,
            LegId leg,
            CallerId caller,
            @Nullable Customer customer,
            @Nullable CallBackAttempt callBack,
            long waitedMillis,
            long until,
            Explanation explanation)
            implements QueueEvent {}

    /**
     * The agent's phone was answered.
     *
     * @param until the legs must be joined by then, engine time
     */
    @Journaled("queue.offer-accepted/1")
    record OfferAccepted(OfferId offer, CallId call, AgentId agent, long until) implements QueueEvent {}

    /** The offer came to nothing; the caller, if still there, keeps their place. */
    @Journaled("queue.offer-ended/1")
    record OfferEnded(OfferId offer, CallId call, AgentId agent, OfferEnd end) implements QueueEvent {}

    @Journaled("queue.call-left/1")
    record CallLeftQueue(CallId call, QueueId queue, QueueExit exit, long at) implements QueueEvent {}
}
