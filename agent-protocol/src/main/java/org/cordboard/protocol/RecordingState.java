package org.cordboard.protocol;

/** Whether the call at hand is being recorded. */
public enum RecordingState {
    /** Nothing is recorded. */
    NONE,
    /** What is said is heard in the recording. */
    RUNNING,
    /** There is a recording, and nothing that is said now is heard in it. */
    PAUSED
}
