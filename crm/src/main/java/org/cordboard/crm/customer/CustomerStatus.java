package org.cordboard.crm.customer;

/** Where a customer's record stands. */
public enum CustomerStatus {
    OPEN,
    /** Closed by staff: not found by number any more; the history is kept. */
    CLOSED,
    /** Erased on a legal request: no personal data is left. */
    ERASED
}
