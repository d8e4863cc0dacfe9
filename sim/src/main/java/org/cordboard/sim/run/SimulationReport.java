package org.cordboard.sim.run;

import java.util.List;

/**
 * How a simulated day went.
 *
 * @param inputs how many inputs the engine decided
 * @param journalHash equal for two runs of the same seed and scenario
 * @param stateHash the engine's state at the end
 * @param replayedHash the state of an engine that replayed the journal; 0 when that was not asked for
 * @param findings broken promises, empty when all is well
 * @param lastEntries the last inputs and what came of them, if there are findings
 */
public record SimulationReport(
        long seed,
        long inputs,
        long events,
        long journalBytes,
        long journalHash,
        long stateHash,
        long replayedHash,
        long calls,
        long talked,
        Coverage coverage,
        List<String> findings,
        List<String> lastEntries) {

    public SimulationReport {
        findings = List.copyOf(findings);
        lastEntries = List.copyOf(lastEntries);
    }

    public boolean good() {
        return findings.isEmpty();
    }
}
