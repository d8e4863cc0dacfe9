package org.cordboard.cti.agent;

import java.util.Objects;

/** One open desktop session; command ids are unique within it. */
public record SessionId(String value) implements Comparable<SessionId> {

    public SessionId {
        Objects.requireNonNull(value);
        if (value.isBlank()) {
            throw new IllegalArgumentException("SessionId must not be blank");
        }
    }

    @Override
    public int compareTo(SessionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
