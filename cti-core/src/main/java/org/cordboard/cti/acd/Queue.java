package org.cordboard.cti.acd;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeSet;

/** The waiting line of one queue. */
final class Queue {

    final QueueId id;
    /** Callers not offered to anyone at the moment, next one first. */
    final TreeSet<WaitingCall> line = new TreeSet<>();

    private final Map<QueueExit, Long> exits = new EnumMap<>(QueueExit.class);
    long offered;
    long waiting;

    Queue(QueueId id) {
        this.id = id;
    }

    void count(QueueExit exit) {
        exits.merge(exit, 1L, Long::sum);
    }

    QueueLedger ledger() {
        return new QueueLedger(
                id,
                offered,
                exits.getOrDefault(QueueExit.ANSWERED, 0L),
                exits.getOrDefault(QueueExit.ABANDONED, 0L),
                exits.getOrDefault(QueueExit.TIMED_OUT, 0L),
                exits.getOrDefault(QueueExit.NO_AGENTS, 0L),
                waiting);
    }
}
