package org.cordboard.server.snapshot;

import java.util.List;

/**
 * What engine and views knew after one entry of the journal.
 *
 * @param journal {@link org.cordboard.server.journal.JournalStart#name}
 * @param position of that entry
 * @param at its engine time
 * @param hash of the engine's state, by which one that took it over is held against the one that had it
 * @param engine as {@link org.cordboard.cti.engine.Engine#state} gives it
 * @param views one for each view, in their order
 */
record Snapshot(String journal, long position, long at, long hash, List<Record> engine, List<Record> views) {

    Snapshot {
        engine = List.copyOf(engine);
        views = List.copyOf(views);
    }
}
