package org.cordboard.sim.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.acd.QueueLedger;
import org.cordboard.cti.acd.QueueRules;
import org.cordboard.cti.acd.SkillNeed;
import org.cordboard.cti.agent.AgentEvent;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.Calls;
import org.cordboard.cti.callback.CallBackRules;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.CustomerQuery;
import org.cordboard.cti.customer.LookUpResult;
import org.cordboard.cti.customer.QueryResult;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.engine.Decision;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.EngineFault;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.Invariants;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.ivr.DigitCheck;
import org.cordboard.cti.ivr.IvrNode;
import org.cordboard.cti.ivr.IvrTree;
import org.cordboard.cti.ivr.SayAs;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.journal.MemoryJournal;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxId;
import org.cordboard.sim.people.Caller;
import org.cordboard.sim.people.CallerLog;
import org.cordboard.sim.people.CustomerBehaviour;
import org.cordboard.sim.people.Draws;
import org.cordboard.sim.people.PhonePerson;
import org.cordboard.sim.people.Sample;
import org.cordboard.sim.time.VirtualTime;
import org.cordboard.sim.world.InboundCall;
import org.cordboard.sim.world.PbxWorld;
import org.cordboard.sim.world.SimPbx;
import org.jspecify.annotations.Nullable;

/**
 * One simulated day from one seed: the engine on the simulated PBX in virtual time. Invariants are looked at after every step,
 * incrementally, and as a whole every so many steps; when everybody is gone the auditor compares the books with what people saw.
 */
public final class Simulation {

    private static final PbxId PBX = new PbxId("sim");
    private static final QueueId VIP = new QueueId("vip");
    private static final QueueId ENGLISH = new QueueId("english");
    private static final String HOTLINE = "4008001000";
    private static final List<Tier> TIERS = List.of(Tier.values());
    private static final String TRUNK = "carrier";
    /** Steps between two full checks for each agent, as what a full check costs grows with the site. */
    private static final int FULL_CHECK_STEPS_PER_AGENT = 12;

    /** How many journal entries a failing day shows. */
    private static final int EVIDENCE = 60;

    private static final long LONGEST_EVENING_MILLIS = 7_200_000;

    private final long seed;
    private final DayPlan plan;
    private final boolean replay;
    private final VirtualTime time = new VirtualTime();
    private final Draws draws;
    private final PbxWorld world = new PbxWorld(time);
    private final MemoryJournal journal;
    private final VirtualSite site;
    private final SimPbx pbx;
    private final CallerLog log = new CallerLog();
    private final Auditor auditor = new Auditor();
    private final Coverage coverage = new Coverage();
    private final Map<AgentId, SimulatedAgent> agents = new LinkedHashMap<>();
    private long inputs;
    private long events;
    private boolean evening;
    private boolean selfService = true;

    private Simulation(long seed, DayPlan plan, boolean replay) {
        this.seed = seed;
        this.plan = plan;
        this.replay = replay;
        this.draws = new Draws(seed);
        this.journal = replay ? MemoryJournal.keepingAll() : new MemoryJournal(EVIDENCE);
        Draws stores = draws.split();
        this.site = new VirtualSite(time, journal, (number, answer) -> lookUp(number, answer, stores));
        Draws queries = draws.split();
        site.answerQueries((query, answer) -> query(query, answer, queries));
        this.pbx = new SimPbx(PBX, world, site::reported);
    }

    /**
     * Runs a day.
     *
     * @param replay whether to replay the journal afterwards and compare the states, which keeps it all in memory
     */
    public static SimulationReport run(long seed, DayPlan plan, boolean replay) {
        Simulation simulation = new Simulation(seed, plan, replay);
        List<String> findings = new ArrayList<>();
        try {
            simulation.day();
            findings.addAll(simulation.audit());
        } catch (EngineFault e) {
            findings.add("at " + simulation.time.now() + ": " + e.getMessage());
        }
        return simulation.report(findings);
    }

    /** Runs a day without secrets, whose keys the journal would not have, and gives its journal. */
    static List<JournalEntry> record(long seed, DayPlan plan) {
        Simulation simulation = new Simulation(seed, plan, true);
        simulation.selfService = false;
        simulation.day();
        return simulation.journal.entries();
    }

    private void day() {
        site.connect(pbx);
        site.checkWith(this::check);
        site.follow(this::seen);
        world.addListener(auditor);
        world.addTrunk(TRUNK, 10_000);
        site.submit(new Input.SiteStarted(new SiteId("sim"), time.now() / 1000));
        site.submit(new Input.ConfigurationLoaded(config()));
        pbx.connect();
        hireAgents();
        expectCalls();
        if (plan.trouble()) {
            cutLinkSometimes(draws.split());
        }
        time.runUntil(time.now() + plan.millis());
        evening = true;
        agents.values().forEach(SimulatedAgent::finish);
        time.runUntil(this::everybodyGone, time.now() + LONGEST_EVENING_MILLIS);
    }

    private boolean everybodyGone() {
        return log.going() == 0 && site.engine().calls().all().isEmpty();
    }

