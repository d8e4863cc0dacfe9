package org.cordboard.server.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cordboard.server.kill.SocketTorture;
import org.cordboard.server.torture.KeptAmiLink;
import org.cordboard.sim.run.DayPlan;
import org.cordboard.sim.torture.Fault;
import org.cordboard.sim.torture.Promise;
import org.cordboard.sim.torture.Promises;
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

    /** Every so many seeds one is run twice, and must go the same way. */
    private static final int TWICE_EVERY = 10;

    @Option(names = "--seeds", defaultValue = "20", description = "How many days (${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--first",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "The first seed (${DEFAULT-VALUE}).")
    private long first;

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

    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private final Map<Promise, Promises.Tally> tallies = new EnumMap<>(Promise.class);
    private long done;
    private long bad;
    private long inputs;
    private long taken;
    private long lives;
    private long lost;

    @Override
    public Integer call() throws InterruptedException {
        if (sockets) {
            return SocketTorture.run(data, first, seeds, atOnce, System.out::println) ? 0 : 1;
        }
        DayPlan plan = new DayPlan(hours, agents, calls, true);
        Duration limit = budget == null ? Duration.ofDays(365) : Durations.parse(budget);
        long started = System.nanoTime();
        for (long seed = first; seed < first + seeds && System.nanoTime() - started < limit.toNanos(); seed++) {
            TortureReport report = run(seed, plan);
            add(report);
            if ((seed - first) % TWICE_EVERY == 0) {
                boolean same = run(seed, plan).journalHash() == report.journalHash();
                tallies.merge(Promise.P6, new Promises.Tally(1, same ? 1 : 0), Promises.Tally::and);
                if (!same) {
                    bad++;
                    System.out.println("seed " + seed + " went another way the second time");
                    System.out.println(again(seed));
                }
            }
            if ((seed - first + 1) % Math.max(1, seeds / 20) == 0) {
                System.out.printf(
                        Locale.ROOT,
                        "seed %d: journal %016x, %d inputs, %d calls, %d lives; %d of %d done, %d bad%n",
                        seed,
                        report.journalHash(),
                        report.inputs(),
                        report.calls(),
                        report.lives(),
                        done,
                        seeds,
                        bad);
            }
        }
        print((System.nanoTime() - started) / 1e9);
        return bad == 0 ? 0 : 1;
    }

    private TortureReport run(long seed, DayPlan plan) {
        return Torture.run(
                seed,
                plan,
                (network, pbx, run, wall, draws, events) ->
                        new KeptAmiLink(network, pbx, run, wall, draws, events, this::show),
                this::show);
    }

    private void show(String line) {
        if (show != null && line.contains(show)) {
            System.out.println(line.replaceAll("\\s*\n", " | "));
        }
    }

    private void add(TortureReport report) {
        done++;
        inputs += report.inputs();
        taken += report.calls();
        lives += report.lives();
        lost += report.entriesLost();
        report.faults().forEach((fault, count) -> faults.merge(fault, count, Long::sum));
        report.tallies().forEach((promise, tally) -> tallies.merge(promise, tally, Promises.Tally::and));
        if (!report.good()) {
            bad++;
            explain(report);
        }
    }

    private void explain(TortureReport report) {
        System.out.println("seed " + report.seed() + " broke promises:");
        report.findings().stream().limit(10).forEach(finding -> System.out.println("  " + finding));
        System.out.println("  the last entries of its journal, and what passed between adapter and PBX:");
        report.evidence().forEach(line -> System.out.println("    " + line));
        System.out.println(again(report.seed()));
    }

    private String again(long seed) {
        return String.format(
                Locale.ROOT,
                "  again: ./cordboard torture --first %d --seeds 1 --hours %s --agents %d --calls %d",
                seed,
                hours,
                agents,
                calls);
    }

    private void print(double seconds) {
        System.out.printf(
                Locale.ROOT,
                "%d days, %d bad, %.1f s, %.2f s a day; %d calls, %d inputs, %d lives of servers, %d entries lost%n",
                done,
                bad,
                seconds,
                seconds / Math.max(1, done),
                taken,
                inputs,
                lives,
                lost);
        System.out.println("fault                 struck");
        faults.forEach((fault, count) -> System.out.printf(Locale.ROOT, "  %-18s %8d%n", fault, count));
        System.out.println("promise                                                       tried         held");
        tallies.forEach((promise, tally) -> System.out.printf(
                Locale.ROOT,
                "  %-4s %-48s %12d %12d%s%n",
                promise,
                promise.words(),
                tally.tried(),
                tally.held(),
                tally.tried() == tally.held() ? "" : "  BROKEN"));
    }
}
