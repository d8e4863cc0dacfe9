package org.cordboard.cti.call;

/** Whose leg it is. */
public enum LegRole {
    CUSTOMER,
    AGENT
}
