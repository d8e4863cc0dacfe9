package org.cordboard.server.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.server.desktop.Desktops;
import org.cordboard.server.journal.SegmentJournal;
import org.cordboard.server.journal.SiteView;
import org.cordboard.server.site.Books;
import org.cordboard.server.site.Floor;
import org.cordboard.sim.run.DayPlan;
import org.cordboard.sim.run.Simulation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The journal of a simulated day, with snapshots beside it. */
@Timeout(120)
class SnapshotsTest {

    private static final SiteId SITE = new SiteId("sim");
    private static final int EVERY = 1_000;

    private static List<JournalEntry> day = List.of();

    @TempDir
    Path directory;

    @BeforeAll
    static void simulate() {
        day = Simulation.keep(5, new DayPlan(1, 20, 300, true)).journal();
        assertThat(day).hasSizeGreaterThan(5 * EVERY);
    }

    private static List<SiteView> views() {
        return List.of(Desktops.screensAlone(), new Books(), new Floor());
    }

    private static Replica fresh() {
        return new Replica(views());
    }

    private SnapshotFiles files() {
        return new SnapshotFiles(directory);
    }

    private SegmentJournal journal() {
        return SegmentJournal.open(new SegmentJournal.Options(directory, SITE, 0xB1, 100_000));
    }

    private static void append(SegmentJournal journal, List<JournalEntry> entries) {
        entries.forEach(journal::append);
        journal.force();
    }

    /** Writes entries with a writer beside it; the last snapshot is that of the end. */
    private void write(List<JournalEntry> entries) {
        try (SegmentJournal journal = journal()) {
            Replica replica = files().newest(journal.lastAppended(), SnapshotsTest::fresh);
            SnapshotWriter writer = new SnapshotWriter(journal, files(), replica, EVERY);
            writer.start();
            append(journal, entries);
            writer.close();
            assertThat(writer.written()).isEqualTo(journal.lastAppended());
        }
    }

    private static List<Record> states(List<SiteView> views) {
        List<Record> states = new ArrayList<>();
        views.forEach(view -> states.add(view.state()));
        return states;
    }

    /** What a restart from a snapshot knows at the end of the day is what one from the beginning knows. */
    private static void assertWholeDay(Replica replica) {
        Replica live = replica.copy(views());
        day.subList((int) live.position(), day.size()).forEach(live::apply);
        Replica whole = fresh();
        day.forEach(whole::apply);
        assertThat(live.engine().stateHash()).isEqualTo(whole.engine().stateHash());
        assertThat(states(live.views())).isEqualTo(states(whole.views()));
    }

    @Test
    void bringEngineAndViewsToWhereTheyWere() {
        int middle = day.size() / 2;
        write(day.subList(0, middle));
        Replica replica = files().newest(day.size(), SnapshotsTest::fresh);
        assertThat(replica.position()).isEqualTo(middle);
        assertThat(replica.engine().calls().all())
                .as("calls in the middle of the day")
                .isNotEmpty();
        assertWholeDay(replica);
    }

    @Test
    void goOnWhereTheLastRunEnded() {
        write(day.subList(0, day.size() / 3));
        write(day.subList(day.size() / 3, day.size()));
        assertThat(files().list()).hasSize(SnapshotFiles.KEPT);
        Replica replica = files().newest(day.size(), SnapshotsTest::fresh);
        assertThat(replica.position()).isEqualTo(day.size());
        assertWholeDay(replica);
    }

    @Test
    void areWrittenWhileTheJournalGrows() {
        try (SegmentJournal journal = journal();
                SnapshotWriter writer = new SnapshotWriter(journal, files(), fresh(), EVERY)) {
            writer.start();
            append(journal, day.subList(0, 2 * EVERY + 10));
            await().untilAsserted(() -> assertThat(writer.written()).isEqualTo(2L * EVERY));
        }
    }

    @Test
    void leaveADamagedOneAside() throws IOException {
        write(day);
        Path newest = files().list().lastEntry().getValue();
        long before = files().list().lowerKey(files().list().lastKey());
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2] ^= 1;
        Files.write(newest, bytes);
        Replica replica = files().newest(day.size(), SnapshotsTest::fresh);
        assertThat(replica.position()).isEqualTo(before);
        assertWholeDay(replica);

        for (Path file : files().list().values()) {
            Files.write(file, new byte[] {1, 2, 3});
        }
        assertThat(files().newest(day.size(), SnapshotsTest::fresh).position()).isZero();
    }

    @Test
    void leaveOneOfAnotherBuildAside() {
        write(day);
        Replica other = files().newest(day.size(), () -> new Replica(List.of(new Books())));
        assertThat(other.position()).isZero();
    }

    @Test
    void areNotTakenAheadOfTheJournal() {
        write(day);
        long last = files().list().lastKey();
        Replica replica = files().newest(last - 1, SnapshotsTest::fresh);
        assertThat(replica.position()).isPositive().isLessThan(last);

        // A journal that is begun anew and comes as far must not find them.
        assertThat(files().newest(0, SnapshotsTest::fresh).position()).isZero();
        assertThat(files().list()).isEmpty();
    }
}
