package org.cordboard.cti.engine;

import java.util.Objects;

/** A site: one engine with its trunks, queues, agents and calls. */
public record SiteId(String value) implements Comparable<SiteId> {

    public SiteId {
        Objects.requireNonNull(value);
        if (value.isBlank()) {
            throw new IllegalArgumentException("SiteId must not be blank");
        }
    }

    @Override
    public int compareTo(SiteId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
