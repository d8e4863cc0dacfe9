package org.cordboard.cti.engine;

import java.util.Objects;

/** A command's id, chosen by the desktop; the same id again in a session gets the same reply and does nothing. */
public record CommandId(String value) implements Comparable<CommandId> {

    public CommandId {
        Objects.requireNonNull(value);
        if (value.isBlank()) {
            throw new IllegalArgumentException("CommandId must not be blank");
        }
    }

    @Override
    public int compareTo(CommandId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
