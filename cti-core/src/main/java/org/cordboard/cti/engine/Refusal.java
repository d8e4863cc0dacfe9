package org.cordboard.cti.engine;

/** Why a command cannot be done now. The names are part of the agent protocol. */
public enum Refusal {
    UNKNOWN_AGENT,
    UNKNOWN_STATION,
    UNKNOWN_QUEUE,
    /** The customer's tree has no such node. */
    UNKNOWN_NODE,
    STATION_IN_USE,
    NOT_LOGGED_IN,
    /** The command came from a session whose seat another session has taken over. */
    SESSION_REPLACED,
    WRONG_STATE,
    NO_PENDING_STATE,
    NO_SUCH_OFFER,
    NO_SUCH_CALL,
    /** The colleague is not logged in, is busy, or their telephone cannot be rung at the call's PBX. */
    NOT_AVAILABLE,
    /** As many take part as may. */
    CONFERENCE_FULL,
    /** The PBX of the call cannot be reached just now. */
    LINK_DOWN,
    /** What is to be dialled is no telephone number. */
    BAD_NUMBER,
    /** The agent may not dial this number. */
    FORBIDDEN_NUMBER,
    /** No route takes this number. */
    NO_ROUTE,
    /** All trunks this number could go over are full, in alarm, or out of reach. */
    NO_FREE_TRUNK
}
