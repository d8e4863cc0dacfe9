package org.cordboard.sim.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.engine.Decision;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.EngineFault;
import org.cordboard.cti.engine.Input;
import org.cordboard.sim.people.Draws;
import org.cordboard.sim.run.DayPlan;
import org.cordboard.sim.run.Scenario;
import org.cordboard.sim.run.SimulatedDay;
import org.cordboard.sim.time.VirtualTime;
import org.jspecify.annotations.Nullable;

/**
 * One day under torture from one seed: the engine and an adapter joined to the simulated PBX's AMI, in virtual time, with everything that
 * can fail failing. The promises are looked at all day, and at its end.
 */
public final class Torture implements ServerWatch {

    private static final long PUT_IN_ORDER_MILLIS = 180_000;

    /** Longer than any lease at the PBX. */
    private static final long LAST_LEASES_MILLIS = 200_000;

    private final long seed;
    private final DayPlan plan;
    private final SimulatedDay day;
    private final VirtualTime time;
    private final Promises promises;
    private final DurableJournal journal = new DurableJournal();
    private final AmiNetwork network;
    private final TorturedServer server;
    private final TorturedDesks desks;
    private final StuckWatch stuck;
    private final GapWatch gaps;
    private final Tormentor tormentor;
    private long offers;
    private long journalHash;
    private final List<String> evidence = new ArrayList<>();

    private Torture(long seed, DayPlan plan, AmiClient.Factory clients) {
        this.seed = seed;
        this.plan = plan;
        this.day = new SimulatedDay(seed, Scenario.of(plan));
        this.time = day.time();
        long began = time.now();
        this.promises = new Promises(() -> time.now() - began, this::collectEvidence);
        Draws draws = new Draws(~seed);
        this.network = new AmiNetwork(day.world());
        this.server = new TorturedServer(day, network, clients, journal, draws.split());
        this.desks = new TorturedDesks(server, time, draws.split(), promises);
        this.stuck = new StuckWatch(server, network, day.world(), promises);
        this.gaps = new GapWatch(server, network, day, promises);
        this.tormentor = new Tormentor(day, server, network, desks, gaps, draws.split());
        RestartWatch restarts = new RestartWatch(server, time, day.world(), promises);
        day.world().addListener(stuck);
        day.world().addListener(gaps);
        day.world().addListener(restarts);
        List.of(this, restarts, gaps, desks).forEach(server::watch);
    }

    /** Runs a day. */
    public static TortureReport run(long seed, DayPlan plan, AmiClient.Factory clients) {
        return run(seed, plan, clients, null);
    }

    /** @param trace told what is decided, and what becomes of the server; null when nobody wants to know */
    public static TortureReport run(
            long seed, DayPlan plan, AmiClient.Factory clients, @Nullable Consumer<String> trace) {
        Torture torture = new Torture(seed, plan, clients);
        if (trace != null) {
            torture.server.watch(new Trace(torture.time, trace));
        }
        List<String> broken = new ArrayList<>();
        try {
            torture.goThrough();
        } catch (EngineFault e) {
            torture.promises.tried(Promise.P2, false, () -> "an invariant is broken: " + e.getMessage());
        } catch (RuntimeException e) {
            broken.add("%.3f s into the day: internal error %s at %s"
                    .formatted(
                            torture.sinceMorning() / 1000.0,
                            e,
                            List.of(e.getStackTrace()).subList(0, Math.min(8, e.getStackTrace().length))));
        }
        return torture.report(broken);
    }

    private record Trace(VirtualTime time, Consumer<String> lines) implements ServerWatch {

        @Override
        public void decided(Engine engine, Input input, Decision decision) {
            lines.accept(time.now() + " " + input + " => " + decision.events());
        }

        @Override
        public void killed() {
            lines.accept(time.now() + " killed");
        }

        @Override
        public void replayed(Engine engine) {
            lines.accept(time.now() + " started");
        }
    }

    private long sinceMorning() {
        return time.now() - VirtualTime.DEFAULT_START_MILLIS;
    }

    private void goThrough() {
        day.open();
        server.start();
        stuck.begin();
        day.begin(desks, network, true);
        tormentor.begin();
        time.advance((long) (plan.hours() * 3_600_000));
        tormentor.end();
        time.runUntil(this::inOrder, PUT_IN_ORDER_MILLIS);
        day.drawToItsEnd();
        time.runUntil(
                () -> server.engine() != null && day.everybodyGone(server.engine()),
                SimulatedDay.LONGEST_EVENING_MILLIS);
        time.advance(LAST_LEASES_MILLIS);
        audit();
    }

    private boolean inOrder() {
        return server.linkUp() && network.works() && !server.dying() && server.clockIsRight() && server.knowsItsClock();
    }

    // ---- all day

    @Override
    public void decided(Engine engine, Input input, Decision decision) {
        day.check(engine, decision);
        offers += decision.events().stream()
                .filter(QueueEvent.OfferMade.class::isInstance)
                .count();
    }

    // ---- at the end

    private void audit() {
        stuck.close();
        gaps.close();
        desks.close();
        Engine engine = Objects.requireNonNull(server.engine());
        promises.tried(Promise.P3, day.joinings(), day.crowds());
        promises.tried(Promise.P4, offers, offers);
        DurableJournal.ReadBack readBack = journal.readBack();
        journalHash = readBack.hash();
        promises.tried(
                Promise.P6,
                readBack.engine().stateHash() == engine.stateHash(),
                () -> "the replayed journal leads to another state");
        promises.tried(Promise.P12, day.log().called(), day.audit(engine));
    }

    /** What happened last: when something is found, not when the day is over. */
    private void collectEvidence() {
        evidence.addAll(SimulatedDay.lastOf(journal.entries()));
        AmiClient client = server.client();
        if (client != null) {
            evidence.add(client.evidence());
        }
    }

    private TortureReport report(List<String> broken) {
        List<String> findings = new ArrayList<>(promises.findings());
        findings.addAll(broken);
        if (!findings.isEmpty() && evidence.isEmpty()) {
            collectEvidence();
        }
        return new TortureReport(
                seed,
                server.inputs(),
                day.log().called(),
                day.log().talked(),
                server.lives(),
                server.entriesLost(),
                journalHash == 0 ? journal.readBack().hash() : journalHash,
                tormentor.struck(),
                promises.tallies(),
                findings,
                evidence);
    }
}
