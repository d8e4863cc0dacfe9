package org.cordboard.sim.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.cordboard.cti.customer.CustomerQuery;
import org.cordboard.cti.customer.LookUpResult;
import org.cordboard.cti.customer.QueryResult;
import org.cordboard.cti.engine.Decision;
import org.cordboard.cti.engine.Effect;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.Timers;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.journal.JournalWriter;
import org.cordboard.cti.port.Pbx;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxId;
import org.cordboard.sim.time.Cancellable;
import org.cordboard.sim.time.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A site in virtual time: the same engine as in production, driven by a scheduler instead of threads. Effects leave after the step
 * that asked for them, each in a task of its own.
 */
public final class VirtualSite {

    /** Looks at the engine after every step. */
    public interface Check {
        void after(Engine engine, Decision decision);
    }

    private final Scheduler time;
    private final JournalWriter journal;
    private final BiConsumer<String, Consumer<LookUpResult>> customers;
    private final Engine engine = new Engine();
    private final Map<PbxId, Pbx> pbxs = new LinkedHashMap<>();
    private final List<Consumer<JournalEntry>> followers = new ArrayList<>();
    private BiConsumer<CustomerQuery, Consumer<QueryResult>> queries =
            (query, answer) -> answer.accept(new QueryResult.Failed("there is no store"));
    private Check check = (e, decision) -> {};
    private @Nullable Cancellable wakeUp;
    private long wakeUpAt = Long.MAX_VALUE;

    /** @param customers looks a customer up; answers at once, later through the scheduler, or never */
    public VirtualSite(Scheduler time, JournalWriter journal, BiConsumer<String, Consumer<LookUpResult>> customers) {
        this.time = time;
        this.journal = journal;
        this.customers = customers;
    }

    public Engine engine() {
        return engine;
    }

    public void connect(Pbx pbx) {
        pbxs.put(pbx.id(), pbx);
    }

    /** @param store answers what trees ask about customers; at once, later through the scheduler, or never */
    public void answerQueries(BiConsumer<CustomerQuery, Consumer<QueryResult>> store) {
        this.queries = store;
    }

    public void checkWith(Check invariants) {
        this.check = invariants;
    }

    /** Adds one who is shown every entry, after it was appended and before its effects leave. */
    public void follow(Consumer<JournalEntry> follower) {
        followers.add(follower);
    }

    public void reported(PbxEvent event) {
        submit(new Input.PbxReported(event));
    }

    public Reply command(Input.AgentCommanded command) {
        return Objects.requireNonNull(submit(command).reply());
    }

    /** Decides an input now. Must not be called by a follower while it is being told of another one. */
    public Decision submit(Input input) {
        Input written = engine.written(input);
        Decision decision = engine.step(time.now(), input);
        JournalEntry entry = new JournalEntry(journal.lastAppended() + 1, time.now(), written, decision.events(), 0, 0);
        journal.append(entry);
        check.after(engine, decision);
        followers.forEach(follower -> follower.accept(entry));
        decision.effects().forEach(effect -> time.schedule(0, () -> carryOut(effect)));
        watchTimers();
        return decision;
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.AskPbx ask ->
                Objects.requireNonNull(pbxs.get(ask.pbx())).request(ask.request());
            case Effect.LookUpCustomer lookUp ->
                customers.accept(lookUp.number(), result -> submit(new Input.CustomerLookedUp(lookUp.id(), result)));
            case Effect.QueryCustomer query ->
                queries.accept(query.query(), result -> submit(new Input.CustomerQueried(query.id(), result)));
        }
    }

    private void watchTimers() {
        Timers.Started next = engine.nextTimer();
        long at = next == null ? Long.MAX_VALUE : next.dueAt();
        if (at == wakeUpAt) {
            return;
        }
        if (wakeUp != null) {
            wakeUp.cancel();
        }
        wakeUpAt = at;
        wakeUp = next == null ? null : time.schedule(Math.max(0, at - time.now()), this::fireDue);
    }

    private void fireDue() {
        wakeUpAt = Long.MAX_VALUE;
        wakeUp = null;
        Timers.Started due = engine.nextTimer();
        if (due != null && due.dueAt() <= time.now()) {
            submit(new Input.TimerFired(due.key(), due.generation()));
        } else {
            watchTimers();
        }
    }
}
