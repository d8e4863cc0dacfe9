package org.cordboard.cti.call;

/** What became of an invitation. */
public enum InvitationEnd {
    /** The colleague is in a conversation of the call. */
    JOINED,
    /** The colleague declined at the desktop, or the telephone did. */
    REJECTED,
    /** The telephone rang, and nobody answered in time. */
    TIMED_OUT,
    /** The telephone could not be rung. */
    STATION_FAILED,
    /** The agent who had asked, or the end of the call, has made it pointless. */
    WITHDRAWN,
    /** The telephone was answered, but nobody could be joined with it. */
    NOT_JOINED,
    /** The link to the PBX was lost, and the telephone's leg was gone when it was back. */
    LINK_LOST
}
