package org.cordboard.cti.call;

/** States of a leg, after the connection states of ECMA-269. QUEUED is a leg under our control and joined to nobody. */
public enum LegState {
    /** Not dialled yet: a customer who is called back when an agent is there for them. */
    NULL,
    /** Dialled; nothing heard from the far end yet. */
    INITIATED,
    /** Rings; for an arriving leg: offered and not answered. */
    ALERTING,
    /** Answered and under our control, in prompts, music or silence. */
    QUEUED,
    /** Joined to another leg. */
    CONNECTED,
    /** On hold: its party was in the conversation, and waits to be in it again. An agent's leg as well, while everybody else is on hold. */
    HELD,
    /** Ended before it was answered. */
    FAILED,
    CLEARED
}
