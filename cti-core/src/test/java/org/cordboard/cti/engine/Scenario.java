package org.cordboard.cti.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueLedger;
import org.cordboard.cti.agent.Agent;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.AgentState;
import org.cordboard.cti.agent.SessionId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.Call;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.call.Leg;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerQuery;
import org.cordboard.cti.customer.LookUpResult;
import org.cordboard.cti.customer.QueryResult;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome;
import org.jspecify.annotations.Nullable;

/**
 * A story told to an engine: given this, when that happens, then these facts and requests follow.
 *
 * <p>It holds the time, fires timers as it advances, and checks the invariants after every step. A PBX and a customer store
 * that do what they are told are part of it: requests are answered {@code Done} at once (prompts excepted, they last until
 * {@link #promptsEnd}), and look-ups find the customers made known by {@link #knows}. Both can be silenced. What was decided
 * by the last thing that happened, answers included, is to be had from {@link #events} and {@link #requests}.
 */
final class Scenario {

    record Step(long at, Input input, Decision decision) {}

    static final long WALL_CLOCK = 1_790_000_000_000L;

    final Engine engine = new Engine();
    final List<Step> steps = new ArrayList<>();

    private long now = 1_000;
    private boolean pbxAnswers = true;
    private boolean storeAnswers = true;
    private int sessions;
    private int commands;
    private final Map<String, Customer> customers = new LinkedHashMap<>();
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final Map<String, SessionId> sessionsOf = new LinkedHashMap<>();
    private final Map<String, LegId> phones = new LinkedHashMap<>();
    private @Nullable LegId dialled;
    private final Map<LegId, RequestId> prompts = new LinkedHashMap<>();
    private final List<CallRecord> records = new ArrayList<>();
    private final Map<RequestId, PbxRequest> unanswered = new LinkedHashMap<>();
    private final ArrayDeque<Input> answers = new ArrayDeque<>();
    private List<Step> latest = new ArrayList<>();

    static Scenario given() {
        return given(DemoSite.config());
    }

    static Scenario given(SiteConfig config) {
        return new Scenario()
                .when(new Input.SiteStarted(new SiteId("demo"), 1_790_000_000))
                .when(new Input.WallClockMoved(WALL_CLOCK))
                .when(new Input.ConfigurationLoaded(config))
                .linkUp();
    }

    // ---- the world

    Scenario pbxIsSilent() {
        pbxAnswers = false;
        return this;
    }

    Scenario pbxAnswers() {
        pbxAnswers = true;
        return this;
    }

    Scenario storeIsSilent() {
        storeAnswers = false;
        return this;
    }

    Scenario knows(String number, Customer customer) {
        customers.put(number, customer);
        return this;
    }

    /** An attribute that the store has of everybody, compares, and never gives away. */
    Scenario knowsSecret(String attribute, String value) {
        secrets.put(attribute, value);
        return this;
    }

    Scenario linkUp(PbxEvent.LegSeen... legs) {
        return report(new PbxEvent.LinkUp(DemoSite.MAIN, List.of(legs)));
    }

    /** The link comes back, and the PBX has all legs the engine thinks alive, joined as it thinks. */
    Scenario linkUpWithAllLegs() {
        List<PbxEvent.LegSeen> seen = new ArrayList<>();
        for (Call call : engine.calls().all()) {
            for (Leg leg : call.legs()) {
                if (leg.alive()) {
                    LegId partner = call.conversation().stream()
                            .filter(other -> call.conversation().contains(leg.id()) && !other.equals(leg.id()))
                            .findFirst()
                            .orElse(leg.id());
                    seen.add(seen(leg.id(), leg.up(), partner));
                }
            }
        }
        return linkUp(seen.toArray(PbxEvent.LegSeen[]::new));
    }

    static PbxEvent.LegSeen seen(LegId leg, boolean answered, LegId joinedTo) {
        return new PbxEvent.LegSeen(leg, answered, joinedTo);
    }

