package org.cordboard.server.desktop;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.LookUpResult;
import org.cordboard.cti.customer.QueryResult;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.engine.Decision;
import org.cordboard.cti.engine.Effect;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.ivr.IvrNode;
import org.cordboard.cti.ivr.IvrTree;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestOutcome;
import org.cordboard.cti.port.TrunkId;
import org.jspecify.annotations.Nullable;

/**
 * A real engine without threads, journal or PBX behind desktops: it decides at once, its PBX does what it is told, and every
 * caller is the same golden customer. Agents anna and bert serve the queue vip; stations are 101, 102 and 103.
 */
public final class EngineSite implements SiteInputs {

    public static final PbxId PBX = new PbxId("pbx");
    static final long WALL_CLOCK = 1_790_000_000_000L;

    private record Asked(Input input, @Nullable CompletableFuture<Reply> answer) {}

    /** All inputs that were decided, in order. */
    final List<Input> inputs = new ArrayList<>();

    private final Engine engine = new Engine();
    private final List<JournalEntry> journal = new ArrayList<>();
    private final List<LegId> dialled = new ArrayList<>();
    private final ArrayDeque<Asked> waiting = new ArrayDeque<>();
    private final Executor thread;
    private @Nullable Desktops desktops;
    private long now = 1_000;
    private boolean deciding;
    private boolean held;
    private boolean busy;

    /** @param thread on which the engine decides and its events are told */
    public EngineSite(Executor thread) {
        this.thread = thread;
        ask(new Input.SiteStarted(new SiteId("test"), 1_790_000_000), null);
        ask(new Input.WallClockMoved(WALL_CLOCK), null);
        ask(new Input.ConfigurationLoaded(config()), null);
        report(new PbxEvent.LinkUp(PBX, List.of()));
    }

    public static SiteConfig config() {
        QueueId vip = new QueueId("vip");
        Map<String, IvrNode> nodes = new LinkedHashMap<>();
        nodes.put("who", new IvrNode.Identify("wait", "wait"));
        nodes.put("wait", new IvrNode.Queue(vip, "end", "end"));
        nodes.put("end", new IvrNode.HangUp(Cause.NORMAL_CLEARING));
        return new SiteConfig(
                List.of(new SiteConfig.Hotline("4000", "VIP line", "vip")),
                List.of(new IvrTree("vip", "who", null, nodes)),
                List.of(new SiteConfig.QueueConfig(
                        vip,
                        "VIP",
                        Map.of(),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(5),
                        "default")),
                Stream.of("anna", "bert")
                        .map(name -> new SiteConfig.AgentConfig(new AgentId(name), name, List.of(vip)))
                        .toList(),
                Stream.of("101", "102", "103")
                        .map(station ->
                                new SiteConfig.StationConfig(new org.cordboard.cti.agent.StationId(station), PBX))
                        .toList(),
                SiteConfig.Limits.DEFAULT);
    }

    /** Desktops of a server that is started: they are shown the whole journal, then serve. */
    public void starts(Desktops others) {
        journal.forEach(entry -> others.follow(entry, true));
        desktops = others;
    }

    /** Nothing is decided until {@link #goesOn}. */
    void holds() {
        held = true;
    }

    void goesOn() {
        held = false;
        work();
    }

    void isBusy() {
        busy = true;
    }

    // ---- what happens outside

    public void calls(String leg, String number) {
        CallerId caller = new CallerId(number, "");
        report(new PbxEvent.LegOffered(PBX, new LegId(leg), new TrunkId("carrier"), caller, "4000"));
    }

    void linkChanges(boolean up) {
        report(up ? new PbxEvent.LinkUp(PBX, List.of()) : new PbxEvent.LinkDown(PBX, "test"));
    }

    void phoneRings() {
        report(new PbxEvent.LegAlerting(dialled.getLast()));
    }

    void phoneAnswers(String caller) {
        report(new PbxEvent.LegAnswered(dialled.getLast()));
        report(new PbxEvent.LegsBridged(new LegId(caller), dialled.getLast()));
    }

    void phoneHangsUp() {
        report(new PbxEvent.LegCleared(dialled.getLast(), Cause.NORMAL_CLEARING));
    }

    <T extends Input> List<T> inputs(Class<T> type) {
        return inputs.stream().filter(type::isInstance).map(type::cast).toList();
    }

    // ---- the engine

    @Override
    public CompletionStage<Reply> command(Input.AgentCommanded command) {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        if (busy) {
            answer.completeExceptionally(new TooBusyException("The server has too much to do. Try again."));
        } else {
            ask(command, answer);
        }
        return answer;
    }

    @Override
    public void tell(Input input) {
        ask(input, null);
    }

    public void report(PbxEvent event) {
        ask(new Input.PbxReported(event), null);
    }

    private void ask(Input input, @Nullable CompletableFuture<Reply> answer) {
        thread.execute(() -> {
            waiting.add(new Asked(input, answer));
            work();
        });
    }

    private void work() {
        if (deciding || held) {
            return;
        }
        deciding = true;
        for (Asked asked = waiting.poll(); asked != null; asked = waiting.poll()) {
            decide(asked);
        }
        deciding = false;
    }

    private void decide(Asked asked) {
        inputs.add(asked.input());
        Decision decision = engine.step(++now, asked.input());
        JournalEntry entry = new JournalEntry(journal.size() + 1, now, asked.input(), decision.events(), 0, 0);
        journal.add(entry);
        decision.events().forEach(event -> {
            if (event instanceof CallEvent.LegDialled e) {
                dialled.add(e.leg());
            }
        });
        if (desktops != null) {
            desktops.follow(entry, false);
        }
        decision.effects().forEach(this::serve);
        if (asked.answer() != null) {
            asked.answer().complete(Objects.requireNonNull(decision.reply()));
        }
    }

    private void serve(Effect effect) {
        switch (effect) {
            case Effect.AskPbx ask -> {
                RequestOutcome outcome = ask.request() instanceof PbxRequest.PlayPrompts
                        ? new RequestOutcome.PromptsEnded(false)
                        : new RequestOutcome.Done();
                report(new PbxEvent.RequestEnded(ask.id(), outcome));
            }
            case Effect.LookUpCustomer lookUp ->
                tell(new Input.CustomerLookedUp(lookUp.id(), new LookUpResult.Found(customer())));
            case Effect.QueryCustomer query ->
                tell(new Input.CustomerQueried(query.id(), new QueryResult.Value("1200")));
        }
    }

    private static Customer customer() {
        return new Customer(new CustomerId("C1"), "Ms Wei", Tier.GOLD, true, null, Map.of("plan", "Family 199"));
    }
}
