package org.cordboard.cti.acd;

import java.util.EnumMap;
import java.util.Map;

/** The books of one queue, being written. */
final class Queue {

    final QueueId id;
    private final Map<QueueExit, Long> exits = new EnumMap<>(QueueExit.class);
    final Pace pace = new Pace();
    long offered;
    long waiting;

    Queue(QueueId id) {
        this.id = id;
    }

    Queue(QueueLedger ledger, Pace.State pace) {
        this(ledger.queue());
        exits.putAll(ledger.exits());
        offered = ledger.offered();
        waiting = ledger.waiting();
        this.pace.restore(pace);
    }

    /** A caller has left, and is no longer counted among those who wait. */
    void left(QueueExit exit, long at) {
        exits.merge(exit, 1L, Long::sum);
        if (exit == QueueExit.ANSWERED) {
            pace.answered(at, waiting > 0);
        } else if (waiting == 0) {
            pace.idle();
        }
    }

    QueueLedger ledger() {
        return new QueueLedger(id, offered, exits, waiting);
    }
}
