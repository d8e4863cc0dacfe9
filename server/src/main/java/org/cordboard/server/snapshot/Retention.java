package org.cordboard.server.snapshot;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.cordboard.server.journal.Removed;
import org.cordboard.server.journal.SegmentJournal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a journal's segments stay. One goes when all its entries are older than that, lie before the oldest snapshot that can
 * still be read, and are in the books. What concerns calls that are still open is in the snapshots.
 *
 * @param keep may be longer than there has been time
 * @param books position up to which the books have everything
 */
public record Retention(Duration keep, LongSupplier books) {

    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    public static Retention forEver() {
        return new Retention(Duration.ofMillis(Long.MAX_VALUE), () -> 0);
    }

    /** @param replica as far as the newest snapshot */
    void apply(SegmentJournal journal, SnapshotFiles files, Replica replica) {
        long before = replica.engine().now() - keep.toMillis();
        if (before <= 0) {
            return;
        }
        OptionalLong oldest = files.oldestUsable(replica.views());
        if (oldest.isEmpty()) {
            return;
        }
        long upTo = Math.min(oldest.getAsLong(), books.getAsLong());
        Removed removed = journal.removeOld(upTo, before);
        if (removed.segments() > 0) {
            log.info(
                    "The journal's entries up to {} are older than {} days and were removed: {} segments, {} bytes",
                    removed.upTo(),
                    keep.toDays(),
                    removed.segments(),
                    removed.bytes());
        }
    }
}
