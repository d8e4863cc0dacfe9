package org.cordboard.crm.calls;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cordboard.cti.agent.AgentId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * Adds to the sums by quarters of an hour and by hours, in the tables {@code queue_sums} and {@code agent_sums}. What a batch adds
 * is gathered here and written once at its end: callers of a few seconds share their rows.
 */
final class Sums {

    static final long QUARTER = 900_000;
    private static final List<Integer> MINUTES = List.of(15, 60);
    /** Of this column not the sum is kept, but the greatest. */
    static final String LONGEST = "longest_wait";

    /** @param key the columns that name the row beside its interval, with their values */
    private record Row(String table, int minutes, long began, Map<String, String> key) {}

    /** Columns by name: a database that keeps what it has made of a statement then meets few different ones. */
    private final Map<Row, Map<String, Long>> gathered = new LinkedHashMap<>();

    /**
     * Adds to a queue's sums of both the quarter and the hour of a moment.
     *
     * @param more what to add, by column
     */
    void addToQueue(String queue, String tier, long at, Map<String, Long> more) {
        add("queue_sums", Map.of("queue", queue, "tier", tier), at, more);
    }

    /** Adds to an agent's sums, as {@link #addToQueue} does to a queue's. */
    void addToAgent(AgentId agent, long at, Map<String, Long> more) {
        add("agent_sums", Map.of("agent", agent.value()), at, more);
    }

    private void add(String table, Map<String, String> key, long at, Map<String, Long> more) {
        for (int minutes : MINUTES) {
            long began = Math.floorDiv(at, minutes * 60_000L) * minutes * 60_000L;
            Map<String, Long> sums = gathered.computeIfAbsent(
                    new Row(table, minutes, began, new TreeMap<>(key)), row -> new TreeMap<>());
            more.forEach((column, value) -> sums.merge(column, value, column.equals(LONGEST) ? Math::max : Long::sum));
        }
    }

    /** Writes what was gathered since the last time. */
    void store(Handle handle) {
        gathered.forEach((row, more) -> {
            if (update(handle, row, more) == 0) {
                insert(handle, row);
                update(handle, row, more);
            }
        });
        gathered.clear();
    }

    private static int update(Handle handle, Row row, Map<String, Long> more) {
        List<String> changes = new ArrayList<>();
        more.keySet()
                .forEach(column -> changes.add(
                        column.equals(LONGEST)
                                ? "%1$s = greatest(%1$s, :%1$s)".formatted(column)
                                : "%1$s = %1$s + :%1$s".formatted(column)));
        List<String> where = new ArrayList<>(List.of("minutes = :minutes", "began_at = :began"));
        row.key().keySet().forEach(column -> where.add("%1$s = :%1$s".formatted(column)));
        String sql = "update " + row.table() + " set " + String.join(", ", changes) + " where "
                + String.join(" and ", where);
        return bound(handle.createUpdate(sql), row).bindMap(more).execute();
    }

    private static void insert(Handle handle, Row row) {
        List<String> columns = List.copyOf(row.key().keySet());
        String sql = "insert into " + row.table() + " (minutes, began_at, " + String.join(", ", columns)
                + ") values (:minutes, :began, :" + String.join(", :", columns) + ")";
        bound(handle.createUpdate(sql), row).execute();
    }

    private static Update bound(Update statement, Row row) {
        return statement
                .bind("minutes", row.minutes())
                .bind("began", row.began())
                .bindMap(row.key());
    }
}
