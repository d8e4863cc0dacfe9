package org.cordboard.server.demo;

import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.server.journal.JournalFollower;
import org.jspecify.annotations.Nullable;

/** When the first call of this run was answered by an agent. */
final class FirstAnswer implements JournalFollower {

    private static final double MILLIS_PER_SECOND = 1000;

    private final long startedAt;
    private volatile @Nullable Double seconds;

    /** @param startedAt in milliseconds of the wall clock */
    FirstAnswer(long startedAt) {
        this.startedAt = startedAt;
    }

    @Override
    public void follow(JournalEntry entry, boolean replayed) {
        if (seconds == null && !replayed && entry.events().stream().anyMatch(FirstAnswer::isAnswer)) {
            seconds = (System.currentTimeMillis() - startedAt) / MILLIS_PER_SECOND;
        }
    }

    private static boolean isAnswer(Event event) {
        return event instanceof QueueEvent.CallLeftQueue left && left.exit() == QueueExit.ANSWERED;
    }

    /** From the start of the program; null while nobody was answered. */
    @Nullable
    Double seconds() {
        return seconds;
    }
}
