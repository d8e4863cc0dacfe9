package org.cordboard.cti.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.cordboard.cti.acd.AcdQueues;
import org.cordboard.cti.acd.OfferId;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.acd.QueueLedger;
import org.cordboard.cti.admission.AdmissionEvent;
import org.cordboard.cti.agent.Agent;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.PendingState;
import org.cordboard.cti.agent.SessionId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.Call;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.Calls;
import org.cordboard.cti.call.Invitation;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.call.TransferTarget;
import org.cordboard.cti.callback.CallBackEvent;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.LookUpResult;
import org.cordboard.cti.customer.QueryResult;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.dialout.DialOutEvent;
import org.cordboard.cti.ivr.IvrEvent;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.RecordingStep;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random days: whatever a PBX can report and agents can ask for, in any order, with the invariants checked after every step.
 * At the end everybody goes home, and nobody may be left behind. A failure names its seed and the last inputs; run
 * {@code -Dcordboard.seed=N} to have that one day alone, {@code -Dcordboard.seeds=N} for more of them, and
 * {@code -Dcordboard.fullCheck=1} to have everything checked after every step.
 */
class EngineSimulationTest {

    private static final int SEEDS = Integer.getInteger("cordboard.seeds", 300);
    private static final int STEPS = 2_000;
    /** All invariants are scanned every so many steps, those of what was touched after each. */
    private static final int KEEP_EVERY = 200;

    private static final int FULL_CHECK = Integer.getInteger("cordboard.fullCheck", 8);

    /** When the office of hotline 7000 opens, early in the history of computers. */
    private static final long MORNING = 3_600_000;

    private static final List<String> AGENTS = List.of("anna", "bert", "cora", "dora", "emil", "zoe");
    private static final List<String> STATIONS = List.of("101", "102", "103", "104", "105", "201", "999");

    private static final List<String> NUMBERS =
            List.of("13800001", "13800002", "15900001", "1380 0003", "190055", "19002", "5000", "77", "02155", "5555");
    private static final List<Tier> TIERS = List.of(Tier.DIAMOND, Tier.GOLD, Tier.SILVER, Tier.ORDINARY);
    private static final List<PbxEvent.StationState> STATION_STATES = List.of(
            PbxEvent.StationState.IDLE,
            PbxEvent.StationState.RINGING,
            PbxEvent.StationState.IN_USE,
            PbxEvent.StationState.UNREACHABLE,
            PbxEvent.StationState.IDLE);

    private static final RecordingRules RECORDING =
            new RecordingRules(Map.of(DemoSite.VIP, 70, DemoSite.GENERAL, 70), List.of("8000"));

    private static final RecordingStep[] STEPS_OF_RECORDINGS = RecordingStep.values();

    private final Map<String, Integer> seen = new TreeMap<>();

