package org.cordboard.cti.acd;

/** How a caller leaves a queue. Every caller who was queued leaves by exactly one of these, or still waits. */
public enum QueueExit {
    ANSWERED,
    ABANDONED,
    /** Waited as long as the queue allows. */
    TIMED_OUT,
    /** No agent of the queue is logged in. */
    NO_AGENTS
}
