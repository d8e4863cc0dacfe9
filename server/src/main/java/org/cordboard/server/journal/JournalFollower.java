package org.cordboard.server.journal;

import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.journal.JournalEntry;

/** Is shown every journal entry, in order and only when it is durable. It must be quick and must not throw. */
@FunctionalInterface
public interface JournalFollower {

    /** @param replayed the entry stood in the journal when the server started; its effects are not carried out again */
    void follow(JournalEntry entry, boolean replayed);

    /**
     * The replay begins behind a snapshot: what came before will not be shown.
     *
     * @param engine as it was then, to be read and not kept
     * @param position of the last entry that is in the snapshot
     */
    default void resumed(Engine engine, long position) {}
}
