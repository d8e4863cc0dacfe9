package org.cordboard.crm.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.cordboard.crm.store.Database;
import org.cordboard.crm.store.StoreUnavailableException;

/**
 * Reads reports from the books. A contact counts in the interval of its arrival, whatever becomes of it later; an agent's time
 * counts where it was spent. Every method may throw {@link StoreUnavailableException}, and {@link TooLargeException} when the
 * answer would have more than {@value #MOST} rows.
 */
public final class Reports {

    /** Rows of a report. */
    public static final int MOST = 20_000;

    private static final String READ = "asked for a report";

    /** A report of so many rows that nobody would read it. */
    public static final class TooLargeException extends RuntimeException {

        private static final long serialVersionUID = 1;

        TooLargeException() {
            super("the report has more than " + MOST + " rows");
        }
    }

    /** @param tier empty where tiers are not told apart */
    public record QueueRow(Span span, String queue, String tier, ContactFigures contacts) {}

    /** @param name of the agent, or of what else the row stands for */
    public record StaffRow(Span span, String name, StaffFigures figures) {}

    private final Database database;

    public Reports(Database database) {
        this.database = database;
    }

    /**
     * The contacts of each interval by queue.
     *
     * @param byTier whether there is a row for each tier of a queue
     */
    public List<QueueRow> queues(ReportQuery query, boolean byTier) {
        return database.call(READ, handle -> {
            ContactSums sums = new ContactSums(handle, query, byTier);
            List<QueueRow> rows = new ArrayList<>();
            for (Span span : query.spans()) {
                sums.of(span)
                        .forEach((key, figures) -> add(rows, new QueueRow(span, key.queue(), key.tier(), figures)));
            }
            return rows;
        });
    }

    /**
     * The contacts that agents answered, and how they spent their time.
     *
     * @param nameOf the row in which an agent counts, such as that of their team; empty for one who is left out
     */
    public List<StaffRow> staff(ReportQuery query, Function<String, String> nameOf) {
        List<Map<String, StaffFigures>> figures = database.call(READ, handle -> {
            StaffSums sums = new StaffSums(handle, query);
            return query.spans().stream().map(sums::of).toList();
        });
        // The names may be asked for in the database, too; by now its connection is free again.
        List<StaffRow> rows = new ArrayList<>();
        for (int i = 0; i < figures.size(); i++) {
            Span span = query.spans().get(i);
            Map<String, StaffFigures> named = new TreeMap<>();
            figures.get(i).forEach((agent, of) -> named.merge(nameOf.apply(agent), of, StaffFigures::plus));
            named.remove("");
            named.forEach((name, of) -> add(rows, new StaffRow(span, name, of)));
        }
        return rows;
    }

    private static <T> void add(List<T> rows, T row) {
        if (rows.size() == MOST) {
            throw new TooLargeException();
        }
        rows.add(row);
    }
}
