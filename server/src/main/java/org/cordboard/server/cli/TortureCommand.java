package org.cordboard.server.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.cordboard.server.kill.SocketTorture;
import org.cordboard.server.torture.KeptAmiLink;
import org.cordboard.sim.run.DayPlan;
import org.cordboard.sim.torture.Torture;
import org.cordboard.sim.torture.TortureReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "torture",
        description = {
            "Runs days on which everything fails, each from its seed, in virtual time:",
            "the engine and the Asterisk adapter on the simulated PBX's AMI.",
            "Prints promise by promise what was tried and what held."
        },
        mixinStandardHelpOptions = true)
final class TortureCommand implements Callable<Integer> {

    /** One of so many seeds is run twice, and must go the same way. */
    private static final int TWICE_EVERY = 10;

    @Option(names = "--seeds", defaultValue = "20", description = "How many days (${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--from",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "The first seed (${DEFAULT-VALUE}).")
    private long from;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Days that are run at the same time (as many as there are processors; 1 with --show).")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            description = "Begin no further day after so long, as in 90s or 3m (no limit).")
    private @Nullable String budget;

    @Option(names = "--hours", defaultValue = "0.5", description = "Length of a day (${DEFAULT-VALUE}).")
    private double hours;

    @Option(names = "--agents", defaultValue = "12", description = "Agents at work (${DEFAULT-VALUE}).")
    private int agents;

    @Option(names = "--calls", defaultValue = "150", description = "Calls that come in (${DEFAULT-VALUE}).")
    private int calls;

    @Option(
            names = "--sockets",
            description =
                    "Short days in real time instead: a server process of its own that is killed, on real sockets that fail.")
    private boolean sockets;

    @Option(
            names = "--at-once",
            paramLabel = "DAYS",
            defaultValue = "2",
            description = "With --sockets: how many days side by side (${DEFAULT-VALUE}).")
    private int atOnce;

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            defaultValue = "data-bench",
            description = "With --sockets: where settings, journals and logs go (${DEFAULT-VALUE}).")
    private Path data = Path.of("data-bench");

    @Option(
            names = "--show",
            paramLabel = "TEXT",
            description = "Print every entry of the journal and every frame of the PBX that contains this.")
    private @Nullable String show;

    private final TortureTotals totals = new TortureTotals();

    /** @param same whether it went the same way again; null when it was not run twice */
    private record Day(TortureReport report, @Nullable Boolean same, long processorNanos) {}

    @Override
    public Integer call() throws InterruptedException {
        if (sockets) {
            return SocketTorture.run(data, from, seeds, atOnce, System.out::println) ? 0 : 1;
        }
        int threads = show == null ? Math.max(1, jobs) : 1;
        Duration limit = budget == null ? Duration.ofDays(365) : Durations.parse(budget);
        long started = System.nanoTime();
        OrderedWork.run(
                from,
                from + seeds,
                threads,
                () -> System.nanoTime() - started < limit.toNanos(),
                this::day,
                this::done);
        totals.print(System.out, (System.nanoTime() - started) / 1e9, threads);
        if (totals.days() < seeds) {
            System.out.println("the time is up; to go on: " + command(from + totals.days(), seeds - totals.days()));
        }
        return totals.bad() == 0 ? 0 : 1;
    }

    private Day day(long seed) {
        DayPlan plan = new DayPlan(hours, agents, calls, true);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        TortureReport report = run(seed, plan, show == null ? null : this::show);
        long nanos = threads.getCurrentThreadCpuTime() - before;
        Boolean same = seed % TWICE_EVERY == 1 ? run(seed, plan, null).journalHash() == report.journalHash() : null;
        return new Day(report, same, nanos);
    }

    private static TortureReport run(long seed, DayPlan plan, @Nullable Consumer<String> trace) {
        return Torture.run(
                seed,
                plan,
                (network, pbx, life, wall, draws, events) ->
                        new KeptAmiLink(network, pbx, life, wall, draws, events, trace),
                trace);
    }

    private void show(String line) {
        if (show != null && line.contains(show)) {
            System.out.println(line.replaceAll("\\s*\n", " | "));
        }
    }

    private void done(Day day) {
        TortureReport report = day.report();
        totals.add(report, day.same(), day.processorNanos());
        if (!report.good()) {
            explain(report);
        }
        if (Boolean.FALSE.equals(day.same())) {
            System.out.println("seed " + report.seed() + " went another way the second time");
            System.out.println("  again: " + command(report.seed(), 1));
        }
        if (totals.days() % Math.max(1, seeds / 20) == 0) {
            System.out.printf(
                    Locale.ROOT,
                    "seed %d: journal %016x, %d inputs, %d calls, %d lives; %d of %d done, %d bad%n",
                    report.seed(),
                    report.journalHash(),
                    report.inputs(),
                    report.calls(),
                    report.lives(),
                    totals.days(),
                    seeds,
                    totals.bad());
        }
    }

    private void explain(TortureReport report) {
        System.out.println("seed " + report.seed() + " broke promises:");
        report.findings().stream().limit(10).forEach(finding -> System.out.println("  " + finding));
        System.out.println("  the last entries of its journal, and what passed between adapter and PBX:");
        report.evidence().forEach(line -> System.out.println("    " + line));
        System.out.println("  again: " + command(report.seed(), 1));
    }

    private String command(long first, long days) {
        return String.format(
                Locale.ROOT,
                "./cordboard torture --from %d --seeds %d --hours %s --agents %d --calls %d",
                first,
                days,
                hours,
                agents,
                calls);
    }
}
