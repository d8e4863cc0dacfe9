package org.cordboard.cti.acd;

/** How a caller leaves a queue. Every caller who was queued leaves by exactly one of these, or still waits. */
public enum QueueExit {
    ANSWERED,
    ABANDONED,
    /** Waited as long as the queue allows. */
    TIMED_OUT,
    /** The queue was full, or the caller waited longer than it lets callers wait before it passes them on. */
    OVERFLOWED,
    /** The queue's opening hours are over, or it is a holiday. */
    CLOSED,
    /** No agent of the queue is logged in. */
    NO_AGENTS,
    /** A supervisor put the caller into another queue, where they count from now on. */
    MOVED
}
