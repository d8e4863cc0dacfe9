package org.cordboard.cti.ivr;

import org.cordboard.cti.call.CallId;
import org.cordboard.cti.port.RequestId;
import org.jspecify.annotations.Nullable;

/** A caller's place in a tree. */
final class IvrSession {

    final CallId call;
    /** The tree as it was when the caller entered; a newer version does not touch callers inside. */
    final IvrTree tree;

    String node;
    /** The prompts that are playing, or null. */
    @Nullable
    RequestId prompts;
    /** Which try of a menu this is, from 1. */
    int attempt;
    /** The menu has taken its digit, or the node has been left: nothing more is expected of it. */
    boolean decided;

    /** Customer and agent have been joined since the present node was entered. */
    boolean talked;

    boolean left;
    /** When the present node was entered, and how many were entered at that time; engine time. */
    long enteredAt;

    int enteredAtOnce;

    IvrSession(CallId call, IvrTree tree) {
        this.call = call;
        this.tree = tree;
        this.node = tree.entry();
    }

    IvrNode current() {
        return tree.node(node);
    }

    record State(
            CallId call,
            IvrTree tree,
            String node,
            @Nullable RequestId prompts,
            int attempt,
            boolean decided,
            boolean talked,
            boolean left,
            long enteredAt,
            int enteredAtOnce) {}

    State state() {
        return new State(call, tree, node, prompts, attempt, decided, talked, left, enteredAt, enteredAtOnce);
    }
}
