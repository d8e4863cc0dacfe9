package org.cordboard.cti.customer;

import org.cordboard.cti.call.CallId;
import org.jspecify.annotations.Nullable;

/**
 * A question to the customers' store about an identified customer, as the store has them now.
 *
 * @param expected what the attribute is to be compared with; null to have the attribute itself. A sensitive value stands here
 *     only in the effect that is carried out, and is empty in the one that is journaled.
 */
public record CustomerQuery(
        CallId call,
        CustomerId customer,
        String attribute,
        @Nullable String expected) {

    /** As it may be written down. */
    public CustomerQuery withoutExpected() {
        return new CustomerQuery(call, customer, attribute, expected == null ? null : "");
    }

    /** Without what is expected. */
    @Override
    public String toString() {
        return "CustomerQuery[" + call + ", " + customer + ", " + attribute + (expected == null ? "]" : ", compared]");
    }
}
