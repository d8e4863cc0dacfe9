package org.cordboard.server.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;

/** The files of a journal's directory, named after their first positions. */
final class Segments {

    private static final NumberedFiles FILES = new NumberedFiles(".journal");

    private Segments() {}

    static Path file(Path directory, long first) {
        return FILES.file(directory, first);
    }

    /** By first position. */
    static NavigableMap<Long, Path> list(Path directory) throws IOException {
        return FILES.list(directory);
    }

    /**
     * Removes the oldest segments as far as all of their entries are up to a position and before a time. They go one by one from
     * the front, so that a crash leaves no gap. The last one stays.
     *
     * @param before engine time
     */
    static Removed removeOld(Path directory, long upTo, long before, Disk disk) throws IOException {
        NavigableMap<Long, Path> segments = list(directory);
        Removed removed = Removed.NOTHING;
        while (segments.size() > 1) {
            Path oldest = segments.pollFirstEntry().getValue();
            long next = segments.firstKey();
            if (next - 1 > upTo || !isBefore(directory, next, before)) {
                break;
            }
            long bytes = Files.size(oldest);
            Files.delete(oldest);
            disk.forceDirectory(directory);
            removed = new Removed(removed.segments() + 1, removed.bytes() + bytes, next - 1);
        }
        return removed;
    }

    /** What holds for an entry holds for all before it. */
    private static boolean isBefore(Path directory, long position, long time) {
        try (JournalReader reader = JournalReader.open(directory, position)) {
            return reader.hasNext() && reader.next().at() < time;
        }
    }
}
