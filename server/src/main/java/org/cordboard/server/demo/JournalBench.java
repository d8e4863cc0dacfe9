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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.SessionId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.customer.LookUpResult;
import org.cordboard.cti.engine.CommandId;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.server.SiteViews;
import org.cordboard.server.journal.JournalReader;
import org.cordboard.server.journal.SegmentJournal;
import org.cordboard.server.journal.SiteView;
import org.cordboard.server.site.Effects;
import org.cordboard.server.site.SiteRun;
import org.cordboard.server.site.SiteThread;
import org.cordboard.server.snapshot.Replica;
import org.cordboard.server.snapshot.Retention;
import org.cordboard.server.snapshot.SnapshotFiles;
import org.cordboard.server.snapshot.SnapshotWriter;
import org.cordboard.sim.run.DayPlan;
import org.cordboard.sim.run.Simulation;

/**
 * What being durable costs: from a command's arrival to its reply through a site whose journal is on disk, at fixed rates; and how
 * long the journal of a long day takes to be read back.
 */
public final class JournalBench {

    private static final SiteId SITE = new SiteId("bench");
    private static final int AGENTS = 300;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(20);

    private final Path folder;
    private final Consumer<String> say;

    private JournalBench(Path folder, Consumer<String> say) {
        this.folder = folder;
        this.say = say;
    }

    /**
     * Runs it.
     *
     * @param folder where the journals go, in directories of their own, which are emptied
     * @param say takes the lines of the report
     */
    public static void run(Path folder, Consumer<String> say) throws InterruptedException {
        JournalBench bench = new JournalBench(folder, say);
        for (int rate : new int[] {2_000, 20_000}) {
            bench.commands(rate);
        }
        bench.restart();
    }

    // ---- input to reply

    private void commands(int perSecond) throws InterruptedException {
        SiteRun.Parts parts = new SiteRun.Parts(
                SITE,
                LoadTest.settings(folder, AGENTS, 0, "unused", Map.of()).toSiteConfig(),
                List.of(LoadTest.PBX),
                journal("commands-" + perSecond),
                new Effects((number, answer) -> answer.accept(new LookUpResult.NotFound())),
                List.of(),
                List.of(),
                new Replica(List.of()),
                () -> 0,
                failure -> say.accept("the site has failed: " + failure));
        Percentiles replies = new Percentiles();
        Throughput done;
        try (SiteThread site = SiteRun.start(parts)) {
            for (int i = 0; i < AGENTS; i++) {
                ask(site, i, "in", new AgentCommand.LogIn(new StationId(LoadTest.station(i))))
                        .join();
            }
            commands(site, perSecond, WARM_UP, new Percentiles());
            done = commands(site, perSecond, MEASURED, replies);
        }
        Percentiles.Summary s = replies.summary();
        say.accept(String.format(
                Locale.ROOT,
                "%,d commands/s, each durable before its reply: %,d replies, %,.0f/s; input to reply p50 %.2f ms, p99 %.2f ms, max %.1f ms",
                perSecond,
                s.count(),
                done.perSecond(),
                s.p50(),
                s.p99(),
                s.max()));
    }

    private record Throughput(long replies, double seconds) {
        double perSecond() {
            return replies / seconds;
        }
    }

    /** Sends at fixed times, however long the replies take, and counts from the time at which a command was due. */
    private static Throughput commands(SiteThread site, int perSecond, Duration time, Percentiles replies)
            throws InterruptedException {
        long started = System.nanoTime();
        long total = perSecond * time.toSeconds();
        List<CompletableFuture<?>> last = new ArrayList<>();
        for (long n = 0; n < total; n++) {
            long due = started + n * TimeUnit.SECONDS.toNanos(1) / perSecond;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(Math.max(1, due - System.nanoTime()));
            }
            AgentCommand what =
                    n / AGENTS % 2 == 0 ? new AgentCommand.MakeNotReady("BREAK") : new AgentCommand.MakeReady();
            CompletableFuture<Reply> reply = ask(site, (int) (n % AGENTS), started + "-" + n, what);
            CompletableFuture<?> counted = reply.thenAccept(r -> replies.add(System.nanoTime() - due));
            if (n >= total - AGENTS) {
                last.add(counted);
            }
        }
        CompletableFuture.allOf(last.toArray(CompletableFuture<?>[]::new)).join();
        return new Throughput(total, (System.nanoTime() - started) / 1e9);
    }

    private static CompletableFuture<Reply> ask(SiteThread site, int agent, String id, AgentCommand what) {
        return site.command(new Input.AgentCommanded(
                        new AgentId(LoadTest.agent(agent)), new SessionId("s-" + agent), new CommandId(id), what))
                .toCompletableFuture();
    }

    // ---- restart

    private void restart() throws InterruptedException {
        List<JournalEntry> day = Simulation.keep(1, DayPlan.LARGE).journal();
        String name = "restart";
        SnapshotFiles snapshots = new SnapshotFiles(folder.resolve(name));
        try (SegmentJournal journal = journal(name)) {
            // The server is killed just before the next snapshot is due.
            int written = day.size() - SnapshotWriter.EVERY + 1;
            try (SnapshotWriter writer = new SnapshotWriter(journal, snapshots, replica(), Retention.forEver())) {
                day.subList(0, written).forEach(journal::append);
                journal.force();
                writer.start();
                while (writer.written() + SnapshotWriter.EVERY <= written) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            }
            day.subList(written, day.size()).forEach(journal::append);
            journal.force();
            say.accept(String.format(
                    Locale.ROOT,
                    "%.0f hours, %d agents, %,d calls: %,d entries, %.0f MB",
                    DayPlan.LARGE.hours(),
                    DayPlan.LARGE.agents(),
                    DayPlan.LARGE.calls(),
                    day.size(),
                    bytes(name) / 1e6));
            for (int round = 1; round <= 3; round++) {
                readBack(journal, "all of it", replica());
            }
            for (int round = 1; round <= 3; round++) {
                long started = System.nanoTime();
                Replica replica = snapshots.newest(journal.lastAppended(), JournalBench::replica);
                say.accept(String.format(
                        Locale.ROOT, "newest snapshot read: %.2f s", (System.nanoTime() - started) / 1e9));
                readBack(journal, "what is behind it", replica);
            }
        }
    }

    /** As a server does when it starts. */
    private void readBack(SegmentJournal journal, String what, Replica replica) {
        long started = System.nanoTime();
        Replica live = replica.copy(views());
        try (JournalReader reader = journal.read(live.position() + 1)) {
            while (reader.hasNext()) {
                live.apply(reader.next());
            }
        }
        say.accept(String.format(
                Locale.ROOT,
                "read back %s, %,d entries, with books and screens: %.2f s, state %016x",
                what,
                live.position() - replica.position(),
                (System.nanoTime() - started) / 1e9,
                live.engine().stateHash()));
    }

    private static List<SiteView> views() {
        return SiteViews.alone().inOrder();
    }

    private static Replica replica() {
        return new Replica(views());
    }

    private long bytes(String name) {
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SegmentJournal journal(String name) {
        Path directory = folder.resolve(name);
        try {
            if (Files.isDirectory(directory)) {
                try (Stream<Path> files = Files.walk(directory)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return SegmentJournal.open(new SegmentJournal.Options(directory, SITE, SiteRun.codeHash()));
    }
}
