package org.cordboard.sim.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueLedger;
import org.cordboard.cti.agent.AgentEvent;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.Calls;
import org.cordboard.cti.engine.Decision;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Invariants;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.port.PbxId;
import org.cordboard.sim.people.CallerLog;
import org.cordboard.sim.people.Draws;
import org.cordboard.sim.people.OutsideParty;
import org.cordboard.sim.people.PhonePerson;
import org.cordboard.sim.people.Sample;
import org.cordboard.sim.time.VirtualTime;
import org.cordboard.sim.world.PbxWorld;
import org.jspecify.annotations.Nullable;

/**
 * Everything of a simulated day but the server: the PBX and its lines, callers, agents at their telephones and desktops, the customer
 * store, what goes wrong around them, and an auditor who watches. All is drawn from the seed.
 */
public final class SimulatedDay {

    /** The last entries of a journal are shown where something was found. */
    public static final int EVIDENCE = 60;

    /** How long callers and agents may take until everybody is gone. */
    public static final long LONGEST_EVENING_MILLIS = 7_200_000;

    /** Steps between two full checks for each agent, as what a full check costs grows with the site. */
    private static final int FULL_CHECK_STEPS_PER_AGENT = 12;

    private final Scenario scenario;
    private final VirtualTime time = new VirtualTime();
    private final Draws draws;
    private final PbxWorld world = new PbxWorld(time);
    private final SimulatedStore store;
    private final Draws luck;
    private final CallerLog log = new CallerLog(CallPlan.MAX_CALLS);
    private final Auditor auditor = new Auditor(time::now);
    private long steps;
    private final Map<AgentId, SimulatedAgent> agents = new LinkedHashMap<>();
    private @Nullable TroubleMaker trouble;

    public SimulatedDay(long seed, Scenario scenario) {
        this.scenario = scenario;
        this.draws = new Draws(seed);
        this.store = new SimulatedStore(scenario, time, draws.split(), draws.split());
        this.luck = draws.split();
    }

    public VirtualTime time() {
        return time;
    }

    public PbxWorld world() {
        return world;
    }

    public SimulatedStore store() {
        return store;
    }

    public CallerLog log() {
        return log;
    }

    public SiteConfig config() {
        return new SimulatedSite(scenario).config();
    }

    public PbxId pbx() {
        return SimulatedSite.PBX;
    }

    // ---- the course of the day

    /** There are lines, and whoever watches begins to. */
    public void open() {
        world.addListener(auditor);
        for (Scenario.Line line : scenario.lines()) {
            switch (line) {
                case Scenario.Line.OverSpan over -> world.addSpan(over.span());
                case Scenario.Line.OverSip sip -> world.addTrunk(sip.trunk(), sip.capacity());
            }
        }
    }

    /**
     * Agents come to work, customers call, and things go wrong.
     *
     * @param selfService whether callers also enter what must not be written down
     */
    public void begin(Desks desks, SiteLink link, boolean selfService) {
        hireAgents(desks);
        if (scenario.random()) {
            settleOutsiders(draws.split());
        }
        TroubleMaker maker = new TroubleMaker(scenario, world, link, store, luck);
        trouble = maker;
        new CallersOfTheDay(scenario, world, log, draws.split(), selfService).expect(maker::callIsComing);
        maker.begin(draws.split(), config());
    }

    /** Those whom agents dial can be reached over every line. */
    private void settleOutsiders(Draws own) {
        for (int i = 0; i < SimulatedSite.OUTSIDERS; i++) {
            PhonePerson person = new PhonePerson(
                    own.split(), new Sample.Uniform(1_000, 15_000), new Sample.Lognormal(60_000, 0.6), 0.15, 0.1);
            OutsideParty party = new OutsideParty(own.split(), person, 0.15, 0.1);
            String number = SimulatedSite.outsider(i);
            scenario.lines().forEach(line -> world.addPhone(number + "@" + line.trunk(), party));
        }
    }

    private void hireAgents(Desks desks) {
        for (int i = 1; i <= scenario.agents(); i++) {
            StationId station = SimulatedSite.station(i);
            AgentId id = SimulatedSite.agent(i);
            Draws own = draws.split();
            PhonePerson person = scenario.random()
                    ? new PhonePerson(own, new Sample.Uniform(500, 9_000), new Sample.Never(), 0.03, 0.02)
                    : PhonePerson.answering(own, new Sample.Uniform(500, 5_000));
            world.addPhone(station.value(), person);
            AgentId colleague = SimulatedSite.agent(i % scenario.agents() + 1);
            SimulatedAgent agent =
                    new SimulatedAgent(id, station, colleague, desks, time, own.split(), scenario.random());
            agents.put(id, agent);
            agent.startWork();
        }
    }

    /** Some agents' desktops are gone for a while; nothing happens to those that already were. */
    public void loseDesktops(BooleanSupplier whose) {
        for (SimulatedAgent agent : agents.values()) {
            if (whose.getAsBoolean()) {
                agent.vanish();
            }
        }
    }

    /** No new calls and no more trouble: everybody is let go home. */
    public void drawToItsEnd() {
        if (trouble != null) {
            trouble.end();
        }
        agents.values().forEach(SimulatedAgent::finish);
    }

    public boolean everybodyGone(Engine engine) {
        return log.going() == 0
                && engine.calls().all().isEmpty()
                && engine.callBacks().all().isEmpty();
    }

    // ---- what is seen of the site

    /** To be called after each step: what it touched is looked at, and everything once in a while. */
    public void check(Engine engine, Decision decision) {
        Invariants.checkTouched(engine, decision);
        if (++steps % ((long) FULL_CHECK_STEPS_PER_AGENT * scenario.agents()) == 0) {
            Invariants.check(engine);
        }
    }

    /** An entry of the journal has become durable: screens show it. */
    public void seen(JournalEntry entry) {
        auditor.read(entry);
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
            case CallEvent.ColleagueInvited e -> agents.get(e.agent());
            default -> null;
        };
    }

    /** Between these two moments the site could not see what happened at the PBX. */
    public void blind(long from, long until) {
        auditor.blind(from, until);
    }

    /** Between these two moments the site saw everything late. */
    public void late(long from, long until) {
        auditor.late(from, until);
    }

    /** How often two legs were joined. */
    public long joinings() {
        return auditor.joinings();
    }

    /** Where somebody was joined with more than one other. */
    public List<String> crowds() {
        return auditor.crowds();
    }

    /** Entries of a journal as lines, at most as many as are shown. */
    public static List<String> lastOf(List<JournalEntry> entries) {
        return entries.subList(Math.max(0, entries.size() - EVIDENCE), entries.size()).stream()
                .map(entry -> entry.position() + " " + entry.at() + " " + entry.input() + " -> " + entry.events())
                .toList();
    }

    /** What does not agree at the end. */
    public List<String> audit(Engine engine) {
        List<String> findings = new ArrayList<>(auditor.findings(log));
        if (!everybodyGone(engine)) {
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
}
