package org.cordboard.server.store;

import java.util.List;

/**
 * What came of loading a customers file.
 *
 * @param faults the rows left out, the first hundred of them
 * @param faulty how many rows were left out in all
 */
public record SeedSummary(int added, int changed, int unchanged, List<RowFault> faults, int faulty) {

    /**
     * A row that was left out.
     *
     * @param line counted from 1, the header's line included
     */
    public record RowFault(long line, String reason) {

        @Override
        public String toString() {
            return "line " + line + ": " + reason;
        }
    }

    public SeedSummary {
        faults = List.copyOf(faults);
    }

    /** One line for the log. */
    @Override
    public String toString() {
        return added + " customers added, " + changed + " changed, " + unchanged + " unchanged, " + faulty
                + " rows left out";
    }
}
