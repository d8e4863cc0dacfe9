package org.cordboard.sim.run;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.acd.QueueRules;
import org.cordboard.cti.acd.SkillNeed;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.SessionId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.callback.CallBackRules;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.LookUpResult;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.engine.CommandId;
import org.cordboard.cti.engine.Decision;
import org.cordboard.cti.engine.Effect;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.engine.TimerKey;
import org.cordboard.cti.engine.Timers;
import org.cordboard.cti.ivr.IvrNode;
import org.cordboard.cti.ivr.IvrTree;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome;
import org.cordboard.cti.port.TrunkId;
import org.jspecify.annotations.Nullable;

/**
 * How long one routing decision takes in a large site: a step of the real engine, whose state was brought about by inputs alone.
 *
 * <p>There are 25 queues whose callers need a skill for a minute, so that there are 50 kinds of callers that different agents may
 * serve. In 13 queues nobody waits and {@value #READY} agents are ready; in the other 12 everybody else waits, for agents who come
 * back one at a time. Every twentieth caller waits for their own manager, who talks to somebody else.
 */
public final class RoutingBench {

    /**
     * Steps of one kind, in microseconds of the wall clock.
     *
     * @param waiting callers who waited meanwhile
     * @param processorP99 of the time the thread was really running, which other programs on the machine do not lengthen
     */
    public record Figures(
            String decision, int waiting, int count, double p50, double p99, double worst, double processorP99) {}

    private record Taken(long wall, long processor) {}

    static final int READY = 10_000;
    private static final int QUEUES = 25;
    private static final int BUSY_QUEUES = 12;
    private static final int WORKERS = 500;
    private static final int MANAGERS = 50;
    private static final int OWN_EVERY = 20;
    private static final int ROUNDS = 20_000;
    private static final int WARM_UP = 5_000;
    private static final int SKILL_LEVELS = 9;
    private static final long RELAXES_MILLIS = 60_000;
    private static final List<Tier> TIERS = List.of(Tier.values());
    private static final PbxId PBX = new PbxId("pbx");
    private static final TrunkId TRUNK = new TrunkId("carrier");

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Engine engine = new Engine();
    private final ArrayDeque<Input> answers = new ArrayDeque<>();
    private final int waiting;
    private final Consumer<Figures> out;
    private final ArrayDeque<LegId> inLine = new ArrayDeque<>();
    private long now = 1_000;
    private long commands;
    private long calls;
    private @Nullable RequestId lookUp;
    private PbxRequest.@Nullable DialLeg dialled;

    private RoutingBench(int waiting, Consumer<Figures> out) {
        this.waiting = waiting;
        this.out = out;
    }

    /** @param out is given the figures as they come */
    public static void run(int waiting, Consumer<Figures> out) {
        RoutingBench bench = new RoutingBench(waiting, out);
        bench.open();
        bench.fill();
        bench.measure();
    }

    // ---- setting up

    private void open() {
        step(new Input.SiteStarted(new SiteId("bench"), 1));
        step(new Input.ConfigurationLoaded(config()));
        step(new Input.PbxReported(new PbxEvent.LinkUp(PBX, List.of())));
        for (int i = 0; i < READY + WORKERS; i++) {
            command(i, new AgentCommand.LogIn(new StationId("s" + i)));
        }
        for (int i = 0; i < MANAGERS; i++) {
            talk(READY + i);
        }
        for (int i = 0; i < READY; i++) {
            command(i, new AgentCommand.MakeReady());
        }
    }

    /** Brings an agent into a conversation. */
    private void talk(int agent) {
        command(agent, new AgentCommand.MakeReady());
        arrive(firstQueueOf(agent), null);
        PbxRequest.DialLeg dial = takeDialled();
        step(new Input.PbxReported(new PbxEvent.RequestEnded(dial.id(), new RequestOutcome.Done())));
        step(new Input.PbxReported(new PbxEvent.LegAnswered(dial.leg())));
    }

    /** Half of the callers wait for more than a minute in the end, so that some need a skill and some no longer do. */
    private void fill() {
        for (int i = 0; i < waiting / 2; i++) {
            inLine.add(arrive(i % BUSY_QUEUES, ownerOf(i)));
        }
        now += RELAXES_MILLIS / 2;
        for (int i = waiting / 2; i < waiting; i++) {
            inLine.add(arrive(i % BUSY_QUEUES, ownerOf(i)));
        }
    }

    private static @Nullable AgentId ownerOf(int caller) {
        return caller % OWN_EVERY == 0 ? agent(READY + caller / OWN_EVERY % MANAGERS) : null;
    }

    // ---- measuring

