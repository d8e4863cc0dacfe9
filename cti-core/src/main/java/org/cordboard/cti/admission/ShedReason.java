package org.cordboard.cti.admission;

/** Why a caller was turned away before anything was done for them. */
public enum ShedReason {
    /** The server is late with its work, and the calls it can take for this tier are spent. */
    LATE,
    /** The PBX has so many legs that there is no room for this tier. */
    FULL,
    /** Too many callers were being looked up. */
    LOOK_UPS
}
