package org.cordboard.cti.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.SessionId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.customer.LookUpResult;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.ivr.IvrTree;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.journal.MemoryJournal;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome;

/**
 * How many inputs a second one engine takes on one thread: a working day of eight hours, 300 agents and 20,000 calls with
 * prompts, look-ups, a menu, offers, RONA, callers who hang up early, talk and wrap-up. Prints the inputs per second of the engine alone,
 * with its journal encoded into memory, and with the invariants of what was touched checked after each step. Arguments: how
 * many times the day is run before the one that counts (3), agents (300), calls (20000).
 */
final class EngineBenchmark {

    private static final long DAY = Duration.ofHours(8).toMillis();

    private record Due(long at, long order, Input input) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    private record Day(List<Long> times, List<Input> inputs, int calls, int answered, int rona) {}

    private EngineBenchmark() {}

    public static void main(String[] args) {
        int warmUps = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        int agents = args.length > 1 ? Integer.parseInt(args[1]) : 300;
        int calls = args.length > 2 ? Integer.parseInt(args[2]) : 20_000;
        long start = System.nanoTime();
        Day day = new World(agents, calls).live();
        System.out.printf(
                "a day of %d agents: %d calls closed, %d answered, %d unanswered offers; %d inputs in %.2f s with its world%n",
                agents, day.calls(), day.answered(), day.rona(), day.inputs().size(), seconds(start));
        for (int run = 0; run <= warmUps; run++) {
            double alone = run(day, false, false);
            double journaled = run(day, true, false);
            double checked = run(day, true, true);
            System.out.printf(
                    "%s engine alone %,.0f inputs/s; with journal in memory %,.0f; and invariants %,.0f%n",
                    run == warmUps ? "RESULT" : "warm-up", alone, journaled, checked);
        }
    }

