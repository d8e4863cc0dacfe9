package org.cordboard.crm.customer;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.crm.store.StorableText;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.customer.CustomerId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/**
 * The tables of customers and their numbers. Reads and writes many at once with plain JDBC: a million rows go through here,
 * and binding by name would cost as much as the database does.
 */
final class CustomerTable {

    /** Keys of one "in" list. The lists are filled up to this length, so that the database parses each statement once. */
    static final int KEYS = 500;

    static final String COLUMNS = "id, identity, status, origin, claims";

    private static final String INSERT =
            "insert into customers (identity, status, origin, name, tier, target, owner, segment,"
                    + " branch, district, contested, claims, id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String UPDATE =
            "update customers set identity = ?, status = ?, origin = ?, name = ?, tier = ?,"
                    + " target = ?, owner = ?, segment = ?, branch = ?, district = ?, contested = ?, claims = ? where id = ?";

    /** A number that a source claims for a customer. */
    record NumberRow(String number, String customer, String source) {}

    /** Work on plain JDBC. */
    private interface Sql<T> {
        T run() throws SQLException;
    }

    private CustomerTable() {}

    static CustomerRecord record(ResultSet row) throws SQLException {
        @Nullable String identity = row.getString("identity");
        return new CustomerRecord(
                new CustomerId(row.getString("id")),
                identity == null ? null : Identity.parse(identity),
                CustomerStatus.valueOf(row.getString("status")),
                row.getString("origin"),
                ClaimsText.read(row.getString("claims")));
    }

    static List<CustomerRecord> byIds(Handle handle, Collection<String> ids) {
        return byKeys(handle, "select " + COLUMNS + " from customers where id in ", ids, CustomerTable::record);
    }

    static List<CustomerRecord> byIdentities(Handle handle, Collection<String> identities) {
        return byKeys(
                handle, "select " + COLUMNS + " from customers where identity in ", identities, CustomerTable::record);
    }

    /** The numbers of customers, by customer. */
    static Map<String, List<NumberRow>> numbers(Handle handle, Collection<String> ids) {
        Map<String, List<NumberRow>> numbers = new LinkedHashMap<>();
        byKeys(
                        handle,
                        "select number, customer_id, source from customer_numbers where customer_id in ",
                        ids,
                        row -> new NumberRow(row.getString(1), row.getString(2), row.getString(3)))
                .forEach(row -> numbers.computeIfAbsent(row.customer(), id -> new ArrayList<>(2))
                        .add(row));
        return numbers;
    }

    /** Reads a row of a result. */
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> byKeys(Handle handle, String select, Collection<String> keys, RowReader<T> reader) {
        List<T> found = new ArrayList<>();
        if (keys.isEmpty()) {
            return found;
        }
        List<String> all = List.copyOf(keys);
        int width = all.size() == 1 ? 1 : KEYS;
        String sql = select + "(?" + ", ?".repeat(width - 1) + ")";
        return run(handle, sql, () -> {
            try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
                for (int from = 0; from < all.size(); from += width) {
                    for (int i = 0; i < width; i++) {
                        text(statement, i + 1, all.get(Math.min(from + i, all.size() - 1)));
                    }
                    try (ResultSet rows = statement.executeQuery()) {
                        while (rows.next()) {
                            found.add(reader.read(rows));
                        }
                    }
                }
            }
            return found;
        });
    }

    static void insert(Handle handle, Collection<CustomerRecord> records) {
        write(handle, INSERT, records);
    }

    static void update(Handle handle, Collection<CustomerRecord> records) {
        write(handle, UPDATE, records);
    }

    private static void write(Handle handle, String sql, Collection<CustomerRecord> records) {
        batch(handle, sql, records, (statement, customer) -> {
            Identity identity = customer.identity();
            text(statement, 1, identity == null ? null : identity.value());
            text(statement, 2, customer.status().name());
            text(statement, 3, customer.origin());
            text(statement, 4, customer.name());
            text(statement, 5, customer.tier().name());
            statement.setBoolean(6, customer.target());
            text(statement, 7, customer.owner().map(AgentId::value).orElse(null));
            text(statement, 8, customer.value(Field.SEGMENT).orElse(null));
            text(statement, 9, customer.value(Field.BRANCH).orElse(null));
            text(statement, 10, customer.value(Field.DISTRICT).orElse(null));
            statement.setBoolean(11, customer.contested());
            text(statement, 12, ClaimsText.write(customer.claims()));
            text(statement, 13, customer.id().value());
        });
    }

    static void insertNumbers(Handle handle, Collection<NumberRow> numbers, long since) {
        String sql =
                "insert into customer_numbers (number, customer_id, source, since, chosen) values (?, ?, ?, ?, false)";
        batch(handle, sql, numbers, (statement, number) -> {
            key(statement, number);
            statement.setLong(4, since);
        });
    }

    static void deleteNumbers(Handle handle, Collection<NumberRow> numbers) {
        String sql = "delete from customer_numbers where number = ? and customer_id = ? and source = ?";
        batch(handle, sql, numbers, CustomerTable::key);
    }

    private static void key(PreparedStatement statement, NumberRow number) throws SQLException {
        text(statement, 1, number.number());
        text(statement, 2, number.customer());
        text(statement, 3, number.source());
    }

    /** Sets the parameters of a statement. */
    private interface Binder<T> {
        void bind(PreparedStatement statement, T row) throws SQLException;
    }

    private static <T> void batch(Handle handle, String sql, Collection<T> rows, Binder<T> binder) {
        if (rows.isEmpty()) {
            return;
        }
        run(handle, sql, () -> {
            try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
                for (T row : rows) {
                    binder.bind(statement, row);
                    statement.addBatch();
                }
                return statement.executeBatch().length;
            }
        });
    }

    /** The counterpart, for plain JDBC, of what binding by name does. */
    private static void text(PreparedStatement statement, int position, @Nullable String text) throws SQLException {
        statement.setString(position, text == null ? null : StorableText.of(text));
    }

    /** Failures become those of JDBI, which the database tells apart. */
    private static <T> T run(Handle handle, String sql, Sql<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(
                    e, handle.createQuery(sql).getContext());
        }
    }
}