    Scenario linkDown() {
        return report(new PbxEvent.LinkDown(DemoSite.MAIN, "test"));
    }

    // ---- callers

    /** A caller reaches hotline 5000, which queues everybody. */
    Scenario calls(String leg, String number) {
        return calls(leg, number, "5000");
    }

    Scenario calls(String leg, String number, String dialled) {
        return calls(DemoSite.MAIN, leg, number, dialled);
    }

    Scenario calls(PbxId pbx, String leg, String number, String dialled) {
        CallerId caller = new CallerId(number, "");
        return report(new PbxEvent.LegOffered(pbx, new LegId(leg), DemoSite.CARRIER, caller, dialled));
    }

    Scenario hangsUp(String leg) {
        return report(new PbxEvent.LegCleared(new LegId(leg), Cause.NORMAL_CLEARING));
    }

    Scenario presses(String leg, char digit) {
        return report(new PbxEvent.DigitPressed(new LegId(leg), digit));
    }

    /** Presses keys one after the other. */
    Scenario types(String leg, String keys) {
        Scenario story = this;
        List<Step> all = new ArrayList<>();
        for (int i = 0; i < keys.length(); i++) {
            story = story.presses(leg, keys.charAt(i));
            all.addAll(latest);
        }
        latest = all;
        return story;
    }

    Scenario returns(String leg) {
        return report(new PbxEvent.LegReturned(new LegId(leg)));
    }

    Scenario promptsEnd(String leg) {
        RequestId id = Objects.requireNonNull(prompts.remove(new LegId(leg)), "no prompts on " + leg);
        return answer(id, new RequestOutcome.PromptsEnded(false));
    }

    /** The id of the prompts that play, or were cut short, on a leg. */
    RequestId promptsOn(String leg) {
        return Objects.requireNonNull(prompts.get(new LegId(leg)), "no prompts on " + leg);
    }

    // ---- agents

    Scenario logsIn(String agent, String station) {
        sessionsOf.put(agent, new SessionId("session-" + ++sessions));
        return commands(agent, new AgentCommand.LogIn(new StationId(station)));
    }

    Scenario readyAt(String agent, String station) {
        return logsIn(agent, station).ready(agent);
    }

    Scenario ready(String agent) {
        return commands(agent, new AgentCommand.MakeReady());
    }

    Scenario commands(String agent, AgentCommand command) {
        return commands(agent, session(agent), "command-" + ++commands, command);
    }

    Scenario commands(String agent, SessionId session, String id, AgentCommand command) {
        return when(new Input.AgentCommanded(new AgentId(agent), session, new CommandId(id), command));
    }

    SessionId session(String agent) {
        return sessionsOf.getOrDefault(agent, new SessionId("session-none"));
    }

    Scenario losesDesktop(String agent) {
        return when(new Input.DesktopLost(new AgentId(agent), session(agent)));
    }

    Scenario regainsDesktop(String agent) {
        return when(new Input.DesktopReturned(new AgentId(agent), session(agent)));
    }

    /** The leg last dialled to this agent. */
    LegId phone(String agent) {
        return Objects.requireNonNull(phones.get(agent), "no phone rang for " + agent);
    }

    Scenario phoneRings(String agent) {
        return report(new PbxEvent.LegAlerting(phone(agent)));
    }

    Scenario phoneAnswers(String agent) {
        return report(new PbxEvent.LegAnswered(phone(agent)));
    }

    Scenario phoneFails(String agent, Cause cause) {
        return report(new PbxEvent.LegFailed(phone(agent), cause));
    }

    Scenario phoneCleared(String agent) {
        return report(new PbxEvent.LegCleared(phone(agent), Cause.NORMAL_CLEARING));
    }

    Scenario joined(String caller, String agent) {
        return report(new PbxEvent.LegsBridged(new LegId(caller), phone(agent)));
    }

    /** The phone is answered and the two talk. */
    Scenario talks(String caller, String agent) {
        return phoneRings(agent).phoneAnswers(agent).joined(caller, agent);
    }

