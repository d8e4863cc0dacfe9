package org.cordboard.crm.customer;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cordboard.crm.store.AuditLog;
import org.cordboard.cti.customer.CustomerId;
import org.jdbi.v3.core.Handle;

/**
 * What people change by hand. Their word counts before every source's, and settles what sources said until then; a source that
 * says something new is a conflict again. Customers are closed, never deleted. Each change stands in the audit log, which names
 * the fields but not their values.
 */
public final class CustomerEdits {

    private static final String WRITE = "given a change of a customer";
    private static final String KIND = "customer";

    private final CustomerStore store;
    private final PhoneNumbers phoneNumbers;

    public CustomerEdits(CustomerStore store, PhoneNumbers phoneNumbers) {
        this.store = store;
        this.phoneNumbers = phoneNumbers;
    }

    /** There is no such customer, or the record is erased and cannot be changed. */
    public static final class NoSuchCustomerException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NoSuchCustomerException(CustomerId id) {
            super("There is no customer '" + id + "' that could be changed.");
        }
    }

    /**
     * Sets fields.
     *
     * @param values by the name of the field; an empty one takes back what people had set, so that sources count again
     * @param by the login of who does it
     * @throws BadValueException with the first value that cannot be taken
     * @throws NoSuchCustomerException when there is nobody to change
     */
    public void set(CustomerId id, Map<String, String> values, String by) {
        Map<String, String> checked = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            Field field = Field.of(name);
            String stripped = value.strip();
            checked.put(field.name(), stripped.isEmpty() ? "" : field.checked(stripped));
        });
        change(id, by, "set", String.join(", ", checked.keySet()), (handle, profile) -> {
            CustomerRecord after = profile.customer().merged(SourceClaims.STAFF, checked, false);
            if (after.value(Field.NAME).isEmpty()) {
                throw new BadValueException("name is empty, and no source has one");
            }
            return after;
        });
    }

    /** Adds a number. Another customer's claim to it stays; {@link #chooseNumber} decides between them. */
    public void addNumber(CustomerId id, String number, String by) {
        String normal = normalised(number);
        change(id, by, "add-number", lastFour(normal), (handle, profile) -> {
            CustomerTable.NumberRow row = new CustomerTable.NumberRow(normal, id.value(), SourceClaims.STAFF);
            if (profile.numbers().size() >= 100) {
                throw new BadValueException("a customer has at most 100 numbers");
            }
            if (profile.numbers().stream()
                    .noneMatch(claim ->
                            claim.number().equals(normal) && claim.source().equals(SourceClaims.STAFF))) {
                CustomerTable.insertNumbers(handle, List.of(row), store.now());
            }
            return profile.customer();
        });
    }

    /** Takes a number back that people had added. What a source claims stays the source's. */
    public void removeNumber(CustomerId id, String number, String by) {
        String normal = normalised(number);
        change(id, by, "remove-number", lastFour(normal), (handle, profile) -> {
            CustomerTable.deleteNumbers(
                    handle, List.of(new CustomerTable.NumberRow(normal, id.value(), SourceClaims.STAFF)));
            return profile.customer();
        });
    }

    /**
     * Decides that a number which several customers claim is this one's.
     *
     * @throws BadValueException when the customer does not claim it
     */
    public void chooseNumber(CustomerId id, String number, String by) {
        String normal = normalised(number);
        change(id, by, "choose-number", lastFour(normal), (handle, profile) -> {
            handle.createUpdate("update customer_numbers set chosen = (customer_id = :id) where number = :number")
                    .bind("id", id.value())
                    .bind("number", normal)
                    .execute();
            if (profile.numbers().stream().noneMatch(claim -> claim.number().equals(normal))) {
                throw new BadValueException("no source says that this number is the customer's; add it first");
            }
            return profile.customer();
        });
    }

    /** Closes the record: its numbers lead nowhere any more, all else is kept. */
    public void close(CustomerId id, String reason, String by) {
        change(id, by, "close", reason, (handle, profile) -> profile.customer().with(CustomerStatus.CLOSED));
    }

    public void reopen(CustomerId id, String reason, String by) {
        change(id, by, "reopen", reason, (handle, profile) -> profile.customer().with(CustomerStatus.OPEN));
    }

    /** What a change makes of a customer. */
    private interface Work {
        CustomerRecord on(Handle handle, CustomerProfile profile);
    }

    private void change(CustomerId id, String by, String action, String detail, Work work) {
        store.changing(WRITE, handle -> {
            CustomerProfile before = CustomerStore.profile(handle, id)
                    .filter(profile -> profile.customer().status() != CustomerStatus.ERASED)
                    .orElseThrow(() -> new NoSuchCustomerException(id));
            CustomerRecord after = work.on(handle, before);
            if (!after.equals(before.customer())) {
                CustomerTable.update(handle, List.of(after));
            }
            AuditLog.write(handle, new AuditLog.Entry(store.now(), by, action, KIND, id.value(), detail));
            Set<String> touched = numbers(before);
            CustomerStore.profile(handle, id).ifPresent(now -> touched.addAll(numbers(now)));
            return new CustomerStore.Change<>(true, touched);
        });
    }

    private static Set<String> numbers(CustomerProfile profile) {
        return profile.numbers().stream().map(NumberClaim::number).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private String normalised(String number) {
        return phoneNumbers.normalise(number).orElseThrow(() -> new BadValueException("this is not a phone number"));
    }

    private static String lastFour(String number) {
        return "*" + number.substring(Math.max(0, number.length() - 4));
    }
}
