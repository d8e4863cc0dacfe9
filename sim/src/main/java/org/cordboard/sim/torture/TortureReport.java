package org.cordboard.sim.torture;

import java.util.List;
import java.util.Map;

/**
 * How a day under torture went.
 *
 * @param entriesLost entries decided and never durable, as the server was killed
 * @param journalHash equal for two runs of the same seed and plan
 * @param findings promises that did not hold
 * @param evidence the last frames and entries, where something was found
 */
public record TortureReport(
        long seed,
        long inputs,
        long calls,
        long talked,
        long lives,
        long entriesLost,
        long journalHash,
        Map<Fault, Long> faults,
        Map<Promise, Promises.Tally> tallies,
        List<String> findings,
        List<String> evidence) {

    public boolean good() {
        return findings.isEmpty();
    }
}
