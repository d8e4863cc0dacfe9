package org.cordboard.cti.acd;

import java.util.Objects;

/** A queue (ACD group), by its name in the site's settings. */
public record QueueId(String value) implements Comparable<QueueId> {

    public QueueId {
        Objects.requireNonNull(value);
        if (value.isBlank()) {
            throw new IllegalArgumentException("QueueId must not be blank");
        }
    }

    @Override
    public int compareTo(QueueId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