    /** The customer's leg that was last dialled to call them back. */
    LegId dialled() {
        return Objects.requireNonNull(dialled, "nobody was dialled");
    }

    Scenario customerRings() {
        return report(new PbxEvent.LegAlerting(dialled()));
    }

    Scenario customerAnswers() {
        return report(new PbxEvent.LegAnswered(dialled()));
    }

    Scenario customerFails(Cause cause) {
        return report(new PbxEvent.LegFailed(dialled(), cause));
    }

    Scenario station(String station, PbxEvent.StationState state) {
        return report(new PbxEvent.StationChanged(new StationId(station), state));
    }

    // ---- steps

    Scenario report(PbxEvent event) {
        return when(new Input.PbxReported(event));
    }

    Scenario answer(RequestId id, RequestOutcome outcome) {
        return report(new PbxEvent.RequestEnded(id, outcome));
    }

    Scenario fails(Class<? extends PbxRequest> type, RequestOutcome.Reason reason) {
        return answer(open(type).id(), new RequestOutcome.Failed(reason, "test"));
    }

    /** The oldest request of a type that has not been answered. */
    <T extends PbxRequest> T open(Class<T> type) {
        return unanswered.values().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no open " + type.getSimpleName() + " in " + unanswered));
    }

    Scenario when(Input input) {
        latest = new ArrayList<>();
        decide(input);
        return settle();
    }

    /** Lets time pass; timers fire when they are due. */
    Scenario advance(Duration duration) {
        latest = new ArrayList<>();
        long end = now + duration.toMillis();
        for (Timers.Started next = engine.nextTimer(); next != null && next.dueAt() <= end; next = engine.nextTimer()) {
            now = Math.max(now, next.dueAt());
            decide(new Input.TimerFired(next.key(), next.generation()));
            settle();
        }
        now = end;
        return this;
    }

    private Scenario settle() {
        for (Input answer = answers.poll(); answer != null; answer = answers.poll()) {
            decide(answer);
        }
        return this;
    }

    private void decide(Input input) {
        Input written = engine.written(input);
        Decision decision = engine.step(now, input);
        Step step = new Step(now, written, decision);
        steps.add(step);
        latest.add(step);
        Invariants.check(engine);
        Invariants.checkTouched(engine, decision);
        decision.events().forEach(this::note);
        decision.effects().forEach(this::serve);
    }

    private void note(Event event) {
        if (event instanceof CallEvent.LegDialled e) {
            phones.put(e.agent().value(), e.leg());
        } else if (event instanceof CallEvent.CustomerDialled e) {
            dialled = e.leg();
        } else if (event instanceof CallEvent.CustomerRerouted e) {
            dialled = e.leg();
        } else if (event instanceof CallEvent.CallClosed e) {
            records.add(e.record());
        } else if (event instanceof SiteEvent.EffectSettled e) {
            unanswered.remove(e.request());
        }
    }

    private void serve(Effect effect) {
        switch (effect) {
            case Effect.AskPbx ask -> {
                if (ask.request() instanceof PbxRequest.PlayPrompts play) {
                    prompts.put(play.leg(), play.id());
                }
                if (pbxAnswers && !(ask.request() instanceof PbxRequest.PlayPrompts)) {
                    answers.add(new Input.PbxReported(new PbxEvent.RequestEnded(ask.id(), new RequestOutcome.Done())));
                } else {
                    unanswered.put(ask.id(), ask.request());
                }
            }
            case Effect.LookUpCustomer lookUp -> {
                Customer customer = customers.get(lookUp.number());
                if (storeAnswers) {
                    answers.add(new Input.CustomerLookedUp(
                            lookUp.id(),
                            customer == null ? new LookUpResult.NotFound() : new LookUpResult.Found(customer)));
                }
            }
            case Effect.QueryCustomer query -> {
                if (storeAnswers) {
                    answers.add(new Input.CustomerQueried(query.id(), answer(query.query())));
                }
            }
        }
    }

