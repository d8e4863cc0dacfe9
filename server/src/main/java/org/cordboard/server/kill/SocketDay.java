package org.cordboard.server.kill;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.cordboard.sim.people.Draws;
import org.cordboard.sim.people.Sample;
import org.cordboard.sim.torture.Promise;
import org.cordboard.sim.torture.Promises;
import org.cordboard.sim.world.WorldEvent;

/**
 * A short day in real time, from a seed: server process, PBX and desktops on real sockets, which fail, while the server is killed at least
 * once. At its end the promises are held against what callers and desktops saw.
 */
final class SocketDay implements AutoCloseable {

    /** @param faults how often each struck */
    record Report(
            long seed,
            double seconds,
            int callers,
            Map<SocketFault, Long> faults,
            Map<Promise, Promises.Tally> tallies,
            List<String> findings) {}

    /** Nothing can be expected of a server for so long before the fault is seen to be over: a new caller's lease is five seconds. */
    private static final long LEASE_MILLIS = 6_000;

    private static final long NOTICED_MILLIS = 5_000;
    /** For a busy machine. */
    private static final long SLACK_MILLIS = 1_500;

    private static final Duration EVENING = Duration.ofMinutes(3);

    /** The server or its link was away, as the world's clock has it. */
    private record Gap(long from, long until) {}

    private final long seed;
    private final Draws draws;
    private final Centre centre;
    private final Promises promises;
    private final List<Gap> gaps = new ArrayList<>();
    private final Map<SocketFault, Long> faults = new EnumMap<>(SocketFault.class);
    private final AtomicLong joins = new AtomicLong();
    private final AtomicLong crowded = new AtomicLong();
    private final long started = System.nanoTime();
    private int kills;

    private SocketDay(Path folder, long seed) {
        this.seed = seed;
        this.draws = new Draws(seed);
        this.centre = new Centre(
                folder, new Centre.Plan(14, 6, 3_000, new Sample.Uniform(300, 1_500), draws.between(1, 1L << 40)));
        this.promises = new Promises(() -> (System.nanoTime() - started) / 1_000_000, () -> {});
        centre.pbx().ask(() -> {
            centre.pbx().world().addListener(this::happened);
            return true;
        });
    }

    /** Runs it. */
    static Report run(Path folder, long seed) throws InterruptedException {
        try (SocketDay day = new SocketDay(folder, seed)) {
            return day.run();
        }
    }

    private void happened(WorldEvent event) {
        if (event instanceof WorldEvent.BridgeEntered entered) {
            joins.incrementAndGet();
            if (entered.bridge().channels() > 2) {
                crowded.incrementAndGet();
            }
        }
    }

    private Report run() throws InterruptedException {
        centre.openDesks();
        centre.crowd().begin();
        pause(2_000, 5_000);
        int strokes = (int) draws.between(3, 6);
        for (int i = 0; i < strokes; i++) {
            SocketFault[] all = SocketFault.values();
            strike(i == strokes - 1 && kills == 0 ? SocketFault.KILL : all[draws.index(all.length)]);
            pause(500, 4_000);
        }
        centre.crowd().stop();
        boolean served = Centre.waitFor(EVENING, () -> centre.up() == 0);
        promises.tried(
                Promise.P2,
                served,
                () -> "callers whom nobody serves: " + centre.crowd().stages());
        Collection<WitnessCaller> callers = centre.crowd().all().values();
        audit(callers);
        return new Report(
                seed,
                (System.nanoTime() - started) / 1e9,
                callers.size(),
                faults,
                promises.tallies(),
                promises.findings());
    }

