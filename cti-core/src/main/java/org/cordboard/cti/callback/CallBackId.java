package org.cordboard.cti.callback;

import java.util.Objects;

/** A request to be called back, as `<site>-<epoch>-<n>`. */
public record CallBackId(String value) implements Comparable<CallBackId> {

    public CallBackId {
        Objects.requireNonNull(value);
        if (value.isBlank()) {
            throw new IllegalArgumentException("CallBackId must not be blank");
        }
    }

    @Override
    public int compareTo(CallBackId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
