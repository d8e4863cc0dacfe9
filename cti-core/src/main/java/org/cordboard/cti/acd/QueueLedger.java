package org.cordboard.cti.acd;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The books of one queue since the site was opened. Callers offered are always the sum of all exits and of those who wait.
 *
 * @param offered callers who entered the queue
 * @param exits how many left in each way; ways nobody took are 0
 * @param waiting callers who are in it now, ringing at an agent included
 */
public record QueueLedger(QueueId queue, long offered, Map<QueueExit, Long> exits, long waiting) {

    public QueueLedger {
        Map<QueueExit, Long> all = new EnumMap<>(QueueExit.class);
        for (QueueExit exit : QueueExit.values()) {
            all.put(exit, exits.getOrDefault(exit, 0L));
        }
        exits = Collections.unmodifiableMap(all);
    }

    public long count(QueueExit exit) {
        return exits.getOrDefault(exit, 0L);
    }

    public boolean balances() {
        return offered == exits.values().stream().mapToLong(Long::longValue).sum() + waiting;
    }
}
