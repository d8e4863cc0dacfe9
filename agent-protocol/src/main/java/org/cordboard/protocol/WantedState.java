package org.cordboard.protocol;

/** A state that a supervisor can set. */
public enum WantedState {
    READY,
    NOT_READY,
    LOGGED_OUT
}
