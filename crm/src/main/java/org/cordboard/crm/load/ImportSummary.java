package org.cordboard.crm.load;

import java.util.List;

/**
 * What came of importing a file of customers.
 *
 * @param faults the rows left out, the first hundred of them
 * @param faulty how many rows were left out in all
 */
public record ImportSummary(int added, int changed, int unchanged, List<RowFault> faults, int faulty) {

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

    public ImportSummary {
        faults = List.copyOf(faults);
    }

    public int rows() {
        return added + changed + unchanged + faulty;
    }

    /** One line for the log. */
    @Override
    public String toString() {
        return added + " customers added, " + changed + " changed, " + unchanged + " unchanged, " + faulty
                + " rows left out";
    }
}
