package org.cordboard.server.site;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.journal.JournalFailedException;
import org.cordboard.cti.journal.JournalWriter;

/** A journal in memory whose disk can be made to wait, or to be full. */
final class BlockingJournal implements JournalWriter {

    private final List<JournalEntry> entries = new ArrayList<>();
    private final Semaphore disk = new Semaphore(0);
    private volatile boolean waits;
    private volatile boolean full;
    private volatile boolean broken;
    volatile boolean closed;

    /** From now on the disk takes nothing until {@link #takes}. */
    void waits() {
        waits = true;
    }

    void takes() {
        waits = false;
        disk.release(1_000);
    }

    void isFull() {
        full = true;
        takes();
    }

    /** The next entry cannot even be taken, as when the engine itself has a fault. */
    void breaks() {
        broken = true;
    }

    synchronized List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    @Override
    public synchronized void append(JournalEntry entry) {
        if (broken) {
            throw new IllegalStateException("a fault of the engine");
        }
        entries.add(entry);
    }

    @Override
    public synchronized long lastAppended() {
        return entries.size();
    }

    @Override
    public long force() {
        if (waits) {
            disk.acquireUninterruptibly();
        }
        if (full) {
            throw new JournalFailedException("the journal cannot be written: no space left on device", null);
        }
        return lastAppended();
    }

    @Override
    public void close() {
        closed = true;
    }
}
