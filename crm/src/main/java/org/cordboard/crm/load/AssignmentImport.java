package org.cordboard.crm.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cordboard.crm.assignment.Assignments;
import org.cordboard.crm.customer.Outcome;
import org.cordboard.crm.customer.OwnerChanges.OwnerChange;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.customer.CustomerId;
import org.jspecify.annotations.Nullable;

/**
 * Gives customers owners by a CSV file with the columns {@code customer} and {@code owner}; an empty owner takes the owner away.
 * Rows with faults are left out and reported, all others count.
 */
public final class AssignmentImport {

    private static final int BATCH = 2_000;

    private final Assignments assignments;

    public AssignmentImport(Assignments assignments) {
        this.assignments = assignments;
    }

    /**
     * Runs an import.
     *
     * @param faultyRows where rows with faults go; replaced if there; null when they need not be kept
     * @param by the login of who decides
     * @throws CustomerFileException when the file as a whole cannot be used
     */
    public ImportSummary run(Path file, @Nullable Path faultyRows, String by) {
        try (FaultyRows faulty = new FaultyRows(faultyRows)) {
            Reading reading = new Reading(String.valueOf(file.getFileName()), faulty, by);
            CsvRows.read(file, faulty, reading);
            return reading.finish();
        }
    }

    /** One run over one file. */
    private final class Reading implements CsvRows.Sink {

        private final String name;
        private final FaultyRows faulty;
        private final String by;
        private final List<OwnerChange> changes = new ArrayList<>();
        private final List<Long> lines = new ArrayList<>();
        private final List<List<String>> texts = new ArrayList<>();
        private int customer;
        private int owner;
        private int columns;
        private int added;
        private int changed;
        private int unchanged;

        Reading(String name, FaultyRows faulty, String by) {
            this.name = name;
            this.faulty = faulty;
            this.by = by;
        }

        @Override
        public void header(List<String> titles) {
            List<String> columnNames = titles.stream()
                    .map(title -> title.strip().toLowerCase(Locale.ROOT))
                    .toList();
            columns = titles.size();
            customer = columnNames.indexOf("customer");
            owner = columnNames.indexOf("owner");
            if (customer < 0 || owner < 0) {
                throw new CustomerFileException(name + ": the header needs the columns customer, owner.");
            }
        }

        @Override
        public void row(long line, List<String> fields, long bytes) {
            String id = fields.size() > customer ? fields.get(customer).strip() : "";
            if (fields.size() != columns || id.isEmpty()) {
                String reason =
                        id.isEmpty() ? "customer is empty" : fields.size() + " fields where the header has " + columns;
                faulty.add(line, reason, fields);
                return;
            }
            String login = fields.get(owner).strip();
            changes.add(new OwnerChange(new CustomerId(id), login.isEmpty() ? null : new AgentId(login)));
            lines.add(line);
            texts.add(fields);
            if (changes.size() == BATCH) {
                flush();
            }
        }

        private void flush() {
            List<Outcome> outcomes = assignments.apply(List.copyOf(changes), by);
            for (int i = 0; i < outcomes.size(); i++) {
                switch (outcomes.get(i)) {
                    case Outcome.Added a -> added++;
                    case Outcome.Changed c -> changed++;
                    case Outcome.Unchanged u -> unchanged++;
                    case Outcome.LeftOut left -> faulty.add(lines.get(i), left.reason(), texts.get(i));
                }
            }
            changes.clear();
            lines.clear();
            texts.clear();
        }

        ImportSummary finish() {
            flush();
            return new ImportSummary(added, changed, unchanged, faulty.first(), faulty.count());
        }
    }
}
