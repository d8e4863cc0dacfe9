package org.cordboard.sim.torture;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.LegRole;
import org.cordboard.cti.callback.CallBackEvent;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.sim.run.SimulatedDay;
import org.cordboard.sim.time.Scheduler;
import org.cordboard.sim.world.WorldEvent;
import org.cordboard.sim.world.WorldListener;
import org.jspecify.annotations.Nullable;

/**
 * Watches the times in which the server cannot see the PBX: whether they are noticed, and whether calls that ended in them are closed
 * and marked as inferred, with the time at which they ended or two between which they did.
 */
final class GapWatch implements ServerWatch, WorldListener {

    private static final long NOTICED_MILLIS = 5_000;

    /** By so much the time of an end may be wrong. */
    private static final long END_MILLIS = 1_000;

    /** By so much engine time and the world's may drift apart in a gap before the clock counts as set. */
    private static final long DRIFT_MILLIS = 100;

    private final TorturedServer server;
    private final AmiNetwork network;
    private final SimulatedDay day;
    private final Scheduler time;
    private final Promises promises;

    /** Customers' legs of open calls. */
    private final Map<String, CallId> customers = new LinkedHashMap<>();

    /** Legs of customers who are called back and have not answered. */
    private final Set<String> calledBack = new LinkedHashSet<>();

    /** Calls whose customer was gone when nobody could see it, and when that was. */
    private final Map<CallId, Long> unseen = new LinkedHashMap<>();

    private final Set<CallId> inferred = new LinkedHashSet<>();

    /** Customers' ends that were worked out, until the link is back. */
    private final Map<CallId, CallEvent.LegEnded> workedOut = new LinkedHashMap<>();

    /** Engine time less the world's: now, and when the link was lost; and whether the link was in order then. */
    private long offset;

    private long offsetAtLoss;
    private boolean clearAtLoss;
    private boolean linkLost;
    private @Nullable Long blindSince;

    GapWatch(TorturedServer server, AmiNetwork network, SimulatedDay day, Promises promises) {
        this.server = server;
        this.network = network;
        this.day = day;
        this.time = day.time();
        this.promises = promises;
    }

    /** From now on, until the link is back, the server does not see what happens. */
    void blindFromNow() {
        if (blindSince == null) {
            blindSince = time.now();
        }
    }

    /** What happens within so long is seen late, even when the link is not lost. */
    void blindFor(long millis) {
        day.late(time.now(), time.now() + millis);
    }

    /** Nothing passes from now on: that must be noticed, unless something else happens first. */
    void stalled() {
        int life = server.lives();
        long since = time.now();
        if (!server.linkUp()) {
            return;
        }
        time.schedule(NOTICED_MILLIS, () -> {
            if (server.lives() == life && server.runs() && network.stalled()) {
                promises.tried(
                        Promise.P9,
                        !server.linkUp() || network.connectedAt() > since,
                        () -> "half-open for 5 s, and not noticed");
            }
        });
    }

    @Override
    public void killed() {
        blindFromNow();
        if (!linkLost) {
            lost();
        }
    }

    private void lost() {
        linkLost = true;
        offsetAtLoss = offset;
        clearAtLoss = !network.slow();
        workedOut.clear();
    }

    @Override
    public void shown(JournalEntry entry) {
        if (server.engineTime() > 0) {
            offset = server.engineTime() - time.now();
        }
        for (Event event : entry.events()) {
            switch (event) {
                case CallEvent.CallArrived e -> customers.put(e.leg().value(), e.call());
                // Before that nobody is there whose call could end.
                case CallEvent.LegAnswered e -> {
                    if (calledBack.remove(e.leg().value())) {
                        customers.put(e.leg().value(), e.call());
                    }
                }
                case CallBackEvent.CallBackBegun e -> calledBack.add(e.leg().value());
                case CallEvent.LegEnded e -> {
                    if (e.role() == LegRole.CUSTOMER) {
                        customers.remove(e.leg().value());
                        if (e.inferred()) {
                            workedOut.put(e.call(), e);
                        }
                    }
                }
                case CallEvent.CallClosed e -> {
                    if (inferred.remove(e.record().call())) {
                        promises.tried(
                                Promise.P9,
                                e.record().inferred(),
                                () -> "ended in a gap, and the books do not say so: " + e.record());
                    }
                }
                case SiteEvent.LinkChanged e -> link(e.up());
                default -> {}
            }
        }
    }

    private void link(boolean up) {
        if (!up) {
            if (!linkLost) {
                lost();
            }
            return;
        }
        unseen.forEach((call, ended) -> {
            if (ended < network.connectedAt()) {
                inferred.add(call);
                compare(call, ended);
            }
        });
        unseen.clear();
        workedOut.clear();
        linkLost = false;
        if (blindSince != null) {
            day.blind(blindSince, time.now());
            blindSince = null;
        }
    }

    /** Where clocks stood still in the gap, and nothing was on its way for long, it is known when the call ended. */
    private void compare(CallId call, long ended) {
        CallEvent.LegEnded found = workedOut.get(call);
        boolean comparable = Math.abs(offset - offsetAtLoss) <= DRIFT_MILLIS && clearAtLoss && !network.slow();
        if (found != null && comparable) {
            long truly = ended + offset;
            promises.tried(
                    Promise.P9,
                    found.earliest() - END_MILLIS <= truly && truly <= found.latest() + END_MILLIS,
                    () -> "ended at " + truly + ", and the books say " + found);
        }
    }

    @Override
    public void happened(WorldEvent event) {
        if (event instanceof WorldEvent.ChannelHungUp ended && linkLost) {
            CallId call = customers.get(ended.channel().uniqueId());
            if (call != null) {
                unseen.put(call, ended.at());
            }
        }
    }

    /** The day is over: what ended in a gap must have been closed. */
    void close() {
        promises.tried(Promise.P9, inferred.isEmpty(), () -> "ended in a gap, and still open: " + inferred);
    }
}
