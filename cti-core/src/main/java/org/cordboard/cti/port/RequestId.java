package org.cordboard.cti.port;

import java.util.Objects;

/** A request to the outside, as `<site>-<epoch>-<n>`; its answer or time-out carries the same id. */
public record RequestId(String value) implements Comparable<RequestId> {

    public RequestId {
        Objects.requireNonNull(value);
        if (value.isBlank()) {
            throw new IllegalArgumentException("RequestId must not be blank");
        }
    }

    @Override
    public int compareTo(RequestId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
