package org.cordboard.protocol;

/** State of the agent's leg of a call, after the connection states of ECMA-269. */
public enum LegState {
    /** The phone is being rung. */
    INITIATED,
    /** The phone rings. */
    ALERTING,
    /** The phone was answered and is joined to nobody. */
    QUEUED,
    /** Joined to the customer. */
    CONNECTED,
    /** The customer is on hold. */
    HELD,
    /** Ended, answered or not. */
    CLEARED
}
