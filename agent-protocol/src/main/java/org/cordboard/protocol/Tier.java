package org.cordboard.protocol;

/** A customer's service tier, highest first. */
public enum Tier {
    DIAMOND,
    GOLD,
    SILVER,
    ORDINARY
}
