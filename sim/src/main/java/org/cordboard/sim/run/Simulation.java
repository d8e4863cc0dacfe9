package org.cordboard.sim.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueLedger;
import org.cordboard.cti.agent.AgentEvent;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.Calls;
import org.cordboard.cti.engine.Decision;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.EngineFault;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.Invariants;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.journal.MemoryJournal;
import org.cordboard.sim.people.CallerLog;
import org.cordboard.sim.people.Draws;
import org.cordboard.sim.people.PhonePerson;
import org.cordboard.sim.people.Sample;
import org.cordboard.sim.time.VirtualTime;
import org.cordboard.sim.world.PbxWorld;
import org.cordboard.sim.world.SimPbx;
import org.jspecify.annotations.Nullable;

/**
 * One simulated day from one seed: the engine on the simulated PBX in virtual time. Invariants are looked at after every step,
 * incrementally, and as a whole every so many steps; when everybody is gone the auditor compares the books with what people saw.
 */
public final class Simulation {

    /** Steps between two full checks for each agent, as what a full check costs grows with the site. */
    private static final int FULL_CHECK_STEPS_PER_AGENT = 12;

    /** How many journal entries a failing day shows. */
    private static final int EVIDENCE = 60;

    private static final long LONGEST_EVENING_MILLIS = 7_200_000;

    private final long seed;
    private final Scenario scenario;
    private final boolean replay;
    private final VirtualTime time = new VirtualTime();
    private final Draws draws;
    private final PbxWorld world = new PbxWorld(time);
    private final MemoryJournal journal;
    private final VirtualSite site;
    private final SimPbx pbx;
    private final SimulatedStore store;
    private final TroubleMaker trouble;
    private final CallerLog log = new CallerLog(CallPlan.MAX_CALLS);
    private final Auditor auditor = new Auditor();
    private final Coverage coverage = new Coverage();
    private final Map<AgentId, SimulatedAgent> agents = new LinkedHashMap<>();
    private long inputs;
    private long events;
    private boolean selfService = true;

    private Simulation(long seed, Scenario scenario, boolean replay) {
        this.seed = seed;
        this.scenario = scenario;
        this.replay = replay;
        this.draws = new Draws(seed);
        this.journal = replay ? MemoryJournal.keepingAll() : new MemoryJournal(EVIDENCE);
        this.store = new SimulatedStore(scenario, time, draws.split(), draws.split());
        this.site = new VirtualSite(time, journal, store::lookUp);
        site.answerQueries(store::query);
        this.pbx = new SimPbx(SimulatedSite.PBX, world, site::reported);
        this.trouble = new TroubleMaker(scenario, world, pbx, store, draws.split());
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
            simulation.day();
            findings.addAll(simulation.audit());
        } catch (EngineFault e) {
            findings.add("at " + simulation.time.now() + ": " + e.getMessage());
        }
        return simulation.report(findings);
    }

    /** Runs a day and keeps it, in memory. */
    public static RecordedDay keep(long seed, DayPlan plan) {
        Simulation simulation = new Simulation(seed, Scenario.of(plan), true);
        simulation.day();
        return new RecordedDay(simulation.journal.entries(), simulation.log.ended(), simulation.audit());
    }

    /** Runs a day without secrets, whose keys the journal would not have, and gives its journal. */
    static List<JournalEntry> record(long seed, DayPlan plan) {
        Simulation simulation = new Simulation(seed, Scenario.of(plan), true);
        simulation.selfService = false;
        simulation.day();
        return simulation.journal.entries();
    }

    private void day() {
        SiteConfig config = new SimulatedSite(scenario).config();
        site.connect(pbx);
        site.checkWith(this::check);
        site.follow(this::seen);
        world.addListener(auditor);
        world.addListener(coverage::see);
        for (Scenario.Line line : scenario.lines()) {
            switch (line) {
                case Scenario.Line.OverSpan over -> world.addSpan(over.span());
                case Scenario.Line.OverSip sip -> world.addTrunk(sip.trunk(), sip.capacity());
            }
        }
        site.submit(new Input.SiteStarted(new SiteId("sim"), time.now() / 1000));
        site.submit(new Input.ConfigurationLoaded(config));
        pbx.connect();
        hireAgents();
        new CallersOfTheDay(scenario, world, log, draws.split(), selfService).expect(trouble::callIsComing);
        trouble.begin(draws.split(), config);
        time.runUntil(time.now() + scenario.millis());
        trouble.end();
        agents.values().forEach(SimulatedAgent::finish);
        time.runUntil(this::everybodyGone, time.now() + LONGEST_EVENING_MILLIS);
        coverage.see(log);
    }

    private boolean everybodyGone() {
        return log.going() == 0
                && site.engine().calls().all().isEmpty()
                && site.engine().callBacks().all().isEmpty();
    }

    private void check(Engine engine, Decision decision) {
        inputs++;
        events += decision.events().size();
        if (inputs % ((long) FULL_CHECK_STEPS_PER_AGENT * scenario.agents()) == 0) {
            Invariants.check(engine);
        } else {
            Invariants.checkTouched(engine, decision);
        }
    }

    private void seen(JournalEntry entry) {
        auditor.read(entry);
        coverage.see(entry);
        for (Event event : entry.events()) {
            SimulatedAgent agent = concerned(event);
            if (agent != null) {
                agent.see(event);
            }
        }
    }

    private @Nullable SimulatedAgent concerned(Event event) {
        return switch (event) {
            case AgentEvent e -> agents.get(e.agent());
            case QueueEvent.OfferMade e -> agents.get(e.agent());
            default -> null;
        };
    }

    // ---- people

    private void hireAgents() {
        for (int i = 1; i <= scenario.agents(); i++) {
            StationId station = SimulatedSite.station(i);
            AgentId id = SimulatedSite.agent(i);
            Draws own = draws.split();
            PhonePerson person = scenario.random()
                    ? new PhonePerson(own, new Sample.Uniform(500, 9_000), new Sample.Never(), 0.03, 0.02)
                    : PhonePerson.answering(own, new Sample.Uniform(500, 5_000));
            world.addPhone(station.value(), person);
            SimulatedAgent agent = new SimulatedAgent(id, station, site, time, own.split(), scenario.random());
            agents.put(id, agent);
            agent.startWork();
        }
    }

    // ---- the end

    private List<String> audit() {
        List<String> findings = new ArrayList<>(auditor.findings(log));
        Engine engine = site.engine();
        if (!everybodyGone()) {
            findings.add("not everybody is gone: %d callers, call-backs: %s, calls open: %s"
                    .formatted(
                            log.going(),
                            engine.callBacks().all(),
                            engine.calls().all().stream().map(Calls::describe).toList()));
        }
        for (QueueLedger ledger : engine.queues().ledgers()) {
            if (!ledger.balances() || ledger.waiting() != 0) {
                findings.add("the queue's books do not balance: " + ledger);
            }
        }
        return findings;
    }

    private List<String> lastEntries() {
        List<JournalEntry> entries = journal.entries();
        return entries.subList(Math.max(0, entries.size() - EVIDENCE), entries.size()).stream()
                .map(entry -> entry.position() + " " + entry.at() + " " + entry.input() + " -> " + entry.events())
                .toList();
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
                log.called(),
                log.talked(),
                coverage,
                findings,
                findings.isEmpty() ? List.of() : lastEntries());
    }
}
