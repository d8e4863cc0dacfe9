package org.cordboard.crm.customer;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cordboard.crm.store.Database;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerId;
import org.jdbi.v3.core.Handle;

/**
 * Customers by id, by calling number and by what is asked for. Several customers may claim a number; a caller is then the one
 * somebody chose, else the one who claimed it first. Safe for use by many threads; those that write take turns. Every method may
 * throw {@link org.cordboard.crm.store.StoreUnavailableException}.
 */
public final class CustomerStore {

    /** The source of customers that were given without one, such as those of the demonstration. */
    public static final String DIRECT = "direct";

    private static final int AT_ONCE = CustomerTable.KEYS;
    private static final String READ = "asked for a customer";
    private static final String WRITE = "given customers";

    private final Database database;
    private final PhoneNumbers phoneNumbers;
    private final InstantSource clock;
    private final ReentrantLock writing = new ReentrantLock();
    private final List<Consumer<Set<String>>> listeners = new CopyOnWriteArrayList<>();

    public CustomerStore(Database database, PhoneNumbers phoneNumbers) {
        this(database, phoneNumbers, InstantSource.system());
    }

    public CustomerStore(Database database, PhoneNumbers phoneNumbers, InstantSource clock) {
        this.database = database;
        this.phoneNumbers = phoneNumbers;
        this.clock = clock;
    }

    /** @param listener told after each change which numbers may lead to another answer now; it must not block */
    public void onChange(Consumer<Set<String>> listener) {
        listeners.add(listener);
    }

    /**
     * The open customer who calls from a number, found by primary keys.
     *
     * @param callingNumber as the network sent it; empty or not a number means nobody
     */
    public Optional<Customer> lookUp(String callingNumber) {
        return phoneNumbers
                .normalise(callingNumber)
                .flatMap(number -> database.callInHaste(READ, handle -> byNumber(handle, number)))
                .map(CustomerRecord::toCustomer);
    }

    /** @param number normalised */
    public static Optional<CustomerRecord> byNumber(Handle handle, String number) {
        return handle.createQuery("""
                        select c.id, c.identity, c.status, c.origin, c.claims
                        from customer_numbers n join customers c on c.id = n.customer_id
                        where n.number = :number and c.status = 'OPEN'
                        order by n.chosen desc, n.since, n.customer_id
                        limit 1
                        """)
                .bind("number", number)
                .map((row, context) -> CustomerTable.record(row))
                .findOne();
    }

    /** Whether several customers claim a number. */
    public static boolean isContested(Handle handle, String number) {
        return handle.createQuery("select count(distinct customer_id) from customer_numbers where number = :number")
                        .bind("number", number)
                        .mapTo(Integer.class)
                        .one()
                > 1;
    }

    public Optional<CustomerProfile> find(CustomerId id) {
        return database.call(READ, handle -> profile(handle, id));
    }

    static Optional<CustomerProfile> profile(Handle handle, CustomerId id) {
        return CustomerTable.byIds(handle, List.of(id.value())).stream()
                .findFirst()
                .map(customer -> new CustomerProfile(customer, numbersOf(handle, id)));
    }

    private static List<NumberClaim> numbersOf(Handle handle, CustomerId id) {
        return handle.createQuery("""
                        select n.number, n.source, n.since, n.chosen, exists (
                            select 1 from customer_numbers o where o.number = n.number and o.customer_id <> n.customer_id
                        ) as contested
                        from customer_numbers n where n.customer_id = :id order by n.number, n.since, n.source
                        """)
                .bind("id", id.value())
                .map((row, context) -> new NumberClaim(
                        row.getString("number"),
                        row.getString("source"),
                        row.getLong("since"),
                        row.getBoolean("chosen"),
                        row.getBoolean("contested")))
                .list();
    }

    /** What counts of one field of an open customer; empty when there is no such customer, or no such field. */
    public Optional<String> attribute(CustomerId id, String name) {
        return database.callInHaste(READ, handle -> CustomerTable.byIds(handle, List.of(id.value())).stream()
                .filter(customer -> customer.status() == CustomerStatus.OPEN)
                .findFirst()
                .flatMap(customer -> customer.value(Field.of(name))));
    }

    /** The customers a filter asks for, in the order of their ids. */
    public List<CustomerRecord> search(CustomerFilter filter) {
        return database.call(READ, handle -> CustomerSearch.run(handle, filter, phoneNumbers));
    }

    public long count() {
        return database.call(READ, handle -> handle.createQuery("select count(*) from customers")
                .mapTo(Long.class)
                .one());
    }

    /**
     * Takes what a source says of customers, in transactions of some hundred. Saying the same again changes nothing.
     *
     * @param source 1 to 64 characters, not {@link SourceClaims#STAFF}
     * @param complete whether the source takes back what it does not repeat of these customers
     * @return what became of each claim, in their order
     */
    public List<Outcome> take(String source, List<CustomerClaim> claims, boolean complete) {
        if (source.isBlank() || source.length() > 64 || source.equals(SourceClaims.STAFF)) {
            throw new IllegalArgumentException("a source has 1 to 64 characters and is not 'staff': '" + source + "'");
        }
        List<Outcome> outcomes = new ArrayList<>(claims.size());
        for (int from = 0; from < claims.size(); from += AT_ONCE) {
            List<CustomerClaim> some = claims.subList(from, Math.min(claims.size(), from + AT_ONCE));
            outcomes.addAll(changing(WRITE, handle -> {
                CustomerBatch batch = new CustomerBatch(handle, source, complete);
                List<Outcome> taken = batch.take(some, clock.millis());
                return new Change<>(taken, batch.touchedNumbers());
            }));
        }
        return outcomes;
    }

    /**
     * Adds customers or replaces what was put before of those with the same id.
     *
     * @throws IllegalArgumentException when something of a customer cannot be taken
     */
    public void put(List<CustomerEntry> entries) {
        List<CustomerClaim> claims = entries.stream().map(this::claim).toList();
        List<Outcome> outcomes = take(DIRECT, claims, true);
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.LeftOut left) {
                throw new IllegalArgumentException("customer " + claims.get(i).id() + ": " + left.reason());
            }
        }
    }

    private CustomerClaim claim(CustomerEntry entry) {
        Customer customer = entry.customer();
        Map<String, String> values = new LinkedHashMap<>();
        values.put(Field.NAME.name(), customer.name());
        values.put(Field.TIER.name(), customer.tier().name());
        values.put(Field.TARGET.name(), String.valueOf(customer.target()));
        AgentId owner = customer.owner();
        if (owner != null) {
            values.put(Field.OWNER.name(), owner.value());
        }
        customer.attributes().forEach((name, value) -> {
            Field field = Field.of(name);
            values.put(field.name(), field.checked(value));
        });
        List<String> numbers = entry.numbers().stream()
                .map(number -> phoneNumbers
                        .normalise(number)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "customer " + customer.id() + " has a number that is none")))
                .toList();
        return new CustomerClaim(customer.id(), null, values, numbers);
    }

    /** What a change leads to. */
    record Change<T>(T result, Set<String> touchedNumbers) {}

    /** Runs a change as one transaction, one change at a time, and tells the listeners when it is in. */
    <T> T changing(String what, Function<Handle, Change<T>> work) {
        Change<T> change;
        writing.lock();
        try {
            change = database.transaction(what, work::apply);
        } finally {
            writing.unlock();
        }
        if (!change.touchedNumbers().isEmpty()) {
            listeners.forEach(listener -> listener.accept(change.touchedNumbers()));
        }
        return change.result();
    }

    long now() {
        return clock.millis();
    }

    Database database() {
        return database;
    }
}
