package org.cordboard.cti.customer;

import org.cordboard.cti.call.CallId;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.port.RequestId;

/** Facts about who is calling. */
public sealed interface CustomerEvent extends Event {

    CallId call();

    /** @param until after this the caller counts as unknown, engine time */
    @Journaled("customer.look-up-started/1")
    record LookUpStarted(CallId call, RequestId request, long until) implements CustomerEvent {}

    @Journaled("customer.identified/1")
    record CustomerIdentified(CallId call, Customer customer) implements CustomerEvent {}

    @Journaled("customer.not-identified/1")
    record CustomerNotIdentified(CallId call, Reason reason) implements CustomerEvent {}

    /** Why a caller stays unknown. */
    enum Reason {
        /** No number was sent. */
        WITHHELD,
        NOT_FOUND,
        /** The store did not answer in time. */
        TIMED_OUT,
        /** The store answered with a failure. */
        STORE_FAILED
    }
}
