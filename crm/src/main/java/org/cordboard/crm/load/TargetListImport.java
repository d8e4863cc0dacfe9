package org.cordboard.crm.load;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.cordboard.crm.targeting.TargetLists;
import org.cordboard.cti.customer.CustomerId;
import org.jspecify.annotations.Nullable;

/**
 * Puts the customers of a CSV file with a column {@code customer} on a target list. Customers who are on it stay; those who are
 * not known are left out and reported. "Added" counts the rows whose customers are on the list now.
 */
public final class TargetListImport {

    private static final int BATCH = 2_000;

    private final TargetLists lists;

    public TargetListImport(TargetLists lists) {
        this.lists = lists;
    }

    /**
     * Runs an import.
     *
     * @param faultyRows where rows with faults go; replaced if there; null when they need not be kept
     * @param by the login of who decides
     * @throws CustomerFileException when the file as a whole cannot be used
     * @throws IllegalArgumentException when there is no such list
     */
    public ImportSummary run(String list, Path file, @Nullable Path faultyRows, String by) {
        if (lists.find(list).isEmpty()) {
            throw new IllegalArgumentException("there is no target list '" + list + "'");
        }
        try (FaultyRows faulty = new FaultyRows(faultyRows)) {
            Reading reading = new Reading(list, String.valueOf(file.getFileName()), faulty, by);
            CsvRows.read(file, faulty, reading);
            reading.flush();
            return new ImportSummary(reading.added, 0, 0, faulty.first(), faulty.count());
        }
    }

    /** One run over one file. */
    private final class Reading implements CsvRows.Sink {

        private final String list;
        private final String name;
        private final FaultyRows faulty;
        private final String by;
        private final Map<CustomerId, Long> lines = new LinkedHashMap<>();
        private int column;
        private int added;

        Reading(String list, String name, FaultyRows faulty, String by) {
            this.list = list;
            this.name = name;
            this.faulty = faulty;
            this.by = by;
        }

        @Override
        public void header(List<String> titles) {
            column = titles.stream()
                    .map(title -> title.strip().toLowerCase(Locale.ROOT))
                    .toList()
                    .indexOf("customer");
            if (column < 0) {
                throw new CustomerFileException(name + ": the header needs the column customer.");
            }
        }

        @Override
        public void row(long line, List<String> fields, long bytes) {
            String id = fields.size() > column ? fields.get(column).strip() : "";
            if (id.isEmpty()) {
                faulty.add(line, "customer is empty", fields);
            } else {
                lines.putIfAbsent(new CustomerId(id), line);
            }
            if (lines.size() == BATCH) {
                flush();
            }
        }

        private void flush() {
            if (lines.isEmpty()) {
                return;
            }
            Set<CustomerId> unknown = lists.add(list, List.copyOf(lines.keySet()), by);
            for (CustomerId id : unknown) {
                faulty.add(lines.getOrDefault(id, 0L), "there is no customer '" + id + "'", List.of(id.value()));
            }
            added += lines.size() - unknown.size();
            lines.clear();
        }
    }
}