    @Test
    void leavesNobodyStuckWhateverHappens() {
        Integer one = Integer.getInteger("cordboard.seed");
        for (int seed = one == null ? 1 : one; seed <= (one == null ? SEEDS : one); seed++) {
            Day day = new Day(seed);
            try {
                day.pass();
                day.goHome();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e + "\n" + day.lastInputs(), e);
            }
        }
        if (one == null) {
            assertThat(seen.keySet())
                    .as("what a day brings: %s", seen)
                    .contains(
                            "ANSWERED",
                            "ABANDONED",
                            "ABANDONED_IN_IVR",
                            "ENDED_IN_IVR",
                            "TIMED_OUT",
                            "NO_AGENTS",
                            "FAILED",
                            "SHED",
                            "shed LATE",
                            "shed FULL",
                            "CallScreened",
                            "CallAdmitted",
                            "offer REJECTED",
                            "offer TIMED_OUT",
                            "offer STATION_FAILED",
                            "offer CALLER_GONE",
                            "offer NOT_JOINED",
                            "offer LINK_LOST",
                            "LinkChanged",
                            "CallNotServed",
                            "AgentConnectionLost",
                            "SeatTakenOver",
                            "node legal",
                            "node agree",
                            "node answer",
                            "node refuse",
                            "node manager-busy",
                            "node which",
                            "CALLBACK_REQUESTED",
                            "NOT_REACHED",
                            "offer CUSTOMER_NOT_REACHED",
                            "IvrAnnounced",
                            "IvrQueueKeyPressed",
                            "exit MOVED",
                            "LegHeld",
                            "CallTransferred",
                            "CallDataSet",
                            "StateForced",
                            "ConversationKept",
                            "DigitsSent",
                            "LegMuted",
                            "RecordingStarted",
                            "RecordingPaused",
                            "RecordingResumed",
                            "RecordingStopped",
                            "RecordingKept",
                            "ConversationFormed",
                            "invitation JOINED",
                            "invitation REJECTED",
                            "invitation TIMED_OUT",
                            "invitation STATION_FAILED",
                            "invitation WITHDRAWN",
                            "invitation NOT_JOINED",
                            "invitation LINK_LOST",
                            "conference",
                            "exit WITHDRAWN",
                            "call-back REACHED",
                            "call-back NOT_REACHED",
                            "call-back EXPIRED",
                            "call-back NOT_NEEDED",
                            "dial-out JOINED",
                            "dial-out NOT_REACHED",
                            "dial-out AGENT_GONE",
                            "dial-out TIMED_OUT",
                            "dial-out LINK_LOST",
                            "CustomerRerouted",
                            "TrunkAlarmChanged");
        }
    }

    private record Timed(long at, Input input) {}

    /** The state at some moment, and what it had been worth then. */
    private record Kept(long at, List<Record> state, long hash) {}

    private final class Day {
        private final SplittableRandom random;
        private final RandomPbx pbx;
        private final Engine engine = new Engine();
        private final Engine copy = new Engine();
        private final ArrayDeque<Timed> latest = new ArrayDeque<>();
        private final List<Effect.LookUpCustomer> lookUps = new ArrayList<>();
        private final List<Effect.QueryCustomer> queries = new ArrayList<>();
        private final Map<String, List<SessionId>> sessions = new LinkedHashMap<>();
        private final List<Kept> kept = new ArrayList<>();
        private long now;
        private int commands;
        private int steps;

        Day(long seed) {
            random = new SplittableRandom(seed);
            pbx = new RandomPbx(random);
            step(new Input.SiteStarted(new SiteId("day"), seed));
            step(new Input.ConfigurationLoaded(site(DemoSite.config())));
            step(new Input.WallClockMoved(MORNING));
            step(new Input.PbxReported(new PbxEvent.LinkUp(DemoSite.MAIN, List.of())));
        }

        void pass() {
            while (steps < STEPS) {
                happen(random.nextInt(100));
                if (steps % KEEP_EVERY == 0) {
                    kept.add(new Kept(now, engine.state(), engine.stateHash()));
                }
            }
            for (Kept each : kept) {
                long hash = Engine.restored(each.at(), each.state()).stateHash();
                assertThat(hash).as("the state of %s", each.at()).isEqualTo(each.hash());
            }
        }

        /** Mostly what makes a call go on, so that many get far. */
        private void happen(int what) {
            if (what < 6) {
                waitAWhile();
            } else if (what < 8) {
                pbx.callerArrives();
            } else if (what < 25) {
                pbx.carryOutNext();
            } else if (what < 44) {
                report(pbx.nextEvent());
            } else if (what < 60) {
                report(pbx.anyAnswer());
            } else if (what < 74) {
                pbx.somethingHappens();
            } else if (what < 79) {
                storeAnswers();
            } else if (what < 93) {
                agentActs();
            } else if (what < 94) {
                desktopComesOrGoes();
            } else if (what < 97) {
                nonsense();
            } else {
                siteChanges();
            }
        }

        private void waitAWhile() {
            int longest = random.nextInt(100) == 0 ? 120_000 : random.nextInt(10) == 0 ? 10_000 : 400;
            passTime(now + random.nextInt(longest));
        }

        private void passTime(long until) {
            for (Timers.Started next = engine.nextTimer();
                    next != null && next.dueAt() <= until;
                    next = engine.nextTimer()) {
                now = Math.max(now, next.dueAt());
                step(new Input.TimerFired(next.key(), next.generation()));
            }
            now = until;
        }

        private void report(@Nullable PbxEvent event) {
            if (event != null) {
                step(new Input.PbxReported(event));
            }
        }

        private void storeAnswers() {
            if (!queries.isEmpty()) {
                Effect.QueryCustomer query = queries.remove(random.nextInt(queries.size()));
                step(new Input.CustomerQueried(
                        query.id(),
                        switch (random.nextInt(6)) {
                            case 0 -> new QueryResult.Absent();
                            case 1 -> new QueryResult.Failed("random");
                            default ->
                                query.query().expected() == null
                                        ? new QueryResult.Value("1200")
                                        : new QueryResult.Equal(random.nextInt(3) > 0);
                        }));
            }
            if (lookUps.isEmpty()) {
                return;
            }
            Effect.LookUpCustomer lookUp = lookUps.remove(random.nextInt(lookUps.size()));
            if (random.nextInt(10) > 0) {
                step(new Input.CustomerLookedUp(
                        lookUp.id(),
                        switch (random.nextInt(6)) {
                            case 0 -> new LookUpResult.NotFound();
                            case 1 -> new LookUpResult.Failed("random");
                            default ->
                                new LookUpResult.Found(new Customer(
                                        new CustomerId("k"),
                                        "Customer k",
                                        TIERS.get(random.nextInt(TIERS.size())),
                                        random.nextInt(4) > 0,
                                        random.nextInt(3) > 0 ? null : new AgentId("anna"),
                                        Map.of()));
                        }));
            }
        }

        private void agentActs() {
            String agent = AGENTS.get(random.nextInt(AGENTS.size()));
            List<SessionId> own = sessions.computeIfAbsent(agent, a -> new ArrayList<>(List.of(new SessionId("none"))));
            SessionId session = own.get(random.nextInt(8) == 0 ? random.nextInt(own.size()) : own.size() - 1);
            AgentCommand what = command(agent);
            if (what instanceof AgentCommand.LogIn && random.nextInt(3) > 0) {
                session = new SessionId("session-" + steps);
                own.add(session);
            }
            commands += random.nextInt(20) == 0 ? 0 : 1;
            step(new Input.AgentCommanded(new AgentId(agent), session, new CommandId("c" + commands), what));
        }

        private AgentCommand command(String id) {
            Agent agent = engine.agents().agent(new AgentId(id));
            if (agent == null || !agent.loggedIn()) {
                return new AgentCommand.LogIn(new StationId(STATIONS.get(random.nextInt(STATIONS.size()))));
            }
            CallId call = agent.call() == null || random.nextInt(10) == 0 ? new CallId("none") : agent.call();
            return switch (random.nextInt(99)) {
                case 0 -> new AgentCommand.LogIn(new StationId(STATIONS.get(random.nextInt(STATIONS.size()))));
                case 1 -> new AgentCommand.LogOut();
                case 2, 3 -> new AgentCommand.MakeNotReady("lunch");
                case 4 -> new AgentCommand.ClearPendingState();
                case 5, 6 -> new AgentCommand.EndWrapUp();
                case 7 -> new AgentCommand.RejectOffer(someOffer());
                case 8 -> new AgentCommand.HangUp(call);
                case 9 -> new AgentCommand.SetDisposition(call, "sold");
                case 10, 11, 12 -> new AgentCommand.Hold(call);
                case 13, 14, 15 -> new AgentCommand.Retrieve(call);
                case 16, 17 -> new AgentCommand.Transfer(call, new TransferTarget.ToQueue(someQueue()));
                case 18 ->
                    new AgentCommand.Transfer(call, new TransferTarget.ToNode(random.nextBoolean() ? "menu" : "queue"));
                case 36 -> new AgentCommand.SendDigits(call, random.nextInt(4) == 0 ? "12x" : "12#");
                case 37 -> new AgentCommand.Mute(call);
                case 38 -> new AgentCommand.Unmute(call);
                case 39, 40, 41, 42, 43, 44 ->
                    new AgentCommand.RecordCall(call, STEPS_OF_RECORDINGS[random.nextInt(4)]);
                case 19, 20, 21, 22 -> new AgentCommand.Consult(call, someAgent());
                case 23, 24 -> new AgentCommand.Alternate(call);
                case 25, 26 -> new AgentCommand.CompleteTransfer(call);
                case 27 -> new AgentCommand.CancelConsultation(call);
                case 28, 29, 30 -> new AgentCommand.Conference(call);
                case 31, 32, 33 -> new AgentCommand.Invite(call, someAgent());
                case 34 -> new AgentCommand.DropParty(call, someAgent());
                case 35 -> new AgentCommand.Transfer(call, new TransferTarget.ToAgent(someAgent()));
                case 45, 46, 47 -> someData(call);
                case 48 -> new AgentCommand.Supervise(new SupervisorCommand.ForceState(someAgent(), someState()));
                case 49, 50, 51, 52 -> new AgentCommand.Dial(NUMBERS.get(random.nextInt(NUMBERS.size())));
                default -> new AgentCommand.MakeReady();
            };
        }

        private AgentCommand someData(CallId call) {
            String name = random.nextInt(10) == 0 ? "a bad name" : "name" + random.nextInt(70);
            return new AgentCommand.SetCallData(call, name, random.nextInt(4) == 0 ? "" : "value " + steps);
        }

        private AgentId someAgent() {
            return new AgentId(random.nextInt(10) == 0 ? "nobody" : AGENTS.get(random.nextInt(AGENTS.size())));
        }

        private PendingState someState() {
            return switch (random.nextInt(4)) {
                case 0 -> new PendingState.LoggedOut();
                case 1 -> new PendingState.NotReady("training");
                default -> new PendingState.Ready();
            };
        }

        private QueueId someQueue() {
            return switch (random.nextInt(5)) {
                case 0 -> new QueueId("none");
                case 1, 2 -> DemoSite.GENERAL;
                default -> DemoSite.VIP;
            };
        }

        private OfferId someOffer() {
            if (random.nextBoolean()) {
                for (Call call : engine.calls().all()) {
                    Invitation invitation = call.invitation();
                    if (invitation != null) {
                        return invitation.offer();
                    }
                }
            }
            List<AcdQueues.OpenOffer> open = engine.queues().openOffers();
            return open.isEmpty()
                    ? new OfferId("none")
                    : open.get(random.nextInt(open.size())).id();
        }

        private void desktopComesOrGoes() {
            String agent = AGENTS.get(random.nextInt(AGENTS.size()));
            List<SessionId> own = sessions.getOrDefault(agent, List.of(new SessionId("none")));
            SessionId session = own.get(own.size() - 1);
            step(
                    random.nextInt(3) == 0
                            ? new Input.DesktopLost(new AgentId(agent), session)
                            : new Input.DesktopReturned(new AgentId(agent), session));
        }

        /** What nobody should say and somebody may: legs and requests never heard of, old reports, stale timers. */
        private void nonsense() {
            LegId unknown = new LegId("unknown");
            Cause cause = new Cause(random.nextInt(512));
            switch (random.nextInt(9)) {
                case 0 -> report(new PbxEvent.LegAnswered(unknown));
                case 1 -> report(new PbxEvent.LegCleared(unknown, cause));
                case 2 -> report(new PbxEvent.LegsBridged(unknown, unknown));
                case 3 -> report(new PbxEvent.LegReturned(unknown));
                case 4 -> report(new PbxEvent.RequestEnded(new RequestId("unknown"), new RequestOutcome.Done()));
                case 5 -> step(new Input.TimerFired(new TimerKey.WrapUpLimit(new AgentId("anna")), 1));
                case 6 -> step(new Input.CustomerLookedUp(new RequestId("unknown"), new LookUpResult.NotFound()));
                default -> repeat(pbx.somethingOld());
            }
        }

        /**
         * Ends, answers and digits may be told twice. Not so rings, joins and returns: of a leg that is up again in another way
         * they would be lies, and no PBX tells them late.
         */
        private void repeat(@Nullable PbxEvent old) {
            if (old != null
                    && pbx.linked()
                    && !(old instanceof PbxEvent.LegsBridged)
                    && !(old instanceof PbxEvent.LegReturned)) {
                report(old);
            }
        }

        private void siteChanges() {
            if (!pbx.linked()) {
                changeLink();
                return;
            }
            switch (random.nextInt(18)) {
                case 0 -> changeLink();
                case 1 -> step(new Input.WallClockMoved(MORNING + random.nextInt(36_000_000)));
                case 2 -> report(new PbxEvent.TrunkAlarm(DemoSite.CARRIER, "RED"));
                case 3 -> report(new PbxEvent.TrunkAlarmCleared(DemoSite.CARRIER));
                case 4 -> step(new Input.ConfigurationLoaded(someConfig()));
                case 5, 6 -> supervisorMoves();
                case 7 -> step(new Input.AdmissionMeasured(1 + random.nextInt(3)));
                case 8, 9 -> step(new Input.AdmissionMeasured(null));
                default ->
                    report(new PbxEvent.StationChanged(
                            new StationId(STATIONS.get(random.nextInt(STATIONS.size()))),
                            STATION_STATES.get(random.nextInt(STATION_STATES.size()))));
            }
        }

        private void supervisorMoves() {
            List<CallId> waiting = List.copyOf(engine.queues().waiting().keySet());
            CallId call = waiting.isEmpty() ? new CallId("none") : waiting.get(random.nextInt(waiting.size()));
            QueueId to = random.nextInt(3) == 0 ? DemoSite.GENERAL : DemoSite.VIP;
            step(new Input.SupervisorCommanded(
                    "sue", new SupervisorCommand.MoveCaller(call, to, random.nextBoolean())));
        }

        private SiteConfig someConfig() {
            if (random.nextInt(3) > 0) {
                return site(DemoSite.config());
            }
            return site(DemoSite.config(
                    List.of("general", "vip"),
                    List.of(DemoSite.agent("anna", "general"), DemoSite.agent("bert", "vip", "general")),
                    List.of(DemoSite.tree(), DemoSite.direct("again", "once-more"))));
        }

        /** Now and then the PBX is small, and now and then nobody may dial. */
        private SiteConfig site(SiteConfig config) {
            SiteConfig recording = config.with(RECORDING);
            SiteConfig site = random.nextInt(6) > 0 ? recording.with(DemoSite.outbound()) : recording;
            return random.nextInt(4) > 0 ? site : DemoSite.withLegs(site, 1 + random.nextInt(6));
        }

        private void changeLink() {
            if (pbx.linked()) {
                report(pbx.loseLink());
            } else if (!pbx.hasAnswers()) {
                report(pbx.regainLink());
            }
        }

        /** The last hours: callers hang up, nobody is ready any more, and all that is under way comes to its end. */
        void goHome() {
            while (pbx.hasAnswers()) {
                report(pbx.anyAnswer());
            }
            if (!pbx.linked()) {
                report(pbx.regainLink());
            }
            for (int i = 0; i < 100; i++) {
                pbx.closeDown();
                workOff();
                passTime(now + 20_000);
            }
            workOff();
            for (Agent agent : engine.agents().all()) {
                assertThat(agent.call()).as("%s %s", agent.id(), agent.state()).isNull();
            }
            assertThat(engine.calls().all()).as("calls").isEmpty();
            assertThat(engine.outstandingEffects()).isEmpty();
            assertThat(engine.queues().ledgers())
                    .allSatisfy(ledger -> assertThat(ledger.waiting()).isZero())
                    .allMatch(QueueLedger::balances);
            assertThat(pbx.legs()).as("legs left at the PBX").isZero();
            assertThat(copy.stateHash()).as("replay").isEqualTo(engine.stateHash());
        }

        private void workOff() {
            for (int i = 0; i < 1_000; i++) {
                pbx.carryOutNext();
                report(pbx.nextEvent());
                report(pbx.anyAnswer());
            }
        }

        private void step(Input input) {
            latest.addLast(new Timed(now, input));
            if (latest.size() > 40) {
                latest.removeFirst();
            }
            Decision decision = engine.step(now, input);
            Invariants.checkTouched(engine, decision);
            if (++steps % FULL_CHECK == 0) {
                Invariants.check(engine);
            }
            copy.replay(now, decision.events());
            decision.events().forEach(this::count);
            for (Effect effect : decision.effects()) {
                switch (effect) {
                    case Effect.AskPbx ask -> pbx.ask(ask.request());
                    case Effect.LookUpCustomer lookUp -> lookUps.add(lookUp);
                    case Effect.QueryCustomer query -> queries.add(query);
                }
            }
        }

        private void count(Event event) {
            String name = event.getClass().getSimpleName();
            if (event instanceof CallEvent.CallClosed closed) {
                name = closed.record().result().name();
            } else if (event instanceof IvrEvent.IvrNodeEntered entered) {
                name = "node " + entered.node();
            } else if (event instanceof QueueEvent.OfferEnded ended) {
                name = "offer " + ended.end();
            } else if (event instanceof CallEvent.InvitationEnded ended) {
                name = "invitation " + ended.end();
            } else if (event instanceof CallEvent.ConversationFormed formed
                    && formed.legs().size() > 2) {
                name = "conference";
            } else if (event instanceof QueueEvent.CallLeftQueue left) {
                name = "exit " + left.exit();
            } else if (event instanceof CallBackEvent.CallBackEnded ended) {
                name = "call-back " + ended.end();
            } else if (event instanceof DialOutEvent.DialOutEnded ended) {
                name = "dial-out " + ended.end();
            } else if (event instanceof AdmissionEvent.CallShed shed) {
                name = "shed " + shed.reason();
            }
            seen.merge(name, 1, Integer::sum);
        }

        String lastInputs() {
            StringBuilder text = new StringBuilder();
            for (Call call : engine.calls().all()) {
                text.append("open: ").append(Calls.describe(call)).append('\n');
            }
            latest.forEach(input -> text.append(input).append('\n'));
            return text.toString();
        }
    }
}
