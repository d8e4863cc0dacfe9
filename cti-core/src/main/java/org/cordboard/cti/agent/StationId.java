package org.cordboard.cti.agent;

import java.util.Objects;

/** A telephone an agent can sit at (hot-desking), by the name it is registered under at the PBX. */
public record StationId(String value) implements Comparable<StationId> {

    public StationId {
        Objects.requireNonNull(value);
        if (value.isBlank()) {
            throw new IllegalArgumentException("StationId must not be blank");
        }
    }

    @Override
    public int compareTo(StationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
