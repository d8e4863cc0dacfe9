/**
 * Snapshots: the state of engine and views at one position of the journal, so that a restart reads back the end of the journal
 * only, and old segments can go. Written by {@link org.cordboard.server.snapshot.SnapshotWriter}, which follows the journal's
 * files beside the server; never by the engine that decides.
 */
@NullMarked
package org.cordboard.server.snapshot;

import org.jspecify.annotations.NullMarked;
