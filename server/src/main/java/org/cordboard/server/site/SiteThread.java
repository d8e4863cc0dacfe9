package org.cordboard.server.site;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.cordboard.cti.engine.Decision;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.EngineClock;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.engine.Timers;
import org.cordboard.cti.journal.JournalCodec;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.journal.JournalWriter;
import org.cordboard.cti.journal.StateHash;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.server.desktop.SiteInputs;
import org.cordboard.server.journal.JournalFollower;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two threads of a site. {@code cti-engine} owns the engine: it takes inputs, fires timers, decides, and appends to the
 * journal. {@code cti-journal} makes groups of entries durable, and only then lets their effects and replies go and shows them to
 * the followers. While a group is being written the engine goes on deciding.
 *
 * <p>The queue of inputs is bounded. When it is full a desktop's command is refused as busy, and a PBX's report waits for a place,
 * which in the end makes the PBX link drop and resynchronise. A part of it is kept for what must not wait: answers to effects and
 * word of lost desktops. When the journal or the engine fails, the site stops: no reply and no effect that is not durable ever gets
 * out.
 */
public final class SiteThread implements SiteInputs, AutoCloseable {

    static final int INPUTS = 1 << 16;
    static final int RESERVE = 1 << 14;
    private static final int STEPS = 1 << 14;
    /** A replay is held against the state as often as this, and at an orderly end. */
    private static final long STATE_NOTE_MILLIS = 600_000;

    private static final Logger log = LoggerFactory.getLogger(SiteThread.class);

    /** @param since engine time at which it came in */
    private record Asked(Input input, @Nullable CompletableFuture<Reply> answer, long since) {}

    private record Step(
            JournalEntry entry, Decision decision, @Nullable CompletableFuture<Reply> answer) {}

    private final Engine engine;
    private final EngineClock clock;
    private final JournalWriter journal;
    private final Effects effects;
    private final List<JournalFollower> followers;
    private final Consumer<Throwable> onFailure;
    private final long codeHash;
    private final LoadMeter load;
    private final BlockingQueue<Asked> inputs = new ArrayBlockingQueue<>(INPUTS + RESERVE);
    private final BlockingQueue<Step> steps = new ArrayBlockingQueue<>(STEPS);
    private final Thread engineThread = new Thread(this::decide, "cti-engine");
    private final Thread journalThread = new Thread(this::release, "cti-journal");
    private List<Input> atStart = List.of();
    private volatile @Nullable Throwable failure;
    private volatile boolean stopping;
    private volatile boolean decided;
    private volatile boolean abandoned;
    private volatile long position;
    private final AtomicLong notesFailed = new AtomicLong();
    private long configHash;
    private long clockCheckedAt;
    private long stateNotedAt;
    private long wallOffset;

    SiteThread(
            Engine engine,
            EngineClock clock,
            JournalWriter journal,
            Effects effects,
            List<JournalFollower> followers,
            long codeHash,
            LoadMeter load,
            Consumer<Throwable> onFailure) {
        this.engine = engine;
        this.clock = clock;
        this.journal = journal;
        this.effects = effects;
        this.followers = List.copyOf(followers);
        this.codeHash = codeHash;
        this.load = load;
        this.onFailure = onFailure;
        this.position = journal.lastAppended();
        this.configHash = hashOfConfig();
        this.stateNotedAt = clock.now();
        this.wallOffset = engine.site().wallClock(0);
    }

    private long hashOfConfig() {
        return StateHash.of(
                JournalCodec.standard().records(),
                new SiteEvent.SiteConfigured(engine.site().config()));
    }

    /** @param first what a start means to the engine: decided before any timer that came due while no server ran */
    void start(List<Input> first) {
        atStart = List.copyOf(first);
        engineThread.start();
        journalThread.start();
    }

    // ---- inputs, from any thread

    @Override
    public CompletionStage<Reply> command(Input.AgentCommanded command) {
        return ask(command);
    }

    /**
     * Hands a supervisor's command to the engine.
     *
     * @return completes as that of an agent's command does
     */
    public CompletionStage<Reply> command(Input.SupervisorCommanded command) {
        return ask(command);
    }

    private CompletionStage<Reply> ask(Input command) {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        if (failure != null || stopping) {
            answer.completeExceptionally(new TooBusyException("The server is stopping. Try again in a moment."));
        } else if (inputs.size() >= INPUTS || !inputs.offer(new Asked(command, answer, clock.now()))) {
            answer.completeExceptionally(new TooBusyException("The server has too much to do. Try again."));
        } else if (abandoned) {
            // It came in behind the last look at the queue; nobody else would answer it.
            abandon(new ArrayList<>());
        }
        return answer;
    }

    /** Never waits. What finds no place even in the reserve is let go; a limit of time in the engine covers for it. */
    @Override
    public void tell(Input input) {
        if (!inputs.offer(new Asked(input, null, clock.now())) && failure == null) {
            log.warn("Too much to do: {} is lost", input.getClass().getSimpleName());
        }
    }

    /** Takes what a PBX reports; waits while the engine has too much to do. */
    public void report(PbxEvent event) {
        while (inputs.size() >= INPUTS && failure == null && !decided) {
            LockSupport.parkNanos(1_000_000);
        }
        tell(new Input.PbxReported(event));
    }

    /** What made the site stop, or null while it works. */
    public @Nullable Throwable failure() {
        return failure;
    }

    /** Position of the last entry decided. */
    public long position() {
        return position;
    }

    public LoadMeter load() {
        return load;
    }

    /** Inputs waiting to be decided. */
    public int backlog() {
        return inputs.size();
    }

    /** Notes of the state that could not be taken. */
    long notesFailed() {
        return notesFailed.get();
    }

