package org.cordboard.sim.run;

import java.util.List;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.sim.people.CallerLog;

/**
 * A simulated day that was kept.
 *
 * @param journal all of it
 * @param callers what each caller lived through, in the order of the ends
 * @param findings broken promises, empty when all is well
 */
public record RecordedDay(List<JournalEntry> journal, List<CallerLog.Entry> callers, List<String> findings) {

    public RecordedDay {
        journal = List.copyOf(journal);
        callers = List.copyOf(callers);
        findings = List.copyOf(findings);
    }
}
