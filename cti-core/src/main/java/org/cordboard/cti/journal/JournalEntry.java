package org.cordboard.cti.journal;

import java.util.List;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Input;

/**
 * One step of the engine: an input and the facts it led to. Replay applies the events; deciding the input again shows whether
 * today's code and settings would do the same.
 *
 * @param position 1 for the first entry of a journal, then one more for each
 * @param at engine time at which the input was decided, milliseconds
 * @param configHash {@link StateHash} of the settings in force
 * @param codeHash stands for the build that decided
 */
@Journaled("journal.entry/1")
public record JournalEntry(long position, long at, Input input, List<Event> events, long configHash, long codeHash) {

    public JournalEntry {
        if (position < 1) {
            throw new IllegalArgumentException("positions start at 1: " + position);
        }
        events = List.copyOf(events);
    }
}
