package org.cordboard.cti.engine;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Engine time: milliseconds that never go back, near the wall clock when the site was opened for the first time and from then on
 * driven by a monotonic clock. What the wall clock does meanwhile is told to the engine as an offset, and a site that is started again
 * goes on with it: a clock that was set makes nobody's wait an hour longer.
 */
public final class EngineClock {

    /** How often one looks whether the wall clock has been set. */
    public static final long CHECK_MILLIS = 10_000;

    /** A wall clock that is disciplined gently stays well within this. */
    private static final long TOLERANCE_MILLIS = 500;

    private final LongSupplier wallMillis;
    private final LongSupplier nanos;
    private final long startedAt;
    private final long startNanos;

    /**
     * @param notBefore engine time of the last journal entry, 0 in a new journal
     * @param offset what is known of the wall clock: its time less engine time; 0 in a new journal
     */
    public EngineClock(LongSupplier wallMillis, LongSupplier nanos, long notBefore, long offset) {
        this.wallMillis = wallMillis;
        this.nanos = nanos;
        this.startedAt = Math.max(wallMillis.getAsLong() - offset, notBefore);
        this.startNanos = nanos.getAsLong();
    }

    public long now() {
        return startedAt + (nanos.getAsLong() - startNanos) / 1_000_000;
    }

    /** What to add to engine time to get the wall clock's. */
    public long wallOffset() {
        return wallMillis.getAsLong() - now();
    }

    /** @param known the offset as far as is known; what it is now is given only if the wall clock has been set since */
    public OptionalLong movedFrom(long known) {
        long offset = wallOffset();
        return Math.abs(offset - known) > TOLERANCE_MILLIS ? OptionalLong.of(offset) : OptionalLong.empty();
    }
}
