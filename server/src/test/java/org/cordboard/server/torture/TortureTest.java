package org.cordboard.server.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.sim.run.DayPlan;
import org.cordboard.sim.torture.Fault;
import org.cordboard.sim.torture.Promise;
import org.cordboard.sim.torture.Promises;
import org.cordboard.sim.torture.Torture;
import org.cordboard.sim.torture.TortureReport;
import org.junit.jupiter.api.Test;

/** A slice of the torture, by budget; {@code ./cordboard torture --seeds 1000} runs as much as one likes. */
class TortureTest {

    private static final DayPlan PLAN = new DayPlan(0.5, 12, 150, true);
    private static final int SEEDS = 30;

    /** Of these as many are run as the budget allows, and a few whatever it takes. */
    private static final int LEAST_SEEDS = 8;

    private static final Duration BUDGET = Duration.ofSeconds(45);

    @Test
    void keepsEveryPromiseUnderEveryFault() {
        Map<Fault, Long> faults = new EnumMap<>(Fault.class);
        Map<Promise, Promises.Tally> tallies = new EnumMap<>(Promise.class);
        long started = System.nanoTime();
        for (long seed = 1; seed <= SEEDS && (seed <= LEAST_SEEDS || within(started)); seed++) {
            TortureReport report = Torture.run(seed, PLAN, KeptAmiLink::new);
            assertThat(report.findings())
                    .as("seed %d; again: ./cordboard torture --from %d --seeds 1", seed, seed)
                    .isEmpty();
            report.faults().forEach((fault, count) -> faults.merge(fault, count, Long::sum));
            report.tallies().forEach((promise, tally) -> tallies.merge(promise, tally, Promises.Tally::and));
        }
        assertThat(faults.values()).as("%s", faults).allMatch(count -> count > 0);
        assertThat(tallies.values()).as("%s", tallies).allMatch(tally -> tally.tried() > 0);
    }

    private static boolean within(long started) {
        return System.nanoTime() - started < BUDGET.toNanos();
    }

    @Test
    void goesTheSameWayForTheSameSeed() {
        TortureReport first = Torture.run(77, PLAN, KeptAmiLink::new);
        TortureReport second = Torture.run(77, PLAN, KeptAmiLink::new);
        TortureReport other = Torture.run(78, PLAN, KeptAmiLink::new);
        assertThat(second.journalHash()).isEqualTo(first.journalHash()).isNotEqualTo(other.journalHash());
        assertThat(second.faults()).isEqualTo(first.faults());
    }

    /** What finds nothing proves nothing. */
    @Test
    void findsAnAdapterThatLosesReports() {
        AtomicInteger cleared = new AtomicInteger();
        TortureReport report = Torture.run(
                1,
                PLAN,
                (network, pbx, run, wall, draws, events) -> new KeptAmiLink(network, pbx, run, wall, draws, event -> {
                    if (!(event instanceof PbxEvent.LegCleared) || cleared.incrementAndGet() % 20 != 0) {
                        events.accept(event);
                    }
                }));
        assertThat(report.findings()).anyMatch(finding -> finding.startsWith("P2"));
    }
}
