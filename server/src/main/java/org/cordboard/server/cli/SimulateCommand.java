package org.cordboard.server.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.cordboard.server.settings.ScenarioReader;
import org.cordboard.sim.run.Coverage;
import org.cordboard.sim.run.DayPlan;
import org.cordboard.sim.run.Scenario;
import org.cordboard.sim.run.Simulation;
import org.cordboard.sim.run.SimulationReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "simulate",
        description = "Runs simulated days in virtual time, each from its seed, and looks for broken promises.",
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {

    @Option(names = "--seeds", description = "How many days (10; 1 of a scenario).")
    private @Nullable Integer seeds;

    @Option(names = "--from", description = "The first seed (1, or the scenario's).")
    private @Nullable Long from;

    @Option(
            names = "--scenario",
            paramLabel = "FILE",
            description = "A file that describes the day, instead of --hours, --agents, --calls and --calm.")
    private @Nullable Path scenarioFile;

    @Option(names = "--hours", defaultValue = "2", description = "Length of a day (${DEFAULT-VALUE}).")
    private double hours;

    @Option(names = "--agents", defaultValue = "20", description = "Agents at work (${DEFAULT-VALUE}).")
    private int agents;

    @Option(names = "--calls", defaultValue = "500", description = "Calls that come in (${DEFAULT-VALUE}).")
    private int calls;

    @Option(names = "--calm", description = "Nobody does what they should not, and nothing fails.")
    private boolean calm;

    @Option(names = "--replay", description = "Replay each day's journal and compare the states.")
    private boolean replay;

    @Override
    public Integer call() {
        ScenarioReader.Read read = scenarioFile == null
                ? new ScenarioReader.Read(1, Scenario.of(new DayPlan(hours, agents, calls, !calm)))
                : ScenarioReader.read(scenarioFile);
        return run(read.scenario(), from == null ? read.seed() : from, days());
    }

    private int days() {
        return seeds != null ? seeds : scenarioFile == null ? 10 : 1;
    }

    private int run(Scenario scenario, long first, int days) {
        Coverage coverage = new Coverage();
        long inputs = 0;
        long bad = 0;
        long started = System.nanoTime();
        for (long seed = first; seed < first + days; seed++) {
            SimulationReport report = Simulation.run(seed, scenario, replay);
            coverage.add(report.coverage());
            inputs += report.inputs();
            if (!report.good()) {
                bad++;
                explain(report);
            }
            if ((seed - first + 1) % Math.max(1, days / 20) == 0) {
                System.out.printf(
                        Locale.ROOT,
                        "seed %d: journal %016x, state %016x, %d inputs, %d calls; %d of %d done, %d bad%n",
                        seed,
                        report.journalHash(),
                        report.stateHash(),
                        report.inputs(),
                        report.calls(),
                        seed - first + 1,
                        days,
                        bad);
            }
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%d days, %d bad, %.1f s, %.2f s a day, %.0f inputs/s%n",
                days,
                bad,
                seconds,
                seconds / days,
                inputs / seconds);
        System.out.println("met: " + coverage.counts());
        if (scenario.random() && !coverage.missing().isEmpty()) {
            System.out.println("never met: " + coverage.missing());
        }
        return bad == 0 ? 0 : 1;
    }

    private void explain(SimulationReport report) {
        System.out.println("seed " + report.seed() + " broke promises:");
        report.findings().stream().limit(10).forEach(finding -> System.out.println("  " + finding));
        System.out.println("  the last entries of its journal:");
        report.lastEntries().forEach(entry -> System.out.println("    " + entry));
        String day = scenarioFile == null
                ? String.format(
                        Locale.ROOT, "--hours %s --agents %d --calls %d%s", hours, agents, calls, calm ? " --calm" : "")
                : "--scenario " + scenarioFile;
        System.out.printf(Locale.ROOT, "  again: ./cordboard simulate --from %d --seeds 1 %s%n", report.seed(), day);
    }
}
