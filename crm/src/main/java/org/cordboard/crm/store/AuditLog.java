package org.cordboard.crm.store;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Who did what to what, and when. Entries are written in the transaction of what they tell of, and never changed. */
public final class AuditLog {

    private static final int LONGEST_DETAIL = 2000;
    private static final int MOST = 1000;

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
     * What was done to a subject, the newest first.
     *
     * @param most 1..1000
     * @throws StoreUnavailableException when the database is down
     */
    public List<Entry> of(String kind, String subject, int most) {
        return database.call("asked for the audit log", handle -> handle.createQuery(
                        "select * from audit_log where kind = :kind and subject = :subject order by id desc limit :most")
                .bind("kind", kind)
                .bind("subject", subject)
                .bind("most", Math.min(most, MOST))
                .map((row, context) -> new Entry(
                        row.getLong("at"),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("kind"),
                        row.getString("subject"),
                        row.getString("detail")))
                .list());
    }
}
