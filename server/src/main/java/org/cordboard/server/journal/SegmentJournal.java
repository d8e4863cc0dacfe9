package org.cordboard.server.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.journal.ByteSink;
import org.cordboard.cti.journal.JournalCodec;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.journal.JournalFailedException;
import org.cordboard.cti.journal.JournalWriter;
import org.jspecify.annotations.Nullable;

/**
 * The journal of a site as append-only files in a directory of its own.
 *
 * <p>{@link #append} encodes into memory; {@link #force} writes what has gathered as one group behind a mark and waits for the
 * disk. When more than {@value #GROUP_BYTES} bytes have gathered, append writes them itself, and so waits for a force that is
 * under way: that is how a slow disk slows the engine down. A group that begins in a segment of at least
 * {@link Options#segmentBytes} goes to a new one.
 *
 * <p>Threads that append or force must not be interrupted: Java closes a file under an interrupted thread, and the journal
 * then fails like on any other error of the disk.
 */
public final class SegmentJournal implements JournalWriter {

    /**
     * @param directory made if it is not there
     * @param codeHash stands for the build, for those who look into the files later
     * @param segmentBytes about how long a file becomes
     */
    public record Options(Path directory, SiteId site, long codeHash, long segmentBytes) {

        public static final long DEFAULT_SEGMENT_BYTES = 64L << 20;

        public Options {
            if (segmentBytes < 1) {
                throw new IllegalArgumentException("segments of " + segmentBytes + " bytes");
            }
        }

        public Options(Path directory, SiteId site, long codeHash) {
            this(directory, site, codeHash, DEFAULT_SEGMENT_BYTES);
        }
    }

    private static final int GROUP_BYTES = 4 << 20;

    private final Options options;
    private final Disk disk;
    private final JournalCodec codec = JournalCodec.standard();
    private final DirectoryLock lock;
    private final Recovery recovery;

    /** The thread that appends. */
    private final ByteSink frame = new ByteSink(Frame.HEADER + Frame.LONGEST_PAYLOAD);

    /** Guards the group that is gathering. */
    private final Object gathering = new Object();

    private ByteSink group = newGroup();
    private volatile long appended;

    /** Guards the file and the other group, which is empty except while it is written. */
    private final ReentrantLock writing = new ReentrantLock();

    private ByteSink spare = newGroup();
    private Path file;
    private Disk.Appender segment;
    private long segmentBytes;
    private long written;
    private volatile long durable;
    private volatile @Nullable String failed;
    private volatile boolean closed;

    private SegmentJournal(Options options, Disk disk, DirectoryLock lock) throws IOException {
        this.options = options;
        this.disk = disk;
        this.lock = lock;
        Opening opening = Opening.of(options, disk);
        this.recovery = opening.recovery();
        this.file = opening.file();
        this.segmentBytes = opening.bytes();
        this.segment = opening.segment();
        this.appended = recovery.last();
        this.written = recovery.last();
        this.durable = recovery.last();
    }

    /**
     * Opens a journal for writing, and repairs the torn end a crash may have left.
     *
     * @throws JournalFailedException when the directory cannot be used or another process is using it
     * @throws JournalDamagedException when entries that were acknowledged cannot be read, or are another site's
     */
    public static SegmentJournal open(Options options) {
        return open(options, Disk.REAL);
    }

    @SuppressWarnings("MustBeClosedChecker")
    static SegmentJournal open(Options options, Disk disk) {
        DirectoryLock lock = null;
        SegmentJournal opened = null;
        try {
            Files.createDirectories(options.directory());
            lock = DirectoryLock.take(options.directory());
            opened = new SegmentJournal(options, disk, lock);
            return opened;
        } catch (IOException e) {
            throw new JournalFailedException(
                    "the journal in " + options.directory() + " cannot be opened: " + reason(e), e);
        } finally {
            if (opened == null && lock != null) {
                closeQuietly(lock);
            }
        }
    }

    /** What was found when the journal was opened. */
    public Recovery recovery() {
        return recovery;
    }

    /**
     * Reads along with the writer, up to the last durable entry.
     *
     * @param from position of the first entry wanted, at most one after the last
     */
    public JournalReader read(long from) {
        return JournalReader.following(options.directory(), from, () -> durable);
    }

