package org.cordboard.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.server.SiteViews;
import org.cordboard.server.journal.SegmentJournal;
import org.cordboard.server.snapshot.Retention;
import org.cordboard.server.snapshot.SnapshotFiles;
import org.cordboard.server.snapshot.SnapshotWriter;
import org.cordboard.sim.run.DayPlan;
import org.cordboard.sim.run.Simulation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {

    private static List<JournalEntry> day = List.of();

    @TempDir
    Path directory;

    @BeforeAll
    static void simulate() {
        day = Simulation.keep(9, new DayPlan(0.3, 6, 40, true)).journal();
    }

    private void write(List<JournalEntry> entries) {
        SiteId site = new SiteId("sim");
        try (SegmentJournal journal = SegmentJournal.open(new SegmentJournal.Options(directory, site, 1))) {
            entries.forEach(journal::append);
        }
    }

    private static JournalEntry with(JournalEntry entry, List<Event> events) {
        return new JournalEntry(
                entry.position(), entry.at(), entry.input(), events, entry.configHash(), entry.codeHash());
    }

    /** As the server does it at its end. */
    private static JournalEntry note(long hash) {
        JournalEntry last = day.getLast();
        return new JournalEntry(
                last.position() + 1,
                last.at(),
                new Input.StateNoteDue(),
                List.of(new SiteEvent.StateNoted(hash)),
                last.configHash(),
                last.codeHash());
    }

    private static long stateOfDay() {
        Engine engine = new Engine();
        day.forEach(entry -> engine.replay(entry.at(), entry.events()));
        return engine.stateHash();
    }

    @Test
    void provesTheStateAndDecidesEverythingAgain() {
        List<JournalEntry> entries = new ArrayList<>(day);
        entries.add(note(stateOfDay()));
        write(entries);
        Cli run = Cli.run("replay", "--quiet", "--redecide", directory.toString());
        assertThat(run.out())
                .contains(
                        "state %016x".formatted(stateOfDay()),
                        "the server noted its state 1 times: 1 equal, 0 DIFFERENT",
                        " 0 DIFFERENT,");
        assertThat(run.exit()).isZero();
    }

    @Test
    void saysWhereThisBuildDecidesOtherwiseAndGoesOn() {
        List<JournalEntry> entries = new ArrayList<>(day);
        int middle = day.size() / 2;
        JournalEntry entry = day.get(middle);
        List<Event> more = new ArrayList<>(entry.events());
        more.add(new SiteEvent.WallClockMoved(0));
        entries.set(middle, with(entry, more));
        write(entries);
        Cli run = Cli.run("replay", "--quiet", "--redecide", directory.toString());
        assertThat(run.out())
                .contains("entry " + (middle + 1) + ",", "was WallClockMoved[offsetMillis=0]", " 1 DIFFERENT,");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void saysWhenTheStateWasAnotherOne() {
        List<JournalEntry> entries = new ArrayList<>(day);
        entries.add(note(stateOfDay() + 1));
        write(entries);
        Cli run = Cli.run("replay", "--quiet", directory.toString());
        assertThat(run.out()).contains("the server noted its state 1 times: 0 equal, 1 DIFFERENT");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void beginsAtTheOldestSnapshotWhereTheBeginningWasRemoved() {
        int half = day.size() / 2;
        SegmentJournal.Options options = new SegmentJournal.Options(directory, new SiteId("sim"), 1, 50_000);
        try (SegmentJournal journal = SegmentJournal.open(options)) {
            forceInGroups(journal, day.subList(0, half));
            SnapshotWriter writer = new SnapshotWriter(
                    journal, new SnapshotFiles(directory), SiteViews.replicas().get(), Retention.forEver());
            writer.start();
            writer.close();
            forceInGroups(journal, day.subList(half, day.size()));
            journal.append(note(stateOfDay()));
            journal.force();
            assertThat(journal.removeOld(half, Long.MAX_VALUE).segments()).isPositive();
        }
        Cli run = Cli.run("replay", "--quiet", "--redecide", directory.toString());
        assertThat(run.out())
                .contains(
                        "the replay begins behind the snapshot of entry " + half,
                        (day.size() - half + 1) + " entries, ",
                        "state %016x".formatted(stateOfDay()),
                        "1 equal, 0 DIFFERENT");
        assertThat(run.exit()).isZero();
    }

    private static void forceInGroups(SegmentJournal journal, List<JournalEntry> entries) {
        for (JournalEntry entry : entries) {
            journal.append(entry);
            journal.force();
        }
    }

    @Test
    void stopsBeforeAMomentAndSaysWhyAnAgentWasChosen() {
        write(day);
        String all = Cli.run("replay", directory.toString()).out();
        assertThat(all).contains("        because key ", " chosen by BEST_LEVEL_THEN_LONGEST_IDLE");
        assertThat(Cli.run("replay", "--until", "1970-01-01T00:00:00Z", directory.toString())
                        .out())
                .startsWith("0 entries");
        assertThat(Cli.run("replay", "--until", "yesterday", directory.toString())
                        .err())
                .contains("'yesterday' is no moment");
    }
}
