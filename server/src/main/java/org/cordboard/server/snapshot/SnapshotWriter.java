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
 * {@value #EVERY} entries, and once more at the end. Nobody waits for it; when it fails, restarts take longer, and nothing else. A
 * file that could not be written is tried again as many entries later.
 */
public final class SnapshotWriter implements AutoCloseable {

    /** Reading back so many entries takes some tenths of a second. */
    public static final int EVERY = 20_000;

    private static final Logger log = LoggerFactory.getLogger(SnapshotWriter.class);
    private static final int LOOK_AGAIN_MILLIS = 500;

    private final SegmentJournal journal;
    private final SnapshotFiles files;
    private final Replica replica;
    private final Retention retention;
    private final int every;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "cti-snapshots");
    private volatile long written;
    private volatile long tried;

    /**
     * @param replica as far as the newest snapshot reaches; the writer's alone from its {@link #start} on, and perhaps further by then
     * @param retention of the journal's segments; looked after when a snapshot was written
     */
    public SnapshotWriter(SegmentJournal journal, SnapshotFiles files, Replica replica, Retention retention) {
        this(journal, files, replica, retention, EVERY);
    }

    SnapshotWriter(SegmentJournal journal, SnapshotFiles files, Replica replica, Retention retention, int every) {
        this.journal = journal;
        this.files = files;
        this.replica = replica;
        this.retention = retention;
        this.every = every;
        this.written = replica.position();
        this.tried = written;
    }

    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Position of the newest snapshot; 0 when there is none. */
    public long written() {
        return written;
    }

    /** Position at which one was last written or could not be. */
    long tried() {
        return tried;
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
        } catch (RuntimeException | Error e) {
            log.error("No snapshots are written any more, restarts take longer: {}", e.getMessage(), e);
        }
    }

    private void catchUp(JournalReader reader) {
        while (reader.hasNext()) {
            replica.apply(reader.next());
            if (replica.position() - tried >= every) {
                write();
            }
        }
    }

    private void write() {
        tried = replica.position();
        try {
            files.write(replica.snapshot(), replica.views());
            written = tried;
        } catch (IOException | RuntimeException | Error e) {
            log.warn(
                    "No snapshot of entry {}, the next one is tried {} entries later: {}",
                    tried,
                    every,
                    e.toString(),
                    e);
            return;
        }
        removeOldSegments();
    }

    private void removeOldSegments() {
        try {
            retention.apply(journal, files, replica);
        } catch (RuntimeException | Error e) {
            log.warn("Old segments of the journal stay until the next snapshot: {}", e.toString(), e);
        }
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
