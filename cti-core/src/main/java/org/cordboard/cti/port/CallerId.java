package org.cordboard.cti.port;

import java.util.Objects;

/**
 * The calling party as the network presents it.
 *
 * @param number digits as received; empty when withheld
 * @param name display name; empty when none was sent
 */
public record CallerId(String number, String name) {

    public static final CallerId WITHHELD = new CallerId("", "");

    public CallerId {
        Objects.requireNonNull(number);
        Objects.requireNonNull(name);
    }

    /** Keeps the last four digits only, for logs and diagnostics. */
    @Override
    public String toString() {
        return masked(number);
    }

    /** The number with all but its last four digits replaced, for logs. */
    public static String masked(String number) {
        int hidden = Math.max(0, number.length() - 4);
        return "*".repeat(hidden) + number.substring(hidden);
    }
}
