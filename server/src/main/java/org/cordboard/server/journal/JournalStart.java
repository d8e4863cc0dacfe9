package org.cordboard.server.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.NavigableMap;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.journal.JournalFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Where a journal begins.
 *
 * @param first position of the first entry that is still there, or is to come
 * @param name what no other journal is called; null when the entry that says it was removed
 */
public record JournalStart(long first, @Nullable String name) {

    public static JournalStart of(Path directory) {
        try {
            NavigableMap<Long, Path> segments = Segments.list(directory);
            long first = segments.isEmpty() ? 1 : segments.firstKey();
            return new JournalStart(first, first > 1 ? null : nameIn(directory));
        } catch (IOException e) {
            throw new JournalFailedException("cannot read " + directory + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable String nameIn(Path directory) {
        try (JournalReader reader = JournalReader.open(directory, 1)) {
            return reader.hasNext() ? nameIn(reader.next()) : null;
        }
    }

    /** The name as the very first entry says it; null for any other entry. */
    public static @Nullable String nameIn(JournalEntry entry) {
        for (Event event : entry.events()) {
            if (event instanceof SiteEvent.SiteOpened opened) {
                return name(opened.site(), opened.epoch());
            }
        }
        return null;
    }

    public static String name(SiteId site, long epoch) {
        return site + "-" + epoch;
    }
}
