package org.cordboard.crm.calls;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.agent.AgentId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Adds to the sums by quarters of an hour and by hours, in the tables {@code queue_sums} and {@code agent_sums}. */
final class Sums {

    static final long QUARTER = 900_000;
    private static final List<Integer> MINUTES = List.of(15, 60);
    /** Of this column not the sum is kept, but the greatest. */
    static final String LONGEST = "longest_wait";

    private final Handle handle;
    private final String table;
    private final Map<String, String> key;

    private Sums(Handle handle, String table, Map<String, String> key) {
        this.handle = handle;
        this.table = table;
        this.key = key;
    }

    static Sums ofQueue(Handle handle, String queue, String tier) {
        return new Sums(handle, "queue_sums", Map.of("queue", queue, "tier", tier));
    }

    static Sums ofAgent(Handle handle, AgentId agent) {
        return new Sums(handle, "agent_sums", Map.of("agent", agent.value()));
    }

    /**
     * Adds to both the quarter and the hour of a moment.
     *
     * @param more what to add, by column
     */
    void add(long at, Map<String, Long> more) {
        List<String> changes = new ArrayList<>();
        more.forEach((column, value) -> changes.add(
                column.equals(LONGEST)
                        ? "%1$s = greatest(%1$s, :%1$s)".formatted(column)
                        : "%1$s = %1$s + :%1$s".formatted(column)));
        List<String> where = new ArrayList<>(List.of("minutes = :minutes", "began_at = :began"));
        key.keySet().forEach(column -> where.add("%1$s = :%1$s".formatted(column)));
        String sql = "update " + table + " set " + String.join(", ", changes) + " where " + String.join(" and ", where);
        for (int minutes : MINUTES) {
            long began = Math.floorDiv(at, minutes * 60_000L) * minutes * 60_000L;
            if (update(sql, minutes, began, more) == 0) {
                insert(minutes, began);
                update(sql, minutes, began, more);
            }
        }
    }

    private int update(String sql, int minutes, long began, Map<String, Long> more) {
        return bound(handle.createUpdate(sql), minutes, began).bindMap(more).execute();
    }

    private void insert(int minutes, long began) {
        List<String> columns = List.copyOf(key.keySet());
        String sql = "insert into " + table + " (minutes, began_at, " + String.join(", ", columns)
                + ") values (:minutes, :began, :" + String.join(", :", columns) + ")";
        bound(handle.createUpdate(sql), minutes, began).execute();
    }

    private Update bound(Update statement, int minutes, long began) {
        return statement.bind("minutes", minutes).bind("began", began).bindMap(key);
    }
}
