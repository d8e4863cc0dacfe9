package org.cordboard.cti.call;

/** How a call came out, apart from the agent's own word for it (the disposition). */
public enum CallResult {
    /** Talked with an agent. */
    ANSWERED,
    /** Hung up while waiting in a queue. */
    ABANDONED,
    /** Hung up before reaching a queue. */
    ABANDONED_IN_IVR,
    /** The tree ended the call: served by prompts or politely turned away. */
    ENDED_IN_IVR,
    /** Waited as long as the queue allows, and the tree then ended the call. */
    TIMED_OUT,
    /** Reached a queue that was full, or waited as long as it keeps callers, and the tree then ended the call. */
    OVERFLOWED,
    /** Reached a queue out of its hours, and the tree then ended the call. */
    CLOSED,
    /** Reached a queue without an agent, and the tree then ended the call. */
    NO_AGENTS,
    /** Did not want to wait, and is called back. */
    CALLBACK_REQUESTED,
    /** Dialled by us, to be called back or by an agent, and not reached; see the cause. */
    NOT_REACHED,
    /** Dialled a number no hotline of ours serves. */
    NOT_SERVED,
    /** Turned away to the PBX's announcement, as there was more to do than the server can. */
    SHED,
    /** Something at the PBX failed; see the cause. */
    FAILED
}
