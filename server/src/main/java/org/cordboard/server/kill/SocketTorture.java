package org.cordboard.server.kill;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.cordboard.sim.torture.Promise;
import org.cordboard.sim.torture.Promises;

/** Many days over real sockets, some side by side; says promise by promise what was tried and what held. */
public final class SocketTorture {

    private static final int MOST_AT_ONCE = 16;

    private final Map<SocketFault, Long> faults = new EnumMap<>(SocketFault.class);
    private final Map<Promise, Promises.Tally> tallies = new EnumMap<>(Promise.class);
    private final Consumer<String> say;
    private int done;
    private int bad;
    private long callers;
    private double seconds;

    private SocketTorture(Consumer<String> say) {
        this.say = say;
    }

    /**
     * Runs the days of some seeds.
     *
     * @param data each makes a folder of its own in it
     * @param atOnce how many days go on side by side
     * @return whether every promise held
     */
    public static boolean run(Path data, long first, int seeds, int atOnce, Consumer<String> say)
            throws InterruptedException {
        if (atOnce < 1 || atOnce > MOST_AT_ONCE) {
            throw new IllegalArgumentException("1 to " + MOST_AT_ONCE + " days at once");
        }
        return new SocketTorture(say).run(data, first, seeds, atOnce);
    }

    private boolean run(Path data, long first, int seeds, int atOnce) throws InterruptedException {
        long started = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            List<Future<SocketDay.Report>> days = new ArrayList<>();
            for (long seed = first; seed < first + seeds; seed++) {
                long mine = seed;
                Path folder = data.resolve("sockets-" + System.currentTimeMillis() + "-" + mine);
                days.add(threads.submit(() -> SocketDay.run(folder, mine)));
            }
            for (int i = 0; i < days.size(); i++) {
                try {
                    add(days.get(i).get());
                } catch (ExecutionException e) {
                    bad++;
                    say.accept("seed " + (first + i) + " could not be run: " + e.getCause());
                }
            }
        }
        print((System.nanoTime() - started) / 1e9);
        return bad == 0;
    }

    private void add(SocketDay.Report report) {
        done++;
        callers += report.callers();
        seconds += report.seconds();
        report.faults().forEach((fault, count) -> faults.merge(fault, count, Long::sum));
        report.tallies().forEach((promise, tally) -> tallies.merge(promise, tally, Promises.Tally::and));
        if (!report.findings().isEmpty()) {
            bad++;
            say.accept("seed " + report.seed() + " broke promises, with the faults " + report.faults() + ":");
            report.findings().forEach(finding -> say.accept("  " + finding));
        }
    }

    private void print(double took) {
        say.accept(String.format(
                Locale.ROOT,
                "%d days over sockets, %d bad, %.0f s in all, %.1f s a day; %d callers",
                done,
                bad,
                took,
                seconds / Math.max(1, done),
                callers));
        faults.forEach((fault, count) -> say.accept(String.format(Locale.ROOT, "  %-20s struck %6d", fault, count)));
        tallies.forEach((promise, tally) -> {
            if (tally.tried() > 0) {
                say.accept(String.format(
                        Locale.ROOT,
                        "  %-4s %-48s tried %8d held %8d%s",
                        promise,
                        promise.words(),
                        tally.tried(),
                        tally.held(),
                        tally.tried() == tally.held() ? "" : "  BROKEN"));
            }
        });
    }
}
