package org.cordboard.sim.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentEvent;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.SessionId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.LookUpResult;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.engine.CommandId;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.ivr.IvrNode;
import org.cordboard.cti.ivr.IvrTree;
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

/**
 * How long customers wait for an agent by tier, under several ways to put them into one line: the same callers at the same moments,
 * with the same patience (without end) and talks, in virtual time.
 */
public final class PriorityBench {

    /** How callers are put into line. */
    public enum Order {
        /** Head starts as they are meant: diamond two minutes, gold one, silver half a minute. */
        HEAD_STARTS(120, 60, 30),
        /** Head starts so large that a tier always comes before those below it. */
        STRICT(90_000, 60_000, 30_000),
        /** No head starts. */
        FIFO(0, 0, 0);

        private final int diamond;
        private final int gold;
        private final int silver;

        Order(int diamond, int gold, int silver) {
            this.diamond = diamond;
            this.gold = gold;
            this.silver = silver;
        }

        Map<Tier, Duration> headStarts() {
            Map<Tier, Duration> headStarts = new EnumMap<>(Tier.class);
            headStarts.put(Tier.DIAMOND, Duration.ofSeconds(diamond));
            headStarts.put(Tier.GOLD, Duration.ofSeconds(gold));
            headStarts.put(Tier.SILVER, Duration.ofSeconds(silver));
            return headStarts;
        }
    }

    /** Waiting times of one tier's callers in seconds, from the entry into the queue to the first word of the agent. */
    public record Figures(Order order, Tier tier, int callers, double mean, double p90, double p99, double longest) {}

    private static final PbxId PBX = new PbxId("pbx");
    private static final QueueId QUEUE = new QueueId("all");
    private static final String HOTLINE = "4008001000";
    private static final int AGENTS = 20;
    private static final double LOAD = 0.95;
    private static final long HOURS_MILLIS = 8 * 3_600_000L;
    private static final long TALK_MILLIS = 120_000;
    private static final long ANSWER_MILLIS = 2_000;
    private static final long WRAP_UP_MILLIS = 10_000;
    /** From READY to READY, with the moments the PBX takes. */
    private static final double HANDLING_MILLIS = TALK_MILLIS + ANSWER_MILLIS + WRAP_UP_MILLIS + 20.0;
    /** Of a hundred callers. */
    private static final Map<Tier, Integer> SHARES = shares();

    private final long seed;
    private final Order order;
    private final VirtualTime time = new VirtualTime();
    private final PbxWorld world = new PbxWorld(time);
    private final VirtualSite site;
    private final CallerLog log = new CallerLog();
    private final Map<String, Tier> tiers = new LinkedHashMap<>();
    private final Map<CallId, Long> queuedAt = new LinkedHashMap<>();
    private final Map<CallId, Tier> tierOf = new LinkedHashMap<>();
    private final Map<Tier, List<Long>> waits;
    private long commands;

    private PriorityBench(long seed, Order order, Map<Tier, List<Long>> waits) {
        this.seed = seed;
        this.order = order;
        this.waits = waits;
        this.site = new VirtualSite(
                time,
                new MemoryJournal(0),
                (number, answer) -> answer.accept(new LookUpResult.Found(customer(number))));
    }

    /**
     * Runs working days of eight hours.
     *
     * @param seeds how many, from 1 on
     * @param out is given the figures by order and tier
     */
    public static void run(int seeds, Consumer<Figures> out) {
        for (Order order : Order.values()) {
            Map<Tier, List<Long>> waits = new EnumMap<>(Tier.class);
            for (int seed = 1; seed <= seeds; seed++) {
                new PriorityBench(seed, order, waits).day();
            }
            waits.forEach((tier, millis) -> out.accept(figures(order, tier, millis)));
        }
    }

    private static Figures figures(Order order, Tier tier, List<Long> millis) {
        long[] sorted = millis.stream().mapToLong(Long::longValue).sorted().toArray();
        double mean = millis.stream().mapToLong(Long::longValue).average().orElse(0);
        return new Figures(
                order,
                tier,
                sorted.length,
                mean / 1_000,
                sorted[sorted.length * 9 / 10] / 1e3,
                sorted[sorted.length * 99 / 100] / 1e3,
                sorted[sorted.length - 1] / 1e3);
    }

    private void day() {
        Draws draws = new Draws(seed);
        SimPbx pbx = new SimPbx(PBX, world, site::reported);
        site.connect(pbx);
        site.follow(this::seen);
        world.addTrunk("carrier", 10_000);
        site.submit(new Input.SiteStarted(new SiteId("bench"), 1));
        site.submit(new Input.ConfigurationLoaded(config()));
        pbx.connect();
        Draws phones = draws.split();
        for (int i = 0; i < AGENTS; i++) {
            world.addPhone(station(i), PhonePerson.answering(phones.split(), new Sample.Fixed(ANSWER_MILLIS)));
            command(agent(i), new AgentCommand.LogIn(new StationId(station(i))));
            command(agent(i), new AgentCommand.MakeReady());
        }
        expectCallers(draws.split());
        long evening = time.now() + HOURS_MILLIS;
        time.runUntil(evening);
        time.runUntil(() -> log.going() == 0, evening + HOURS_MILLIS);
    }

