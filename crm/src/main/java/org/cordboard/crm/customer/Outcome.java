package org.cordboard.crm.customer;

/** What became of a claim. */
public sealed interface Outcome {

    /** The customer is new. */
    record Added() implements Outcome {}

    record Changed() implements Outcome {}

    /** Everything was known already. */
    record Unchanged() implements Outcome {}

    /** Nothing was taken, for a reason that people can act on. */
    record LeftOut(String reason) implements Outcome {}
}
