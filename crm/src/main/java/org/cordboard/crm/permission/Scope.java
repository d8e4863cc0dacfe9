package org.cordboard.crm.permission;

/** How far a right goes, the least first. Each includes those before it. */
public enum Scope {
    NONE,
    /** What is one's own: oneself, the customers one owns or stands in for, one's own calls. */
    OWN,
    /** One's own unit and all below it, never a sibling's. */
    UNIT,
    /** Everything of the tenant. */
    TENANT
}
