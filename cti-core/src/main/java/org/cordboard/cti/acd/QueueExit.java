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
    /** A supervisor put the caller into another queue, or to the head of this one, where they count from now on. */
    MOVED,
    /** Pressed the key that leads to a call-back, and is called back at the place they had. */
    CALLBACK_REQUESTED,
    /** Pressed a key that leads on in the tree, or need not be called back any more. */
    WITHDRAWN,
    /** Was called back, and did not answer. */
    NOT_REACHED
}
