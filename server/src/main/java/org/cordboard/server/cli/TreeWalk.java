package org.cordboard.server.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.SessionId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.Call;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.callback.CallBackEvent;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerEvent;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.CustomerQuery;
import org.cordboard.cti.customer.LookUpResult;
import org.cordboard.cti.customer.QueryResult;
import org.cordboard.cti.engine.CommandId;
import org.cordboard.cti.engine.Decision;
import org.cordboard.cti.engine.Effect;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.engine.TimerKey;
import org.cordboard.cti.engine.Timers;
import org.cordboard.cti.ivr.IvrEvent;
import org.cordboard.cti.ivr.IvrNode;
import org.cordboard.cti.ivr.IvrTree;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestOutcome;
import org.cordboard.cti.port.TrunkId;
import org.jspecify.annotations.Nullable;

/**
 * One caller's walk through a tree, told line by line: the engine that serves real callers, with a PBX that plays prompts in
 * no time and a clock that jumps to the next time-out. It ends when the caller waits in a queue or the call is over.
 */
final class TreeWalk {

    /** The customers of the walk. */
    record Store(
            Function<String, Optional<Customer>> byNumber, BiFunction<CustomerId, String, Optional<String>> attribute) {

        static final Store EMPTY = new Store(number -> Optional.empty(), (customer, name) -> Optional.empty());
    }

    /** A tree in which nothing is ever pressed may be long; one longer than this goes round. */
    private static final int MOST_STEPS = 10_000;

    private static final PbxId PBX = new PbxId("walk");
    private static final LegId CALLER = new LegId("caller");
    private static final AgentId AGENT = new AgentId("somebody");
    private static final StationId STATION = new StationId("desk");
    private static final String HOTLINE = "1";

    private final IvrTree tree;
    private final Store store;
    private final Supplier<@Nullable String> keys;
    private final Consumer<String> out;
    private final Engine engine = new Engine();
    private final ArrayDeque<Input> inputs = new ArrayDeque<>();
    private long now = 1_000;
    private int steps;
    private @Nullable CallId call;
    private boolean over;

    /**
     * @param keys what the caller presses each time the tree waits; empty for nothing, null when they hang up
     * @param out takes each line
     */
    TreeWalk(
            IvrTree tree,
            boolean unanswered,
            Instant moment,
            Store store,
            Supplier<@Nullable String> keys,
            Consumer<String> out) {
        this.tree = tree;
        this.store = store;
        this.keys = keys;
        this.out = out;
        submit(new Input.SiteStarted(new SiteId("walk"), 1));
        submit(new Input.WallClockMoved(moment.toEpochMilli() - now));
        submit(new Input.ConfigurationLoaded(config(unanswered)));
        report(new PbxEvent.LinkUp(PBX, List.of()));
        submit(new Input.AgentCommanded(
                AGENT, new SessionId("walk"), new CommandId("1"), new AgentCommand.LogIn(STATION)));
        workOff();
    }

    private SiteConfig config(boolean unanswered) {
        List<QueueId> queues = List.copyOf(tree.queues());
        return new SiteConfig(
                List.of(new SiteConfig.Hotline(HOTLINE, tree.name(), tree.name(), unanswered)),
                List.of(tree),
                queues.stream().map(TreeWalk::queue).toList(),
                List.of(new SiteConfig.AgentConfig(AGENT, "Somebody", queues)),
                List.of(new SiteConfig.StationConfig(STATION, PBX)),
                SiteConfig.Limits.DEFAULT);
    }

    private static SiteConfig.QueueConfig queue(QueueId id) {
        return new SiteConfig.QueueConfig(
                id,
                id.value(),
                Map.of(),
                Duration.ofSeconds(20),
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                "default");
    }

    /** Calls, and goes as far as the tree leads. */
    void call(String number) {
        report(new PbxEvent.LegOffered(PBX, CALLER, new TrunkId("walk"), new CallerId(number, ""), HOTLINE));
        workOff();
        while (!over) {
            Timers.Started next = engine.nextTimer();
            if (next == null || ++steps > MOST_STEPS) {
                out.accept("the tree leads no further");
                return;
            }
            if (next.key() instanceof TimerKey.DigitLimit) {
                waited(next);
            } else {
                fire(next);
            }
            workOff();
        }
    }

    private void waited(Timers.Started next) {
        String pressed = keys.get();
        if (pressed == null) {
            out.accept("    the caller hangs up");
            report(new PbxEvent.LegCleared(CALLER, Cause.NORMAL_CLEARING));
        } else if (pressed.isEmpty()) {
            out.accept("    nothing is pressed");
            fire(next);
        } else {
            for (int i = 0; i < pressed.length(); i++) {
                report(new PbxEvent.DigitPressed(CALLER, pressed.charAt(i)));
                workOff();
            }
        }
    }

