package org.cordboard.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.Tier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Customers by id and by calling number. A number belongs to one customer at most. Every method may throw
 * {@link StoreUnavailableException}.
 */
public final class CustomerStore {

    private static final String READ = "asked for a customer";
    private static final String WRITE = "given customers";

    private final Database database;
    private final PhoneNumbers phoneNumbers;

    public CustomerStore(Database database, PhoneNumbers phoneNumbers) {
        this.database = database;
        this.phoneNumbers = phoneNumbers;
    }

    /**
     * The customer who owns a calling number, found by primary keys.
     *
     * @param callingNumber as the network sent it; empty or not a number means nobody
     */
    public Optional<Customer> lookUp(String callingNumber) {
        Optional<String> number = phoneNumbers.normalise(callingNumber);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        return database.call(READ, handle -> ownerOf(handle, number.get()).flatMap(id -> customer(handle, id)));
    }

    /** One further field of a customer; empty when there is no such customer, or no such field. */
    public Optional<String> attribute(CustomerId customer, String name) {
        return database.call(READ, handle -> handle.createQuery(
                        "select text from customer_attributes where customer_id = :id and name = :name")
                .bind("id", customer.value())
                .bind("name", name)
                .mapTo(String.class)
                .findFirst());
    }

    /**
     * Adds customers or replaces those with the same id, all or none.
     *
     * @param entries of different customers
     * @throws IllegalArgumentException when a number is none or belongs to another customer
     */
    public void put(List<CustomerEntry> entries) {
        List<CustomerEntry> normalised = entries.stream().map(this::normalised).toList();
        database.transaction(WRITE, handle -> {
            Map<String, CustomerId> taken = new LinkedHashMap<>();
            for (CustomerEntry entry : normalised) {
                Optional<CustomerId> other = conflict(handle, entry, taken);
                if (other.isPresent()) {
                    throw new IllegalArgumentException(
                            "a number of customer " + entry.customer().id() + " belongs to customer " + other.get());
                }
            }
            write(handle, normalised);
            return true;
        });
    }

    public long count() {
        return database.call(READ, handle -> handle.createQuery("select count(*) from customers")
                .mapTo(Long.class)
                .one());
    }

    private CustomerEntry normalised(CustomerEntry entry) {
        List<String> numbers = entry.numbers().stream()
                .map(number -> phoneNumbers
                        .normalise(number)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "customer " + entry.customer().id() + " has a number that is none")))
                .toList();
        return new CustomerEntry(entry.customer(), numbers);
    }

    /**
     * The customer other than the entry's own who has one of its numbers.
     *
     * @param taken the numbers of entries that are to be written together with this one; takes those of this one, too
     */
    static Optional<CustomerId> conflict(Handle handle, CustomerEntry entry, Map<String, CustomerId> taken) {
        CustomerId own = entry.customer().id();
        for (String number : entry.numbers()) {
            CustomerId pending = taken.get(number);
            Optional<CustomerId> owner =
                    pending == null ? ownerOf(handle, number).map(CustomerId::new) : Optional.of(pending);
            if (owner.isPresent() && !owner.get().equals(own)) {
                return owner;
            }
        }
        entry.numbers().forEach(number -> taken.put(number, own));
        return Optional.empty();
    }

    static Optional<CustomerEntry> entry(Handle handle, String id) {
        return customer(handle, id).map(customer -> new CustomerEntry(customer, numbersOf(handle, id)));
    }

    static void removeNumber(Handle handle, String number) {
        handle.createUpdate("delete from customer_numbers where number = :number")
                .bind("number", number)
                .execute();
    }

    /** Writes entries of different customers, their numbers normalised and free of conflicts. */
    static void write(Handle handle, List<CustomerEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        try (PreparedBatch old = handle.prepareBatch("delete from customers where id = :id");
                PreparedBatch customers = handle.prepareBatch("insert into customers (id, name, tier, target, owner)"
                        + " values (:id, :name, :tier, :target, :owner)");
                PreparedBatch numbers = handle.prepareBatch(
                        "insert into customer_numbers (number, customer_id) values (:number, :id)");
                PreparedBatch attributes = handle.prepareBatch("insert into customer_attributes"
                        + " (customer_id, position, name, text) values (:id, :position, :name, :text)")) {
            for (CustomerEntry entry : entries) {
                old.bind("id", entry.customer().id().value()).add();
                addCustomer(customers, entry.customer());
                addNumbers(numbers, entry);
                addAttributes(attributes, entry.customer());
            }
            old.execute();
            customers.execute();
            numbers.execute();
            attributes.execute();
        }
    }

    private static void addCustomer(PreparedBatch batch, Customer customer) {
        AgentId owner = customer.owner();
        batch.bind("id", customer.id().value())
                .bind("name", customer.name())
                .bind("tier", customer.tier().name())
                .bind("target", customer.target())
                .bind("owner", owner == null ? null : owner.value())
                .add();
    }

    private static void addNumbers(PreparedBatch batch, CustomerEntry entry) {
        for (String number : entry.numbers()) {
            batch.bind("number", number)
                    .bind("id", entry.customer().id().value())
                    .add();
        }
    }

    private static void addAttributes(PreparedBatch batch, Customer customer) {
        int position = 0;
        for (Map.Entry<String, String> attribute : customer.attributes().entrySet()) {
            batch.bind("id", customer.id().value())
                    .bind("position", position++)
                    .bind("name", attribute.getKey())
                    .bind("text", attribute.getValue())
                    .add();
        }
    }

    private static List<String> numbersOf(Handle handle, String id) {
        return handle.createQuery("select number from customer_numbers where customer_id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .list();
    }

    private static Optional<String> ownerOf(Handle handle, String number) {
        return handle.createQuery("select customer_id from customer_numbers where number = :number")
                .bind("number", number)
                .mapTo(String.class)
                .findOne();
    }

    private static Optional<Customer> customer(Handle handle, String id) {
        Map<String, String> attributes = new LinkedHashMap<>();
        handle.createQuery("select name, text from customer_attributes where customer_id = :id order by position")
                .bind("id", id)
                .map((row, context) -> Map.entry(row.getString("name"), row.getString("text")))
                .forEach(attribute -> attributes.put(attribute.getKey(), attribute.getValue()));
        return handle.createQuery("select id, name, tier, target, owner from customers where id = :id")
                .bind("id", id)
                .map((row, context) -> customer(row, attributes))
                .findOne();
    }

    private static Customer customer(ResultSet row, Map<String, String> attributes) throws SQLException {
        @Nullable String owner = row.getString("owner");
        return new Customer(
                new CustomerId(row.getString("id")),
                row.getString("name"),
                Tier.valueOf(row.getString("tier")),
                row.getBoolean("target"),
                owner == null ? null : new AgentId(owner),
                attributes);
    }
}
