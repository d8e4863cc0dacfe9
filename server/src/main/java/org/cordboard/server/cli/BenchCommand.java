package org.cordboard.server.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.cordboard.crm.bench.ImportBench;
import org.cordboard.crm.bench.LookUpBench;
import org.cordboard.crm.bench.ReportBench;
import org.cordboard.server.demo.JournalBench;
import org.cordboard.server.demo.LoadTest;
import org.cordboard.server.demo.OverloadBench;
import org.cordboard.server.demo.Percentiles;
import org.cordboard.server.demo.SoakBench;
import org.cordboard.server.kill.RestartBench;
import org.cordboard.sim.run.DayPlan;
import org.cordboard.sim.run.EngineBench;
import org.cordboard.sim.run.EngineSoak;
import org.cordboard.sim.run.PriorityBench;
import org.cordboard.sim.run.RoutingBench;
import org.cordboard.sim.run.Simulation;
import org.cordboard.sim.run.SimulationReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "bench",
        description =
                "Measures and prints: engine (inputs per second), day (a large simulated day), offer (PBX event to"
                        + " offer frame over TCP), overload (four times the calls that the server can take; ends with 1 if VIPs notice or a call is lost), soak (whether memory grows in"
                        + " a simulated day of 24 hours, or with --for in real time; ends with 1 if it does), routing (one routing decision in a large site), priority (who waits how"
                        + " long, by tier), import (a file of customers), look-up (a caller among many customers), report"
                        + " (reports over 30 days of 20,000 calls), journal (input to durable reply, and reading a long"
                        + " day back), restart (a busy server that is killed and started again: how soon it serves, and"
                        + " what was lost; ends with 1 if anything was, or if it took longer than 5 s).",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

    /** What can be measured. */
    enum What {
        ENGINE,
        DAY,
        OFFER,
        OVERLOAD,
        SOAK,
        ROUTING,
        PRIORITY,
        IMPORT,
        LOOK_UP,
        REPORT,
        JOURNAL,
        RESTART;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Takes the words as they are printed. */
    static final class WhatConverter implements ITypeConverter<What> {

        @Override
        public What convert(String word) {
            for (What what : What.values()) {
                if (what.toString().equalsIgnoreCase(word)) {
                    return what;
                }
            }
            throw new TypeConversionException("'" + word + "' is none of " + List.of(What.values()));
        }
    }

    @Parameters(paramLabel = "WHAT", converter = WhatConverter.class, description = "${COMPLETION-CANDIDATES}")
    private What what = What.ENGINE;

    @Option(names = "--agents", description = "offer, overload: agents (offer: 200, overload: 600).")
    private @Nullable Integer agents;

    @Option(
            names = "--calls-per-second",
            description = "offer, overload, soak: load (20; overload: found out first; soak: 50).")
    private @Nullable Double callsPerSecond;

    @Option(names = "--days", defaultValue = "5", description = "priority: simulated days (${DEFAULT-VALUE}).")
    private int days;

    @Option(names = "--for", description = "offer, overload, soak: how long (60s; soak: a simulated day).")
    private @Nullable String time;

    @Option(names = "--calls", defaultValue = "500", description = "restart: calls up at each kill (${DEFAULT-VALUE}).")
    private int calls;

    @Option(names = "--kills", defaultValue = "3", description = "restart: how often (${DEFAULT-VALUE}).")
    private int kills;

    @Option(names = "--seed", defaultValue = "1", description = "restart: of the moments (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--customers",
            description = "offer, overload, import, look-up: customers (offer, overload: 5000, else 1000000).")
    private @Nullable Integer customers;

    @Option(
            names = "--data",
            defaultValue = "data-bench",
            description =
                    "offer, overload, soak, import, look-up, report, journal, restart: where journal and database go.")
    private Path data = Path.of("data-bench");

    @Override
    public Integer call() throws InterruptedException {
        switch (what) {
            case ENGINE -> engine();
            case DAY -> day();
            case OFFER -> offer();
            case OVERLOAD -> {
                return overload();
            }
            case SOAK -> {
                return (time == null ? soakedDay() : soak()) ? 0 : 1;
            }
            case ROUTING -> routing();
            case PRIORITY -> priority();
            case IMPORT -> ImportBench.run(data, million(), System.out::println);
            case LOOK_UP -> LookUpBench.run(data, million(), System.out::println);
            case REPORT -> ReportBench.run(data, 30, 20_000, System.out::println);
            case JOURNAL -> JournalBench.run(data, System.out::println);
            case RESTART -> {
                return restart() ? 0 : 1;
            }
        }
        return 0;
    }

    private boolean restart() throws InterruptedException {
        return RestartBench.run(data, new RestartBench.Plan(calls, kills, seed), System.out::println);
    }

    private boolean soak() throws InterruptedException {
        return SoakBench.run(data, perSecond(50), duration(), System.out::println);
    }

    private static boolean soakedDay() {
        EngineSoak.Result result = EngineSoak.run(1, 6, 24);
        System.out.printf(
                Locale.ROOT,
                "24 hours after 6, 20 agents, %,d calls, %,d inputs: the engine holds %.1f kB after a tenth, %.1f kB at the end%n",
                result.calls(),
                result.inputs(),
                result.early() / 1e3,
                result.late() / 1e3);
        System.out.println("the lists of its state then: " + result.state());
        System.out.println(
                result.left().isEmpty()
                        ? "nothing is left of calls that are over"
                        : "LEFT of calls that are over: " + result.left());
        return result.good();
    }

    private int million() {
        return customers == null ? 1_000_000 : customers;
    }

    private Duration duration() {
        return Durations.parse(time == null ? "60s" : time);
    }

    private double perSecond(double usual) {
        return callsPerSecond == null ? usual : callsPerSecond;
    }

    private static void engine() {
        EngineBench bench = EngineBench.record(7, new DayPlan(2, 100, 6_000, true));
        System.out.printf("%d inputs of a mixed day, %d events%n", bench.inputs(), bench.events());
        for (int round = 1; round <= 24; round++) {
            System.out.printf(Locale.ROOT, "round %d: %.0f inputs/s with the journal in memory%n", round, bench.run());
        }
    }

    private static void routing() {
        System.out.println(
                "one step of the engine: 10,000 ready agents, 50 kinds of callers, 5 % kept for their manager; µs");
        System.out.printf(
                "%-9s%-55s%9s%9s%9s%9s%12s%n", "waiting", "decision", "steps", "p50", "p99", "worst", "p99 on CPU");
        RoutingBench.run(1_000, f -> {}); // until the virtual machine has compiled it
        for (int waiting : new int[] {1_000, 10_000, 100_000}) {
            RoutingBench.run(
                    waiting,
                    f -> System.out.printf(
                            Locale.ROOT,
                            "%-9d%-55s%9d%9.1f%9.1f%9.0f%12.1f%n",
                            f.waiting(),
                            f.decision(),
                            f.count(),
                            f.p50(),
                            f.p99(),
                            f.worst(),
                            f.processorP99()));
        }
    }

    private void priority() {
        System.out.printf("waiting times in s at 95 %% load, 20 agents, %d days of 8 hours in virtual time%n", days);
        System.out.printf("%-12s%-10s%9s%9s%9s%9s%9s%n", "order", "tier", "callers", "mean", "p90", "p99", "longest");
        PriorityBench.run(
                days,
                f -> System.out.printf(
                        Locale.ROOT,
                        "%-12s%-10s%9d%9.1f%9.1f%9.1f%9.1f%n",
                        f.order(),
                        f.tier(),
                        f.callers(),
                        f.mean(),
                        f.p90(),
                        f.p99(),
                        f.longest()));
    }

    private static void day() {
        for (int round = 1; round <= 6; round++) {
            long started = System.nanoTime();
            SimulationReport report = Simulation.run(round, DayPlan.LARGE, false);
            double seconds = (System.nanoTime() - started) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "8 hours, 300 agents, %d calls, %d inputs: %.2f s, findings %s%n",
                    report.calls(),
                    report.inputs(),
                    seconds,
                    report.findings());
        }
    }

    private int overload() throws InterruptedException {
        int known = customers == null ? 5_000 : customers;
        return OverloadBench.run(
                        data, known, agents == null ? 600 : agents, callsPerSecond, duration(), System.out::println)
                ? 0
                : 1;
    }

    private void offer() throws InterruptedException {
        LoadTest.Result result = LoadTest.run(
                data, customers == null ? 5_000 : customers, agents == null ? 200 : agents, perSecond(20), duration());
        Percentiles.Summary s = result.offers();
        System.out.printf(
                Locale.ROOT,
                "%d calls, %d offers measured: p50 %.2f ms, p90 %.2f ms, p99 %.2f ms, max %.2f ms; books %s%n",
                result.calls(),
                s.count(),
                s.p50(),
                s.p90(),
                s.p99(),
                s.max(),
                result.balanced() ? "balance" : "DO NOT BALANCE");
    }
}
