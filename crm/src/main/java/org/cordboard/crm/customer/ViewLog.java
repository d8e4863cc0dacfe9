package org.cordboard.crm.customer;

import java.time.InstantSource;
import java.util.List;
import org.cordboard.crm.store.Database;
import org.cordboard.cti.customer.CustomerId;

/** Who looked at which customer, when and why. Every method may throw {@code StoreUnavailableException}. */
public final class ViewLog {

    private static final int MOST = 1000;
    private static final int LONGEST_REASON = 200;

    private final Database database;
    private final InstantSource clock;

    public ViewLog(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * One look.
     *
     * @param viewer login
     * @param at milliseconds since 1970
     * @param reason such as a call's id or "search"
     */
    public record View(CustomerId customer, String viewer, long at, String reason) {}

    /** @param reason its first 200 characters are kept */
    public void looked(CustomerId customer, String viewer, String reason) {
        String kept = reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
        database.call("given a look at a customer", handle -> handle.createUpdate(
                        "insert into customer_views (customer_id, viewer, at, reason) values (:id, :viewer, :at, :reason)")
                .bind("id", customer.value())
                .bind("viewer", viewer)
                .bind("at", clock.millis())
                .bind("reason", kept)
                .execute());
    }

    /** Who looked at a customer, the newest first, at most 1000. */
    public List<View> of(CustomerId customer, int most) {
        return views("customer_id", customer.value(), most);
    }

    /** Whom somebody looked at, the newest first, at most 1000. */
    public List<View> by(String viewer, int most) {
        return views("viewer", viewer, most);
    }

    private List<View> views(String column, String value, int most) {
        return database.call("asked who looked at a customer", handle -> handle.createQuery(
                        "select * from customer_views where " + column + " = :value order by id desc limit :most")
                .bind("value", value)
                .bind("most", Math.min(most, MOST))
                .map((row, context) -> new View(
                        new CustomerId(row.getString("customer_id")),
                        row.getString("viewer"),
                        row.getLong("at"),
                        row.getString("reason")))
                .list());
    }
}
