package org.cordboard.server.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.call.CallId;

/** How long the callers of one queue wait, worked out from events. */
final class QueueFigures {

    /** A caller answered within this time counts as served well, which is the trade's usual measure. */
    static final long GOOD_MILLIS = 20_000;

    private static final int ALL = 100;

    private final Map<CallId, Long> waitingSince = new LinkedHashMap<>();
    private long left;
    private long answeredSoon;

    void entered(QueueEvent.CallQueued event) {
        waitingSince.put(event.call(), event.at());
    }

    void left(QueueEvent.CallLeftQueue event) {
        Long since = waitingSince.remove(event.call());
        if (since == null) {
            return;
        }
        left++;
        if (event.exit() == QueueExit.ANSWERED && event.at() - since <= GOOD_MILLIS) {
            answeredSoon++;
        }
    }

    /** How long the caller who has waited longest has done so, milliseconds; 0 when nobody waits. */
    long longestWait(long now) {
        return waitingSince.values().stream()
                .mapToLong(since -> Math.max(0, now - since))
                .max()
                .orElse(0);
    }

    /** Callers answered soon, in percent of all who have left the queue; 100 before anybody has. */
    long serviceLevel() {
        return left == 0 ? ALL : Math.round((double) ALL * answeredSoon / left);
    }
}
