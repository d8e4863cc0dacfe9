package org.cordboard.cti.ivr;

/** How a caller left the tree. */
public enum IvrExit {
    /** The tree hung up. */
    HUNG_UP,
    /** The caller hung up. */
    CALLER_GONE
}
