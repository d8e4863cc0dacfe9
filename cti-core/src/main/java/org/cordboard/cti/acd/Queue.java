package org.cordboard.cti.acd;

import java.util.EnumMap;
import java.util.Map;

/** The books of one queue, being written. */
final class Queue {

    final QueueId id;
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
        return new QueueLedger(id, offered, exits, waiting);
    }
}
