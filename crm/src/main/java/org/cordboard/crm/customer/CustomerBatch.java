package org.cordboard.crm.customer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cordboard.cti.customer.CustomerId;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a source says of many customers in one transaction: reads those that are known with a few statements, works out
 * in memory what is new, and writes that with a few more.
 */
final class CustomerBatch {

    private final Handle handle;
    private final String source;
    private final boolean complete;

    private final Map<String, CustomerRecord> known = new LinkedHashMap<>();
    private final Map<String, String> idOfIdentity = new LinkedHashMap<>();
    private final Map<String, Set<CustomerTable.NumberRow>> numbers = new LinkedHashMap<>();
    private Set<String> erased = Set.of();

    private final Map<String, CustomerRecord> added = new LinkedHashMap<>();
    private final Map<String, CustomerRecord> changed = new LinkedHashMap<>();
    private final Set<CustomerTable.NumberRow> gained = new LinkedHashSet<>();
    private final Set<CustomerTable.NumberRow> lost = new LinkedHashSet<>();
    private final Set<String> touched = new LinkedHashSet<>();

    /** @param complete whether the source takes back what it does not repeat */
    CustomerBatch(Handle handle, String source, boolean complete) {
        this.handle = handle;
        this.source = source;
        this.complete = complete;
    }

    /**
     * @param at milliseconds since 1970
     * @return what became of each claim, in their order
     */
    List<Outcome> take(List<CustomerClaim> claims, long at) {
        read(claims);
        List<Outcome> outcomes = new ArrayList<>(claims.size());
        for (CustomerClaim claim : claims) {
            outcomes.add(take(claim));
        }
        CustomerTable.insert(handle, added.values());
        CustomerTable.update(handle, changed.values());
        CustomerTable.deleteNumbers(handle, lost);
        CustomerTable.insertNumbers(handle, gained, at);
        return outcomes;
    }

    /** The numbers whose answer may be another one now. */
    Set<String> touchedNumbers() {
        return touched;
    }

    private void read(List<CustomerClaim> claims) {
        Set<String> ids = new LinkedHashSet<>();
        Set<String> identities = new LinkedHashSet<>();
        for (CustomerClaim claim : claims) {
            ids.add(claim.id().value());
            Identity identity = claim.identity();
            if (identity != null) {
                identities.add(identity.value());
            }
        }
        CustomerTable.byIds(handle, ids).forEach(this::remember);
        List<String> others = identities.stream()
                .filter(identity -> !idOfIdentity.containsKey(identity))
                .toList();
        CustomerTable.byIdentities(handle, others).forEach(this::remember);
        CustomerTable.numbers(handle, known.keySet()).forEach((id, rows) -> numbers.put(id, new LinkedHashSet<>(rows)));
        erased = new Fingerprints(handle).erased(claims);
    }

    private void remember(CustomerRecord customer) {
        known.put(customer.id().value(), customer);
        Identity identity = customer.identity();
        if (identity != null) {
            idOfIdentity.put(identity.value(), customer.id().value());
        }
    }

    private Outcome take(CustomerClaim claim) {
        try {
            if (erased.contains(claim.id().value())) {
                return new Outcome.LeftOut("this customer was erased on a legal request");
            }
            Optional<CustomerRecord> before = find(claim);
            CustomerRecord start = before.orElseGet(() -> CustomerRecord.empty(claim.id(), claim.identity(), source));
            CustomerRecord after = identified(start, claim).merged(source, claim.values(), complete);
            if (before.isEmpty() && after.value(Field.NAME).isEmpty()) {
                return new Outcome.LeftOut("no customer '" + claim.id() + "' is known, and a new one needs a name");
            }
            boolean numbersChanged = takeNumbers(after.id(), claim.numbers());
            boolean same = before.isPresent() && after.equals(before.get());
            if (same && !numbersChanged) {
                return new Outcome.Unchanged();
            }
            numbers.getOrDefault(after.id().value(), Set.of()).forEach(row -> touched.add(row.number()));
            if (!same) {
                keep(after, before.isEmpty());
            }
            return before.isEmpty() ? new Outcome.Added() : new Outcome.Changed();
        } catch (BadValueException e) {
            return new Outcome.LeftOut(e.reason());
        }
    }

    private Optional<CustomerRecord> find(CustomerClaim claim) {
        @Nullable CustomerRecord byId = known.get(claim.id().value());
        Identity identity = claim.identity();
        @Nullable String other = identity == null ? null : idOfIdentity.get(identity.value());
        if (other == null || other.equals(claim.id().value())) {
            return Optional.ofNullable(byId);
        }
        @Nullable CustomerRecord same = known.get(other);
        if (byId != null || same == null || same.origin().equals(source)) {
            throw new BadValueException("identity belongs to customer '" + other + "' already");
        }
        return Optional.of(same);
    }

    /** An identity may come later than the customer, but nobody's identity becomes another one. */
    private static CustomerRecord identified(CustomerRecord customer, CustomerClaim claim) {
        Identity said = claim.identity();
        if (said == null || said.equals(customer.identity())) {
            return customer;
        }
        if (customer.identity() != null) {
            throw new BadValueException("identity is not the one that customer '" + customer.id() + "' has");
        }
        return customer.with(said);
    }

    private void keep(CustomerRecord customer, boolean isNew) {
        String id = customer.id().value();
        remember(customer);
        if (isNew || added.containsKey(id)) {
            added.put(id, customer);
        } else {
            changed.put(id, customer);
        }
    }

    private boolean takeNumbers(CustomerId id, @Nullable List<String> said) {
        if (said == null) {
            return false;
        }
        Set<CustomerTable.NumberRow> all = numbers.computeIfAbsent(id.value(), key -> new LinkedHashSet<>());
        Set<CustomerTable.NumberRow> after = new LinkedHashSet<>();
        said.forEach(number -> after.add(new CustomerTable.NumberRow(number, id.value(), source)));
        List<CustomerTable.NumberRow> gone = all.stream()
                .filter(row -> row.source().equals(source) && !after.contains(row))
                .toList();
        boolean anyNew = !all.containsAll(after);
        for (CustomerTable.NumberRow row : gone) {
            all.remove(row);
            touched.add(row.number());
            if (!gained.remove(row)) {
                lost.add(row);
            }
        }
        for (CustomerTable.NumberRow row : after) {
            if (all.add(row) && !lost.remove(row)) {
                gained.add(row);
            }
        }
        return anyNew || !gone.isEmpty();
    }
}
