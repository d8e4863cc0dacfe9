package org.cordboard.server.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.journal.JournalFailedException;
import org.cordboard.server.journal.JournalReader;
import org.cordboard.server.journal.JournalStart;
import org.cordboard.server.journal.NumberedFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The journal of a simulated hour, of which the beginning goes. */
@Timeout(120)
class RetentionTest {

    private static final Duration SHORT = Duration.ofMinutes(1);

    private static final JournaledDay DAY = new JournaledDay();

    @TempDir
    Path directory;

    private static Retention of(Duration keep) {
        return new Retention(keep, () -> Long.MAX_VALUE);
    }

    private void write(Retention retention) {
        JournaledDay.write(directory, DAY.entries(), retention);
    }

    private SnapshotFiles files() {
        return new SnapshotFiles(directory);
    }

    private long first() {
        return JournalStart.of(directory).first();
    }

    private List<Path> segments() throws IOException {
        return List.copyOf(new NumberedFiles(".journal").list(directory).values());
    }

    private static void damage(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A restart and a replay come to the end of the day, whatever is left. */
    private void assertUsable() {
        DAY.assertWhole(files().newest(DAY.size(), JournaledDay::fresh));
        Replica begin = files().oldest(JournaledDay::fresh);
        assertThat(begin.position()).isGreaterThanOrEqualTo(first() - 1);
        List<JournalEntry> rest = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(directory, begin.position() + 1)) {
            reader.forEachRemaining(rest::add);
        }
        assertThat(rest).isEqualTo(DAY.entries().subList((int) begin.position(), DAY.size()));
        DAY.assertWhole(begin);
    }

    @Test
    void keepsAllThatIsBehindTheOldestSnapshot() {
        write(of(SHORT));
        long oldest = files().list().firstKey();
        assertThat(first()).isGreaterThan(1).isLessThanOrEqualTo(oldest + 1);
        assertUsable();
    }

    @Test
    void keepsWhatIsNotInTheBooksYet() {
        write(new Retention(SHORT, () -> 1_500));
        assertThat(first()).isGreaterThan(1).isLessThanOrEqualTo(1_501);
        assertUsable();
    }

    @Test
    void keepsWhatIsNotOldEnough() {
        Duration half = Duration.ofMillis(
                (DAY.entries().getLast().at() - DAY.entries().getFirst().at()) / 2);
        write(of(half));
        long now = DAY.entries().getLast().at();
        assertThat(first()).isGreaterThan(1);
        JournalEntry removedLast = DAY.entries().get((int) first() - 2);
        assertThat(removedLast.at()).isLessThan(now - half.toMillis());
        assertUsable();
    }

    @Test
    void keepsEverythingForEver() {
        write(Retention.forEver());
        assertThat(first()).isEqualTo(1);
        write(of(Duration.ofDays(90_000)), List.of());
        assertThat(first()).isEqualTo(1);
    }

    private void write(Retention retention, List<JournalEntry> entries) {
        JournaledDay.write(directory, entries, retention);
    }

    @Test
    void removesLaterWhatAKilledServerHadNotRemoved() {
        List<JournalEntry> entries = DAY.entries();
        write(Retention.forEver(), entries.subList(0, entries.size() - 10));
        assertThat(first()).isEqualTo(1);
        write(of(SHORT), entries.subList(entries.size() - 10, entries.size()));
        assertThat(first()).isGreaterThan(1);
        assertUsable();
    }

    @Test
    void leavesNoGapWhereverTheRemovalIsBroken() throws IOException {
        write(Retention.forEver());
        long oldest = files().list().firstKey();
        List<Path> all = segments();
        int removed = 0;
        for (int i = 0; i + 1 < all.size(); i++) {
            long next = Long.parseLong(all.get(i + 1).getFileName().toString().substring(0, 20));
            if (next - 1 <= oldest) {
                Files.delete(all.get(i));
                removed++;
                assertUsable();
            }
        }
        assertThat(removed).isGreaterThan(3);
    }

    @Test
    void goesBackToAnOlderSnapshotWhenNewerOnesAreDamaged() {
        write(of(SHORT));
        List<Map.Entry<Long, Path>> snapshots =
                List.copyOf(files().list().descendingMap().entrySet());
        assertThat(snapshots).hasSize(SnapshotFiles.KEPT);
        for (int damaged = 0; damaged < SnapshotFiles.KEPT - 1; damaged++) {
            damage(snapshots.get(damaged).getValue());
            Replica replica = files().newest(DAY.size(), JournaledDay::fresh);
            assertThat(replica.position()).isEqualTo(snapshots.get(damaged + 1).getKey());
            assertUsable();
        }
    }

    @Test
    void countsFromTheOldestSnapshotThatCanBeRead() {
        List<JournalEntry> entries = DAY.entries();
        write(Retention.forEver(), entries.subList(0, 3 * JournaledDay.EVERY));
        files().list().headMap(2L * JournaledDay.EVERY, true).values().forEach(RetentionTest::damage);
        write(of(SHORT), entries.subList(3 * JournaledDay.EVERY, 3 * JournaledDay.EVERY + 10));
        assertThat(first()).isGreaterThan(2 * JournaledDay.EVERY).isLessThanOrEqualTo(3 * JournaledDay.EVERY + 1);
        write(Retention.forEver(), entries.subList(3 * JournaledDay.EVERY + 10, entries.size()));
        assertUsable();
    }

    @Test
    void refusesToGoOnWhereNoSnapshotHoldsTheBeginning() {
        write(of(SHORT));
        long first = first();
        files().list().values().forEach(RetentionTest::damage);
        String newest = files().list().lastEntry().getValue().getFileName().toString();
        assertThatThrownBy(() -> files().newest(DAY.size(), JournaledDay::fresh))
                .isInstanceOf(JournalFailedException.class)
                .hasMessageContaining(directory + " begins at entry " + first + ", and no snapshot holds")
                .hasMessageContaining(newest + ": it is damaged")
                .hasMessageContaining("back from a copy of the directory");
        assertThatThrownBy(() -> files().oldest(JournaledDay::fresh)).isInstanceOf(JournalFailedException.class);
        assertThat(files().oldestUsable(JournaledDay.fresh().views())).isEmpty();
    }
}
