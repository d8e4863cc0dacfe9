package org.cordboard.crm.customer;

/** The groups a customer's attributes are shown in, in the order of the screen. */
public enum AttributeGroup {
    BASIC,
    SEGMENT,
    TARIFF,
    CHANNEL,
    CREDIT,
    DEVICES,
    VALUE,
    CONTRACTS,
    /** Attributes an operator made up and put into no group. */
    OTHER
}
