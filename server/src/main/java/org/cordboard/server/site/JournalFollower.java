package org.cordboard.server.site;

import org.cordboard.cti.journal.JournalEntry;

/** Is shown every journal entry, in order and only when it is durable. It must be quick and must not throw. */
@FunctionalInterface
public interface JournalFollower {

    /** @param replayed the entry stood in the journal when the server started; its effects are not carried out again */
    void follow(JournalEntry entry, boolean replayed);
}
