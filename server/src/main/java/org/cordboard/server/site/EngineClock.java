package org.cordboard.server.site;

import java.util.function.LongSupplier;

/**
 * Engine time: milliseconds that never go back, near the wall clock when the site was opened and from then on driven by a
 * monotonic clock. What the wall clock does meanwhile is told to the engine as an offset.
 */
final class EngineClock {

    private final LongSupplier wallMillis;
    private final LongSupplier nanos;
    private final long startedAt;
    private final long startNanos;

    /** @param notBefore engine time of the last journal entry, 0 in a new journal */
    EngineClock(LongSupplier wallMillis, LongSupplier nanos, long notBefore) {
        this.wallMillis = wallMillis;
        this.nanos = nanos;
        this.startedAt = Math.max(wallMillis.getAsLong(), notBefore);
        this.startNanos = nanos.getAsLong();
    }

    long now() {
        return startedAt + (nanos.getAsLong() - startNanos) / 1_000_000;
    }

    /** What to add to engine time to get the wall clock's. */
    long wallOffset() {
        return wallMillis.getAsLong() - now();
    }
}
