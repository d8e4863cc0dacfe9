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
 * and marked as inferred.
 */
final class GapWatch implements ServerWatch, WorldListener {

    private static final long NOTICED_MILLIS = 5_000;

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
        linkLost = true;
    }

    @Override
    public void shown(JournalEntry entry) {
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
        linkLost = !up;
        if (linkLost) {
            return;
        }
        unseen.forEach((call, ended) -> {
            if (ended < network.connectedAt()) {
                inferred.add(call);
            }
        });
        unseen.clear();
        if (blindSince != null) {
            day.blind(blindSince, time.now());
            blindSince = null;
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
