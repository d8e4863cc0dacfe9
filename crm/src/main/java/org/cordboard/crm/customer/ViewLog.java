package org.cordboard.crm.customer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.cordboard.crm.store.Conditions;
import org.cordboard.crm.store.Database;
import org.cordboard.cti.customer.CustomerId;
import org.jspecify.annotations.Nullable;

/** Who looked at which customer, when and why. Every method may throw {@code StoreUnavailableException}. */
public final class ViewLog {

    private static final int MOST = 1000;
    private static final String READ = "asked who looked at a customer";
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

    /** A look with its number; later ones have larger numbers. */
    public record Row(long id, View view) {}

    /**
     * Which looks are asked for. A part that is null asks for nothing.
     *
     * @param viewers any of these
     * @param from earliest time, milliseconds since 1970, itself included
     * @param to end of the times, itself not included
     * @param before the number before which the page begins
     * @param most rows of a page, 1..1000
     */
    public record Filter(
            @Nullable String customer,
            @Nullable String viewer,
            @Nullable List<String> viewers,
            @Nullable Long from,
            @Nullable Long to,
            long before,
            int most) {}

    /** The looks a filter asks for, the newest first. */
    public List<Row> search(Filter filter) {
        Conditions conditions = new Conditions()
                .add("customer_id = :customer", "customer", filter.customer())
                .add("viewer = :viewer", "viewer", filter.viewer())
                .add("at >= :from", "from", filter.from())
                .add("at < :to", "to", filter.to())
                .add("id < :before", "before", filter.before())
                .addAny("viewer", filter.viewers());
        return database.call(READ, handle -> conditions
                .bind(handle.createQuery(
                        "select * from customer_views" + conditions.where() + " order by id desc limit :most"))
                .bind("most", Math.min(filter.most(), MOST))
                .map((row, context) -> new Row(row.getLong("id"), view(row)))
                .list());
    }

    private static View view(ResultSet row) throws SQLException {
        return new View(
                new CustomerId(row.getString("customer_id")),
                row.getString("viewer"),
                row.getLong("at"),
                row.getString("reason"));
    }

    private List<View> views(String column, String value, int most) {
        return database.call(READ, handle -> handle.createQuery(
                        "select * from customer_views where " + column + " = :value order by id desc limit :most")
                .bind("value", value)
                .bind("most", Math.min(most, MOST))
                .map((row, context) -> view(row))
                .list());
    }
}
