package org.cordboard.cti.acd;

import org.cordboard.cti.call.CallId;
import org.jspecify.annotations.Nullable;

/** A caller's place in a queue. */
final class WaitingCall implements Comparable<WaitingCall> {

    final CallId call;
    final QueueId queue;
    final long key;
    final long queuedAt;
    final long until;
    /** Breaks ties between equal keys; a place once taken is kept. */
    final long order;

    @Nullable
    Offer offer;

    WaitingCall(CallId call, QueueId queue, long key, long queuedAt, long until, long order) {
        this.call = call;
        this.queue = queue;
        this.key = key;
        this.queuedAt = queuedAt;
        this.until = until;
        this.order = order;
    }

    @Override
    public int compareTo(WaitingCall other) {
        int byKey = Long.compare(key, other.key);
        return byKey != 0 ? byKey : Long.compare(order, other.order);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return call.hashCode();
    }

    record State(
            CallId call, QueueId queue, long key, long queuedAt, long until, long order, Offer.@Nullable State offer) {}

    State state() {
        return new State(call, queue, key, queuedAt, until, order, offer == null ? null : offer.state());
    }
}
