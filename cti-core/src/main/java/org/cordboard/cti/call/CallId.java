package org.cordboard.cti.call;

import java.util.Objects;

/** A customer's contact, from first ring to the end of wrap-up, as `<site>-<epoch>-<n>`. */
public record CallId(String value) implements Comparable<CallId> {

    public CallId {
        Objects.requireNonNull(value);
        if (value.isBlank()) {
            throw new IllegalArgumentException("CallId must not be blank");
        }
    }

    @Override
    public int compareTo(CallId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