    private void pause(long least, long most) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(draws.between(least, most));
    }

    // ---- faults

    private void strike(SocketFault fault) throws InterruptedException {
        faults.merge(fault, 1L, Long::sum);
        long from = centre.clock().getAsLong();
        switch (fault) {
            case KILL -> {
                kills++;
                centre.killServer();
                pause(0, 1_500);
                centre.startServer();
            }
            case LINK_CUT -> {
                centre.toPbx().cut();
                pause(200, 4_000);
                centre.toPbx().mend();
            }
            case LINK_HALF_OPEN -> halfOpenLink();
            case LINK_SLOW -> {
                centre.toPbx().slow(draws.between(50, 1_500));
                pause(1_000, 5_000);
                centre.toPbx().slow(0);
            }
            case DESKTOPS_CUT -> {
                centre.toServer().cut();
                pause(200, 4_000);
                centre.toServer().mend();
            }
            case DESKTOPS_HALF_OPEN -> {
                centre.toServer().hold();
                pause(1_000, 8_000);
                centre.toServer().letGo();
            }
            case DESKTOPS_SLOW -> {
                centre.toServer().slow(draws.between(50, 1_500));
                pause(1_000, 5_000);
                centre.toServer().slow(0);
            }
        }
        switch (fault) {
            case KILL, LINK_CUT, LINK_HALF_OPEN, LINK_SLOW ->
                gaps.add(new Gap(from, centre.clock().getAsLong()));
            case DESKTOPS_CUT, DESKTOPS_HALF_OPEN, DESKTOPS_SLOW -> {}
        }
    }

    private void halfOpenLink() throws InterruptedException {
        boolean worked = answersNow();
        int before = centre.toPbx().connections();
        centre.toPbx().hold();
        long millis = draws.between(1_000, 9_000);
        boolean noticed =
                Centre.waitFor(Duration.ofMillis(millis), () -> centre.toPbx().connections() > before);
        if (worked && millis > NOTICED_MILLIS + SLACK_MILLIS) {
            promises.tried(Promise.P9, noticed, () -> "half-open for " + millis + " ms, and not noticed");
        }
        centre.toPbx().letGo();
    }

    /** Whether somebody who called within the last seconds was answered. */
    private boolean answersNow() {
        long now = centre.clock().getAsLong();
        Collection<WitnessCaller> callers = centre.crowd().all().values();
        return centre.pbx().ask(() -> callers.stream()
                .anyMatch(c -> c.answeredAt() != Long.MAX_VALUE && c.answeredAt() > now - 2_000));
    }

    // ---- audit

    private void audit(Collection<WitnessCaller> callers) throws InterruptedException {
        List<Gap> away =
                gaps.stream().map(gap -> untilServedAgain(gap, callers)).toList();
        centre.pbx().ask(() -> {
            for (WitnessCaller caller : callers) {
                promises.tried(
                        Promise.P1,
                        !caller.cutOff() || wasNeverTaken(caller, away),
                        () -> "a call was lost: " + caller);
                promises.tried(Promise.P1, caller.leftAlone() == 0, () -> "a conversation was interrupted: " + caller);
            }
            return true;
        });
        promises.tried(Promise.P3, joins.get(), joins.get() - crowded.get());
        for (WitnessDesk desk : centre.desks()) {
            WitnessDesk.Return back = desk.back();
            promises.tried(
                    Promise.P8,
                    back != null && back.sameSession() && desk.isConnected(),
                    () -> desk.station() + " did not come back to its session");
            promises.tried(Promise.P1, desk.complaints().isEmpty(), () -> desk.station() + ": " + desk.complaints());
        }
        ledger(callers, away);
    }

    private Gap untilServedAgain(Gap gap, Collection<WitnessCaller> callers) {
        long served = centre.pbx().ask(() -> callers.stream()
                .filter(c -> c.calledAt() >= gap.until())
                .mapToLong(WitnessCaller::answeredAt)
                .min()
                .orElse(Long.MAX_VALUE));
        return new Gap(gap.from() - LEASE_MILLIS, served);
    }

    private static boolean wasNeverTaken(WitnessCaller caller, List<Gap> away) {
        return caller.turnedAway()
                && caller.answeredAt() == Long.MAX_VALUE
                && away.stream().anyMatch(g -> caller.calledAt() >= g.from() && caller.calledAt() <= g.until());
    }

    private void ledger(Collection<WitnessCaller> callers, List<Gap> away) throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI server = centre.address();
            LedgerReader reader = LedgerReader.logIn(http, server, centre.supervisor(), centre.password());
            boolean[] closed = {false};
            LedgerReader.Figures[] read = {reader.read()};
            closed[0] = Centre.waitFor(EVENING, () -> {
                read[0] = reader.read();
                return read[0].open() == 0;
            });
            LedgerReader.Figures books = read[0];
            promises.tried(Promise.P12, closed[0] && books.balances(), () -> "the books do not balance: " + books);
            long untold = centre.pbx()
                    .ask(() ->
                            callers.stream().filter(WitnessCaller::turnedAway).count());
            promises.tried(
                    Promise.P12,
                    books.arrived() <= callers.size() && books.arrived() >= callers.size() - untold,
                    () -> callers.size() + " called, " + untold + " of them were turned away; books: " + books);
            long talked = centre.pbx()
                    .ask(() -> callers.stream().filter(WitnessCaller::hasTalked).count());
            long unseen = centre.pbx().ask(() -> callers.stream()
                    .filter(c -> away.stream().anyMatch(g -> c.talkedWithin(g.from(), g.until())))
                    .count());
            promises.tried(
                    Promise.P12,
                    books.answered() <= talked && books.answered() >= talked - unseen,
                    () -> talked + " talked, " + unseen + " of them unseen; books: " + books);
        } catch (IOException e) {
            promises.tried(Promise.P12, false, () -> "the books cannot be read: " + e);
        }
    }

    @Override
    public void close() {
        centre.close();
    }
}
