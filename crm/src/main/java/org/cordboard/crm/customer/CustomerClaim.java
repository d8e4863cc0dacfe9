package org.cordboard.crm.customer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.customer.CustomerId;
import org.jspecify.annotations.Nullable;

/**
 * What a source says of one customer at one time.
 *
 * @param id what the source calls the customer
 * @param identity found first; a customer of another source with the same identity is the same customer
 * @param values checked, by the name of the field; an empty one takes back what the source said before
 * @param numbers all the source knows, normalised; null when it says nothing about numbers
 */
public record CustomerClaim(
        CustomerId id,
        @Nullable Identity identity,
        Map<String, String> values,
        @Nullable List<String> numbers) {

    public CustomerClaim {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        numbers = numbers == null ? null : numbers.stream().distinct().toList();
    }

    /** Without the personal data. */
    @Override
    public String toString() {
        return "CustomerClaim[" + id + "]";
    }
}
