package org.cordboard.server.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.journal.ByteSink;
import org.cordboard.cti.journal.JournalCorruptException;
import org.cordboard.cti.journal.JournalFailedException;
import org.cordboard.cti.journal.RecordCodec;
import org.cordboard.server.journal.Checksum;
import org.cordboard.server.journal.JournalStart;
import org.cordboard.server.journal.NumberedFiles;
import org.cordboard.server.journal.SiteView;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots beside a journal's segments, each a file named after its position: {@code "CBSNAPSH", format u32, position u64,
 * engine time u64, state hash u64, length of the journal's name u32, name, records of the engine u32, records of views u32}, then
 * each record as {@code shape u64, length u32, bytes}, and a CRC-32C over all before it, big-endian. A file is complete or not
 * there: it gets its name when it is on the disk.
 *
 * <p>A snapshot only saves time as long as the journal is whole. One that cannot be read, is another journal's, or was written by a
 * build that knew other states, is left aside with a warning, and an older one or the whole journal is read instead. Where the
 * beginning of the journal was removed there must be one.
 */
public final class SnapshotFiles {

    /** How many are kept; the oldest go. */
    public static final int KEPT = 3;

    private static final Logger log = LoggerFactory.getLogger(SnapshotFiles.class);
    private static final byte[] MAGIC = "CBSNAPSH".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT = 2;
    private static final int HEADER = 8 + 4 + 8 + 8 + 8 + 4 + 4 + 4;
    /** A snapshot of 5,000 calls has a few megabytes. */
    private static final int LONGEST = 256 << 20;

    /** One that is being written; what a crash left of it is written over. */
    private static final String PART = "snapshot.part";

    private static final NumberedFiles FILES = new NumberedFiles(".snapshot");

    private final Path directory;

    /** @param directory the journal's */
    public SnapshotFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Brings a replica as far as the newest usable snapshot reaches.
     *
     * @param last position of the journal's last entry; what is ahead of it belongs to another journal and is deleted
     * @param fresh makes a replica that knows nothing yet
     * @throws JournalFailedException when the beginning of the journal was removed and no snapshot holds what it led to
     */
    public Replica newest(long last, Supplier<Replica> fresh) {
        NavigableMap<Long, Path> all = list();
        Replica found = firstUsable(all.headMap(last, true).descendingMap(), fresh);
        all.tailMap(last, false).values().forEach(SnapshotFiles::dropAhead);
        return found;
    }

    /**
     * Brings a replica to where the journal can be read from: its beginning, or the oldest usable snapshot when that was removed.
     *
     * @param fresh makes a replica that knows nothing yet
     * @throws JournalFailedException as {@link #newest} does
     */
    public Replica oldest(Supplier<Replica> fresh) {
        return JournalStart.of(directory).first() == 1 ? fresh.get() : firstUsable(list(), fresh);
    }

    private Replica firstUsable(NavigableMap<Long, Path> inOrder, Supplier<Replica> fresh) {
        JournalStart start = JournalStart.of(directory);
        StringBuilder faults = new StringBuilder();
        for (Path file : inOrder.values()) {
            Replica replica = fresh.get();
            String fault = taken(file, replica, start);
            if (fault == null) {
                return replica;
            }
            log.warn("{} is left aside: {}", file, fault);
            faults.append(" (")
                    .append(file.getFileName())
                    .append(": ")
                    .append(fault)
                    .append(')');
        }
        if (start.first() > 1) {
            throw new JournalFailedException(
                    "the journal in " + directory + " begins at entry " + start.first()
                            + ", and no snapshot holds what was before" + faults
                            + ". Put the .snapshot files or the older .journal files back from a copy of the directory, or start"
                            + " the build that wrote them, or move the directory away to begin an empty journal (calls in"
                            + " progress, agents' states and call-backs are then not known)",
                    null);
        }
        return fresh.get();
    }

