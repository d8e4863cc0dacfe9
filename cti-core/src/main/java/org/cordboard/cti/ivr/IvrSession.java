package org.cordboard.cti.ivr;

import org.cordboard.cti.call.CallId;
import org.cordboard.cti.port.RequestId;
import org.jspecify.annotations.Nullable;

/** A caller's place in a tree. */
final class IvrSession {

    final CallId call;
    /** The tree as it was when the caller entered; a newer version does not touch callers inside. */
    final IvrTree tree;
    /** What is no part of the state. */
    final Keypad keypad = new Keypad();

    String node;
    /** The prompts that are playing, or the look-up that is under way, or null. */
    @Nullable
    RequestId request;
    /** Which try of a node that asks this is, from 1. */
    int attempt;
    /** How many digits the present entry has. */
    int entered;
    /** The node has what it asks for, or has been left: nothing more is expected of it. */
    boolean decided;

    /** Customer and agent have been joined since the present node was entered. */
    boolean talked;

    /** The key by which the caller has left the queue of the present node; 0 for none. */
    char queueKey;

    boolean left;
    /** When the present node was entered, and how many were entered at that time; engine time. */
    long enteredAt;

    int enteredAtOnce;

    IvrSession(CallId call, IvrTree tree) {
        this.call = call;
        this.tree = tree;
        this.node = tree.entry();
    }

    IvrSession(State from, IvrTree tree) {
        this(from.call(), tree);
        this.node = from.node();
        this.request = from.request();
        this.attempt = from.attempt();
        this.entered = from.entered();
        this.decided = from.decided();
        this.talked = from.talked();
        this.queueKey = from.queueKey();
        this.left = from.left();
        this.enteredAt = from.enteredAt();
        this.enteredAtOnce = from.enteredAtOnce();
    }

    IvrNode current() {
        return tree.node(node);
    }

    /** The node that asks and still needs keys, or null. */
    IvrNode.@Nullable Asking asking() {
        return !decided && !left && current() instanceof IvrNode.Asking asking ? asking : null;
    }

    /** @param tree number of the tree in a list */
    record State(
            CallId call,
            int tree,
            String node,
            @Nullable RequestId request,
            int attempt,
            int entered,
            boolean decided,
            boolean talked,
            char queueKey,
            boolean left,
            long enteredAt,
            int enteredAtOnce) {}

    State state(int numberOfTree) {
        return new State(
                call,
                numberOfTree,
                node,
                request,
                attempt,
                entered,
                decided,
                talked,
                queueKey,
                left,
                enteredAt,
                enteredAtOnce);
    }
}