    // ---- cti-engine

    private void decide() {
        try {
            for (Input input : atStart) {
                step(input, null);
            }
            while (failure == null && (!stopping || !inputs.isEmpty())) {
                fireDueTimers();
                Asked asked = inputs.poll(untilNextTimer(), TimeUnit.MILLISECONDS);
                if (asked != null) {
                    load.waited(clock.now() - asked.since());
                    step(asked.input(), asked.answer());
                }
                limitNewCalls();
                checkWallClock();
                noteState();
            }
            if (failure == null) {
                takeStateNote();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            fail(e);
        } finally {
            decided = true;
            if (failure != null) {
                abandon(new ArrayList<>());
            }
        }
    }

    private long untilNextTimer() {
        Timers.Started next = engine.nextTimer();
        long wait = next == null ? 100 : next.dueAt() - clock.now();
        return Math.clamp(wait, 0, 100);
    }

    /** Whatever came in before a timer was due is decided before it, however late that is: an answer that is there is in time. */
    private void fireDueTimers() throws InterruptedException {
        Asked oldest = inputs.peek();
        long until = oldest == null ? clock.now() : oldest.since();
        for (Timers.Started next = engine.nextTimer();
                next != null && next.dueAt() <= until;
                next = engine.nextTimer()) {
            step(new Input.TimerFired(next.key(), next.generation()), null);
        }
    }

    private void checkWallClock() throws InterruptedException {
        long now = clock.now();
        if (now - clockCheckedAt < EngineClock.CHECK_MILLIS) {
            return;
        }
        clockCheckedAt = now;
        OptionalLong offset = clock.movedFrom(wallOffset);
        if (offset.isPresent()) {
            wallOffset = offset.getAsLong();
            step(new Input.WallClockMoved(wallOffset), null);
        }
    }

    private void limitNewCalls() throws InterruptedException {
        if (load.look(clock.now())) {
            step(new Input.AdmissionMeasured(load.callsPerSecond()), null);
        }
    }

    private void noteState() throws InterruptedException {
        long now = clock.now();
        if (now - stateNotedAt >= STATE_NOTE_MILLIS) {
            stateNotedAt = now;
            takeStateNote();
        }
    }

    /** A note is for those who replay the journal later. Calls must not suffer when there can be none. */
    private void takeStateNote() throws InterruptedException {
        Input note = new Input.StateNoteDue();
        Decision decision;
        long at = Math.max(clock.now(), engine.now());
        try {
            decision = engine.step(at, note);
        } catch (RuntimeException e) {
            notesFailed.incrementAndGet();
            log.warn("The state could not be noted in the journal: {}", e.getMessage(), e);
            return;
        }
        handOn(written(at, note, decision, null));
    }

    private void step(Input input, @Nullable CompletableFuture<Reply> answer) throws InterruptedException {
        boolean handedOn = false;
        try {
            handOn(decide(input, answer));
            handedOn = true;
        } finally {
            if (!handedOn) {
                refuse(answer);
            }
        }
    }

    private Step decide(Input input, @Nullable CompletableFuture<Reply> answer) {
        long at = Math.max(clock.now(), engine.now());
        Input written = engine.written(input);
        Decision decision = engine.step(at, input);
        if (input instanceof Input.ConfigurationLoaded) {
            configHash = hashOfConfig();
        }
        return written(at, written, decision, answer);
    }

    private Step written(long at, Input input, Decision decision, @Nullable CompletableFuture<Reply> answer) {
        JournalEntry entry = new JournalEntry(position + 1, at, input, decision.events(), configHash, codeHash);
        journal.append(entry);
        position = entry.position();
        load.decided(entry);
        return new Step(entry, decision, answer);
    }

    private void handOn(Step step) throws InterruptedException {
        while (!steps.offer(step, 100, TimeUnit.MILLISECONDS)) {
            if (failure != null) {
                throw new IllegalStateException("the journal has failed", failure);
            }
        }
    }

    // ---- cti-journal

    private void release() {
        List<Step> group = new ArrayList<>();
        try {
            while (failure == null && !(decided && steps.isEmpty())) {
                Step first = steps.poll(100, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                group.add(first);
                steps.drainTo(group);
                journal.force();
                group.forEach(this::letGo);
                group.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            fail(e);
        } finally {
            abandon(group);
        }
    }

    private void letGo(Step step) {
        for (JournalFollower follower : followers) {
            follower.follow(step.entry(), false);
        }
        step.decision().effects().forEach(effect -> effects.carryOut(effect, this::tell));
        Reply reply = step.decision().reply();
        if (step.answer() != null && reply != null) {
            step.answer().complete(reply);
        }
    }

    /**
     * Nothing that is not durable is answered: whoever still waits is refused. Both threads do this at the end of a site that
     * has failed, because either may be the last to have put something into a queue.
     */
    private void abandon(List<Step> group) {
        abandoned = true;
        steps.drainTo(group);
        group.forEach(step -> refuse(step.answer()));
        List<Asked> unasked = new ArrayList<>();
        inputs.drainTo(unasked);
        unasked.forEach(asked -> refuse(asked.answer()));
    }

    private static void refuse(@Nullable CompletableFuture<Reply> answer) {
        if (answer != null) {
            answer.completeExceptionally(new TooBusyException("The server has stopped. Try again in a moment."));
        }
    }

    private synchronized void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
            log.error("The site has stopped: {}", cause.getMessage(), cause);
            onFailure.accept(cause);
        }
    }

    /** Decides what is waiting, makes it durable, and stops. */
    @Override
    public void close() {
        stopping = true;
        try {
            engineThread.join(10_000);
            journalThread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        journal.close();
    }
}
