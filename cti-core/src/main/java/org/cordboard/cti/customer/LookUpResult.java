package org.cordboard.cti.customer;

import org.cordboard.cti.journal.Journaled;

/** The customer store's answer to a look-up by calling number. */
public sealed interface LookUpResult {

    @Journaled("customer.found/1")
    record Found(Customer customer) implements LookUpResult {}

    @Journaled("customer.not-found/1")
    record NotFound() implements LookUpResult {}

    /** The store could not answer; the caller is served as unknown. */
    @Journaled("customer.look-up-failed/1")
    record Failed(String reason) implements LookUpResult {}
}
