package org.cordboard.cti.engine;

import org.cordboard.cti.call.CallId;
import org.cordboard.cti.customer.CustomerQuery;
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestId;

/** A request to the outside. It is part of the state until an input with its id answers it, or its time is up. */
public sealed interface Effect {

    RequestId id();

    @Journaled("effect.ask-pbx/1")
    record AskPbx(PbxId pbx, PbxRequest request) implements Effect {

        @Override
        public RequestId id() {
            return request.id();
        }
    }

    /** Answered by {@link Input.CustomerLookedUp}. */
    @Journaled("effect.look-up-customer/1")
    record LookUpCustomer(RequestId id, CallId call, String number) implements Effect {

        @Override
        public String toString() {
            return "LookUpCustomer[" + id + ", " + call + ", " + CallerId.masked(number) + "]";
        }
    }

    /** Answered by {@link Input.CustomerQueried}. */
    @Journaled("effect.query-customer/1")
    record QueryCustomer(RequestId id, CustomerQuery query) implements Effect {}
}
