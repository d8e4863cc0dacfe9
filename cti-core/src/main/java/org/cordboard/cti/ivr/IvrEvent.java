package org.cordboard.cti.ivr;

import java.time.Duration;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.port.RequestId;
import org.jspecify.annotations.Nullable;

/** Facts about callers in a hotline's tree. No fact holds a sensitive value, or a key that may be part of one. */
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

    /** The prompts of a node that asks are over, and a key may come until then. */
    @Journaled("ivr.digit-awaited/1")
    record IvrDigitAwaited(CallId call, long until) implements IvrEvent {}

    /**
     * A menu, or a question for consent, has its key.
     *
     * @param valid whether it is one of the choices
     */
    @Journaled("ivr.digit-taken/1")
    record IvrDigitTaken(CallId call, char digit, boolean valid) implements IvrEvent {}

    /**
     * Digits of an entry have come, which are not told.
     *
     * @param count how many the entry has now; 0 when it was begun again
     * @param until when the entry counts as ended, engine time
     */
    @Journaled("ivr.digits-entered/1")
    record IvrDigitsEntered(CallId call, int count, long until) implements IvrEvent {}

    /** An entry has ended and is too short, or does not satisfy its check. */
    @Journaled("ivr.entry-refused/1")
    record IvrEntryRefused(CallId call, int count) implements IvrEvent {}

    /**
     * An entry is complete and travels with the call.
     *
     * @param value the digits; null when they are sensitive
     * @param count how many digits it has
     */
    @Journaled("ivr.collected/1")
    record IvrCollected(CallId call, String name, @Nullable String value, int count) implements IvrEvent {}

    /** The tree itself leaves a word with the call: consent, the channel the caller was sent to, what a look-up found. */
    @Journaled("ivr.noted/1")
    record IvrNoted(CallId call, String name, String value) implements IvrEvent {}

    @Journaled("ivr.language-set/1")
    record IvrLanguageSet(CallId call, String language) implements IvrEvent {}

    /** A look-up is under way; the node goes on when the request ends. */
    @Journaled("ivr.look-up-started/1")
    record IvrLookUpStarted(CallId call, RequestId request) implements IvrEvent {}

    /**
     * The tree sends the caller to a queue; the queue's exits come back to the same node.
     *
     * @param ownPatience how long to wait for manager or deputy, or null for what the queue says
     */
    @Journaled("ivr.queue-reached/1")
    record IvrQueueReached(
            CallId call, QueueId queue, @Nullable Duration ownPatience) implements IvrEvent {}

    /** An announcement to a waiting caller is over, or could not be made; the next one comes then, engine time. */
    @Journaled("ivr.announced/1")
    record IvrAnnounced(CallId call, long next) implements IvrEvent {}

    /**
     * A waiting caller has pressed a key that leads on in the tree.
     *
     * @param callBack whether it leads to a call-back, which is possible
     */
    @Journaled("ivr.queue-key-pressed/1")
    record IvrQueueKeyPressed(CallId call, char key, boolean callBack) implements IvrEvent {}

    /** The tree has done its part: the call is being cleared, or is gone. */
    @Journaled("ivr.left/1")
    record IvrLeft(CallId call, IvrExit exit) implements IvrEvent {}
}
