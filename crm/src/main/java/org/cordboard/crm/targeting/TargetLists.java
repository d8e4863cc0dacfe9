package org.cordboard.crm.targeting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cordboard.crm.store.AuditLog;
import org.cordboard.crm.store.Database;
import org.cordboard.cti.customer.CustomerId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The target lists and who is on them. Every method may throw {@code StoreUnavailableException}. */
public final class TargetLists {

    private static final String READ = "asked for target lists";
    private static final String WRITE = "given a target list";
    private static final String KIND = "target-list";
    private static final int AT_ONCE = 500;

    private final Database database;
    private final InstantSource clock;
    private final int mostBonusSeconds;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** @param mostBonusSeconds no list gives a larger head start */
    public TargetLists(Database database, InstantSource clock, int mostBonusSeconds) {
        this.database = database;
        this.clock = clock;
        this.mostBonusSeconds = mostBonusSeconds;
    }

    /** @param listener told after each change; it must not block */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * Adds a list or changes the one with the same id; its members stay.
     *
     * @throws IllegalArgumentException when the bonus is above the most that is allowed
     */
    public void put(TargetList list, String by) {
        if (list.bonusSeconds() > mostBonusSeconds) {
            throw new IllegalArgumentException("target list '" + list.id() + "' gives a bonus of " + list.bonusSeconds()
                    + " s; the most allowed is " + mostBonusSeconds + " s");
        }
        database.transaction(WRITE, handle -> {
            int known = bound(handle, """
                            update target_lists set name = :name, first_day = :first, last_day = :last,
                                bonus_seconds = :bonus, closed = :closed where id = :id
                            """, list);
            if (known == 0) {
                bound(handle, """
                        insert into target_lists (id, name, first_day, last_day, bonus_seconds, closed)
                        values (:id, :name, :first, :last, :bonus, :closed)
                        """, list);
            }
            String detail = list.firstDay() + " to " + list.lastDay() + ", " + list.bonusSeconds() + " s"
                    + (list.closed() ? ", closed" : "");
            AuditLog.write(handle, new AuditLog.Entry(clock.millis(), by, "set", KIND, list.id(), detail));
            return true;
        });
        changed();
    }

    private static int bound(Handle handle, String sql, TargetList list) {
        return handle.createUpdate(sql)
                .bind("id", list.id())
                .bind("name", list.name())
                .bind("first", list.firstDay())
                .bind("last", list.lastDay())
                .bind("bonus", list.bonusSeconds())
                .bind("closed", list.closed())
                .execute();
    }

    public Optional<TargetList> find(String id) {
        return database.call(READ, handle -> handle.createQuery("select * from target_lists where id = :id")
                .bind("id", id)
                .map((row, context) -> list(row))
                .findOne());
    }

    /** All lists, those that end last first; at most 1000. */
    public List<TargetList> all() {
        return database.call(
                READ, handle -> handle.createQuery("select * from target_lists order by last_day desc, id limit 1000")
                        .map((row, context) -> list(row))
                        .list());
    }

    /**
     * Puts customers on a list. Those who are on it stay.
     *
     * @return the customers that are not known
     * @throws IllegalArgumentException when there is no such list
     */
    public Set<CustomerId> add(String list, List<CustomerId> customers, String by) {
        if (find(list).isEmpty()) {
            throw new IllegalArgumentException("there is no target list '" + list + "'");
        }
        Set<CustomerId> unknown = new LinkedHashSet<>();
        for (int from = 0; from < customers.size(); from += AT_ONCE) {
            List<String> some = customers.subList(from, Math.min(customers.size(), from + AT_ONCE)).stream()
                    .map(CustomerId::value)
                    .distinct()
                    .toList();
            database.transaction(WRITE, handle -> unknown.addAll(add(handle, list, some)));
        }
        audit(list, "add-members", customers.size() - unknown.size(), by);
        return unknown;
    }

    private static List<CustomerId> add(Handle handle, String list, List<String> customers) {
        List<String> known = handle.createQuery("select id from customers where id in (<ids>)")
                .bindList("ids", customers)
                .mapTo(String.class)
                .list();
        List<String> missing = new ArrayList<>(known);
        missing.removeAll(new LinkedHashSet<>(handle.createQuery(
                        "select customer_id from target_list_members where list_id = :list and customer_id in (<ids>)")
                .bind("list", list)
                .bindList("ids", customers)
                .mapTo(String.class)
                .list()));
        if (!missing.isEmpty()) {
            try (PreparedBatch batch = handle.prepareBatch(
                    "insert into target_list_members (customer_id, list_id) values (:customer, :list)")) {
                missing.forEach(
                        id -> batch.bind("customer", id).bind("list", list).add());
                batch.execute();
            }
        }
        Set<String> there = new LinkedHashSet<>(known);
        return customers.stream()
                .filter(id -> !there.contains(id))
                .map(CustomerId::new)
                .toList();
    }

    /** Takes customers off a list; those who are not on it do not matter. */
    public void remove(String list, List<CustomerId> customers, String by) {
        for (int from = 0; from < customers.size(); from += AT_ONCE) {
            List<String> some = customers.subList(from, Math.min(customers.size(), from + AT_ONCE)).stream()
                    .map(CustomerId::value)
                    .toList();
            database.transaction(WRITE, handle -> handle.createUpdate(
                            "delete from target_list_members where list_id = :list and customer_id in (<ids>)")
                    .bind("list", list)
                    .bindList("ids", some)
                    .execute());
        }
        audit(list, "remove-members", customers.size(), by);
    }

    private void audit(String list, String action, int customers, String by) {
        database.transaction(WRITE, handle -> {
            AuditLog.write(
                    handle, new AuditLog.Entry(clock.millis(), by, action, KIND, list, customers + " customers"));
            return true;
        });
        changed();
    }

    /** How many customers are on a list. */
    public long size(String list) {
        return database.call(
                READ, handle -> handle.createQuery("select count(*) from target_list_members where list_id = :list")
                        .bind("list", list)
                        .mapTo(Long.class)
                        .one());
    }

    /** The customers on a list, page by page: in the order of their ids, after one of them, at most 1000. */
    public List<CustomerId> members(String list, String after, int most) {
        return database.call(READ, handle -> handle.createQuery("""
                        select customer_id from target_list_members where list_id = :list and customer_id > :after
                        order by customer_id limit :most
                        """)
                .bind("list", list)
                .bind("after", after)
                .bind("most", Math.min(most, 1000))
                .mapTo(String.class)
                .map(CustomerId::new)
                .list());
    }

    /** The lists a customer is on, whatever their days. */
    public static List<TargetList> of(Handle handle, CustomerId customer) {
        return handle.createQuery("""
                        select l.* from target_list_members m join target_lists l on l.id = m.list_id
                        where m.customer_id = :customer order by l.id
                        """)
                .bind("customer", customer.value())
                .map((row, context) -> list(row))
                .list();
    }

    private static TargetList list(ResultSet row) throws SQLException {
        return new TargetList(
                row.getString("id"),
                row.getString("name"),
                row.getObject("first_day", LocalDate.class),
                row.getObject("last_day", LocalDate.class),
                row.getInt("bonus_seconds"),
                row.getBoolean("closed"));
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }
}
