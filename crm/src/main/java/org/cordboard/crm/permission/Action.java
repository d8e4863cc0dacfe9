package org.cordboard.crm.permission;

/** What is done. */
public enum Action {
    VIEW,
    ADD,
    CHANGE,
    /** Ends something: a customer is closed, a user made inactive, an assignment taken away. */
    CLOSE,
    /** Takes many out of the system at once. */
    EXPORT,
    /** Erases for good, on a legal request. */
    ERASE
}