    /** It belongs to a journal that was here before, and must not be there when the present one has come as far. */
    private static void dropAhead(Path file) {
        log.warn("{} is ahead of the journal, so it is another journal's and is deleted", file);
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException("delete " + file + ", a snapshot of another journal", e);
        }
    }

    /** Why the file could not be taken over, or null. */
    private static @Nullable String taken(Path file, Replica replica, JournalStart start) {
        try {
            Snapshot snapshot = read(file, replica.views(), start);
            replica.restore(snapshot);
            return replica.engine().stateHash() == snapshot.hash() ? null : "its state is not the one that was written";
        } catch (IOException | JournalCorruptException e) {
            return String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            log.debug("snapshot {}", file, e);
            return "another build has written it (" + e + ")";
        }
    }

    /**
     * Position of the oldest snapshot from which a restart could go on.
     *
     * @param views those that take part in the snapshots
     */
    OptionalLong oldestUsable(List<SiteView> views) {
        JournalStart start = JournalStart.of(directory);
        for (Path file : list().values()) {
            try {
                return OptionalLong.of(read(file, views, start).position());
            } catch (IOException | RuntimeException e) {
                log.debug("snapshot {}", file, e);
            }
        }
        return OptionalLong.empty();
    }

    /** Writes one and drops those that are too many. */
    void write(Snapshot snapshot, List<SiteView> views) throws IOException {
        Path file = FILES.file(directory, snapshot.position());
        Path part = directory.resolve(PART);
        try (FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteSink encoded = encoded(snapshot, views);
            ByteBuffer bytes = ByteBuffer.wrap(encoded.array(), 0, encoded.size());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        NavigableMap<Long, Path> all = list();
        while (all.size() > KEPT) {
            Files.delete(all.pollFirstEntry().getValue());
        }
    }

    /** Positions of the snapshots that are there, by their files. */
    NavigableMap<Long, Path> list() {
        try {
            return FILES.list(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("the snapshots in " + directory + " cannot be listed", e);
        }
    }

    private static ByteSink encoded(Snapshot snapshot, List<SiteView> views) {
        ByteSink sink = new ByteSink(LONGEST);
        byte[] journal = snapshot.journal().getBytes(StandardCharsets.UTF_8);
        sink.writeBytes(MAGIC, 0, MAGIC.length);
        sink.writeInt(FORMAT);
        sink.writeLong(snapshot.position());
        sink.writeLong(snapshot.at());
        sink.writeLong(snapshot.hash());
        sink.writeInt(journal.length);
        sink.writeBytes(journal, 0, journal.length);
        sink.writeInt(snapshot.engine().size());
        sink.writeInt(snapshot.views().size());
        snapshot.engine().forEach(record -> add(sink, Engine.stateCodec(), record));
        RecordCodec codec = codec(views);
        snapshot.views().forEach(record -> add(sink, codec, record));
        sink.writeInt(Checksum.of(sink.array(), sink.size()));
        return sink;
    }

    private static void add(ByteSink sink, RecordCodec codec, Record record) {
        ByteSink bytes = new ByteSink(LONGEST);
        codec.encode(record, bytes);
        sink.writeLong(codec.shape(bytes.array()).orElseThrow());
        sink.writeInt(bytes.size());
        sink.writeBytes(bytes.array(), 0, bytes.size());
    }

    private static Snapshot read(Path file, List<SiteView> views, JournalStart start) throws IOException {
        byte[] all = Files.readAllBytes(file);
        if (all.length < HEADER + 4
                || ByteBuffer.wrap(all).getInt(all.length - 4) != Checksum.of(all, all.length - 4)) {
            throw new IOException("it is damaged");
        }
        ByteBuffer bytes = ByteBuffer.wrap(all, 0, all.length - 4);
        byte[] magic = new byte[MAGIC.length];
        bytes.get(magic);
        int format = bytes.getInt();
        if (!Arrays.equals(magic, MAGIC) || format != FORMAT) {
            throw new IOException("it is of format " + format + ", and this program reads format " + FORMAT);
        }
        long position = bytes.getLong();
        long at = bytes.getLong();
        long hash = bytes.getLong();
        String journal = new String(taken(bytes), StandardCharsets.UTF_8);
        if (start.name() != null && !start.name().equals(journal)) {
            throw new IOException("it belongs to the journal " + journal + ", and this is " + start.name());
        }
        if (position < start.first() - 1) {
            throw new IOException("the entries behind it are not in the journal any more");
        }
        int ofEngine = bytes.getInt();
        int ofViews = bytes.getInt();
        return new Snapshot(
                journal,
                position,
                at,
                hash,
                records(bytes, ofEngine, Engine.stateCodec()),
                records(bytes, ofViews, codec(views)));
    }

    private static List<Record> records(ByteBuffer bytes, int count, RecordCodec codec) throws IOException {
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long shape = bytes.remaining() < Long.BYTES ? 0 : bytes.getLong();
            byte[] record = taken(bytes);
            if (!codec.shape(record).equals(OptionalLong.of(shape))) {
                throw new IOException("a build that knew other states has written it");
            }
            records.add(codec.decode(Record.class, record, 0, record.length));
        }
        return records;
    }

    /** So many bytes as the number before them says. */
    private static byte[] taken(ByteBuffer bytes) throws IOException {
        int length = bytes.remaining() < Integer.BYTES ? -1 : bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            throw new IOException("it is cut short");
        }
        byte[] taken = new byte[length];
        bytes.get(taken);
        return taken;
    }

    private static RecordCodec codec(List<SiteView> views) {
        return RecordCodec.forRoots(
                views.stream().map(view -> view.state().getClass()).toArray(Class<?>[]::new));
    }
}
