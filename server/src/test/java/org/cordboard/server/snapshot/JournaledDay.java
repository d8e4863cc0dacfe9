package org.cordboard.server.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.server.SiteViews;
import org.cordboard.server.journal.SegmentJournal;
import org.cordboard.server.journal.SiteView;
import org.cordboard.sim.run.DayPlan;
import org.cordboard.sim.run.Simulation;

/** A simulated day, to be written as a journal with snapshots beside it. */
final class JournaledDay {

    static final int EVERY = 1_000;
    private static final SiteId SITE = new SiteId("sim");

    private final List<JournalEntry> entries =
            Simulation.keep(5, new DayPlan(1, 20, 300, true)).journal();

    JournaledDay() {
        assertThat(entries).hasSizeGreaterThan(5 * EVERY);
    }

    List<JournalEntry> entries() {
        return entries;
    }

    int size() {
        return entries.size();
    }

    static Replica fresh() {
        return SiteViews.replicas().get();
    }

    static SegmentJournal journal(Path directory) {
        return SegmentJournal.open(new SegmentJournal.Options(directory, SITE, 0xB1, 100_000));
    }

    static void append(SegmentJournal journal, List<JournalEntry> entries) {
        for (JournalEntry entry : entries) {
            journal.append(entry);
            if (entry.position() % 50 == 0) {
                journal.force();
            }
        }
        journal.force();
    }

    /** Writes entries with a writer beside it; the last snapshot is that of the end. */
    static void write(Path directory, List<JournalEntry> entries, Retention retention) {
        try (SegmentJournal journal = journal(directory)) {
            SnapshotFiles files = new SnapshotFiles(directory);
            Replica replica = files.newest(journal.lastAppended(), JournaledDay::fresh);
            SnapshotWriter writer = new SnapshotWriter(journal, files, replica, retention, EVERY);
            writer.start();
            append(journal, entries);
            writer.close();
            assertThat(writer.written()).isEqualTo(journal.lastAppended());
        }
    }

    /** What a restart from a snapshot knows at the end of the day is what one from the beginning knows. */
    void assertWhole(Replica replica) {
        Replica live = replica.copy(SiteViews.alone().inOrder());
        entries.subList((int) live.position(), entries.size()).forEach(live::apply);
        Replica whole = fresh();
        entries.forEach(whole::apply);
        assertThat(live.engine().stateHash()).isEqualTo(whole.engine().stateHash());
        assertThat(states(live.views())).isEqualTo(states(whole.views()));
    }

    private static List<Record> states(List<SiteView> views) {
        List<Record> states = new ArrayList<>();
        views.forEach(view -> states.add(view.state()));
        return states;
    }
}
