package org.cordboard.cti.ivr;

import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.port.RequestId;

/** Facts about callers in a hotline's tree. */
public sealed interface IvrEvent extends Event {

    CallId call();

    /** @param tree the tree's name; the call keeps the version that was loaded at this moment */
    @Journaled("ivr.entered/1")
    record IvrEntered(CallId call, String tree) implements IvrEvent {}

    @Journaled("ivr.node-entered/1")
    record IvrNodeEntered(CallId call, String node) implements IvrEvent {}

    /** Prompts are playing; the node goes on when the request ends. */
    @Journaled("ivr.prompts-started/1")
    record IvrPromptsStarted(CallId call, RequestId request, int attempt) implements IvrEvent {}

    /** The prompts of a menu are over, and a digit may come until then. */
    @Journaled("ivr.digit-awaited/1")
    record IvrDigitAwaited(CallId call, long until) implements IvrEvent {}

    /** @param valid whether the menu has a choice for it */
    @Journaled("ivr.digit-taken/1")
    record IvrDigitTaken(CallId call, char digit, boolean valid) implements IvrEvent {}

    /** The tree sends the caller to a queue; the queue's exits come back to the same node. */
    @Journaled("ivr.queue-reached/1")
    record IvrQueueReached(CallId call, QueueId queue) implements IvrEvent {}

    /** The tree has done its part: the call is being cleared, or is gone. */
    @Journaled("ivr.left/1")
    record IvrLeft(CallId call, IvrExit exit) implements IvrEvent {}
}
