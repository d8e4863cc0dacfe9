package org.cordboard.asterisk;

import java.util.Objects;

/** One header of an AMI frame. Names are compared without regard to case, as Asterisk does. */
public record AmiHeader(String name, String value) {

    public AmiHeader {
        Objects.requireNonNull(name);
        Objects.requireNonNull(value);
    }

    boolean isNamed(String other) {
        return name.equalsIgnoreCase(other);
    }
}
