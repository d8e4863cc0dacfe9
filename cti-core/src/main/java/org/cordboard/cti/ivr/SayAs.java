package org.cordboard.cti.ivr;

/** How a value is said. */
public enum SayAs {
    /** As a number, with its sign and decimals: at most 12 digits before the point. */
    NUMBER,
    /** Digit by digit; anything else in the value is passed over. */
    DIGITS,
    /** As a date; the value is {@code yyyy-mm-dd} or {@code yyyymmdd}. */
    DATE
}
