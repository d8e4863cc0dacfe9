package org.cordboard.server.site;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.cordboard.cti.admission.AdmissionEvent;
import org.cordboard.cti.admission.ShedReason;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.journal.JournalEntry;
import org.jspecify.annotations.Nullable;

/**
 * How late a site is with its work, and what it does about it. What counts is the least delay within a quarter of a second: a pause of the
 * virtual machine delays some inputs, too much work delays them all (as CoDel tells a standing queue from a burst; RFC 8289).
 *
 * <p>From {@value #BUSY_MILLIS} ms on, what can wait is put off: reports and lists. From {@value #LATE_MILLIS} ms on, new calls are limited to
 * a part of those that were taken lately; the limit falls each second while the delay does not, rises by a tenth each quarter of a second while there
 * is none, and is lifted when it has turned nobody away for two seconds.
 *
 * <p>Belongs to the engine's thread; {@link #isBusy}, {@link #describe} and the counts may be read by any.
 */
public final class LoadMeter {

    static final long WINDOW_MILLIS = 250;
    static final long BUSY_MILLIS = 25;
    static final long LATE_MILLIS = 100;
    /** Windows in a row that must be late, so that one long pause is not taken for too much work. */
    private static final int LATE_WINDOWS = 2;
    /** Windows in a row without delay before what was put off is answered again. */
    private static final int CALM_WINDOWS = 8;
    /** Windows of which the rate of calls taken is a mean. */
    private static final int RATE_WINDOWS = 4;

    /** Windows after a cut in which those who were taken before it still make work. */
    private static final int HOLD_WINDOWS = 4;

    private static final double FIRST_CUT = 0.7;
    private static final double CUT = 0.8;
    private static final double RISE = 1.1;
    /** The part of the calls that were taken before the first cut which is taken however late it is, for the highest tiers. */
    private static final double LEAST = 0.2;

    private final LongSupplier otherDelay;
    private final LongAdder requestsPutOff = new LongAdder();
    private long windowEnds;
    private long leastDelay = Long.MAX_VALUE;
    private long delayBefore;
    private int arrived;
    private int turnedAway;
    private int turnedAwayForRoom;
    private double admissions;
    private int lateWindows;
    private int busyWindows;
    private int calmWindows;
    private int openWindows;
    private int roomyWindows = CALM_WINDOWS;
    private double limit = Double.POSITIVE_INFINITY;
    private double least = 1;
    private int windowsSinceCut;
    private volatile long delay;
    private volatile boolean busy;
    private volatile boolean full;
    private volatile @Nullable Integer callsPerSecond;

    /** @param otherDelay how late what comes before the engine is at this moment, milliseconds */
    public LoadMeter(LongSupplier otherDelay) {
        this.otherDelay = otherDelay;
    }

    /** An input was decided after it had waited so long. */
    void waited(long millis) {
        leastDelay = Math.min(leastDelay, millis);
    }

    void decided(JournalEntry entry) {
        for (Event event : entry.events()) {
            if (event instanceof CallEvent.CallArrived) {
                arrived++;
            } else if (event instanceof AdmissionEvent.CallShed shed) {
                turnedAway++;
                turnedAwayForRoom += shed.reason() == ShedReason.FULL ? 1 : 0;
            }
        }
    }

    /** Looks at the window that has ended, if one has; returns whether the limit is another one now. */
    public boolean look(long now) {
        if (now < windowEnds) {
            return false;
        }
        windowEnds = now + WINDOW_MILLIS;
        delay = Math.max(leastDelay == Long.MAX_VALUE ? 0 : leastDelay, otherDelay.getAsLong());
        leastDelay = Long.MAX_VALUE;
        double perSecond = 1_000.0 / WINDOW_MILLIS;
        admissions += ((arrived - turnedAway) * perSecond - admissions) / RATE_WINDOWS;
        openWindows = turnedAway > turnedAwayForRoom ? 0 : openWindows + 1;
        roomyWindows = turnedAwayForRoom > 0 ? 0 : roomyWindows + 1;
        full = roomyWindows < CALM_WINDOWS;
        arrived = 0;
        turnedAway = 0;
        turnedAwayForRoom = 0;
        lateWindows = delay > LATE_MILLIS ? lateWindows + 1 : 0;
        busyWindows = delay > BUSY_MILLIS ? busyWindows + 1 : 0;
        calmWindows = delay > BUSY_MILLIS ? 0 : calmWindows + 1;
        windowsSinceCut++;
        if (lateWindows >= LATE_WINDOWS) {
            cut();
        } else if (delay <= BUSY_MILLIS) {
            rise();
        }
        delayBefore = delay;
        busy = callsPerSecond != null || (busy ? calmWindows < CALM_WINDOWS : busyWindows >= LATE_WINDOWS);
        return publish();
    }

    private void cut() {
        if (limit == Double.POSITIVE_INFINITY) {
            least = Math.max(1, admissions * LEAST);
            limit = Math.max(least, admissions * FIRST_CUT);
            windowsSinceCut = 0;
        } else if (delay >= delayBefore && windowsSinceCut >= HOLD_WINDOWS) {
            limit = Math.max(least, Math.min(limit, admissions) * CUT);
            windowsSinceCut = 0;
        }
    }

    private void rise() {
        if (limit != Double.POSITIVE_INFINITY) {
            limit = Math.max(limit + 1, limit * RISE);
            if (calmWindows >= CALM_WINDOWS && openWindows >= CALM_WINDOWS) {
                limit = Double.POSITIVE_INFINITY;
            }
        }
    }

    private boolean publish() {
        Integer before = callsPerSecond;
        Integer now = limit == Double.POSITIVE_INFINITY ? null : (int) limit;
        callsPerSecond = now;
        return now == null ? before != null : !now.equals(before);
    }

    /** How many new calls are taken each second; null for all. */
    @Nullable
    Integer callsPerSecond() {
        return callsPerSecond;
    }

    /** Whether what can wait is to be put off. */
    public boolean isBusy() {
        return busy;
    }

    /** Whether callers have been turned away lately because a PBX has too many legs. */
    public boolean isFull() {
        return full;
    }

    /** Milliseconds. */
    public long delay() {
        return delay;
    }

    /** Somebody was told to ask again later. */
    public void requestPutOff() {
        requestsPutOff.increment();
    }

    public long requestsPutOff() {
        return requestsPutOff.sum();
    }

    /** The limit as a number for diagrams: 0 while there is none. */
    public int limit() {
        Integer now = callsPerSecond;
        return now == null ? 0 : now;
    }

    /** A sentence for people. */
    public String describe() {
        Integer now = callsPerSecond;
        String room = full ? "; a PBX has so many legs that new callers of lower tiers are turned away" : "";
        if (now != null) {
            return "overloaded, " + delay + " ms late: " + now
                    + " new calls a second are taken, higher tiers first; reports and lists are put off" + room;
        }
        return (busy ? "busy, " + delay + " ms late: reports and lists are put off" : "normal") + room;
    }
}
