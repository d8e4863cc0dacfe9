package org.cordboard.crm.permission;

/** What something can be done to. */
public enum Resource {
    /** A customer's record and contact history, numbers and identity masked. */
    CUSTOMER,
    /** A customer's numbers and identity in full. */
    CUSTOMER_NUMBER,
    /** Who looked at a customer. */
    VIEW_LOG,
    ASSIGNMENT,
    DEPUTY,
    IMPORT,
    TARGET_LIST,
    /** Call records and their paths. */
    CALL,
    /** Why a decision was made. */
    EXPLANATION,
    /** The ledger and its reports. */
    REPORT,
    QUEUE,
    AGENT,
    IVR_FILE,
    UNIT,
    USER,
    AUDIT_LOG,
    SETTINGS,
    HEALTH
}