    private void fire(Timers.Started next) {
        now = Math.max(now, next.dueAt());
        submit(new Input.TimerFired(next.key(), next.generation()));
    }

    private void report(PbxEvent event) {
        submit(new Input.PbxReported(event));
    }

    private void submit(Input input) {
        inputs.add(input);
    }

    private void workOff() {
        for (Input input = inputs.poll(); input != null; input = inputs.poll()) {
            Decision decision = engine.step(now, input);
            decision.events().forEach(this::tell);
            decision.effects().forEach(this::serve);
        }
    }

    private void serve(Effect effect) {
        switch (effect) {
            case Effect.AskPbx ask -> {
                if (ask.request() instanceof PbxRequest.PlayPrompts play) {
                    out.accept("    plays " + String.join(", ", play.prompts()));
                    report(new PbxEvent.RequestEnded(ask.id(), new RequestOutcome.PromptsEnded(false)));
                } else {
                    report(new PbxEvent.RequestEnded(ask.id(), new RequestOutcome.Done()));
                    if (ask.request() instanceof PbxRequest.ClearLeg clear) {
                        out.accept("    clears the call, cause " + clear.cause().code());
                        report(new PbxEvent.LegCleared(CALLER, clear.cause()));
                    }
                }
            }
            case Effect.LookUpCustomer lookUp ->
                submit(new Input.CustomerLookedUp(
                        lookUp.id(),
                        store.byNumber()
                                .apply(lookUp.number())
                                .<LookUpResult>map(LookUpResult.Found::new)
                                .orElseGet(LookUpResult.NotFound::new)));
            case Effect.QueryCustomer query -> submit(new Input.CustomerQueried(query.id(), answer(query.query())));
        }
    }

    private QueryResult answer(CustomerQuery query) {
        String value =
                store.attribute().apply(query.customer(), query.attribute()).orElse("");
        String expected = query.expected();
        if (value.isEmpty()) {
            return new QueryResult.Absent();
        }
        return expected == null ? new QueryResult.Value(value) : new QueryResult.Equal(value.equals(expected));
    }

    private void tell(Event event) {
        switch (event) {
            case IvrEvent.IvrNodeEntered e -> out.accept(e.node() + "  (" + kind(tree.node(e.node())) + ")");
            case IvrEvent.IvrDigitTaken e ->
                out.accept("    takes key " + e.digit() + (e.valid() ? "" : ", no choice"));
            case IvrEvent.IvrEntryRefused e -> out.accept("    refuses the entry of " + e.count() + " digits");
            case IvrEvent.IvrCollected e ->
                out.accept("    keeps " + e.name() + " = " + (e.value() == null ? Call.BLOTTED : e.value()));
            case IvrEvent.IvrNoted e -> out.accept("    keeps " + e.name() + " = " + e.value());
            case IvrEvent.IvrLanguageSet e -> out.accept("    speaks " + e.language());
            case CustomerEvent.CustomerIdentified e ->
                out.accept("    finds customer " + e.customer().id() + ", "
                        + e.customer().tier() + (e.customer().target() ? ", a target customer" : ""));
            case CustomerEvent.CustomerNotIdentified e -> out.accept("    finds nobody: " + e.reason());
            case CallEvent.LegAnswered e -> out.accept("    the call is answered");
            case CallBackEvent.CallBackRequested e ->
                out.accept("    notes a call-back to " + e.callBack().number() + " in queue "
                        + e.callBack().queue());
            case CallEvent.CallArrived e -> call = e.call();
            case QueueEvent.CallQueued e
            when e.call().equals(call) -> {
                out.accept("    the caller waits in queue " + e.queue() + ". The walk ends here.");
                over = true;
            }
            case CallEvent.CallClosed e
            when e.record().call().equals(call) -> {
                out.accept("The call is over: " + e.record().result() + ", cause "
                        + e.record().cause().code());
                over = true;
            }
            default -> {}
        }
    }

    /** The type of a node, as tree files write it. */
    private static String kind(IvrNode node) {
        return switch (node) {
            case IvrNode.LeaveCallBack callBack -> "callBack";
            case IvrNode.GoTo goTo -> "goto";
            case IvrNode.SetLanguage language -> "language";
            default -> {
                String name = node.getClass().getSimpleName();
                yield Character.toLowerCase(name.charAt(0)) + name.substring(1);
            }
        };
    }
}
