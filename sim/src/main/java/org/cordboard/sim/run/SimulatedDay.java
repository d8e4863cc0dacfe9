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
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.port.PbxId;
import org.cordboard.sim.people.CallerLog;
import org.cordboard.sim.people.Draws;
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

    private final Scenario scenario;
    private final VirtualTime time = new VirtualTime();
    private final Draws draws;
    private final PbxWorld world = new PbxWorld(time);
    private final SimulatedStore store;
    private final Draws luck;
    private final CallerLog log = new CallerLog(CallPlan.MAX_CALLS);
    private final Auditor auditor = new Auditor();
    private final Coverage coverage = new Coverage();
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

    public Coverage coverage() {
        return coverage;
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
        world.addListener(coverage::see);
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
        TroubleMaker maker = new TroubleMaker(scenario, world, link, store, luck);
        trouble = maker;
        new CallersOfTheDay(scenario, world, log, draws.split(), selfService).expect(maker::callIsComing);
        maker.begin(draws.split(), config());
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
            SimulatedAgent agent = new SimulatedAgent(id, station, desks, time, own.split(), scenario.random());
            agents.put(id, agent);
            agent.startWork();
        }
    }

    /** An agent's desktop is gone for a while; nothing happens when it already was. */
    public void loseDesktop(int agent) {
        agents.values().stream().skip(agent).findFirst().ifPresent(SimulatedAgent::vanish);
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

    /** The day is over. */
    public void close() {
        coverage.see(log);
    }

    // ---- what is seen of the site

    /** An entry of the journal has become durable: screens show it. */
    public void seen(JournalEntry entry) {
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

    /** How often somebody was joined with more than one other. */
    public long crowds() {
        return auditor.crowds();
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
