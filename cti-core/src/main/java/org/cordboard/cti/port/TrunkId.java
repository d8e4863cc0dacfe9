package org.cordboard.cti.port;

import java.util.Objects;

/** A trunk (a PRI or SS7 span, or a SIP trunk) of a PBX. */
public record TrunkId(String value) implements Comparable<TrunkId> {

    public TrunkId {
        Objects.requireNonNull(value);
        if (value.isBlank()) {
            throw new IllegalArgumentException("TrunkId must not be blank");
        }
    }

    @Override
    public int compareTo(TrunkId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
