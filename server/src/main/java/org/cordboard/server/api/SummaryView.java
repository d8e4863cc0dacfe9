package org.cordboard.server.api;

import java.util.List;
import org.cordboard.crm.load.ImportSummary;

/**
 * What came of a file.
 *
 * @param faults the rows left out, the first hundred of them
 */
record SummaryView(int added, int changed, int unchanged, int faulty, List<FaultView> faults) {

    record FaultView(long line, String reason) {}

    static SummaryView of(ImportSummary summary) {
        return new SummaryView(
                summary.added(),
                summary.changed(),
                summary.unchanged(),
                summary.faulty(),
                summary.faults().stream()
                        .map(fault -> new FaultView(fault.line(), fault.reason()))
                        .toList());
    }
}
