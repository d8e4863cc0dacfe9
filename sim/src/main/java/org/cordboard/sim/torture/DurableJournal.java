package org.cordboard.sim.torture;

import java.util.ArrayList;
import java.util.List;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.journal.ByteSink;
import org.cordboard.cti.journal.JournalCodec;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.journal.JournalWriter;
import org.cordboard.cti.journal.StateHash;
import org.cordboard.sim.people.Draws;
import org.jspecify.annotations.Nullable;

/** A journal that outlives the process that writes it, but for what was not forced. */
final class DurableJournal implements JournalWriter {

    private final List<JournalEntry> entries = new ArrayList<>();
    private int durable;
    private @Nullable Snapshot snapshot;

    private record Snapshot(int position, long at, List<Record> state) {}

    /** @param hash equal for two journals with the same entries */
    record ReadBack(Engine engine, long hash) {}

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

    /** An engine in the state the entries lead to, by a snapshot and the entries after it, as a server has it. */
    Engine replay() {
        Snapshot last = snapshot;
        Engine engine = last == null ? new Engine() : Engine.restored(last.at(), last.state());
        entries.subList(last == null ? 0 : last.position(), entries.size())
                .forEach(entry -> engine.replay(entry.at(), entry.events()));
        snapshot = new Snapshot(entries.size(), engine.now(), engine.state());
        return engine;
    }

    /** All entries as they stand on the disk, and an engine in the state they lead to without any snapshot. */
    ReadBack readBack() {
        Engine engine = new Engine();
        JournalCodec codec = JournalCodec.standard();
        StateHash hash = new StateHash(codec.records());
        ByteSink sink = new ByteSink();
        for (JournalEntry entry : entries) {
            sink.clear();
            codec.encode(entry, sink);
            hash.add(sink.array(), 0, sink.size());
            JournalEntry read = codec.decode(sink.array(), 0, sink.size());
            engine.replay(read.at(), read.events());
        }
        return new ReadBack(engine, hash.value());
    }
}
