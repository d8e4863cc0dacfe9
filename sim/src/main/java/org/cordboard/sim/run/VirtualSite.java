package org.cordboard.sim.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
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
 * that asked for them, each in a task of its own; where the journal takes its time, as in production: when the step is durable.
 */
public final class VirtualSite {

    /** Looks at the engine after every step. */
    public interface Check {
        void after(Engine engine, Decision decision);
    }

    private record Step(
            JournalEntry entry, Decision decision, @Nullable Consumer<Reply> answer) {}

    private static final Decision NONE = new Decision(List.of(), List.of(), null);

    private final Scheduler time;
    private final LongSupplier clock;
    private final JournalWriter journal;
    private final BiConsumer<String, Consumer<LookUpResult>> customers;
    private final Engine engine;
    private final Map<PbxId, Pbx> pbxs = new LinkedHashMap<>();
    private final List<Consumer<JournalEntry>> followers = new ArrayList<>();
    private BiConsumer<CustomerQuery, Consumer<QueryResult>> queries =
            (query, answer) -> answer.accept(new QueryResult.Failed("there is no store"));
    private Check check = (e, decision) -> {};
    private @Nullable Cancellable wakeUp;
    private long wakeUpAt = Long.MAX_VALUE;
    private @Nullable LongSupplier disk;
    private List<Step> gathered = new ArrayList<>();
    private boolean forcing;
    private boolean stopped;

    /** @param customers looks a customer up; answers at once, later through the scheduler, or never */
    public VirtualSite(Scheduler time, JournalWriter journal, BiConsumer<String, Consumer<LookUpResult>> customers) {
        this(new Engine(), time, time::now, journal, customers);
    }

    /**
     * A site that goes on.
     *
     * @param engine in the state its journal led to
     * @param clock engine time, which runs as fast as the scheduler's
     */
    public VirtualSite(
            Engine engine,
            Scheduler time,
            LongSupplier clock,
            JournalWriter journal,
            BiConsumer<String, Consumer<LookUpResult>> customers) {
        this.engine = engine;
        this.time = time;
        this.clock = clock;
        this.journal = journal;
        this.customers = customers;
    }

    /** Lets steps go only when they are durable: in groups, each of which takes the disk as many milliseconds as it is asked for. */
    public void writeToDisk(LongSupplier millis) {
        disk = millis;
    }

    /** The process is gone: what was not let go never will be, and nothing reaches the engine any more. */
    public void stop() {
        stopped = true;
        if (wakeUp != null) {
            wakeUp.cancel();
        }
    }

    public boolean stopped() {
        return stopped;
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

    /** @param answer told the reply when it is durable; never when the site was stopped before */
    public void command(Input.AgentCommanded command, Consumer<Reply> answer) {
        step(command, answer);
    }

    /** Decides an input now. Must not be called by a follower while it is being told of another one. */
    public Decision submit(Input input) {
        return step(input, null);
    }

    private Decision step(Input input, @Nullable Consumer<Reply> answer) {
        if (stopped) {
            return NONE;
        }
        Input written = engine.written(input);
        long at = Math.max(clock.getAsLong(), engine.now());
        Decision decision = engine.step(at, input);
        JournalEntry entry = new JournalEntry(journal.lastAppended() + 1, at, written, decision.events(), 0, 0);
        journal.append(entry);
        check.after(engine, decision);
        Step step = new Step(entry, decision, answer);
        if (disk == null) {
            letGo(step);
        } else {
            gathered.add(step);
            force(disk);
        }
        watchTimers();
        return decision;
    }

    private void force(LongSupplier millis) {
        if (forcing || stopped || gathered.isEmpty()) {
            return;
        }
        forcing = true;
        List<Step> group = gathered;
        gathered = new ArrayList<>();
        time.schedule(millis.getAsLong(), () -> {
            if (!stopped) {
                journal.force();
                group.forEach(this::letGo);
                forcing = false;
                force(millis);
            }
        });
    }

    private void letGo(Step step) {
        if (stopped) {
            return;
        }
        followers.forEach(follower -> follower.accept(step.entry()));
        step.decision().effects().forEach(effect -> time.schedule(0, () -> carryOut(effect)));
        Reply reply = step.decision().reply();
        Consumer<Reply> answer = step.answer();
        if (answer != null && reply != null) {
            time.schedule(0, () -> answer.accept(reply));
        }
    }

    private void carryOut(Effect effect) {
        if (stopped) {
            return;
        }
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
        if (stopped) {
            return;
        }
        Timers.Started next = engine.nextTimer();
        long at = next == null ? Long.MAX_VALUE : next.dueAt();
        if (at == wakeUpAt) {
            return;
        }
        if (wakeUp != null) {
            wakeUp.cancel();
        }
        wakeUpAt = at;
        wakeUp = next == null ? null : time.schedule(Math.max(0, at - clock.getAsLong()), this::fireDue);
    }

    private void fireDue() {
        wakeUpAt = Long.MAX_VALUE;
        wakeUp = null;
        Timers.Started due = engine.nextTimer();
        if (due != null && due.dueAt() <= clock.getAsLong()) {
            submit(new Input.TimerFired(due.key(), due.generation()));
        } else {
            watchTimers();
        }
    }
}
