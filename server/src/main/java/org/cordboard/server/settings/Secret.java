package org.cordboard.server.settings;

import java.util.Objects;

/** A password or key. Its text never shows in {@link #toString()}. */
public record Secret(String value) {

    public Secret {
        Objects.requireNonNull(value);
    }

    @Override
    public String toString() {
        return "****";
    }
}
