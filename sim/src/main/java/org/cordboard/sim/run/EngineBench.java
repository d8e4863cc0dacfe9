package org.cordboard.sim.run;

import java.util.List;
import org.cordboard.cti.engine.Decision;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.journal.MemoryJournal;

/** How many inputs a second the engine decides on one thread, each encoded into a journal in memory. */
public final class EngineBench {

    private final List<JournalEntry> entries;
    private final long events;

    private EngineBench(List<JournalEntry> entries) {
        this.entries = entries;
        this.events = entries.stream().mapToLong(e -> e.events().size()).sum();
    }

    /** Takes the inputs of a simulated day. */
    public static EngineBench record(long seed, DayPlan plan) {
        return new EngineBench(Simulation.record(seed, plan));
    }

    public long inputs() {
        return entries.size();
    }

    public long events() {
        return events;
    }

    /**
     * Decides all inputs again with a new engine.
     *
     * @return inputs per second
     * @throws IllegalStateException when a decision differs from the recorded one
     */
    public double run() {
        Engine engine = new Engine();
        MemoryJournal journal = new MemoryJournal(0);
        long started = System.nanoTime();
        for (JournalEntry entry : entries) {
            Decision decision = engine.step(entry.at(), entry.input());
            journal.append(new JournalEntry(entry.position(), entry.at(), entry.input(), decision.events(), 0, 0));
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        MemoryJournal recorded = new MemoryJournal(0);
        entries.forEach(recorded::append);
        if (recorded.hash() != journal.hash()) {
            throw new IllegalStateException("deciding the same inputs again led to other events");
        }
        return entries.size() / seconds;
    }
}
