package org.cordboard.cti.acd;

import java.util.List;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.port.PbxId;
import org.jspecify.annotations.Nullable;

/** A caller's place in a queue. */
final class WaitingCall implements Comparable<WaitingCall> {

    final CallId call;
    final QueueId queue;
    final PbxId pbx;
    final long key;
    final long queuedAt;
    final long until;

    @Nullable
    final Long overflowAt;

    /** Breaks ties between equal keys; a place once taken is kept. */
    final long order;
    /** A supervisor has put the caller here. */
    final boolean moved;

    List<SkillNeed> needs;

    @Nullable
    Binding binding;

    @Nullable
    Offer offer;

    WaitingCall(QueueEvent.CallQueued e, PbxId pbx, long order) {
        this.call = e.call();
        this.queue = e.queue();
        this.pbx = pbx;
        this.key = e.key();
        this.queuedAt = e.at();
        this.until = e.until();
        this.overflowAt = e.overflowAt();
        this.order = order;
        this.moved = e.movedBy() != null;
        this.needs = e.needs();
        this.binding = e.binding();
    }

    WaitingCall(State from, PbxId pbx) {
        this.call = from.call();
        this.queue = from.queue();
        this.pbx = pbx;
        this.key = from.key();
        this.queuedAt = from.queuedAt();
        this.until = from.until();
        this.overflowAt = from.overflowAt();
        this.order = from.order();
        this.moved = from.moved();
        this.needs = from.needs();
        this.binding = from.binding();
        this.offer = from.offer() == null ? null : new Offer(from.offer());
    }

    /** The agent has answered. */
    boolean isBeingJoined() {
        return offer != null && offer.accepted;
    }

    Eligibility eligibility() {
        return binding == null
                ? new Eligibility(queue, pbx, needs, null)
                : new Eligibility(queue, pbx, List.of(), binding.agent());
    }

    /** When the next need relaxes, engine time, or null. */
    @Nullable
    Long relaxesAt() {
        Long first = null;
        for (SkillNeed need : needs) {
            if (need.relaxesAfter() != null) {
                long at = queuedAt + need.relaxesAfter().toMillis();
                first = first == null ? at : Math.min(first, at);
            }
        }
        return first;
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
            CallId call,
            QueueId queue,
            long key,
            long queuedAt,
            long until,
            @Nullable Long overflowAt,
            long order,
            boolean moved,
            List<SkillNeed> needs,
            @Nullable Binding binding,
            Offer.@Nullable State offer) {}

    State state() {
        return new State(
                call,
                queue,
                key,
                queuedAt,
                until,
                overflowAt,
                order,
                moved,
                List.copyOf(needs),
                binding,
                offer == null ? null : offer.state());
    }
}
