package org.cordboard.cti.port;

/** What is to become of a recording (Record Message and what belongs to it, after CSTA). */
public enum RecordingStep {
    START,
    /** Nothing that is said is heard in it from now on. Asking for it twice does no harm. */
    PAUSE,
    RESUME,
    /** It is complete. Asking for it where nothing is recorded does no harm. */
    STOP
}