    /** Callers come and go at such a pace that half of those who wait need the skill. */
    private void measure() {
        now += RELAXES_MILLIS / 2;
        long pace = Math.max(1, 2 * RELAXES_MILLIS / waiting);
        List<Taken> relaxed = new ArrayList<>();
        for (boolean counting : new boolean[] {false, true}) {
            int rounds = counting ? ROUNDS : WARM_UP;
            List<Taken> ready = new ArrayList<>();
            List<Taken> queued = new ArrayList<>();
            List<Taken> served = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                now += pace;
                fireDue(relaxed);
                ready.add(becomesReady(READY + MANAGERS + i % (WORKERS - MANAGERS)));
                queued.add(queuesUp(i));
                served.add(isServed(BUSY_QUEUES + i % (QUEUES - BUSY_QUEUES)));
            }
            if (counting) {
                report("an agent becomes ready and is offered the next caller", ready);
                report("a caller queues up and nobody is free", queued);
                report("a caller queues up and is offered to the best agent", served);
                report("a need relaxes and nobody is free", relaxed);
            }
        }
    }

    /** A minute after they have come, callers no longer need the skill. */
    private void fireDue(List<Taken> relaxed) {
        Timers.Started next = engine.nextTimer();
        while (next != null && next.dueAt() <= now) {
            Taken took = timed(new Input.TimerFired(next.key(), next.generation()));
            settle();
            if (next.key() instanceof TimerKey.NeedLimit) {
                relaxed.add(took);
            }
            next = engine.nextTimer();
        }
    }

    /** Afterwards the phone cannot be dialled, the agent is away again, and the caller gives up. */
    private Taken becomesReady(int agent) {
        Taken took = timed(commanded(agent, new AgentCommand.MakeReady()));
        settle();
        PbxRequest.DialLeg dial = takeDialled();
        step(new Input.PbxReported(new PbxEvent.LegFailed(dial.leg(), Cause.USER_BUSY)));
        step(new Input.PbxReported(new PbxEvent.RequestEnded(dial.id(), new RequestOutcome.Done())));
        return took;
    }

    /** Somebody else leaves meanwhile, so that as many go on waiting. */
    private Taken queuesUp(int number) {
        LegId gone = inLine.remove();
        step(new Input.PbxReported(new PbxEvent.LegCleared(gone, Cause.NORMAL_CLEARING)));
        LegId leg = call(number % BUSY_QUEUES);
        Taken took = timed(identified(ownerOf(number)));
        settle();
        inLine.add(leg);
        return took;
    }

    private Taken isServed(int queue) {
        LegId leg = call(queue);
        Taken took = timed(identified(null));
        settle();
        PbxRequest.DialLeg dial = takeDialled();
        step(new Input.PbxReported(new PbxEvent.LegCleared(leg, Cause.NORMAL_CLEARING)));
        step(new Input.PbxReported(new PbxEvent.RequestEnded(dial.id(), new RequestOutcome.Done())));
        return took;
    }

    private void report(String decision, List<Taken> times) {
        long[] wall = times.stream().mapToLong(Taken::wall).sorted().toArray();
        long[] processor = times.stream().mapToLong(Taken::processor).sorted().toArray();
        out.accept(new Figures(
                decision,
                waiting,
                wall.length,
                micros(wall, 0.5),
                micros(wall, 0.99),
                micros(wall, 1),
                micros(processor, 0.99)));
    }

    private static double micros(long[] sorted, double share) {
        return sorted.length == 0
                ? 0
                : sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))] / 1e3;
    }

    // ---- the world

    private LegId arrive(int queue, @Nullable AgentId owner) {
        LegId leg = call(queue);
        step(identified(owner));
        return leg;
    }

    /** A call comes in, and is answered; the caller's customer is being looked up. */
    private LegId call(int queue) {
        LegId leg = new LegId("l" + ++calls);
        CallerId caller = new CallerId("139%08d".formatted(calls), "");
        step(new Input.PbxReported(new PbxEvent.LegOffered(PBX, leg, TRUNK, caller, hotline(queue))));
        return leg;
    }

    private Input identified(@Nullable AgentId owner) {
        RequestId asked = Objects.requireNonNull(lookUp, "nobody was looked up");
        lookUp = null;
        Tier tier = TIERS.get((int) (calls % TIERS.size()));
        Customer customer = new Customer(new CustomerId("c" + calls), "Customer", tier, true, owner, Map.of());
        return new Input.CustomerLookedUp(asked, new LookUpResult.Found(customer));
    }

    private void command(int agent, AgentCommand what) {
        step(commanded(agent, what));
    }

    private Input commanded(int agent, AgentCommand what) {
        AgentId id = agent(agent);
        return new Input.AgentCommanded(id, new SessionId("of-" + id), new CommandId("k" + ++commands), what);
    }

    private PbxRequest.DialLeg takeDialled() {
        PbxRequest.DialLeg dial = Objects.requireNonNull(dialled, "nobody was dialled");
        dialled = null;
        return dial;
    }

    private void step(Input input) {
        decide(input);
        settle();
    }

    /** The PBX does what it is asked for, but for dialling, which takes time. */
    private void settle() {
        while (!answers.isEmpty()) {
            decide(answers.remove());
        }
    }

    private Taken timed(Input input) {
        long running = THREADS.getCurrentThreadCpuTime();
        long started = System.nanoTime();
        Decision decision = engine.step(now, input);
        long wall = System.nanoTime() - started;
        Taken took = new Taken(wall, THREADS.getCurrentThreadCpuTime() - running);
        carryOut(decision);
        return took;
    }

    private void decide(Input input) {
        carryOut(engine.step(now, input));
    }

    private void carryOut(Decision decision) {
        for (Effect effect : decision.effects()) {
            switch (effect) {
                case Effect.AskPbx ask -> answer(ask.request());
                case Effect.LookUpCustomer asked -> lookUp = asked.id();
                case Effect.QueryCustomer asked -> {}
            }
        }
    }

    private void answer(PbxRequest request) {
        if (request instanceof PbxRequest.DialLeg dial) {
            dialled = dial;
            return;
        }
        answers.add(new Input.PbxReported(new PbxEvent.RequestEnded(request.id(), new RequestOutcome.Done())));
        if (request instanceof PbxRequest.BridgeLegs bridge) {
            answers.add(new Input.PbxReported(new PbxEvent.LegsBridged(bridge.first(), bridge.second())));
        } else if (request instanceof PbxRequest.ClearLeg clear) {
            answers.add(new Input.PbxReported(new PbxEvent.LegCleared(clear.leg(), Cause.NORMAL_CLEARING)));
        }
    }

    // ---- the site

    private static AgentId agent(int number) {
        return new AgentId("a" + number);
    }

    private static boolean isManager(int agent) {
        return agent >= READY && agent < READY + MANAGERS;
    }

    private static String hotline(int queue) {
        return String.valueOf(4_000_000 + queue);
    }

    private static int firstQueueOf(int agent) {
        return agent < READY ? BUSY_QUEUES + agent % (QUEUES - BUSY_QUEUES) : agent % BUSY_QUEUES;
    }

    /** Five queues each, all of the kind in which callers wait, or all of the other. */
    private static List<QueueId> queuesOf(int agent) {
        List<QueueId> queues = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            queues.add(queue(
                    agent < READY ? BUSY_QUEUES + (agent + i) % (QUEUES - BUSY_QUEUES) : (agent + i) % BUSY_QUEUES));
        }
        return queues;
    }

    private static QueueId queue(int number) {
        return new QueueId("q" + number);
    }

    private static SiteConfig config() {
        List<SiteConfig.Hotline> hotlines = new ArrayList<>();
        List<IvrTree> trees = new ArrayList<>();
        List<SiteConfig.QueueConfig> queues = new ArrayList<>();
        Map<Tier, Duration> headStarts = new EnumMap<>(Tier.class);
        headStarts.put(Tier.DIAMOND, Duration.ofMinutes(2));
        headStarts.put(Tier.GOLD, Duration.ofMinutes(1));
        QueueRules rules = new QueueRules(
                Duration.ZERO,
                Duration.ofMinutes(2),
                List.of(new SkillNeed("skill", 3, Duration.ofMillis(RELAXES_MILLIS))),
                Duration.ofMinutes(30),
                Duration.ZERO,
                50,
                0,
                null,
                false,
                CallBackRules.DEFAULT,
                null);
        for (int i = 0; i < QUEUES; i++) {
            Map<String, IvrNode> nodes = new LinkedHashMap<>();
            nodes.put("who", new IvrNode.Identify("wait", "wait"));
            nodes.put("wait", new IvrNode.Queue(queue(i), "bye", "bye"));
            nodes.put("bye", new IvrNode.HangUp(Cause.NORMAL_CLEARING));
            trees.add(new IvrTree("t" + i, "who", null, nodes));
            hotlines.add(new SiteConfig.Hotline(hotline(i), "Hotline", "t" + i));
            Duration wait = Duration.ofHours(4);
            queues.add(new SiteConfig.QueueConfig(
                            queue(i), "Queue", headStarts, Duration.ofMinutes(2), Duration.ofHours(1), wait, "default")
                    .with(rules));
        }
        List<SiteConfig.AgentConfig> agents = new ArrayList<>();
        List<SiteConfig.StationConfig> stations = new ArrayList<>();
        for (int i = 0; i < READY + WORKERS; i++) {
            Map<String, Integer> skills = Map.of("skill", isManager(i) ? SKILL_LEVELS : 1 + i % SKILL_LEVELS);
            agents.add(new SiteConfig.AgentConfig(agent(i), "Agent", queuesOf(i), skills));
            stations.add(new SiteConfig.StationConfig(new StationId("s" + i), PBX));
        }
        return new SiteConfig(hotlines, trees, queues, agents, stations, SiteConfig.Limits.DEFAULT);
    }
}
