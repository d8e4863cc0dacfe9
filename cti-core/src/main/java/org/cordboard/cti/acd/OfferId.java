package org.cordboard.cti.acd;

import java.util.Objects;

/** One offer of a waiting call to an agent, as `<site>-<epoch>-<n>`. */
public record OfferId(String value) implements Comparable<OfferId> {

    public OfferId {
        Objects.requireNonNull(value);
        if (value.isBlank()) {
            throw new IllegalArgumentException("OfferId must not be blank");
        }
    }

    @Override
    public int compareTo(OfferId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
