package org.cordboard.server.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.cordboard.cti.engine.SiteId;
import org.jspecify.annotations.Nullable;

/**
 * What a journal's last segment holds when it is opened.
 *
 * <p>A crash may leave any mixture of written and unwritten pages behind the last group that was forced. Such an end is cut
 * off: none of it was acknowledged. Bytes that cannot be read although a later mark vouches for them are damage.
 *
 * @param last position of the last good entry; the one before {@code first} when there is none
 * @param goodBytes the length up to which the file is good; 0 when not even its header is complete
 * @param tornBytes what follows
 */
record LastSegment(Path file, long first, long last, long goodBytes, long tornBytes) {

    static LastSegment examine(Path file, long first, SiteId site) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            SegmentHeader header = header(file, channel, new SegmentHeader(site, first, 0).size());
            if (header == null) {
                return new LastSegment(file, first, first - 1, 0, channel.size());
            }
            return examine(file, first, channel, new FrameCursor(channel, header.size()));
        }
    }

    /** A file no longer than its header holds no entry, so that nothing is lost with it, whatever the crash made of it. */
    private static @Nullable SegmentHeader header(Path file, FileChannel channel, int size) throws IOException {
        try {
            return SegmentHeader.read(file, channel);
        } catch (JournalDamagedException e) {
            if (channel.size() > size) {
                throw e;
            }
            return null;
        }
    }

    private static LastSegment examine(Path file, long first, FileChannel channel, FrameCursor cursor)
            throws IOException {
        long last = first - 1;
        while (true) {
            long at = cursor.offset();
            switch (cursor.next()) {
                case ENTRY -> {
                    if (cursor.position() != last + 1) {
                        throw new JournalDamagedException(
                                file,
                                at,
                                "entry " + cursor.position() + " stands where entry " + (last + 1) + " belongs");
                    }
                    last++;
                }
                case MARK -> {
                    if (cursor.position() > last) {
                        throw new JournalDamagedException(file, at, "entries from " + (last + 1) + " on are missing");
                    }
                }
                case END -> {
                    return new LastSegment(file, first, last, at, 0);
                }
                case BAD -> {
                    if (cursor.durableBehind() > last) {
                        throw new JournalDamagedException(
                                file, at, "entry " + (last + 1) + " was durable and is garbled");
                    }
                    return new LastSegment(file, first, last, at, channel.size() - at);
                }
            }
        }
    }
}
