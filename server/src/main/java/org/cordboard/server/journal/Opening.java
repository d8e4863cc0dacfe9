package org.cordboard.server.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.NavigableMap;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.journal.JournalFailedException;
import org.jspecify.annotations.Nullable;

/**
 * The state in which a journal's directory is left for its writer: headers checked, a torn end cut off, the last segment open.
 *
 * @param bytes the length of the last segment
 */
record Opening(Recovery recovery, Path file, long bytes, Disk.Appender segment) {

    static Opening of(SegmentJournal.Options options, Disk disk) throws IOException {
        NavigableMap<Long, Path> segments = Segments.list(options.directory());
        LastSegment last = null;
        LastSegment removed = null;
        while (!segments.isEmpty() && last == null) {
            Map.Entry<Long, Path> entry = segments.pollLastEntry();
            last = LastSegment.examine(entry.getValue(), entry.getKey(), options.site());
            if (last.goodBytes() == 0 && removed == null) {
                // The crash came while the segment was begun: its header is forced before anything follows it.
                Files.delete(last.file());
                disk.forceDirectory(options.directory());
                removed = last;
                last = null;
            }
        }
        if (last == null) {
            return fresh(options, disk, removed);
        }
        for (Map.Entry<Long, Path> entry : segments.entrySet()) {
            checkHeader(entry.getValue(), entry.getKey(), options.site());
        }
        checkHeader(last.file(), last.first(), options.site());
        if (removed != null && removed.first() != last.last() + 1) {
            throw new JournalDamagedException(
                    last.file(), last.goodBytes(), "entries from " + (last.last() + 1) + " on are missing");
        }
        return extend(last, removed, disk);
    }

    /** A new segment, durable before anything is written behind its header. */
    static Disk.Appender create(Path directory, SegmentHeader header, Disk disk) throws IOException {
        Disk.Appender segment = disk.append(Segments.file(directory, header.first()));
        boolean created = false;
        try {
            segment.write(header.encode());
            segment.force();
            disk.forceDirectory(directory);
            created = true;
            return segment;
        } finally {
            if (!created) {
                segment.close();
            }
        }
    }

    private static Opening fresh(SegmentJournal.Options options, Disk disk, @Nullable LastSegment removed)
            throws IOException {
        long first = removed == null ? 1 : removed.first();
        SegmentHeader header = new SegmentHeader(options.site(), first, options.codeHash());
        return new Opening(
                recovery(first - 1, removed),
                Segments.file(options.directory(), first),
                header.size(),
                create(options.directory(), header, disk));
    }

    private static Opening extend(LastSegment last, @Nullable LastSegment removed, Disk disk) throws IOException {
        try (FileChannel channel = FileChannel.open(last.file(), StandardOpenOption.WRITE)) {
            channel.truncate(last.goodBytes());
            // What a killed process had written may not be on the disk yet, and counts as durable from now on.
            channel.force(true);
        }
        LastSegment cut = last.tornBytes() > 0 ? last : removed;
        return new Opening(recovery(last.last(), cut), last.file(), last.goodBytes(), disk.append(last.file()));
    }

    private static Recovery recovery(long last, @Nullable LastSegment cut) {
        return cut == null
                ? new Recovery(last, null, 0, 0)
                : new Recovery(last, cut.file(), cut.goodBytes(), cut.tornBytes());
    }

    private static void checkHeader(Path file, long first, SiteId site) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            SegmentHeader header = SegmentHeader.read(file, channel);
            if (header == null) {
                throw new JournalDamagedException(file, 0, "its header is cut short");
            }
            if (header.first() != first) {
                throw new JournalDamagedException(file, 0, "its header says that it begins at entry " + header.first());
            }
            if (!header.site().equals(site)) {
                throw new JournalFailedException(
                        file + " belongs to site " + header.site() + ", and this is site " + site
                                + ": every site needs a journal directory of its own",
                        null);
            }
        }
    }
}
