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
import org.cordboard.cti.engine.StartUp;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxId;
import org.cordboard.server.SiteViews;
import org.cordboard.server.journal.SegmentJournal;
import org.cordboard.server.site.SiteRun;
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
        day = Simulation.keep(12, new DayPlan(0.3, 6, 40, true)).journal();
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
    private static JournalEntry note(long hash, long codeHash) {
        JournalEntry last = day.getLast();
        return new JournalEntry(
                last.position() + 1,
                last.at(),
                new Input.StateNoteDue(),
                List.of(new SiteEvent.StateNoted(hash)),
                last.configHash(),
                codeHash);
    }

    private static JournalEntry note(long hash) {
        return note(hash, SiteRun.codeHash());
    }

    private static Engine atTheEndOf(List<JournalEntry> entries) {
        Engine engine = new Engine();
        entries.forEach(entry -> engine.replay(entry.at(), entry.events()));
        return engine;
    }

    private static long stateOfDay() {
        return atTheEndOf(day).stateHash();
    }

    /** Half a day, with calls up and links open. */
    private static List<JournalEntry> morning() {
        return new ArrayList<>(day.subList(0, day.size() / 2));
    }

    private static void add(List<JournalEntry> entries, long at, Input input, List<Event> events) {
        entries.add(new JournalEntry(entries.getLast().position() + 1, at, input, events, 0, 0));
    }

    private static PbxId pbx(Engine engine) {
        return engine.calls().all().iterator().next().pbx();
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

    @Test
    void leavesStatesOfAnotherBuildAside() {
        List<JournalEntry> entries = new ArrayList<>(day);
        entries.add(note(stateOfDay() + 1, SiteRun.codeHash() + 1));
        write(entries);
        Cli run = Cli.run("replay", "--quiet", directory.toString());
        assertThat(run.out())
                .contains("another build noted its state 1 times: not compared")
                .doesNotContain("DIFFERENT");
        assertThat(run.exit()).isZero();
    }

    @Test
    void decidesAgainWhatAServerDecidedWhenItWasStarted() {
        List<JournalEntry> entries = morning();
        Engine started = atTheEndOf(entries);
        List<Input> inputs = StartUp.inputs(started, started.site().config(), List.of(pbx(started)), started.now());
        assertThat(inputs.getFirst()).matches(StartUp::tellsOf);
        for (Input input : inputs) {
            add(
                    entries,
                    started.now(),
                    input,
                    started.step(started.now(), input).events());
        }
        assertThat(entries.get(day.size() / 2).events()).as("a link was up").isNotEmpty();
        write(entries);
        assertThat(Cli.run("replay", "--quiet", "--redecide", directory.toString())
                        .out())
                .contains(entries.size() + " entries, ", " 0 DIFFERENT,");
    }

    @Test
    void decidesALostLinkAgain() {
        List<JournalEntry> entries = morning();
        Engine engine = atTheEndOf(entries);
        Input cut = new Input.PbxReported(new PbxEvent.LinkDown(pbx(engine), "cut"));
        assertThat(cut).matches(input -> !StartUp.tellsOf(input));
        add(entries, engine.now(), cut, List.of());
        write(entries);
        Cli run = Cli.run("replay", "--quiet", "--redecide", directory.toString());
        assertThat(run.out()).contains("now LinkChanged", " 1 DIFFERENT,");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void countsAFaultOfThisBuildAsADifferenceAndGoesOn() {
        List<JournalEntry> entries = morning();
        Engine engine = atTheEndOf(entries);
        Input moved = new Input.WallClockMoved(5);
        add(entries, engine.now() - 1, new Input.WallClockMoved(4), List.of());
        add(entries, engine.now(), moved, engine.step(engine.now(), moved).events());
        write(entries);
        Cli run = Cli.run("replay", "--quiet", "--redecide", directory.toString());
        assertThat(run.out()).contains("this build has a fault at it: engine time went back", " 1 DIFFERENT,");
        assertThat(run.exit()).isEqualTo(1);
    }
}
