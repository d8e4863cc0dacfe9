package org.cordboard.cti.customer;

import org.cordboard.cti.journal.Journaled;

/** The customers' store's answer to a {@link CustomerQuery}. */
public sealed interface QueryResult {

    /** The longest text that is taken; what is longer is cut. */
    int LONGEST = 200;

    /** The attribute. */
    @Journaled("customer.query-value/1")
    record Value(String text) implements QueryResult {

        public Value {
            text = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        }

        /** Without the text, which is personal data. */
        @Override
        public String toString() {
            return "Value[]";
        }
    }

    /** Whether the attribute is what was expected. */
    @Journaled("customer.query-equal/1")
    record Equal(boolean equal) implements QueryResult {}

    /** The customer, or the attribute, is not there, or it is empty. */
    @Journaled("customer.query-absent/1")
    record Absent() implements QueryResult {}

    @Journaled("customer.query-failed/1")
    record Failed(String reason) implements QueryResult {}
}
