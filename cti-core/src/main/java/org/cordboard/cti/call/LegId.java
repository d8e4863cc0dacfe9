package org.cordboard.cti.call;

import java.util.Objects;

/** One party's connection to the PBX. Legs we dial are named by us; legs that arrive are named by the PBX. */
public record LegId(String value) implements Comparable<LegId> {

    public LegId {
        Objects.requireNonNull(value);
        if (value.isBlank()) {
            throw new IllegalArgumentException("LegId must not be blank");
        }
    }

    @Override
    public int compareTo(LegId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
