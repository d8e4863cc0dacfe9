package org.cordboard.cti.call;

/** Whether a call is being recorded, as far as the PBX has told. */
public enum Recording {
    NONE,
    RUNNING,
    /** It goes on later; nothing said now is heard in it. */
    PAUSED
}
