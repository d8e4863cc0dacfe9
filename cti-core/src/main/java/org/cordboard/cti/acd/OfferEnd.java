package org.cordboard.cti.acd;

import org.cordboard.cti.port.Cause;

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
    /** The agent was there, but the customer who was called back did not answer. */
    CUSTOMER_NOT_REACHED,
    /** The phone was answered, but the legs could not be joined. */
    NOT_JOINED,
    /** The link to the agent's PBX was lost, and the phone was gone when it was back. */
    LINK_LOST;

    /** How an offer, or a colleague's invitation, ended whose phone was not answered. */
    public static OfferEnd unanswered(Cause cause) {
        if (cause.equals(Cause.NO_ANSWER) || cause.equals(Cause.NO_USER_RESPONDING)) {
            return TIMED_OUT;
        }
        if (cause.equals(Cause.USER_BUSY) || cause.equals(Cause.CALL_REJECTED)) {
            return REJECTED;
        }
        return cause.equals(Cause.NETWORK_OUT_OF_ORDER) ? LINK_LOST : STATION_FAILED;
    }
}