    private void check(Engine engine, Decision decision) {
        inputs++;
        events += decision.events().size();
        if (inputs % ((long) FULL_CHECK_STEPS_PER_AGENT * plan.agents()) == 0) {
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
        for (int i = 1; i <= plan.agents(); i++) {
            StationId station = new StationId(String.valueOf(1000 + i));
            AgentId id = new AgentId("a" + (1000 + i));
            Draws own = draws.split();
            PhonePerson person = plan.trouble()
                    ? new PhonePerson(own, new Sample.Uniform(500, 9_000), new Sample.Never(), 0.03, 0.02)
                    : PhonePerson.answering(own, new Sample.Uniform(500, 5_000));
            world.addPhone(station.value(), person);
            SimulatedAgent agent = new SimulatedAgent(id, station, site, time, own.split(), plan.trouble());
            agents.put(id, agent);
            agent.startWork();
        }
    }

    private void expectCalls() {
        Draws callers = draws.split();
        for (int i = 0; i < plan.calls(); i++) {
            // Half of the calls come in one sixth of the day: everybody's queue has its rush hour.
            long at = callers.chance(0.5)
                    ? callers.between(0, plan.millis())
                    : callers.between(plan.millis() / 3, plan.millis() / 2);
            InboundCall call = call(i, callers);
            CustomerBehaviour behaviour = behaviour(callers);
            Draws own = callers.split();
            time.schedule(at, () -> Caller.call(world, call, behaviour, own, log));
        }
    }

    private InboundCall call(int number, Draws callers) {
        double luck = callers.unit();
        String caller = "139%08d".formatted(number);
        if (plan.trouble() && luck < 0.02) {
            return new InboundCall(TRUNK, "", "", HOTLINE);
        }
        if (plan.trouble() && luck < 0.03) {
            return new InboundCall(TRUNK, caller, "", "4000000000");
        }
        return new InboundCall(TRUNK, luck < 0.1 ? "177%08d".formatted(number) : caller, "Customer " + number, HOTLINE);
    }

    private CustomerBehaviour behaviour(Draws callers) {
        Sample patience = callers.chance(0.3) ? new Sample.Exponential(60_000) : new Sample.Exponential(400_000);
        Sample talk = callers.chance(0.1) ? new Sample.Never() : new Sample.Lognormal(150_000, 0.6);
        double early = plan.trouble() ? 0.03 : 0;
        return new CustomerBehaviour(patience, talk, early, habit(callers), new Sample.Uniform(200, 4_000));
    }

    /** What a caller presses, as far as they get: most know what they want, some type ahead, some get it wrong. */
    private String habit(Draws callers) {
        double luck = callers.unit();
        if (luck < 0.4 || !selfService) {
            return luck < 0.25 ? "1" : "2";
        }
        return luck < 0.6 ? "9" : luck < 0.8 ? "5 55501# 4711" : luck < 0.9 ? "555501#4711" : "5 12 9999 4711";
    }

    private void lookUp(String number, Consumer<LookUpResult> answer, Draws stores) {
        long delay = stores.between(0, 20);
        if (plan.trouble() && stores.chance(0.01)) {
            delay = 5_000;
        }
        boolean failed = plan.trouble() && stores.chance(0.01);
        Tier tier = TIERS.get(Math.floorMod(number.hashCode(), TIERS.size()));
        LookUpResult result = failed
                ? new LookUpResult.Failed("the store is away")
                : number.startsWith("139")
                        ? new LookUpResult.Found(customer(number, tier))
                        : new LookUpResult.NotFound();
        time.schedule(delay, () -> answer.accept(result));
    }

    /** Every fifth customer has a manager, every other one of these a deputy, too. */
    private Customer customer(String number, Tier tier) {
        int drawn = Math.floorMod(number.hashCode() * 31, 10 * plan.agents());
        AgentId owner = drawn % 5 == 0 ? agent(1 + drawn % plan.agents()) : null;
        AgentId deputy = drawn % 10 == 0 ? agent(1 + (drawn + 7) % plan.agents()) : null;
        return new Customer(
                new CustomerId("c" + number),
                "Customer " + number,
                tier,
                true,
                Duration.ofSeconds(drawn % 90),
                owner,
                deputy,
                null,
                Map.of());
    }

    private void cutLinkSometimes(Draws luck) {
        time.schedule(luck.between(600_000, 3_600_000), () -> {
            if (evening) {
                return;
            }
            pbx.disconnect("cut by the simulation");
            time.schedule(luck.between(500, 20_000), pbx::connect);
            cutLinkSometimes(luck);
        });
    }

    // ---- the site

    /** What callers do who press 5: an account number, a PIN the store compares, and a balance that is said. */
    private static void selfService(Map<String, IvrNode> nodes) {
        IvrNode.Question account = new IvrNode.Question(List.of("account"), Duration.ofSeconds(4), 2);
        IvrNode.Question pin = new IvrNode.Question(List.of("pin"), Duration.ofSeconds(4), 2);
        nodes.put("account", new IvrNode.Collect(account, entry("account", 3, 8, "#", false), "pin", "vip"));
        nodes.put("pin", new IvrNode.Collect(pin, entry("pin", 4, 4, "", true), "check", "vip"));
        nodes.put("check", new IvrNode.LookUp("pin", "pin", "", Duration.ofSeconds(1), "points", "busy", "vip"));
        nodes.put("points", new IvrNode.LookUp("points", "", "points", Duration.ofSeconds(1), "say", "vip", "vip"));
        nodes.put("say", new IvrNode.Say(SayAs.NUMBER, IvrNode.Subject.COLLECTED, "points", "vip", "vip"));
    }

    private static IvrNode.Entry entry(String into, int least, int most, String terminator, boolean sensitive) {
        return new IvrNode.Entry(into, least, most, terminator, Duration.ofSeconds(3), DigitCheck.NONE, sensitive);
    }

    private void query(CustomerQuery query, Consumer<QueryResult> answer, Draws stores) {
        if (plan.trouble() && stores.chance(0.05)) {
            return;
        }
        boolean failed = plan.trouble() && stores.chance(0.05);
        QueryResult result = failed
                ? new QueryResult.Failed("the store is away")
                : query.expected() == null
                        ? new QueryResult.Value("1200")
                        : new QueryResult.Equal(query.expected().equals("4711"));
        time.schedule(stores.between(0, 20), () -> answer.accept(result));
    }

    private SiteConfig config() {
        Map<String, IvrNode> nodes = new LinkedHashMap<>();
        nodes.put("identify", new IvrNode.Identify("target", "refuse"));
        nodes.put("target", new IvrNode.Branch(IvrNode.Subject.TARGET, Map.of("true", "welcome"), "refuse"));
        Map<String, String> choices = new LinkedHashMap<>();
        choices.put("1", "vip");
        choices.put("2", "english");
        choices.put("5", "account");
        nodes.put("welcome", new IvrNode.Menu(List.of("welcome"), choices, Duration.ofSeconds(4), 2, "vip"));
        selfService(nodes);
        nodes.put("vip", new IvrNode.Queue(VIP, "busy", "busy"));
        nodes.put("english", new IvrNode.Queue(ENGLISH, "busy", "busy"));
        nodes.put("busy", new IvrNode.Play(List.of("all-busy"), "bye"));
        nodes.put("refuse", new IvrNode.Play(List.of("please-dial-10086"), "bye"));
        nodes.put("thanks", new IvrNode.Play(List.of("thank-you"), "bye"));
        nodes.put("bye", new IvrNode.HangUp(Cause.NORMAL_CLEARING));
        Map<Tier, Duration> headStarts = new LinkedHashMap<>();
        headStarts.put(Tier.DIAMOND, Duration.ofMinutes(2));
        headStarts.put(Tier.GOLD, Duration.ofMinutes(1));
        headStarts.put(Tier.SILVER, Duration.ofSeconds(30));
        SiteConfig.QueueConfig vip = new SiteConfig.QueueConfig(
                VIP,
                "VIP",
                headStarts,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(100),
                "default",
                rules(List.of(), 4 * plan.agents()));
        List<SkillNeed> needs =
                List.of(new SkillNeed("english", 5, Duration.ofSeconds(20)), new SkillNeed("english", 1, null));
        SiteConfig.QueueConfig english = new SiteConfig.QueueConfig(
                ENGLISH,
                "English",
                headStarts,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(100),
                "default",
                rules(needs, plan.agents() / 2));
        List<SiteConfig.AgentConfig> staff = new ArrayList<>();
        List<SiteConfig.StationConfig> stations = new ArrayList<>();
        for (int i = 1; i <= plan.agents(); i++) {
            Map<String, Integer> skills = i % 3 == 0 ? Map.of() : Map.of("english", 1 + i % 9);
            staff.add(new SiteConfig.AgentConfig(agent(i), "Agent " + i, List.of(VIP, ENGLISH), skills));
            stations.add(new SiteConfig.StationConfig(new StationId(String.valueOf(1000 + i)), PBX));
        }
        return new SiteConfig(
                List.of(new SiteConfig.Hotline(HOTLINE, "VIP hotline", "vip")),
                List.of(new IvrTree("vip", "identify", "thanks", nodes)),
                List.of(vip, english),
                staff,
                stations,
                SiteConfig.Limits.DEFAULT);
    }

    private static QueueRules rules(List<SkillNeed> needs, int mostWaiting) {
        return new QueueRules(
                Duration.ofSeconds(needs.isEmpty() ? 10 : 0),
                Duration.ofMinutes(1),
                needs,
                Duration.ofSeconds(15),
                Duration.ofSeconds(5),
                30,
                mostWaiting,
                needs.isEmpty() ? null : Duration.ofSeconds(60),
                false,
                CallBackRules.DEFAULT,
                null);
    }

    private static AgentId agent(int number) {
        return new AgentId("a" + (1000 + number));
    }

    // ---- the end

    private List<String> audit() {
        List<String> findings = new ArrayList<>(auditor.findings(log));
        Engine engine = site.engine();
        if (!everybodyGone()) {
            findings.add("not everybody is gone: %d callers, calls open: %s"
                    .formatted(
                            log.going(),
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
                plan,
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
