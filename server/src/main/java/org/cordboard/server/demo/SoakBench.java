package org.cordboard.server.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cordboard.crm.bench.ImportBench;
import org.cordboard.crm.bench.PageCache;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.StateSizes;
import org.cordboard.cti.engine.Timers;
import org.cordboard.server.CordboardServer;
import org.cordboard.server.SiteViews;
import org.cordboard.server.journal.JournalReader;
import org.cordboard.server.journal.SegmentJournal;
import org.cordboard.server.settings.Settings;
import org.cordboard.server.site.Books;
import org.cordboard.server.site.SiteRun;
import org.cordboard.server.snapshot.Replica;
import org.cordboard.server.snapshot.SnapshotFiles;
import org.cordboard.sim.people.CallGenerator;
import org.cordboard.sim.people.CustomerBehaviour;
import org.cordboard.sim.people.Draws;
import org.cordboard.sim.run.EngineSoak;
import org.cordboard.sim.run.LiveHeap;
import org.cordboard.sim.standalone.StandalonePbx;

/**
 * Whether the whole product grows: simulated PBX, server with its journal on disk, and agents on WebSockets, under the same load for a
 * long time. The heap without garbage is looked at after a tenth of the time and at the end, and what stands in the engine's state when
 * all calls are over.
 *
 * <p>Calls are short, and few agents take many, so that within the warm-up all that has a bound of its own fills up: the events and
 * replies remembered of each agent, callers in memory. Pages that the database keeps are counted apart, as their bound is a part of the heap.
 */
public final class SoakBench {

    private static final Duration WARM_UP = Duration.ofMinutes(5);
    private static final Duration JOURNAL_KEPT = Duration.ofMinutes(5);
    private static final int CUSTOMERS = 2_000;
    private static final long TALK_MILLIS = 500;
    private static final double AGENTS_PER_CALL_A_SECOND = 2;
    private static final int MOST_GOING = 2_000;

    private final Path folder;
    private final Consumer<String> say;
    private long calls;

    private SoakBench(Path folder, Consumer<String> say) {
        this.folder = folder;
        this.say = say;
    }

    private record Memory(long live, long pages) {

        static Memory now(CordboardServer server) {
            return new Memory(LiveHeap.bytes(), PageCache.bytes(server.database()));
        }

        long ours() {
            return live - pages;
        }
    }

    /**
     * Runs it, after a warm-up.
     *
     * @param data gets a folder of its own for journal and database, which is deleted in the end
     * @param say takes the lines of the report
     * @return whether the heap stayed as it was, nothing is left of calls that are over, and the books balance
     */
    public static boolean run(Path data, double callsPerSecond, Duration time, Consumer<String> say)
            throws InterruptedException {
        Path folder;
        try {
            folder = Files.createTempDirectory(Files.createDirectories(data), "soak-");
        } catch (IOException e) {
            throw new UncheckedIOException("There can be no folder in " + data + ": " + e.getMessage(), e);
        }
        try {
            return new SoakBench(folder, say).run(callsPerSecond, time);
        } finally {
            delete(folder);
        }
    }

    private boolean run(double callsPerSecond, Duration time) throws InterruptedException {
        ImportBench.fill(folder, CUSTOMERS, say);
        int agents = (int) Math.max(10, Math.ceil(callsPerSecond * AGENTS_PER_CALL_A_SECOND));
        String secret = DemoSite.secret();
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
        List<Robot> robots = new ArrayList<>();
        boolean held;
        Settings settings;
        try (StandalonePbx pbx = StandalonePbx.start(LoadTest.quickPhones(agents, secret))) {
            settings = LoadTest.settings(folder, agents, pbx.port(), secret, Map.of())
                    .withJournalKept(JOURNAL_KEPT);
            try (CordboardServer server = CordboardServer.start(settings, List.of())) {
                LoadTest.logIn(server, agents, secret, timer, robots, LoadTest.SHORT_WRAP_UP, offer -> {});
                held = soak(pbx, server, callsPerSecond, time);
            }
        } finally {
            timer.shutdownNow();
            robots.forEach(Robot::close);
        }
        boolean nothingLeft = nothingLeft(settings);
        return nothingLeft && held;
    }

    private boolean soak(StandalonePbx pbx, CordboardServer server, double callsPerSecond, Duration time)
            throws InterruptedException {
        CallGenerator usual = new CallGenerator(
                pbx.world(),
                LoadTest.mix(
                        callsPerSecond,
                        MOST_GOING,
                        LoadTest.callers(CUSTOMERS),
                        CustomerBehaviour.patient(TALK_MILLIS)),
                new Draws(1),
                pbx.callers());
        pbx.ask(() -> LoadTest.start(usual));
        pass(pbx, WARM_UP);
        pass(pbx, time.dividedBy(10));
        Memory early = tell("after a tenth", server);
        pass(pbx, time.minus(time.dividedBy(10)));
        Memory late = tell("at the end", server);
        pbx.ask(() -> LoadTest.stop(usual));
        Books.Ledger ledger = LoadTest.awaitEnd(server);
        double growth = 100.0 * (late.ours() - early.ours()) / early.ours();
        boolean balanced = ledger.balances() && ledger.open() == 0;
        say.accept(String.format(
                Locale.ROOT,
                "%,d calls ended; the heap grew by %.1f %%, at most 5 are allowed; books %s",
                calls,
                growth,
                balanced ? "balance" : "DO NOT BALANCE"));
        return growth <= 5 && balanced;
    }

    /** Callers' own words are counted and forgotten. */
    private void pass(StandalonePbx pbx, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(Math.clamp((end - System.nanoTime()) / 1_000_000, 1, 1_000));
            calls += pbx.ask(() -> pbx.callers().take().size());
        }
    }

    private Memory tell(String when, CordboardServer server) {
        Memory now = Memory.now(server);
        say.accept(String.format(
                Locale.ROOT,
                "%s: heap without garbage %.1f MB, of which the database keeps pages for %.1f MB; %d calls up, %d inputs wait",
                when,
                now.live() / 1e6,
                now.pages() / 1e6,
                server.books().ledger().open(),
                server.site().backlog()));
        return now;
    }

    /** The engine as a start would have it. */
    private boolean nothingLeft(Settings settings) {
        Path directory = folder.resolve("journal");
        try (SegmentJournal journal =
                SegmentJournal.open(new SegmentJournal.Options(directory, settings.site(), SiteRun.codeHash()))) {
            Replica last = new SnapshotFiles(directory).newest(journal.lastAppended(), SiteViews.replicas());
            try (JournalReader reader = journal.read(last.position() + 1)) {
                while (reader.hasNext()) {
                    last.apply(reader.next());
                }
            }
            passTime(last.engine());
            return nothingLeft(last.engine());
        }
    }

    /** Lets all limits run out: agents whose desktops went away with the server were excused for a while. */
    private static void passTime(Engine engine) {
        int most = 10_000;
        for (Timers.Started next = engine.nextTimer(); next != null && most > 0; next = engine.nextTimer(), most--) {
            engine.step(Math.max(engine.now(), next.dueAt()), new Input.TimerFired(next.key(), next.generation()));
        }
    }

    private boolean nothingLeft(Engine engine) {
        Map<String, Long> left = EngineSoak.leftOf(StateSizes.of(engine));
        say.accept(left.isEmpty() ? "nothing is left of calls that are over" : "LEFT of calls that are over: " + left);
        return left.isEmpty();
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be deleted: " + e.getMessage(), e);
        }
    }
}
