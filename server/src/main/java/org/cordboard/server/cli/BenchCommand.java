package org.cordboard.server.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.cordboard.server.demo.LoadTest;
import org.cordboard.server.demo.Percentiles;
import org.cordboard.sim.run.DayPlan;
import org.cordboard.sim.run.EngineBench;
import org.cordboard.sim.run.Simulation;
import org.cordboard.sim.run.SimulationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "bench",
        description =
                "Measures and prints: engine (inputs per second), day (a large simulated day), offer (PBX event to"
                        + " offer frame over TCP).",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

    /** What can be measured. */
    enum What {
        ENGINE,
        DAY,
        OFFER
    }

    @Parameters(paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}")
    private What what = What.ENGINE;

    @Option(names = "--agents", defaultValue = "200", description = "offer: agents (${DEFAULT-VALUE}).")
    private int agents;

    @Option(names = "--calls-per-second", defaultValue = "20", description = "offer: load (${DEFAULT-VALUE}).")
    private double callsPerSecond;

    @Option(names = "--for", defaultValue = "60s", description = "offer: how long (${DEFAULT-VALUE}).")
    private String time = "60s";

    @Option(names = "--data", defaultValue = "data-bench", description = "offer: where the journal goes.")
    private Path data = Path.of("data-bench");

    @Override
    public Integer call() throws InterruptedException {
        switch (what) {
            case ENGINE -> engine();
            case DAY -> day();
            case OFFER -> offer();
        }
        return 0;
    }

    private static void engine() {
        EngineBench bench = EngineBench.record(7, new DayPlan(2, 100, 6_000, true));
        System.out.printf("%d inputs of a mixed day, %d events%n", bench.inputs(), bench.events());
        for (int round = 1; round <= 8; round++) {
            System.out.printf(Locale.ROOT, "round %d: %.0f inputs/s with the journal in memory%n", round, bench.run());
        }
    }

    private static void day() {
        for (int round = 1; round <= 3; round++) {
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

    private void offer() throws InterruptedException {
        LoadTest.Result result = LoadTest.run(data, agents, callsPerSecond, Durations.parse(time));
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
