package org.cordboard.server.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.cordboard.cti.journal.JournalCodec;
import org.cordboard.cti.journal.JournalCorruptException;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.journal.JournalFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal's entries in order, one in memory at a time. For one thread; any number of readers may go along with the
 * writer.
 *
 * <p>A reader that {@link SegmentJournal#read} gave out follows the writer: when it has reached the last durable entry it has
 * no next one, and has one again when more were forced. One on a directory alone ends where the journal ends, a torn end
 * left aside.
 *
 * <p>Reading throws {@link JournalDamagedException} for entries that are missing or garbled.
 */
public final class JournalReader implements Iterator<JournalEntry>, AutoCloseable {

    private final Path directory;
    private final long from;
    private final @Nullable LongSupplier durable;
    private final JournalCodec codec = JournalCodec.standard();
    private @Nullable FrameCursor cursor;
    private Path file;
    /** Position of the next frame in the file, which is smaller than {@link #from} at first. */
    private long upcoming;

    private @Nullable JournalEntry loaded;

    private JournalReader(Path directory, long from, @Nullable LongSupplier durable) {
        this.directory = directory;
        this.file = directory;
        this.from = from;
        this.durable = durable;
    }

    /**
     * Reads a journal that nobody is writing.
     *
     * @param from position of the first entry wanted
     */
    public static JournalReader open(Path directory, long from) {
        return new JournalReader(directory, from, null);
    }

    static JournalReader following(Path directory, long from, LongSupplier durable) {
        return new JournalReader(directory, from, durable);
    }

    @Override
    public boolean hasNext() {
        try {
            while (loaded == null && wanted() && step()) {
                // An entry before the first one wanted, a mark, or a change of files.
            }
        } catch (IOException e) {
            throw new JournalFailedException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return loaded != null;
    }

    @Override
    public JournalEntry next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no entry after " + (upcoming - 1) + " yet");
        }
        JournalEntry entry = loaded;
        loaded = null;
        return Objects.requireNonNull(entry);
    }

    private boolean wanted() {
        return durable == null || Math.max(upcoming, from) <= durable.getAsLong();
    }

    /** Whether there may be more. */
    private boolean step() throws IOException {
        FrameCursor present = cursor == null ? begin() : cursor;
        if (present == null) {
            return false;
        }
        long at = present.offset();
        return switch (present.next()) {
            case ENTRY -> {
                entry(present, at);
                yield true;
            }
            case MARK -> {
                if (present.position() >= upcoming) {
                    throw missing(at);
                }
                yield true;
            }
            case END -> switchTo(Segments.file(directory, upcoming), at);
            case BAD -> {
                if (durable != null || !isLast() || present.durableBehind() >= upcoming) {
                    throw new JournalDamagedException(file, at, "entry " + upcoming + " is garbled");
                }
                yield false;
            }
        };
    }

    private void entry(FrameCursor present, long at) {
        if (present.position() != upcoming) {
            throw new JournalDamagedException(
                    file, at, "entry " + present.position() + " stands where entry " + upcoming + " belongs");
        }
        upcoming++;
        if (present.position() < from) {
            return;
        }
        try {
            JournalEntry entry = codec.decode(present.array(), present.payloadAt(), present.payloadLength());
            if (entry.position() != present.position()) {
                throw new JournalCorruptException(0, "it calls itself entry " + entry.position());
            }
            loaded = entry;
        } catch (JournalCorruptException e) {
            throw new JournalDamagedException(
                    file,
                    at + Frame.HEADER + e.offset(),
                    "entry " + present.position()
                            + " was written as it is and cannot be understood, perhaps because a newer"
                            + " version wrote it (" + e.reason() + ")");
        }
    }

    private @Nullable FrameCursor begin() throws IOException {
        NavigableMap<Long, Path> segments = Segments.list(directory);
        if (segments.isEmpty()) {
            return null;
        }
        Map.Entry<Long, Path> segment = segments.floorEntry(from);
        if (segment == null) {
            throw new IllegalArgumentException("the journal in " + directory + " begins at entry " + segments.firstKey()
                    + ", after entry " + from);
        }
        upcoming = segment.getKey();
        return enter(segment.getValue());
    }

    private boolean switchTo(Path next, long at) throws IOException {
        if (!next.equals(file) && Files.exists(next)) {
            return enter(next) != null;
        }
        if (durable != null || !isLast()) {
            throw missing(at);
        }
        return false;
    }

    /** Null for a file whose header is not complete, which can only be the last one. */
    private @Nullable FrameCursor enter(Path next) throws IOException {
        close();
        file = next;
        FileChannel channel = FileChannel.open(next, StandardOpenOption.READ);
        SegmentHeader header = SegmentHeader.read(next, channel);
        if (header == null) {
            channel.close();
            if (durable != null || !isLast()) {
                throw new JournalDamagedException(next, 0, "its header is cut short");
            }
            return null;
        }
        if (header.first() != upcoming) {
            channel.close();
            throw new JournalDamagedException(next, 0, "its header says that it begins at entry " + header.first());
        }
        cursor = new FrameCursor(channel, header.size());
        return cursor;
    }

    private boolean isLast() throws IOException {
        return file.equals(Segments.list(directory).lastEntry().getValue());
    }

    private JournalDamagedException missing(long at) {
        return new JournalDamagedException(file, at, "entries from " + upcoming + " on are missing");
    }

    @Override
    public void close() {
        try {
            if (cursor != null) {
                cursor.close();
            }
        } catch (IOException e) {
            throw new JournalFailedException("cannot close " + file + ": " + e.getMessage(), e);
        }
        cursor = null;
    }
}
