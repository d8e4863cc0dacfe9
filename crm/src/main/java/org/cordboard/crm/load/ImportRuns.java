package org.cordboard.crm.load;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import org.cordboard.crm.store.Database;

/** The imports that were run. Every method may throw {@code StoreUnavailableException}. */
public final class ImportRuns {

    private static final int MOST = 1000;

    private final Database database;
    private final InstantSource clock;

    public ImportRuns(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * One run. One without an end is under way or was broken off; it can be run again.
     *
     * @param startedAt milliseconds since 1970, as {@code endedAt}
     */
    public record Run(
            long id,
            String file,
            String source,
            long startedAt,
            OptionalLong endedAt,
            int added,
            int changed,
            int unchanged,
            int faulty) {}

    long started(String file, String source) {
        return database.call("given an import", handle -> handle.createUpdate("""
                        insert into import_runs (file, source, started_at, added, changed, unchanged, faulty)
                        values (:file, :source, :at, 0, 0, 0, 0)
                        """)
                .bind("file", file.length() <= 200 ? file : file.substring(0, 200))
                .bind("source", source)
                .bind("at", clock.millis())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one());
    }

    void ended(long run, ImportSummary summary) {
        database.call("given an import", handle -> handle.createUpdate("""
                        update import_runs set ended_at = :at, added = :added, changed = :changed,
                            unchanged = :unchanged, faulty = :faulty where id = :id
                        """)
                .bind("id", run)
                .bind("at", clock.millis())
                .bind("added", summary.added())
                .bind("changed", summary.changed())
                .bind("unchanged", summary.unchanged())
                .bind("faulty", summary.faulty())
                .execute());
    }

    /** The newest first, at most 1000. */
    public List<Run> newest(int most) {
        return database.call("asked for imports", handle -> handle.createQuery(
                        "select * from import_runs order by id desc limit :most")
                .bind("most", Math.min(most, MOST))
                .map((row, context) -> run(row))
                .list());
    }

    private static Run run(ResultSet row) throws SQLException {
        long ended = row.getLong("ended_at");
        return new Run(
                row.getLong("id"),
                row.getString("file"),
                row.getString("source"),
                row.getLong("started_at"),
                ended == 0 ? OptionalLong.empty() : OptionalLong.of(ended),
                row.getInt("added"),
                row.getInt("changed"),
                row.getInt("unchanged"),
                row.getInt("faulty"));
    }
}
