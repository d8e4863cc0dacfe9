package org.cordboard.server.demo;

import java.util.OptionalDouble;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.server.site.JournalFollower;

/** When the first call of this run was answered by an agent. */
final class FirstAnswer implements JournalFollower {

    private static final double MILLIS_PER_SECOND = 1000;

    private final long startedAt;
    private volatile OptionalDouble seconds = OptionalDouble.empty();

    /** @param startedAt in milliseconds of the wall clock */
    FirstAnswer(long startedAt) {
        this.startedAt = startedAt;
    }

    @Override
    public void follow(JournalEntry entry, boolean replayed) {
        if (seconds.isEmpty() && !replayed && entry.events().stream().anyMatch(FirstAnswer::isAnswer)) {
            seconds = OptionalDouble.of((System.currentTimeMillis() - startedAt) / MILLIS_PER_SECOND);
        }
    }

    private static boolean isAnswer(Event event) {
        return event instanceof QueueEvent.CallLeftQueue left && left.exit() == QueueExit.ANSWERED;
    }

    /** From the start of the program; empty while nobody was answered. */
    OptionalDouble seconds() {
        return seconds;
    }
}