    private static double run(Day day, boolean journal, boolean invariants) {
        Engine engine = new Engine();
        MemoryJournal memory = new MemoryJournal(0);
        long start = System.nanoTime();
        for (int i = 0; i < day.inputs().size(); i++) {
            long at = day.times().get(i);
            Input input = day.inputs().get(i);
            Decision decision = engine.step(at, input);
            if (journal) {
                memory.append(new JournalEntry(i + 1, at, input, decision.events(), 0, 0));
            }
            if (invariants) {
                Invariants.checkTouched(engine, decision);
            }
        }
        double perSecond = day.inputs().size() / seconds(start);
        if (journal && !invariants) {
            System.out.printf(
                    "        journal: %.1f MB, %.0f bytes an input; state hash %x%n",
                    memory.bytes() / 1e6, (double) memory.bytes() / day.inputs().size(), engine.stateHash());
        }
        return perSecond;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Callers, phones and agents who behave; it decides the day once and keeps its inputs, so that runs measure the engine alone. */
    private static final class World {

        private final SplittableRandom random = new SplittableRandom(1);
        private final Engine engine = new Engine();
        private final PriorityQueue<Due> due = new PriorityQueue<>();
        private final List<Long> times = new ArrayList<>();
        private final List<Input> inputs = new ArrayList<>();
        private final Map<LegId, AgentId> phones = new LinkedHashMap<>();
        private final Map<LegId, LegId> partners = new LinkedHashMap<>();
        private final Map<CallId, LegId> customers = new LinkedHashMap<>();
        private final int agents;
        private final int calls;
        private long now;
        private long order;
        private int closed;
        private int answered;
        private int rona;

        World(int agents, int calls) {
            this.agents = agents;
            this.calls = calls;
        }

        Day live() {
            step(new Input.SiteStarted(new SiteId("bench"), 1));
            step(new Input.ConfigurationLoaded(config()));
            step(new Input.PbxReported(new PbxEvent.LinkUp(DemoSite.MAIN, List.of())));
            for (int i = 0; i < agents; i++) {
                command(random.nextInt(60_000), i, new AgentCommand.LogIn(new StationId("s" + i)));
                command(60_000 + random.nextInt(60_000), i, new AgentCommand.MakeReady());
            }
            for (int i = 0; i < calls; i++) {
                LegId leg = new LegId("c" + i);
                CallerId caller = new CallerId("138" + (10_000_000 + random.nextInt(5_000)), "");
                long arrival = 120_000 + random.nextLong(DAY);
                later(arrival, new PbxEvent.LegOffered(DemoSite.MAIN, leg, DemoSite.CARRIER, caller, "4000"));
                if (random.nextInt(20) == 0) {
                    later(arrival + 500 + random.nextLong(12_000), new PbxEvent.LegCleared(leg, Cause.NORMAL_CLEARING));
                }
            }
            while (!due.isEmpty() || engine.nextTimer() != null) {
                Due next = due.peek();
                Timers.Started timer = engine.nextTimer();
                if (timer != null && (next == null || timer.dueAt() <= next.at())) {
                    now = Math.max(now, timer.dueAt());
                    step(new Input.TimerFired(timer.key(), timer.generation()));
                } else if (next != null) {
                    due.poll();
                    now = next.at();
                    step(next.input());
                }
            }
            return new Day(times, inputs, closed, answered, rona);
        }

        private SiteConfig config() {
            List<SiteConfig.AgentConfig> people = new ArrayList<>();
            List<SiteConfig.StationConfig> stations = new ArrayList<>();
            for (int i = 0; i < agents; i++) {
                people.add(new SiteConfig.AgentConfig(
                        new AgentId("a" + i), "Agent " + i, List.of(new QueueId("vip"), new QueueId("general"))));
                stations.add(new SiteConfig.StationConfig(new StationId("s" + i), DemoSite.MAIN));
            }
            SiteConfig demo = DemoSite.config();
            List<IvrTree> trees = List.of(DemoSite.tree());
            return new SiteConfig(
                    List.of(demo.hotlines().get(0)), trees, demo.queues(), people, stations, demo.limits());
        }

        private void command(long after, int agent, AgentCommand what) {
            AgentId id = new AgentId("a" + agent);
            due.add(new Due(
                    now + after,
                    ++order,
                    new Input.AgentCommanded(id, new SessionId("session-" + id), new CommandId("c" + order), what)));
        }

        private void later(long after, PbxEvent event) {
            due.add(new Due(now + after, ++order, new Input.PbxReported(event)));
        }

        private void ended(long after, RequestId request, RequestOutcome outcome) {
            later(after, new PbxEvent.RequestEnded(request, outcome));
        }

        private void step(Input input) {
            times.add(now);
            inputs.add(input);
            Decision decision = engine.step(now, input);
            decision.events().forEach(this::note);
            decision.effects().forEach(this::serve);
        }

        private void note(Event event) {
            if (event instanceof CallEvent.CallArrived e) {
                customers.put(e.call(), e.leg());
            } else if (event instanceof QueueEvent.OfferMade e) {
                phones.put(e.leg(), e.agent());
                partners.put(e.leg(), customers.get(e.call()));
            } else if (event instanceof QueueEvent.OfferEnded e) {
                rona++;
                int agent = Integer.parseInt(e.agent().value().substring(1));
                command(10_000, agent, new AgentCommand.MakeReady());
            } else if (event instanceof CallEvent.LegsJoined e) {
                answered++;
                long talk = 30_000L + random.nextInt(300_000);
                later(talk, new PbxEvent.LegCleared(e.customer(), Cause.NORMAL_CLEARING));
            } else if (event instanceof CallEvent.CallClosed e) {
                closed++;
                customers.remove(e.record().call());
            }
        }

        private void serve(Effect effect) {
            switch (effect) {
                case Effect.AskPbx ask -> serve(ask.request());
                case Effect.LookUpCustomer lookUp ->
                    due.add(new Due(
                            now + 5,
                            ++order,
                            new Input.CustomerLookedUp(
                                    lookUp.id(),
                                    new LookUpResult.Found(DemoSite.customer(
                                            lookUp.number(), random.nextInt(9) == 0 ? Tier.DIAMOND : Tier.SILVER)))));
                case Effect.QueryCustomer query -> throw new AssertionError("no tree here looks anything up");
            }
        }

        private void serve(PbxRequest request) {
            switch (request) {
                case PbxRequest.PlayPrompts r -> {
                    boolean menu = !r.interruptDigits().isEmpty();
                    if (menu) {
                        later(2_000, new PbxEvent.DigitPressed(r.leg(), '1'));
                    }
                    ended(menu ? 2_001 : 3_000, r.id(), new RequestOutcome.PromptsEnded(menu));
                }
                case PbxRequest.DialLeg r -> {
                    ended(2, r.id(), new RequestOutcome.Done());
                    later(80, new PbxEvent.LegAlerting(r.leg()));
                    if (random.nextInt(30) > 0) {
                        later(1_000 + random.nextInt(6_000), new PbxEvent.LegAnswered(r.leg()));
                    }
                }
                case PbxRequest.BridgeLegs r -> {
                    later(2, new PbxEvent.LegsBridged(r.first(), r.second()));
                    ended(3, r.id(), new RequestOutcome.Done());
                }
                case PbxRequest.PartLegs r -> throw new AssertionError("nobody is put on hold here");
                case PbxRequest.MuteLeg r -> throw new AssertionError("nobody is muted here");
                case PbxRequest.RecordLeg r -> throw new AssertionError("nobody is recorded here");
                case PbxRequest.SendDigits r -> throw new AssertionError("nobody sends digits here");
                case PbxRequest.AddLeg r -> throw new AssertionError("nobody is put on hold here");
                case PbxRequest.DeflectLeg r -> ended(2, r.id(), new RequestOutcome.Done());
                case PbxRequest.ClearLeg r -> {
                    ended(2, r.id(), new RequestOutcome.Done());
                    later(3, new PbxEvent.LegCleared(r.leg(), r.cause()));
                }
                case PbxRequest.AnswerLeg r -> ended(2, r.id(), new RequestOutcome.Done());
                case PbxRequest.StartMusic r -> ended(2, r.id(), new RequestOutcome.Done());
                case PbxRequest.StopMusic r -> ended(2, r.id(), new RequestOutcome.Done());
                case PbxRequest.TagLeg r -> ended(2, r.id(), new RequestOutcome.Done());
            }
        }
    }
}
