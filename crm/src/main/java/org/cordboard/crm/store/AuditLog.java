package org.cordboard.crm.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Who did what to what, and when. Entries are written in the transaction of what they tell of, and never changed. */
public final class AuditLog {

    private static final int LONGEST_DETAIL = 2000;
    private static final int MOST = 1000;
    private static final String READ = "asked for the audit log";

    private final Database database;

    public AuditLog(Database database) {
        this.database = database;
    }

    /**
     * Something that was done.
     *
     * @param at milliseconds since 1970
     * @param actor the login of who did it
     * @param kind what the subject is, such as {@code customer}
     */
    public record Entry(long at, String actor, String action, String kind, String subject, String detail) {

        public Entry {
            detail = detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL);
        }
    }

    public static void write(Handle handle, Entry entry) {
        handle.createUpdate("""
                        insert into audit_log (at, actor, action, kind, subject, detail)
                        values (:at, :actor, :action, :kind, :subject, :detail)
                        """)
                .bind("at", entry.at())
                .bind("actor", entry.actor())
                .bind("action", entry.action())
                .bind("kind", entry.kind())
                .bind("subject", entry.subject())
                .bind("detail", entry.detail())
                .execute();
    }

    /**
     * Notes what was done outside of the database.
     *
     * @throws StoreUnavailableException when the database is down
     */
    public void note(Entry entry) {
        database.transaction("given an entry of the audit log", handle -> {
            write(handle, entry);
            return true;
        });
    }

    /** An entry with its number; later ones have larger numbers. */
    public record Row(long id, Entry entry) {}

    /**
     * Which entries are asked for. A part that is null asks for nothing.
     *
     * @param actors any of these
     * @param from earliest time, milliseconds since 1970, itself included
     * @param to end of the times, itself not included
     * @param before the number before which the page begins
     * @param most rows of a page, 1..1000
     */
    public record Filter(
            @Nullable String kind,
            @Nullable String subject,
            @Nullable String action,
            @Nullable String actor,
            @Nullable List<String> actors,
            @Nullable Long from,
            @Nullable Long to,
            long before,
            int most) {}

    /**
     * The entries a filter asks for, the newest first.
     *
     * @throws StoreUnavailableException when the database is down
     */
    public List<Row> search(Filter filter) {
        Conditions conditions = new Conditions()
                .add("kind = :kind", "kind", filter.kind())
                .add("subject = :subject", "subject", filter.subject())
                .add("action = :action", "action", filter.action())
                .add("actor = :actor", "actor", filter.actor())
                .add("at >= :from", "from", filter.from())
                .add("at < :to", "to", filter.to())
                .add("id < :before", "before", filter.before())
                .addAny("actor", filter.actors());
        return database.call(READ, handle -> conditions
                .bind(handle.createQuery(
                        "select * from audit_log" + conditions.where() + " order by id desc limit :most"))
                .bind("most", Math.min(filter.most(), MOST))
                .map((row, context) -> new Row(row.getLong("id"), entry(row)))
                .list());
    }

    /**
     * What was done to a subject, the newest first.
     *
     * @param most 1..1000
     * @throws StoreUnavailableException when the database is down
     */
    public List<Entry> of(String kind, String subject, int most) {
        return database.call(READ, handle -> handle.createQuery(
                        "select * from audit_log where kind = :kind and subject = :subject order by id desc limit :most")
                .bind("kind", kind)
                .bind("subject", subject)
                .bind("most", Math.min(most, MOST))
                .map((row, context) -> entry(row))
                .list());
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("at"),
                row.getString("actor"),
                row.getString("action"),
                row.getString("kind"),
                row.getString("subject"),
                row.getString("detail"));
    }
}
