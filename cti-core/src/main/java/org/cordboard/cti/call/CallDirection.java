package org.cordboard.cti.call;

/** Who called whom. */
public enum CallDirection {
    /** The customer called us. */
    INBOUND,
    /** We called the customer: an agent dialled them, or they are called back. */
    OUTBOUND
}
