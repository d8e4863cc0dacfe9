package org.cordboard.server.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.server.journal.NumberedFiles;
import org.cordboard.server.journal.SegmentJournal;
import org.cordboard.server.site.Books;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The journal of a simulated day, with snapshots beside it. */
@Timeout(120)
class SnapshotsTest {

    private static final int EVERY = JournaledDay.EVERY;

    private static final JournaledDay DAY = new JournaledDay();
    private final List<JournalEntry> day = DAY.entries();

    @TempDir
    Path directory;

    private static Replica fresh() {
        return JournaledDay.fresh();
    }

    private SnapshotFiles files() {
        return new SnapshotFiles(directory);
    }

    private SegmentJournal journal() {
        return JournaledDay.journal(directory);
    }

    private void write(List<JournalEntry> entries) {
        JournaledDay.write(directory, entries, Retention.forEver());
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
        DAY.assertWhole(replica);
    }

    @Test
    void goOnWhereTheLastRunEnded() {
        write(day.subList(0, day.size() / 3));
        write(day.subList(day.size() / 3, day.size()));
        assertThat(files().list()).hasSize(SnapshotFiles.KEPT);
        Replica replica = files().newest(day.size(), SnapshotsTest::fresh);
        assertThat(replica.position()).isEqualTo(day.size());
        DAY.assertWhole(replica);
    }

    @Test
    void areWrittenWhileTheJournalGrows() {
        try (SegmentJournal journal = journal();
                SnapshotWriter writer = new SnapshotWriter(journal, files(), fresh(), Retention.forEver(), EVERY)) {
            writer.start();
            JournaledDay.append(journal, day.subList(0, 2 * EVERY + 10));
            await().untilAsserted(() -> assertThat(writer.written()).isEqualTo(2L * EVERY));
        }
    }

    @Test
    void areTriedAgainLaterWhenOneCannotBeWritten() throws IOException {
        try (SegmentJournal journal = journal();
                SnapshotWriter writer = new SnapshotWriter(journal, files(), fresh(), Retention.forEver(), EVERY)) {
            Path inTheWay = Files.createDirectory(directory.resolve("snapshot.part"));
            writer.start();
            JournaledDay.append(journal, day.subList(0, EVERY + 10));
            await().until(() -> writer.tried() == EVERY);
            assertThat(writer.written()).isZero();
            Files.delete(inTheWay);
            JournaledDay.append(journal, day.subList(EVERY + 10, 2 * EVERY + 10));
            await().until(() -> writer.written() == 2L * EVERY);
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
        DAY.assertWhole(replica);

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
    void areNotTakenFromAnotherJournal() throws IOException {
        write(day);
        for (Path segment : new NumberedFiles(".journal").list(directory).values()) {
            Files.delete(segment);
        }
        JournalEntry opening = day.getFirst();
        List<JournalEntry> other = new ArrayList<>(day);
        other.set(
                0,
                new JournalEntry(
                        1,
                        opening.at(),
                        opening.input(),
                        List.of(new SiteEvent.SiteOpened(new SiteId("sim"), 4711)),
                        opening.configHash(),
                        opening.codeHash()));
        try (SegmentJournal journal = journal()) {
            JournaledDay.append(journal, other);
        }
        assertThat(files().newest(day.size(), SnapshotsTest::fresh).position()).isZero();
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
