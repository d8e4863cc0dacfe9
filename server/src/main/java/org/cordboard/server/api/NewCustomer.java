package org.cordboard.server.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.crm.customer.CustomerClaim;
import org.cordboard.crm.customer.Field;
import org.cordboard.crm.customer.Identity;
import org.cordboard.crm.customer.PhoneNumbers;
import org.cordboard.cti.customer.CustomerId;
import org.jspecify.annotations.Nullable;

/** A customer as somebody sends them who has nothing but the conversation. */
record NewCustomer(
        @Nullable String id,
        @Nullable String identity,
        @Nullable List<@Nullable String> numbers,
        @Nullable Map<String, @Nullable String> fields) {

    private static final int MOST_NUMBERS = 20;
    private static final int MOST_FIELDS = 100;

    /**
     * What is said of the customer, checked.
     *
     * @throws org.cordboard.crm.customer.BadValueException or a refusal with the first value that cannot be taken
     */
    CustomerClaim claim(PhoneNumbers phoneNumbers) {
        String known = Refusals.required(id, "id");
        if (known.isBlank() || known.length() > 64 || known.chars().anyMatch(Character::isISOControl)) {
            throw Refusals.badValue("id must have 1 to 64 characters on one line");
        }
        return new CustomerClaim(
                new CustomerId(known.strip()),
                identity == null ? null : Identity.parse(identity),
                values(),
                normal(phoneNumbers));
    }

    private Map<String, String> values() {
        Map<String, @Nullable String> given = Refusals.required(fields, "fields");
        if (given.size() > MOST_FIELDS) {
            throw Refusals.badValue("a customer has at most " + MOST_FIELDS + " fields");
        }
        Map<String, String> values = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            Field field = Field.of(name);
            values.put(
                    field.name(),
                    field.checked(Refusals.required(value, field.name()).strip()));
        });
        List.of(Field.NAME, Field.TIER, Field.TARGET)
                .forEach(field -> Refusals.required(values.get(field.name()), field.name()));
        if (values.containsKey(Field.OWNER.name())) {
            throw Refusals.badValue("owner cannot be set here; give the customer an owner at /api/v1/assignments");
        }
        return values;
    }

    private List<String> normal(PhoneNumbers phoneNumbers) {
        List<@Nullable String> given = Refusals.required(numbers, "numbers");
        if (given.isEmpty() || given.size() > MOST_NUMBERS) {
            throw Refusals.badValue("numbers must hold 1 to " + MOST_NUMBERS + " numbers");
        }
        return given.stream()
                .map(number -> phoneNumbers
                        .normalise(Refusals.required(number, "a number"))
                        .orElseThrow(() -> Refusals.badValue("numbers holds what is not a phone number")))
                .distinct()
                .toList();
    }
}
