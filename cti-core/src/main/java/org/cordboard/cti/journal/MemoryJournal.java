package org.cordboard.cti.journal;

import java.util.ArrayDeque;
import java.util.List;

/**
 * A journal for simulations: hashes every entry as it would be written, and keeps the last ones. Two runs with the same
 * {@link #hash} had the same inputs, events and times. For one thread.
 */
public final class MemoryJournal implements JournalWriter {

    private final JournalCodec codec = JournalCodec.standard();
    private final StateHash hash = new StateHash(codec.records());
    private final ByteSink sink = new ByteSink();
    private final ArrayDeque<JournalEntry> kept = new ArrayDeque<>();
    private final int keep;
    private long last;
    private long bytes;

    /** @param keep how many entries are kept, the oldest being dropped for a new one; 0 keeps the hash alone */
    public MemoryJournal(int keep) {
        this.keep = keep;
    }

    /** Keeps every entry, for short runs. */
    public static MemoryJournal keepingAll() {
        return new MemoryJournal(Integer.MAX_VALUE);
    }

    @Override
    public void append(JournalEntry entry) {
        if (entry.position() != last + 1) {
            throw new IllegalArgumentException("entry " + entry.position() + " after entry " + last);
        }
        sink.clear();
        codec.encode(entry, sink);
        hash.add(sink.array(), 0, sink.size());
        bytes += sink.size();
        last = entry.position();
        if (keep > 0) {
            if (kept.size() == keep) {
                kept.removeFirst();
            }
            kept.addLast(entry);
        }
    }

    @Override
    public long lastAppended() {
        return last;
    }

    @Override
    public long force() {
        return last;
    }

    @Override
    public void close() {}

    /** Over all entries, kept or not. */
    public long hash() {
        return hash.value();
    }

    /** What the entries would take in a file, without its framing. */
    public long bytes() {
        return bytes;
    }

    /** The entries kept, oldest first. */
    public List<JournalEntry> entries() {
        return List.copyOf(kept);
    }
}
