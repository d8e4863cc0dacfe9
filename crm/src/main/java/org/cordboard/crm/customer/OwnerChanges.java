package org.cordboard.crm.customer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.cordboard.crm.store.AuditLog;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.customer.CustomerId;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Gives customers owners by people's decision, many at once. Each change stands in the audit log with both owners. */
public final class OwnerChanges {

    private final CustomerStore store;

    public OwnerChanges(CustomerStore store) {
        this.store = store;
    }

    /**
     * One customer's owner.
     *
     * @param owner null to take the owner away
     */
    public record OwnerChange(CustomerId customer, @Nullable AgentId owner) {}

    /**
     * Makes changes in transactions of some hundred.
     *
     * @param may whether the one who decides may decide about a customer; one about whom not is left out like one who is unknown
     * @param by the login of who decides
     * @return what became of each, in their order
     */
    public List<Outcome> apply(List<OwnerChange> changes, Predicate<CustomerRecord> may, String by) {
        List<Outcome> outcomes = new ArrayList<>(changes.size());
        for (int from = 0; from < changes.size(); from += CustomerTable.KEYS) {
            List<OwnerChange> some = changes.subList(from, Math.min(changes.size(), from + CustomerTable.KEYS));
            outcomes.addAll(store.changing("given owners of customers", handle -> apply(handle, some, may, by)));
        }
        return outcomes;
    }

    private CustomerStore.Change<List<Outcome>> apply(
            Handle handle, List<OwnerChange> changes, Predicate<CustomerRecord> may, String by) {
        List<String> ids = changes.stream()
                .map(change -> change.customer().value())
                .distinct()
                .toList();
        Map<String, CustomerRecord> known = new LinkedHashMap<>();
        CustomerTable.byIds(handle, ids).forEach(record -> known.put(record.id().value(), record));
        Map<String, CustomerRecord> changed = new LinkedHashMap<>();
        List<Outcome> outcomes = new ArrayList<>(changes.size());
        for (OwnerChange change : changes) {
            String id = change.customer().value();
            @Nullable CustomerRecord before = known.get(id);
            if (before == null || before.status() == CustomerStatus.ERASED || !may.test(before)) {
                outcomes.add(new Outcome.LeftOut("there is no customer '" + id + "'"));
                continue;
            }
            AgentId owner = change.owner();
            String value = owner == null ? CustomerRecord.NOBODY : owner.value();
            CustomerRecord after = before.merged(SourceClaims.STAFF, Map.of(Field.OWNER.name(), value), false);
            if (after.owner().equals(before.owner())) {
                outcomes.add(new Outcome.Unchanged());
                continue;
            }
            known.put(id, after);
            changed.put(id, after);
            outcomes.add(before.owner().isEmpty() ? new Outcome.Added() : new Outcome.Changed());
            AuditLog.write(
                    handle,
                    new AuditLog.Entry(store.now(), by, "assign", "customer", id, name(before) + " -> " + name(after)));
        }
        CustomerTable.update(handle, changed.values());
        Set<String> touched = new LinkedHashSet<>();
        CustomerTable.numbers(handle, changed.keySet())
                .values()
                .forEach(rows -> rows.forEach(row -> touched.add(row.number())));
        return new CustomerStore.Change<>(outcomes, touched);
    }

    private static String name(CustomerRecord customer) {
        return customer.owner().map(AgentId::value).orElse("nobody");
    }
}