    /** Position of the first entry that is still there, or is to come. */
    public long first() {
        return JournalStart.of(options.directory()).first();
    }

    /**
     * Removes the oldest segments as far as all of their entries are up to a position and before a time. The last one stays. For
     * any thread.
     *
     * @param before engine time
     * @throws JournalFailedException when one cannot be removed; the journal can be written all the same
     */
    public Removed removeOld(long upTo, long before) {
        try {
            return Segments.removeOld(options.directory(), upTo, before, disk);
        } catch (IOException e) {
            throw new JournalFailedException(
                    "old segments in " + options.directory() + " cannot be removed: " + reason(e), e);
        }
    }

    @Override
    public void append(JournalEntry entry) {
        checkUsable();
        if (entry.position() != appended + 1) {
            throw new IllegalArgumentException("entry " + entry.position() + " after entry " + appended);
        }
        frame.clear();
        frame.writeLong(0);
        frame.writeLong(0);
        codec.encode(entry, frame);
        Frame.seal(frame.array(), frame.size() - Frame.HEADER, entry.position());
        boolean full;
        synchronized (gathering) {
            group.writeBytes(frame.array(), 0, frame.size());
            appended = entry.position();
            full = group.size() > GROUP_BYTES;
        }
        if (full) {
            withFile(this::writeGroup);
        }
    }

    @Override
    public long lastAppended() {
        return appended;
    }

    @Override
    public long force() {
        checkUsable();
        withFile(() -> {
            writeGroup();
            forceFile();
        });
        return durable;
    }

    @Override
    public void close() {
        writing.lock();
        try {
            if (closed) {
                return;
            }
            if (failed == null) {
                force();
                withFile(() -> {
                    segment.write(ByteBuffer.wrap(Frame.mark(durable)));
                    segment.force();
                });
            }
        } finally {
            closed = true;
            closeQuietly(segment);
            closeQuietly(lock);
            writing.unlock();
        }
    }

    private interface FileWork {
        void run() throws IOException;
    }

    private void withFile(FileWork work) {
        writing.lock();
        try {
            checkUsable();
            work.run();
        } catch (IOException e) {
            String message = "the journal cannot be written: " + file + ": " + reason(e);
            failed = message;
            throw new JournalFailedException(message, e);
        } finally {
            writing.unlock();
        }
    }

    private void writeGroup() throws IOException {
        ByteSink taken;
        long upTo;
        synchronized (gathering) {
            if (group.size() == Frame.HEADER) {
                return;
            }
            taken = group;
            upTo = appended;
            group = spare;
            spare = taken;
        }
        if (segmentBytes >= options.segmentBytes()) {
            roll();
        }
        Frame.seal(taken.array(), 0, durable);
        segment.write(ByteBuffer.wrap(taken.array(), 0, taken.size()));
        segmentBytes += taken.size();
        written = upTo;
        startGroup(taken);
    }

    private void forceFile() throws IOException {
        if (written > durable) {
            segment.force();
            durable = written;
        }
    }

    private void roll() throws IOException {
        forceFile();
        segment.close();
        file = Segments.file(options.directory(), written + 1);
        SegmentHeader header = new SegmentHeader(options.site(), written + 1, options.codeHash());
        segment = Opening.create(options.directory(), header, disk);
        segmentBytes = header.size();
    }

    private static ByteSink newGroup() {
        ByteSink group = new ByteSink(GROUP_BYTES + 2 * Frame.HEADER + Frame.LONGEST_PAYLOAD);
        startGroup(group);
        return group;
    }

    /** Leaves room for the mark. */
    private static void startGroup(ByteSink group) {
        group.clear();
        group.writeLong(0);
        group.writeLong(0);
    }

    private void checkUsable() {
        String message = failed;
        if (message != null) {
            throw new JournalFailedException(message, null);
        }
        if (closed) {
            throw new IllegalStateException("the journal in " + options.directory() + " is closed");
        }
    }

    private static String reason(IOException e) {
        String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : e.getClass().getSimpleName() + ": " + reason;
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // All that matters was forced before, or the journal has failed with a better message.
        }
    }
}
