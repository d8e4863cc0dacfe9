package org.cordboard.server.cli;

import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.cordboard.sim.torture.Fault;
import org.cordboard.sim.torture.Promise;
import org.cordboard.sim.torture.Promises;
import org.cordboard.sim.torture.TortureReport;
import org.jspecify.annotations.Nullable;

/** What came of many days under torture. */
final class TortureTotals {

    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private final Map<Promise, Promises.Tally> tallies = new EnumMap<>(Promise.class);
    private long days;
    private long bad;
    private long inputs;
    private long calls;
    private long lives;
    private long lost;
    private long processorNanos;

    /** @param same whether the day went the same way when it was run again; null when it was not */
    void add(TortureReport report, @Nullable Boolean same, long nanos) {
        days++;
        inputs += report.inputs();
        calls += report.calls();
        lives += report.lives();
        lost += report.entriesLost();
        processorNanos += nanos;
        report.faults().forEach((fault, count) -> faults.merge(fault, count, Long::sum));
        report.tallies().forEach(this::add);
        if (same != null) {
            add(Promise.P6, new Promises.Tally(1, same ? 1 : 0));
        }
        if (!report.good() || Boolean.FALSE.equals(same)) {
            bad++;
        }
    }

    private void add(Promise promise, Promises.Tally tally) {
        tallies.merge(promise, tally, Promises.Tally::and);
    }

    long days() {
        return days;
    }

    long bad() {
        return bad;
    }

    void print(PrintStream out, double seconds, int jobs) {
        out.printf(
                Locale.ROOT,
                "%d days, %d bad; %d calls, %d inputs, %d lives of servers, %d entries lost%n",
                days,
                bad,
                calls,
                inputs,
                lives,
                lost);
        out.printf(
                Locale.ROOT,
                "%.1f s with %d at a time: %.3f s a day, and %.3f s of one processor's time%n",
                seconds,
                jobs,
                seconds / Math.max(1, days),
                processorNanos / 1e9 / Math.max(1, days));
        out.println("fault                 struck");
        faults.forEach((fault, count) -> out.printf(Locale.ROOT, "  %-18s %8d%n", fault, count));
        out.println("promise                                                       tried         held");
        tallies.forEach((promise, tally) -> out.printf(
                Locale.ROOT,
                "  %-4s %-48s %12d %12d%s%n",
                promise,
                promise.words(),
                tally.tried(),
                tally.held(),
                tally.tried() == tally.held() ? "" : "  BROKEN"));
    }
}
