package org.cordboard.protocol;

/** What an agent is doing, as far as routing goes. */
public enum AgentState {
    LOGGED_OUT,
    READY,
    NOT_READY,
    /** An offer rings. */
    RESERVED,
    /** On a call. */
    BUSY,
    /** After a call, before the next. */
    WRAP_UP
}
