package org.cordboard.server.demo;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.cordboard.cti.acd.QueueLedger;
import org.cordboard.cti.customer.Tier;
import org.cordboard.server.CordboardServer;
import org.cordboard.sim.people.CallerLog;
import org.cordboard.sim.run.LiveHeap;
import org.cordboard.sim.standalone.StandalonePbx;

/** A time in which callers call and a server is watched: what callers say afterwards, by tier, and what was the most of everything. */
final class LoadPhase {

    static final String HEADING = "%-8s%-10s%9s%9s%9s%9s%9s%12s%12s%12s"
            .formatted(
                    "phase",
                    "tier",
                    "ended",
                    "talked",
                    "shed",
                    "gave up",
                    "no line",
                    "p50 to talk",
                    "p95 to talk",
                    "longest");

    private static final long LOOK_MILLIS = 50;

    /** What callers of one tier lived through. */
    private static final class Callers {
        private final Percentiles waits = new Percentiles();
        private long ended;
        private long shed;
        private long refused;

        private void add(CallerLog.Entry entry) {
            ended++;
            refused += entry.refused() ? 1 : 0;
            shed += entry.heardFallback() ? 1 : 0;
            entry.heardAgentAt().ifPresent(heard -> waits.add(TimeUnit.MILLISECONDS.toNanos(heard - entry.calledAt())));
        }
    }

    private final String name;
    private final Map<String, Tier> tiers;
    private final Map<Tier, Callers> callers = new EnumMap<>(Tier.class);
    private long looks;
    private long busyLooks;
    private long latest;
    private long mostInputs;
    private long mostOpen;
    private int lowestLimit = Integer.MAX_VALUE;
    private ProcessorTime began = ProcessorTime.now();
    private ProcessorTime ended = began;
    private double seconds = 1;
    private boolean full;

    /** @param tiers by calling number */
    LoadPhase(String name, Map<String, Tier> tiers) {
        this.name = name;
        this.tiers = tiers;
        for (Tier tier : Tier.values()) {
            callers.put(tier, new Callers());
        }
    }

    /** Lets the time pass and watches. What callers said before is not counted. */
    LoadPhase watch(StandalonePbx pbx, CordboardServer server, Duration time) throws InterruptedException {
        pbx.ask(() -> pbx.callers().take());
        began = ProcessorTime.now();
        long started = System.nanoTime();
        long end = started + time.toNanos();
        long nextCount = 0;
        while (System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            look(server);
            if (System.nanoTime() >= nextCount) {
                nextCount = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
                count(pbx);
            }
        }
        count(pbx);
        ended = ProcessorTime.now();
        seconds = (System.nanoTime() - started) / 1e9;
        return this;
    }

    private void look(CordboardServer server) {
        looks++;
        busyLooks += server.site().load().isBusy() ? 1 : 0;
        latest = Math.max(latest, server.site().load().delay());
        mostInputs = Math.max(mostInputs, server.site().backlog());
        int limit = server.site().load().limit();
        lowestLimit = limit > 0 ? Math.min(lowestLimit, limit) : lowestLimit;
        full |= server.site().load().isFull();
    }

    private void count(StandalonePbx pbx) {
        List<CallerLog.Entry> ended = pbx.ask(() -> pbx.callers().take());
        for (CallerLog.Entry entry : ended) {
            of(tiers.getOrDefault(entry.callerNumber(), Tier.ORDINARY)).add(entry);
        }
        mostOpen = Math.max(mostOpen, pbx.ask(() -> pbx.callers().going()));
    }

    private Callers of(Tier tier) {
        return Objects.requireNonNull(callers.get(tier));
    }

    // ---- what came of it

    /** Milliseconds from the call to the first word. */
    Percentiles.Summary toTalk(Tier tier) {
        return of(tier).waits.summary();
    }

    /** The share of a tier's callers who talked. */
    double talked(Tier tier) {
        return of(tier).ended == 0 ? 1 : (double) of(tier).waits.summary().count() / of(tier).ended;
    }

    /** Whether the server had time for everything nearly always, and turned nobody away. */
    boolean calm() {
        return busyLooks <= looks / 10 && lowestLimit == Integer.MAX_VALUE && !full;
    }

    void tell(CordboardServer server, Consumer<String> say) {
        for (Tier tier : Tier.values()) {
            tell(tier, say);
        }
        long live = LiveHeap.bytes();
        long waiting = server.books().ledger().queues().stream()
                .mapToLong(QueueLedger::waiting)
                .sum();
        say.accept(
                "%-8smost late %d ms, most inputs waiting %d, lowest limit %s, legs %s, most calls up %d; now %d callers wait, heap without garbage %d MB"
                        .formatted(
                                name,
                                latest,
                                mostInputs,
                                lowestLimit == Integer.MAX_VALUE ? "none" : lowestLimit + "/s",
                                full ? "at their limit" : "enough",
                                mostOpen,
                                waiting,
                                live / 1_000_000));
        say.accept(String.format(
                Locale.ROOT,
                "%-8s%.0f calls/s ended; processors busy: server %.2f, simulated PBX %.2f, agents' desktops %.2f",
                name,
                callers.values().stream().mapToLong(all -> all.ended).sum() / seconds,
                ended.share(ProcessorTime.Part.SERVER, began, seconds),
                ended.share(ProcessorTime.Part.PBX, began, seconds),
                ended.share(ProcessorTime.Part.AGENTS, began, seconds)));
    }

    private void tell(Tier tier, Consumer<String> say) {
        Callers all = of(tier);
        Percentiles.Summary waits = all.waits.summary();
        say.accept(String.format(
                Locale.ROOT,
                "%-8s%-10s%9d%9d%9d%9d%9d%10.2f s%10.2f s%10.2f s",
                name,
                tier,
                all.ended,
                waits.count(),
                all.shed,
                all.ended - waits.count() - all.shed - all.refused,
                all.refused,
                waits.p50() / 1_000,
                waits.p95() / 1_000,
                waits.max() / 1_000));
    }
}
