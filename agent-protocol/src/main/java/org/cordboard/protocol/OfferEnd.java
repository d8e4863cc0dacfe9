package org.cordboard.protocol;

/** How an offer ended without a conversation. */
public enum OfferEnd {
    /** The agent declined at the desktop, or the phone did. */
    REJECTED,
    /** The phone rang and nobody answered in time (RONA). */
    TIMED_OUT,
    /** The phone could not be rung. */
    STATION_FAILED,
    /** The caller was gone before the phone was answered. */
    CALLER_GONE,
    /** The customer, who was to be called back, did not answer. */
    CUSTOMER_NOT_REACHED,
    /** The phone was answered, but the two could not be joined. */
    NOT_JOINED,
    /** The colleague who had asked does not want it any more, or the call is over. */
    WITHDRAWN,
    /** The link to the PBX was lost, and the agent's phone was gone when it was back. */
    LINK_LOST
}
