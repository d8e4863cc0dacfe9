package org.cordboard.protocol;

/** How a call came out, apart from the agent's own word for it. */
public enum CallResult {
    /** Talked with an agent. */
    ANSWERED,
    /** Hung up while waiting in a queue. */
    ABANDONED,
    /** Hung up before reaching a queue. */
    ABANDONED_IN_IVR,
    /** Served by prompts or politely turned away. */
    ENDED_IN_IVR,
    /** Waited as long as the queue allows. */
    TIMED_OUT,
    /** Reached a queue without an agent. */
    NO_AGENTS,
    /** Dialled by the agent, and not reached. */
    NOT_REACHED,
    /** Dialled a number no hotline serves. */
    NOT_SERVED,
    /** Something at the PBX failed. */
    FAILED
}
