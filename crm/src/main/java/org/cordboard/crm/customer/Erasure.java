package org.cordboard.crm.customer;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.cordboard.crm.store.AuditLog;
import org.cordboard.cti.customer.CustomerId;
import org.jdbi.v3.core.Handle;

/**
 * Erases customers on a legal request. Name, identity, numbers, attributes and the calling numbers of their calls go; the record
 * stays under a pseudonym with its tier, district and branch, so that statistics are what they were. What is left cannot be
 * traced back, but an import that brings the customer again is recognised and leaves the row out.
 */
public final class Erasure {

    private static final List<Field> STATISTICAL = List.of(Field.TIER, Field.SEGMENT, Field.BRANCH, Field.DISTRICT);

    private final CustomerStore store;

    public Erasure(CustomerStore store) {
        this.store = store;
    }

    /**
     * Erases a customer for good.
     *
     * @param reason such as the number of the request; without personal data
     * @param by the login of who does it
     * @return the pseudonym under which the record stays
     * @throws CustomerEdits.NoSuchCustomerException when there is no such customer, or no more
     */
    public CustomerId erase(CustomerId id, String reason, String by) {
        return store.changing("made to erase a customer", handle -> {
            CustomerProfile profile = CustomerStore.profile(handle, id)
                    .filter(found -> found.customer().status() != CustomerStatus.ERASED)
                    .orElseThrow(() -> new CustomerEdits.NoSuchCustomerException(id));
            String pseudonym = "erased-" + UUID.randomUUID();
            new Fingerprints(handle).add(id, profile.customer().identity(), pseudonym, store.now());
            CustomerTable.insert(handle, List.of(remains(profile.customer(), pseudonym)));
            delete(handle, "customers", "id", id);
            delete(handle, "customer_numbers", "customer_id", id);
            handle.createUpdate("delete from audit_log where kind = 'customer' and subject = :id")
                    .bind("id", id.value())
                    .execute();
            rename(
                    handle,
                    "update customer_views set customer_id = :pseudonym, reason = '' where customer_id = :id",
                    id,
                    pseudonym);
            rename(
                    handle,
                    "update target_list_members set customer_id = :pseudonym where customer_id = :id",
                    id,
                    pseudonym);
            rename(
                    handle,
                    "update call_records set customer_id = :pseudonym, caller = '', call_data = null where customer_id"
                            + " = :id",
                    id,
                    pseudonym);
            AuditLog.write(handle, new AuditLog.Entry(store.now(), by, "erase", "customer", pseudonym, reason));
            return new CustomerStore.Change<>(new CustomerId(pseudonym), numbers(profile));
        });
    }

    private static CustomerRecord remains(CustomerRecord customer, String pseudonym) {
        Map<String, String> kept = new LinkedHashMap<>();
        STATISTICAL.forEach(field -> customer.value(field).ifPresent(value -> kept.put(field.name(), value)));
        return CustomerRecord.empty(new CustomerId(pseudonym), null, customer.origin())
                .merged(customer.origin(), kept, true)
                .with(CustomerStatus.ERASED);
    }

    private static void delete(Handle handle, String table, String column, CustomerId id) {
        handle.createUpdate("delete from " + table + " where " + column + " = :id")
                .bind("id", id.value())
                .execute();
    }

    private static void rename(Handle handle, String sql, CustomerId id, String pseudonym) {
        handle.createUpdate(sql)
                .bind("id", id.value())
                .bind("pseudonym", pseudonym)
                .execute();
    }

    private static Set<String> numbers(CustomerProfile profile) {
        Set<String> numbers = new LinkedHashSet<>();
        profile.numbers().forEach(claim -> numbers.add(claim.number()));
        return numbers;
    }
}