    /** All is drawn beforehand, so that every order meets the same callers. */
    private void expectCallers(Draws draws) {
        double gap = HANDLING_MILLIS / AGENTS / LOAD;
        double at = draws.exponential(gap);
        for (int i = 0; at < HOURS_MILLIS; i++) {
            String number = "139%08d".formatted(i);
            tiers.put(number, tier(draws.index(100)));
            CustomerBehaviour talks = CustomerBehaviour.patient((long) draws.exponential(TALK_MILLIS));
            Draws own = draws.split();
            InboundCall call = new InboundCall("carrier", number, "", HOTLINE);
            time.schedule((long) at, () -> Caller.call(world, call, talks, own, log));
            at += draws.exponential(gap);
        }
    }

    private static Map<Tier, Integer> shares() {
        Map<Tier, Integer> shares = new EnumMap<>(Tier.class);
        shares.put(Tier.DIAMOND, 10);
        shares.put(Tier.GOLD, 15);
        shares.put(Tier.SILVER, 25);
        shares.put(Tier.ORDINARY, 50);
        return shares;
    }

    private static Tier tier(int drawn) {
        int below = 0;
        for (Map.Entry<Tier, Integer> share : SHARES.entrySet()) {
            below += share.getValue();
            if (drawn < below) {
                return share.getKey();
            }
        }
        return Tier.ORDINARY;
    }

    private Customer customer(String number) {
        Tier tier = tiers.getOrDefault(number, Tier.ORDINARY);
        return new Customer(new CustomerId(number), "Customer", tier, true, null, Map.of());
    }

    private void seen(JournalEntry entry) {
        for (Event event : entry.events()) {
            switch (event) {
                case AgentEvent.AgentEnteredWrapUp e -> later(e.agent(), new AgentCommand.EndWrapUp(), WRAP_UP_MILLIS);
                case AgentEvent.AgentBecameNotReady e -> later(e.agent(), new AgentCommand.MakeReady(), 1);
                case QueueEvent.CallQueued e -> queuedAt.put(e.call(), e.at());
                case QueueEvent.OfferMade e -> tierOf.put(e.call(), tier(e));
                case QueueEvent.CallLeftQueue e -> left(e);
                default -> {}
            }
        }
    }

    private static Tier tier(QueueEvent.OfferMade offer) {
        Customer customer = offer.customer();
        return customer == null ? Tier.ORDINARY : customer.tier();
    }

    private void left(QueueEvent.CallLeftQueue event) {
        Long since = queuedAt.remove(event.call());
        Tier tier = tierOf.remove(event.call());
        if (since != null && tier != null && event.exit() == QueueExit.ANSWERED) {
            waits.computeIfAbsent(tier, any -> new ArrayList<>()).add(event.at() - since);
        }
    }

    private void later(AgentId agent, AgentCommand what, long millis) {
        time.schedule(millis, () -> command(agent, what));
    }

    private void command(AgentId agent, AgentCommand what) {
        SessionId session = new SessionId("of-" + agent);
        site.command(new Input.AgentCommanded(agent, session, new CommandId("k" + ++commands), what));
    }

    private static AgentId agent(int number) {
        return new AgentId("a" + (1000 + number));
    }

    private static String station(int number) {
        return String.valueOf(1000 + number);
    }

    private SiteConfig config() {
        Map<String, IvrNode> nodes = new LinkedHashMap<>();
        nodes.put("who", new IvrNode.Identify("wait", "wait"));
        nodes.put("wait", new IvrNode.Queue(QUEUE, "bye", "bye"));
        nodes.put("bye", new IvrNode.HangUp(Cause.NORMAL_CLEARING));
        SiteConfig.QueueConfig queue = new SiteConfig.QueueConfig(
                QUEUE,
                "All",
                order.headStarts(),
                Duration.ofSeconds(20),
                Duration.ofMinutes(10),
                Duration.ofHours(4),
                "default");
        List<SiteConfig.AgentConfig> agents = new ArrayList<>();
        List<SiteConfig.StationConfig> stations = new ArrayList<>();
        for (int i = 0; i < AGENTS; i++) {
            agents.add(new SiteConfig.AgentConfig(agent(i), "Agent", List.of(QUEUE)));
            stations.add(new SiteConfig.StationConfig(new StationId(station(i)), PBX));
        }
        return new SiteConfig(
                List.of(new SiteConfig.Hotline(HOTLINE, "Hotline", "tree")),
                List.of(new IvrTree("tree", "who", null, nodes)),
                List.of(queue),
                agents,
                stations,
                SiteConfig.Limits.DEFAULT);
    }
}
