package org.cordboard.protocol.client;

/** Follows the numbers of a session's events. */
final class EventCount {

    /** How an event's number stands to those before it. */
    enum Step {
        NEXT,
        /** Had already. */
        REPEATED,
        /** Something is missing before it. */
        GAP
    }

    private long last;

    /** Number of the last event had, 0 for none. */
    long last() {
        return last;
    }

    void restart(long lastSeq) {
        last = lastSeq;
    }

    Step step(long seq) {
        if (seq <= last) {
            return Step.REPEATED;
        }
        if (seq > last + 1) {
            return Step.GAP;
        }
        last = seq;
        return Step.NEXT;
    }
}
