package org.cordboard.cti.callback;

import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.journal.Journaled;

/** Facts about call-backs. */
public sealed interface CallBackEvent extends Event {

    CallBackId id();

    @Journaled("call-back.requested/1")
    record CallBackRequested(CallBack callBack) implements CallBackEvent {
        @Override
        public CallBackId id() {
            return callBack.id();
        }
    }

    /**
     * An attempt has begun: the call stands in the queue, and the customer is dialled when an agent has answered.
     *
     * @param leg the name the customer's leg will have
     * @param attempt from 1
     * @param at engine time
     */
    @Journaled("call-back.begun/1")
    record CallBackBegun(CallBack callBack, CallId call, LegId leg, int attempt, long at) implements CallBackEvent {
        @Override
        public CallBackId id() {
            return callBack.id();
        }
    }

    /**
     * An attempt came to nothing, or could not be begun.
     *
     * @param exit how its call left the queue, or would have
     * @param attempts how often the customer has been dialled so far
     * @param next when the queue is entered again, engine time
     */
    @Journaled("call-back.put-off/1")
    record CallBackPutOff(CallBackId id, QueueExit exit, int attempts, long next) implements CallBackEvent {}

    @Journaled("call-back.ended/1")
    record CallBackEnded(CallBackId id, CallBackEnd end, long at) implements CallBackEvent {}
}
