package org.cordboard.cti.port;

import java.util.Objects;

/** A PBX of the site, by its name in the settings. */
public record PbxId(String value) implements Comparable<PbxId> {

    public PbxId {
        Objects.requireNonNull(value);
        if (value.isBlank()) {
            throw new IllegalArgumentException("PbxId must not be blank");
        }
    }

    @Override
    public int compareTo(PbxId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