    /** The store has the customers as they were made known, and their attributes with them. */
    private QueryResult answer(CustomerQuery query) {
        String secret = secrets.get(query.attribute());
        if (secret != null && query.expected() != null) {
            return new QueryResult.Equal(secret.equals(query.expected()));
        }
        String value = customers.values().stream()
                .filter(customer -> customer.id().equals(query.customer()))
                .map(customer -> customer.attributes().get(query.attribute()))
                .findFirst()
                .orElse(null);
        if (value == null) {
            return new QueryResult.Absent();
        }
        String expected = query.expected();
        return expected == null ? new QueryResult.Value(value) : new QueryResult.Equal(value.equals(expected));
    }

    // ---- then

    long now() {
        return now;
    }

    /** The facts that followed from the last thing that happened. */
    List<Event> events() {
        return latest.stream()
                .flatMap(step -> step.decision().events().stream())
                .toList();
    }

    <T extends Event> List<T> events(Class<T> type) {
        return events().stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<Effect> effects() {
        return latest.stream()
                .flatMap(step -> step.decision().effects().stream())
                .toList();
    }

    /** The requests to a PBX that followed from the last thing that happened. */
    <T extends PbxRequest> List<T> requests(Class<T> type) {
        return effects().stream()
                .filter(Effect.AskPbx.class::isInstance)
                .map(effect -> ((Effect.AskPbx) effect).request())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** The legs that were to be cleared, after the last thing that happened. */
    List<String> cleared() {
        return requests(PbxRequest.ClearLeg.class).stream()
                .map(clear -> clear.leg().value())
                .toList();
    }

    /** The names of the prompts started after the last thing that happened. */
    List<String> prompts() {
        return requests(PbxRequest.PlayPrompts.class).stream()
                .flatMap(play -> play.prompts().stream())
                .toList();
    }

    /** The agents offered a call after the last thing that happened, in order. */
    List<String> offeredTo() {
        return events(QueueEvent.OfferMade.class).stream()
                .map(e -> e.agent().value())
                .toList();
    }

    /** OK, or the code of the refusal. */
    String replied() {
        return switch (reply()) {
            case Reply.Ok ok -> "OK";
            case Reply.Refused refused -> refused.code().name();
            case null -> "nothing";
        };
    }

    @Nullable
    Reply reply() {
        return latest.get(0).decision().reply();
    }

    Agent agent(String id) {
        return Objects.requireNonNull(engine.agents().agent(new AgentId(id)), id);
    }

    /** The state's name, with the reason of NOT_READY in parentheses. */
    String state(String agent) {
        AgentState state = agent(agent).state();
        return state instanceof AgentState.NotReady s ? "NOT_READY(" + s.reason() + ")" : state.label();
    }

    /** Whom the call of a customer's leg is offered to, or null. */
    @Nullable
    String offeree(String leg) {
        AgentId agent = engine.queues().offered().get(id(leg));
        return agent == null ? null : agent.value();
    }

    Call call(String leg) {
        Leg found = Objects.requireNonNull(engine.calls().leg(new LegId(leg)), "no call of " + leg);
        return Objects.requireNonNull(engine.calls().call(found.call()));
    }

    CallId id(String leg) {
        return call(leg).id();
    }

    boolean exists(String leg) {
        return engine.calls().leg(new LegId(leg)) != null;
    }

    boolean waits(String leg) {
        return exists(leg) && engine.queues().prospects().isWaiting(id(leg));
    }

    QueueLedger ledger() {
        return Objects.requireNonNull(engine.queues().ledger(DemoSite.VIP));
    }

    List<CallRecord> records() {
        return List.copyOf(records);
    }

    /** The books' entry of the only call that has been closed so far. */
    CallRecord record() {
        if (records.size() != 1) {
            throw new AssertionError(records.size() + " calls were closed: " + records);
        }
        return records.get(0);
    }

    /** A second engine that was told the facts alone. */
    Engine replayed() {
        Engine copy = new Engine();
        steps.forEach(step -> copy.replay(step.at(), step.decision().events()));
        return copy;
    }
}
