/**
 * The journal on disk: {@link org.cordboard.server.journal.SegmentJournal} writes it, {@link
 * org.cordboard.server.journal.JournalReader} reads it. {@code Frame} and {@code SegmentHeader} are the format, {@code
 * LastSegment} is what happens after a crash.
 */
@NullMarked
package org.cordboard.server.journal;

import org.jspecify.annotations.NullMarked;
