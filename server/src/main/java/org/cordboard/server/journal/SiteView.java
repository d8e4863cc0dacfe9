package org.cordboard.server.journal;

/**
 * What is worked out from the journal and read all the time, so that it must be there at once after a restart. Its state can be
 * written into a snapshot and taken over from one.
 */
public interface SiteView extends JournalFollower {

    /** All that it knows, as a record that the journal's codec can write. */
    Record state();

    /**
     * Takes over what another one knew, once and before any entry.
     *
     * @param state what {@link #state} of such a view gave
     */
    void restore(Record state);
}
