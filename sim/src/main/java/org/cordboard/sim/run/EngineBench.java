package org.cordboard.sim.run;

import java.util.ArrayList;
import java.util.List;
import org.cordboard.cti.engine.Decision;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.journal.MemoryJournal;

/**
 * How many inputs a second the engine decides on one thread, each encoded into a journal in memory. The inputs are those of a
 * simulated day, and the decisions are held against that day's.
 */
public final class EngineBench {

    private record Recorded(long at, Input input) {}

    private final List<Recorded> inputs = new ArrayList<>();
    private final MemoryJournal recorded = new MemoryJournal(0);
    private long events;

    private EngineBench() {}

    /** Takes the inputs of a simulated day. */
    public static EngineBench record(long seed, DayPlan plan) {
        EngineBench bench = new EngineBench();
        for (JournalEntry entry : Simulation.record(seed, plan)) {
            bench.inputs.add(new Recorded(entry.at(), entry.input()));
            bench.recorded.append(entry);
            bench.events += entry.events().size();
        }
        return bench;
    }

    public long inputs() {
        return inputs.size();
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
        for (Recorded recordedInput : inputs) {
            Decision decision = engine.step(recordedInput.at(), recordedInput.input());
            journal.append(new JournalEntry(
                    journal.lastAppended() + 1, recordedInput.at(), recordedInput.input(), decision.events(), 0, 0));
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        if (recorded.hash() != journal.hash()) {
            throw new IllegalStateException("deciding the same inputs again led to other events");
        }
        return inputs.size() / seconds;
    }
}
