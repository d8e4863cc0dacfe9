package org.cordboard.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A slice of the simulated days; {@code ./cordboard simulate --seeds 1000} runs as many as one likes. */
class SimulationTest {

    private static final long FIRST_SEED = 1;
    private static final int SEEDS = 25;

    @Test
    void keepsEveryPromiseOnTroubledDaysAndMeetsEverySituation() {
        Coverage coverage = new Coverage();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            SimulationReport report = Simulation.run(seed, DayPlan.TROUBLED, false);
            assertThat(report.findings())
                    .as("seed %d; again: ./cordboard simulate --from %d --seeds 1", seed, seed)
                    .isEmpty();
            coverage.add(report.coverage());
        }
        assertThat(coverage.missing()).as("situations that no day met").isEmpty();
    }

    @Test
    void writesTheSameJournalForTheSameSeed() {
        SimulationReport first = Simulation.run(77, DayPlan.TROUBLED, false);
        SimulationReport second = Simulation.run(77, DayPlan.TROUBLED, false);
        SimulationReport other = Simulation.run(78, DayPlan.TROUBLED, false);
        assertThat(second.journalHash()).isEqualTo(first.journalHash()).isNotEqualTo(other.journalHash());
        assertThat(second.stateHash()).isEqualTo(first.stateHash());
    }

    @Test
    void reachesTheSameStateByReplayingItsJournal() {
        SimulationReport report = Simulation.run(79, DayPlan.TROUBLED, true);
        assertThat(report.findings()).isEmpty();
        assertThat(report.replayedHash()).isEqualTo(report.stateHash()).isNotZero();
    }

    @Test
    void decidesRecordedInputsAgainToTheSameJournal() {
        EngineBench bench = EngineBench.record(80, new DayPlan(0.5, 10, 120, true));
        assertThat(bench.inputs()).isGreaterThan(1_000);
        assertThat(bench.run()).isPositive();
    }

    @Test
    void servesEverybodyOnACalmDay() {
        SimulationReport report = Simulation.run(81, new DayPlan(1, 10, 60, false), false);
        assertThat(report.findings()).isEmpty();
        assertThat(report.coverage().count(Coverage.Met.RONA)).isZero();
        assertThat(report.coverage().count(Coverage.Met.CALL_ANSWERED)).isPositive();
    }
}
