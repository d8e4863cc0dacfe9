package org.cordboard.sim.torture;

import java.util.ArrayList;
import java.util.List;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.journal.ByteSink;
import org.cordboard.cti.journal.JournalCodec;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.journal.JournalWriter;
import org.cordboard.cti.journal.MemoryJournal;
import org.cordboard.sim.people.Draws;

/** A journal that outlives the process that writes it, but for what was not forced. */
final class DurableJournal implements JournalWriter {

    private final List<JournalEntry> entries = new ArrayList<>();
    private int durable;

    @Override
    public void append(JournalEntry entry) {
        entries.add(entry);
    }

    @Override
    public long lastAppended() {
        return entries.size();
    }

    @Override
    public long force() {
        durable = entries.size();
        return durable;
    }

    @Override
    public void close() {}

    List<JournalEntry> entries() {
        return entries;
    }

    /** The process dies. Entries that were not forced have reached the disk or not, the earlier ones before the later. */
    int lose(Draws draws) {
        int kept = (int) draws.between(durable, entries.size());
        int lost = entries.size() - kept;
        entries.subList(kept, entries.size()).clear();
        durable = kept;
        return lost;
    }

    /** An engine in the state the entries lead to. */
    Engine replay() {
        Engine engine = new Engine();
        entries.forEach(entry -> engine.replay(entry.at(), entry.events()));
        return engine;
    }

    /** The same, from the bytes as they stand on the disk. */
    Engine replayBytes() {
        Engine engine = new Engine();
        JournalCodec codec = JournalCodec.standard();
        ByteSink sink = new ByteSink();
        for (JournalEntry entry : entries) {
            sink.clear();
            codec.encode(entry, sink);
            JournalEntry read = codec.decode(sink.array(), 0, sink.size());
            engine.replay(read.at(), read.events());
        }
        return engine;
    }

    long hash() {
        MemoryJournal journal = new MemoryJournal(0);
        entries.forEach(journal::append);
        return journal.hash();
    }
}
