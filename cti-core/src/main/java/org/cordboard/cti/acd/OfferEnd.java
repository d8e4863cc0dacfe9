package org.cordboard.cti.acd;

/** How an offer ended without a conversation. */
public enum OfferEnd {
    /** The agent declined at the desktop, or the phone did. */
    REJECTED,
    /** RONA: the phone rang and nobody answered in time. */
    TIMED_OUT,
    /** The phone could not be rung. */
    STATION_FAILED,
    /** The caller was gone before the phone was answered. */
    CALLER_GONE,
    /** The phone was answered, but the legs could not be joined. */
    NOT_JOINED,
    /** The link to the agent's PBX was lost while the phone rang. */
    LINK_LOST
}
