package org.cordboard.crm.load;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cordboard.crm.store.Database;

/** The imports that were run, and those that wait. Every method may throw {@code StoreUnavailableException}. */
public final class ImportRuns {

    private static final int MOST = 1000;
    private static final String READ = "asked for imports";
    private static final String WRITE = "given an import";

    private final Database database;
    private final InstantSource clock;

    public ImportRuns(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What has become of an import. */
    public enum State {
        WAITING,
        RUNNING,
        DONE,
        /** Nothing of the file could be used, or not all of it was reached. */
        FAILED,
        CANCELLED,
        /** The process ended meanwhile. The file can be run again. */
        BROKEN_OFF
    }

    /**
     * One run.
     *
     * @param by the login of who asked for it; empty when it was a command or a setting
     * @param reason why it failed; else empty
     * @param startedAt milliseconds since 1970, as {@code endedAt}
     * @param rows read
     */
    public record Run(
            long id,
            String file,
            String source,
            String by,
            State state,
            String reason,
            long startedAt,
            OptionalLong endedAt,
            int rows,
            int added,
            int changed,
            int unchanged,
            int faulty) {}

    /** Notes that an import waits. */
    long waiting(String file, String source, String by) {
        return add(file, source, by, State.WAITING);
    }

    long started(String file, String source) {
        return add(file, source, "", State.RUNNING);
    }

    private long add(String file, String source, String by, State state) {
        return database.call(WRITE, handle -> handle.createUpdate("""
                        insert into import_runs (file, source, asked_by, state, started_at, added, changed, unchanged, faulty)
                        values (:file, :source, :by, :state, :at, 0, 0, 0, 0)
                        """)
                .bind("file", file.length() <= 200 ? file : file.substring(0, 200))
                .bind("source", source)
                .bind("by", by)
                .bind("state", state.name())
                .bind("at", clock.millis())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one());
    }

    void running(long run) {
        database.call(WRITE, handle -> handle.createUpdate(
                        "update import_runs set state = 'RUNNING', started_at = :at where id = :id")
                .bind("id", run)
                .bind("at", clock.millis())
                .execute());
    }

    void ended(long run, ImportSummary summary) {
        database.call(WRITE, handle -> handle.createUpdate("""
                        update import_runs set state = 'DONE', ended_at = :at, added = :added, changed = :changed,
                            unchanged = :unchanged, faulty = :faulty, source_rows = :rows where id = :id
                        """)
                .bind("id", run)
                .bind("at", clock.millis())
                .bind("added", summary.added())
                .bind("changed", summary.changed())
                .bind("unchanged", summary.unchanged())
                .bind("faulty", summary.faulty())
                .bind("rows", summary.rows())
                .execute());
    }

    /** Notes that an import did not come to its end. Rows that went in stay. */
    void stopped(long run, State state, String reason, int rows, int faulty) {
        database.call(WRITE, handle -> handle.createUpdate("""
                        update import_runs set state = :state, reason = :reason, ended_at = :at, source_rows = :rows,
                            faulty = :faulty where id = :id
                        """)
                .bind("id", run)
                .bind("state", state.name())
                .bind("reason", reason.length() <= 1000 ? reason : reason.substring(0, 1000))
                .bind("at", clock.millis())
                .bind("rows", rows)
                .bind("faulty", faulty)
                .execute());
    }

    /** Notes that what an earlier process had under way was broken off. */
    void breakOff() {
        database.call(
                WRITE,
                handle -> handle.createUpdate("""
                        update import_runs set state = 'BROKEN_OFF', ended_at = :at,
                            reason = 'The server stopped meanwhile; send the file again.'
                        where state in ('WAITING', 'RUNNING')
                        """).bind("at", clock.millis()).execute());
    }

    public Optional<Run> find(long id) {
        return database.call(READ, handle -> handle.createQuery("select * from import_runs where id = :id")
                .bind("id", id)
                .map((row, context) -> run(row))
                .findOne());
    }

    /** The newest first, at most 1000. */
    public List<Run> newest(int most) {
        return before(Long.MAX_VALUE, most);
    }

    /** Those older than one of them, the newest first, at most 1000. */
    public List<Run> before(long id, int most) {
        return database.call(READ, handle -> handle.createQuery(
                        "select * from import_runs where id < :before order by id desc limit :most")
                .bind("before", id)
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
                row.getString("asked_by"),
                State.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getLong("started_at"),
                ended == 0 ? OptionalLong.empty() : OptionalLong.of(ended),
                row.getInt("source_rows"),
                row.getInt("added"),
                row.getInt("changed"),
                row.getInt("unchanged"),
                row.getInt("faulty"));
    }
}
