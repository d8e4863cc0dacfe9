package org.cordboard.crm.lookup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.cordboard.crm.assignment.Deputies;
import org.cordboard.crm.calls.ContactHistory;
import org.cordboard.crm.customer.CustomerRecord;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.customer.PhoneNumbers;
import org.cordboard.crm.store.Database;
import org.cordboard.crm.targeting.TargetList;
import org.cordboard.crm.targeting.TargetLists;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerId;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Who calls from a number. The last numbers asked for are kept in memory, unknown ones included; an edit or an import drops those
 * it touches, and none is kept longer than ten minutes, in case another process writes to the database. Days are looked at when
 * asked, so a target list ends at midnight for cached callers, too. Safe for use by many threads.
 */
public final class CallerDirectory {

    /** Numbers kept in memory; some 2 KB each. The least used go first. */
    static final int KEPT = 50_000;

    private static final Duration LONGEST_KEPT = Duration.ofMinutes(10);

    /** Who a customer talked to longer ago is nobody special to them. */
    static final Duration LAST_AGENT_FOR = Duration.ofDays(30);

    /** What is kept of a caller. */
    private record Known(
            Customer customer,
            boolean numberContested,
            List<TargetList> lists,
            List<Deputies.Term> deputies,
            Optional<AgentId> lastAgent) {}

    private final Database database;
    private final PhoneNumbers phoneNumbers;
    private final Clock clock;
    private final Cache<String, Optional<Known>> kept = Caffeine.newBuilder()
            .maximumSize(KEPT)
            .expireAfterWrite(LONGEST_KEPT)
            .build();

    /** Whom customers have talked to of late, as the books in the database are written a little later. */
    private final Cache<CustomerId, AgentId> talked = Caffeine.newBuilder()
            .maximumSize(KEPT)
            .expireAfterWrite(LONGEST_KEPT)
            .build();

    /** @param clock in the tenant's zone, for the days of lists and deputies */
    public CallerDirectory(
            Database database,
            PhoneNumbers phoneNumbers,
            CustomerStore customers,
            TargetLists lists,
            Deputies deputies,
            Clock clock) {
        this.database = database;
        this.phoneNumbers = phoneNumbers;
        this.clock = clock;
        customers.onChange(kept::invalidateAll);
        lists.onChange(kept::invalidateAll);
        deputies.onChange(kept::invalidateAll);
    }

    /**
     * The caller behind a number.
     *
     * @param callingNumber as the network sent it; empty or not a number means nobody
     * @throws org.cordboard.crm.store.StoreUnavailableException when the number is not kept and the database is down
     */
    public Optional<IdentifiedCaller> lookUp(String callingNumber) {
        return phoneNumbers
                .normalise(callingNumber)
                .flatMap(number -> kept.get(number, this::read))
                .map(this::today);
    }

    /** As much of the caller as the engine takes. */
    public Optional<Customer> customer(String callingNumber) {
        return lookUp(callingNumber).map(IdentifiedCaller::customer);
    }

    /**
     * A call of a customer has ended in which they talked with an agent.
     *
     * @param closedAt wall-clock milliseconds; too long ago to count when an old journal is read again
     */
    public void talked(CustomerId customer, AgentId agent, long closedAt) {
        if (closedAt > lastAgentsSince()) {
            talked.put(customer, agent);
        }
    }

    private long lastAgentsSince() {
        return clock.millis() - LAST_AGENT_FOR.toMillis();
    }

    private Optional<Known> read(String number) {
        return database.callInHaste("asked for a customer", handle -> CustomerStore.byNumber(handle, number)
                .map(customer -> known(handle, customer, number)));
    }

    private Known known(Handle handle, CustomerRecord customer, String number) {
        return new Known(
                customer.toCustomer(),
                CustomerStore.isContested(handle, number),
                TargetLists.of(handle, customer.id()),
                customer.owner().map(owner -> Deputies.of(handle, owner)).orElse(List.of()),
                ContactHistory.lastAgent(handle, customer.id(), lastAgentsSince()));
    }

    private IdentifiedCaller today(Known known) {
        LocalDate today = LocalDate.now(clock);
        List<TargetList> valid =
                known.lists().stream().filter(list -> list.isValidOn(today)).toList();
        int bonus = valid.stream().mapToInt(TargetList::bonusSeconds).max().orElse(0);
        Optional<AgentId> deputy = known.deputies().stream()
                .filter(term -> term.isOn(today))
                .map(Deputies.Term::deputy)
                .findFirst();
        return new IdentifiedCaller(
                today(known.customer(), !valid.isEmpty(), bonus, deputy.orElse(null), lastAgent(known)),
                bonus,
                deputy,
                known.numberContested());
    }

    private @Nullable AgentId lastAgent(Known known) {
        AgentId lately = talked.getIfPresent(known.customer().id());
        return lately == null ? known.lastAgent().orElse(null) : lately;
    }

    private static Customer today(
            Customer customer, boolean listed, int bonus, @Nullable AgentId deputy, @Nullable AgentId lastAgent) {
        return new Customer(
                customer.id(),
                customer.name(),
                customer.tier(),
                customer.target() || listed,
                Duration.ofSeconds(bonus),
                customer.owner(),
                deputy,
                lastAgent,
                customer.attributes());
    }

    /** Numbers kept now, roughly. */
    long kept() {
        kept.cleanUp();
        return kept.estimatedSize();
    }

    /** Forgets everything, for measurements. */
    public void forgetAll() {
        kept.invalidateAll();
        talked.invalidateAll();
    }
}
