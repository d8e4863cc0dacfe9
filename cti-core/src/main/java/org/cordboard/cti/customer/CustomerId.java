package org.cordboard.cti.customer;

import java.util.Objects;

/** The unique identity of a customer in the customer records. */
public record CustomerId(String value) implements Comparable<CustomerId> {

    public CustomerId {
        Objects.requireNonNull(value);
        if (value.isBlank()) {
            throw new IllegalArgumentException("CustomerId must not be blank");
        }
    }

    @Override
    public int compareTo(CustomerId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
