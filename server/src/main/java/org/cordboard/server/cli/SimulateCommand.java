package org.cordboard.server.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.cordboard.sim.run.Coverage;
import org.cordboard.sim.run.DayPlan;
import org.cordboard.sim.run.Simulation;
import org.cordboard.sim.run.SimulationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "simulate",
        description = "Runs simulated days in virtual time, each from its seed, and looks for broken promises.",
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {

    @Option(names = "--seeds", defaultValue = "10", description = "How many days (${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--from", defaultValue = "1", description = "The first seed (${DEFAULT-VALUE}).")
    private long from;

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
        DayPlan plan = new DayPlan(hours, agents, calls, !calm);
        Coverage coverage = new Coverage();
        long inputs = 0;
        long bad = 0;
        long started = System.nanoTime();
        for (long seed = from; seed < from + seeds; seed++) {
            SimulationReport report = Simulation.run(seed, plan, replay);
            coverage.add(report.coverage());
            inputs += report.inputs();
            if (!report.good()) {
                bad++;
                explain(report);
            }
            if ((seed - from + 1) % Math.max(1, seeds / 20) == 0) {
                System.out.printf(
                        Locale.ROOT,
                        "seed %d: journal %016x, state %016x, %d inputs, %d calls; %d of %d done, %d bad%n",
                        seed,
                        report.journalHash(),
                        report.stateHash(),
                        report.inputs(),
                        report.calls(),
                        seed - from + 1,
                        seeds,
                        bad);
            }
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%d days, %d bad, %.1f s, %.2f s a day, %.0f inputs/s%n",
                seeds,
                bad,
                seconds,
                seconds / seeds,
                inputs / seconds);
        System.out.println("met: " + coverage.counts());
        if (!calm && !coverage.missing().isEmpty()) {
            System.out.println("never met: " + coverage.missing());
        }
        return bad == 0 ? 0 : 1;
    }

    private void explain(SimulationReport report) {
        System.out.println("seed " + report.seed() + " broke promises:");
        report.findings().stream().limit(10).forEach(finding -> System.out.println("  " + finding));
        System.out.println("  the last entries of its journal:");
        report.lastEntries().forEach(entry -> System.out.println("    " + entry));
        System.out.printf(
                Locale.ROOT,
                "  again: ./cordboard simulate --from %d --seeds 1 --hours %s --agents %d --calls %d%s%n",
                report.seed(),
                hours,
                agents,
                calls,
                calm ? " --calm" : "");
    }
}
