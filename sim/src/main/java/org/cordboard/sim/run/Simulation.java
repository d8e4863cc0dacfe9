package org.cordboard.sim.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.cordboard.cti.engine.Decision;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.EngineFault;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.journal.MemoryJournal;
import org.cordboard.sim.time.VirtualTime;
import org.cordboard.sim.world.SimPbx;

/**
 * One simulated day from one seed: the engine on the simulated PBX in virtual time. Invariants are looked at after every step,
 * incrementally, and as a whole every so many steps; when everybody is gone the auditor compares the books with what people saw.
 */
public final class Simulation {

    private final long seed;
    private final Scenario scenario;
    private final boolean replay;
    private final SimulatedDay day;
    private final Coverage coverage = new Coverage();
    private final MemoryJournal journal;
    private final VirtualSite site;
    private final SimPbx pbx;
    private long inputs;
    private long events;
    private boolean selfService = true;

    private Simulation(long seed, Scenario scenario, boolean replay) {
        this.seed = seed;
        this.scenario = scenario;
        this.replay = replay;
        this.day = new SimulatedDay(seed, scenario);
        this.journal = replay ? MemoryJournal.keepingAll() : new MemoryJournal(SimulatedDay.EVIDENCE);
        this.site = new VirtualSite(day.time(), journal, day.store()::lookUp);
        site.answerQueries(day.store()::query);
        this.pbx = new SimPbx(SimulatedSite.PBX, day.world(), site::reported);
    }

    public static SimulationReport run(long seed, DayPlan plan, boolean replay) {
        return run(seed, Scenario.of(plan), replay);
    }

    /**
     * Runs a day.
     *
     * @param replay whether to replay the journal afterwards and compare the states, which keeps it all in memory
     */
    public static SimulationReport run(long seed, Scenario scenario, boolean replay) {
        Simulation simulation = new Simulation(seed, scenario, replay);
        List<String> findings = new ArrayList<>();
        try {
            simulation.goThrough();
            findings.addAll(simulation.audit());
        } catch (EngineFault e) {
            findings.add("at " + simulation.day.time().now() + ": " + e.getMessage());
        }
        return simulation.report(findings);
    }

    /** Runs a day and keeps it, in memory. */
    public static RecordedDay keep(long seed, DayPlan plan) {
        Simulation simulation = new Simulation(seed, Scenario.of(plan), true);
        simulation.goThrough();
        return new RecordedDay(
                simulation.journal.entries(), simulation.day.log().ended(), simulation.audit());
    }

    /** Runs a day without secrets, whose keys the journal would not have, and gives its journal. */
    static List<JournalEntry> record(long seed, DayPlan plan) {
        return record(seed, Scenario.of(plan));
    }

    static List<JournalEntry> record(long seed, Scenario scenario) {
        Simulation simulation = new Simulation(seed, scenario, true);
        simulation.selfService = false;
        simulation.goThrough();
        return simulation.journal.entries();
    }

    private void goThrough() {
        VirtualTime time = day.time();
        site.connect(pbx);
        site.checkWith(this::check);
        site.follow(coverage::see);
        site.follow(day::seen);
        day.open();
        day.world().addListener(coverage::see);
        site.submit(new Input.SiteStarted(new SiteId("sim"), time.now() / 1000));
        site.submit(new Input.ConfigurationLoaded(day.config()));
        pbx.connect();
        day.begin(new AtOnce(), new ThePort(), selfService);
        time.runUntil(time.now() + scenario.millis());
        day.drawToItsEnd();
        time.runUntil(this::everybodyGone, SimulatedDay.LONGEST_EVENING_MILLIS);
        coverage.see(day.log());
    }

    private boolean everybodyGone() {
        return day.everybodyGone(site.engine());
    }

    /** The engine answers at once here. */
    private final class AtOnce implements Desks {

        @Override
        public void command(Input.AgentCommanded command, Consumer<Reply> answer) {
            answer.accept(site.command(command));
        }

        @Override
        public void tell(Input input) {
            site.submit(input);
        }
    }

    private final class ThePort implements SiteLink {

        @Override
        public void cut(String reason) {
            pbx.disconnect(reason);
        }

        @Override
        public void mend() {
            pbx.connect();
        }
    }

    private void check(Engine engine, Decision decision) {
        inputs++;
        events += decision.events().size();
        day.check(engine, decision);
    }

    private List<String> audit() {
        List<String> findings = new ArrayList<>(day.crowds());
        findings.addAll(day.audit(site.engine()));
        return findings;
    }

    private SimulationReport report(List<String> findings) {
        long state = site.engine().stateHash();
        long replayed = 0;
        if (replay) {
            Engine again = new Engine();
            journal.entries().forEach(entry -> again.replay(entry.at(), entry.events()));
            replayed = again.stateHash();
            if (replayed != state) {
                findings.add("the replayed journal leads to another state");
            }
        }
        return new SimulationReport(
                seed,
                inputs,
                events,
                journal.bytes(),
                journal.hash(),
                state,
                replayed,
                day.log().called(),
                day.log().talked(),
                coverage,
                findings,
                findings.isEmpty() ? List.of() : SimulatedDay.lastOf(journal.entries()));
    }
}
