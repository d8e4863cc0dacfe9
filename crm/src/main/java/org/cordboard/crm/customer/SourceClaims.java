package org.cordboard.crm.customer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one source says of a customer.
 *
 * @param source such as {@code crm} or {@code bi}; {@link #STAFF} for what people decided
 * @param values by the name of the field, in the order in which they were first said
 * @param overruled for the staff's decisions: what other sources said of the field then, so that only news is a conflict
 */
public record SourceClaims(String source, Map<String, String> values, Map<String, List<String>> overruled) {

    /** The source of what people entered themselves. It stands before all others. */
    public static final String STAFF = "staff";

    public SourceClaims {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        Map<String, List<String>> copy = new LinkedHashMap<>();
        overruled.forEach((field, others) -> copy.put(field, List.copyOf(others)));
        overruled = Collections.unmodifiableMap(copy);
    }

    /** Without the values, which are personal data. */
    @Override
    public String toString() {
        return "SourceClaims[" + source + ", " + values.size() + " values]";
    }
}
