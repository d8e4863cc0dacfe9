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
    /** The agent whose state was to be set has no seat. */
    AGENT_NOT_LOGGED_IN,
    /** The command came from a session whose seat another session has taken over. */
    SESSION_REPLACED,
    WRONG_STATE,
    NO_PENDING_STATE,
    NO_SUCH_OFFER,
    NO_SUCH_CALL,
    /** Digits that no telephone has, none, or too many. */
    INVALID_DIGITS,
    /** The hotline, or the caller, is against a recording. */
    RECORDING_FORBIDDEN,
    /** The colleague is not logged in, is busy, or their telephone cannot be rung at the call's PBX. */
    NOT_AVAILABLE,
    /** As many take part as may. */
    CONFERENCE_FULL,
    /** A name or a value that a call's data cannot have. */
    BAD_CALL_DATA,
    /** A sensitive value was entered under this name, which is written down nowhere. */
    SENSITIVE_NAME,
    /** A call has as many values as it can. */
    TOO_MUCH_CALL_DATA,
    /** Notices come faster than they may, or too many of them hold. */
    TOO_MANY_NOTICES,
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
