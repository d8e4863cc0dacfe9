package org.cordboard.server.snapshot;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cordboard.server.journal.JournalReader;
import org.cordboard.server.journal.SegmentJournal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal with a replica of its own, on the thread {@code cti-snapshots}, and writes what it then knows to a file every
 * {@value #EVERY} entries, and once more at the end. Nobody waits for it; when it fails, restarts take longer, and nothing else.
 */
public final class SnapshotWriter implements AutoCloseable {

    /** Reading back so many entries takes some tenths of a second. */
    public static final int EVERY = 20_000;

    private static final Logger log = LoggerFactory.getLogger(SnapshotWriter.class);
    private static final int LOOK_AGAIN_MILLIS = 500;

    private final SegmentJournal journal;
    private final SnapshotFiles files;
    private final Replica replica;
    private final int every;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "cti-snapshots");
    private volatile long written;

    /** @param replica at a position of the journal; the writer's alone from now on */
    public SnapshotWriter(SegmentJournal journal, SnapshotFiles files, Replica replica) {
        this(journal, files, replica, EVERY);
    }

    SnapshotWriter(SegmentJournal journal, SnapshotFiles files, Replica replica, int every) {
        this.journal = journal;
        this.files = files;
        this.replica = replica;
        this.every = every;
        this.written = replica.position();
    }

    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Position of the newest snapshot; 0 when there is none. */
    public long written() {
        return written;
    }

    private void run() {
        try (JournalReader reader = journal.read(replica.position() + 1)) {
            boolean last;
            do {
                last = closing.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                catchUp(reader);
            } while (!last);
            if (replica.position() > written) {
                write();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            log.error("No snapshots are written any more, restarts take longer: {}", e.getMessage(), e);
        }
    }

    private void catchUp(JournalReader reader) throws IOException {
        while (reader.hasNext()) {
            replica.apply(reader.next());
            if (replica.position() - written >= every) {
                write();
            }
        }
    }

    private void write() throws IOException {
        files.write(replica.snapshot(), replica.views());
        written = replica.position();
    }

    /** Writes what is durable by now and stops. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
