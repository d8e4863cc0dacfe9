package org.cordboard.sim.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.cordboard.cti.engine.Decision;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.EngineClock;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.engine.StartUp;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.sim.people.Draws;
import org.cordboard.sim.run.SimulatedDay;
import org.cordboard.sim.run.VirtualSite;
import org.cordboard.sim.time.VirtualTime;
import org.jspecify.annotations.Nullable;

/**
 * A server whose process can end at any input: engine and adapter are thrown away, the journal stays but for what was not forced. It is
 * started again as a real one: replay, what a restart means to the engine, and then the link.
 */
final class TorturedServer {

    private static final long USUAL_FORCE_MILLIS = 8;

    private final SimulatedDay day;
    private final VirtualTime time;
    private final AmiNetwork network;
    private final AmiClient.Factory clients;
    private final DurableJournal journal;
    private final Draws draws;
    private final List<ServerWatch> watches = new ArrayList<>();
    private @Nullable VirtualSite site;
    private @Nullable AmiClient client;
    private @Nullable EngineClock clock;
    private int lives;
    private long shown;
    private long killAfter = -1;
    private long downMillis;
    private long forceMillis = USUAL_FORCE_MILLIS;
    private long wallSet;
    private long wallSetAt;
    private long entriesLost;
    private long inputs;

    TorturedServer(
            SimulatedDay day, AmiNetwork network, AmiClient.Factory clients, DurableJournal journal, Draws draws) {
        this.day = day;
        this.time = day.time();
        this.network = network;
        this.clients = clients;
        this.journal = journal;
        this.draws = draws;
    }

    void watch(ServerWatch watch) {
        watches.add(watch);
    }

    // ---- its life

    void start() {
        lives++;
        Engine engine = journal.replay();
        EngineClock now = new EngineClock(
                this::wall,
                () -> time.now() * 1_000_000,
                engine.now(),
                engine.site().wallClock(0));
        VirtualSite next = new VirtualSite(engine, time, now::now, journal, day.store()::lookUp);
        AmiClient adapter = clients.make(network, day.pbx(), "life" + lives, this::wall, draws.split(), next::reported);
        next.answerQueries(day.store()::query);
        next.writeToDisk(() -> draws.between(0, forceMillis));
        next.checkWith(this::decided);
        next.follow(this::show);
        next.connect(adapter);
        site = next;
        client = adapter;
        clock = now;
        // Durable, and nobody was told before the process ended.
        List.copyOf(journal.entries().subList((int) shown, journal.entries().size()))
                .forEach(this::show);
        watches.forEach(watch -> watch.replayed(engine));
        tellWhatAStartMeans(next, engine);
        if (next.stopped()) {
            return;
        }
        watches.forEach(watch -> watch.started(engine));
        adapter.start();
        checkClockLater(next);
    }

    private void tellWhatAStartMeans(VirtualSite started, Engine engine) {
        if (journal.lastAppended() == 0) {
            started.submit(new Input.SiteStarted(new SiteId("sim"), time.now() / 1000));
        }
        StartUp.inputs(engine, day.config(), List.of(day.pbx()), engineTime()).forEach(started::submit);
    }

    /** The process ends after so many more inputs, and is started again so long afterwards. */
    void killAfter(long moreInputs, long thenMillis) {
        killAfter = moreInputs;
        downMillis = thenMillis;
    }

    /** It is not killed any more. */
    void spare() {
        killAfter = -1;
    }

    private void decided(Engine engine, Decision decision) {
        inputs++;
        JournalEntry entry = journal.entries().getLast();
        watches.forEach(watch -> watch.decided(engine, entry.input(), decision));
        if (killAfter >= 0 && killAfter-- == 0) {
            die();
        }
    }

    private void die() {
        Objects.requireNonNull(site).stop();
        Objects.requireNonNull(client).kill();
        site = null;
        client = null;
        clock = null;
        killAfter = -1;
        entriesLost += journal.lose(draws);
        watches.forEach(ServerWatch::killed);
        time.schedule(downMillis, this::start);
    }

    private void show(JournalEntry entry) {
        shown = entry.position();
        day.seen(entry);
        watches.forEach(watch -> watch.shown(entry));
    }

    // ---- its clocks and its disk

    private long wall() {
        return time.now() + wallSet;
    }

    /** Sets the wall clock, so far from the right time. */
    void setWallClock(long fromRight) {
        wallSet = fromRight;
        wallSetAt = time.now();
    }

    boolean clockIsRight() {
        return wallSet == 0;
    }

    /** Whether a clock that was set has been noticed by now; nobody can, where the process ends before. */
    boolean knowsItsClock() {
        return time.now() - wallSetAt > EngineClock.CHECK_MILLIS;
    }

    private void checkClockLater(VirtualSite living) {
        time.schedule(EngineClock.CHECK_MILLIS, () -> {
            EngineClock now = clock;
            if (living.stopped() || now == null) {
                return;
            }
            now.movedFrom(living.engine().site().wallClock(0))
                    .ifPresent(offset -> living.submit(new Input.WallClockMoved(offset)));
            checkClockLater(living);
        });
    }

    /** How long the disk takes for a group, at most. */
    void slowDisk(long millis) {
        forceMillis = millis;
    }

    void usualDisk() {
        forceMillis = USUAL_FORCE_MILLIS;
    }

    // ---- what reaches it

    boolean runs() {
        return site != null;
    }

    boolean dying() {
        return killAfter >= 0;
    }

    void tell(Input input) {
        VirtualSite living = site;
        if (living != null) {
            living.submit(input);
        }
    }

    void command(Input.AgentCommanded command, Consumer<Reply> answer) {
        VirtualSite living = site;
        if (living != null) {
            living.command(command, answer);
        }
    }

    // ---- what can be seen of it

    /** The engine, unless the server is down. */
    @Nullable
    Engine engine() {
        return site == null ? null : site.engine();
    }

    @Nullable
    AmiClient client() {
        return client;
    }

    /** Engine time; 0 while the server is down. */
    long engineTime() {
        return clock == null ? 0 : clock.now();
    }

    int lives() {
        return lives;
    }

    long inputs() {
        return inputs;
    }

    long entriesLost() {
        return entriesLost;
    }

    boolean linkUp() {
        return site != null && site.engine().site().linkUp(day.pbx());
    }
}
