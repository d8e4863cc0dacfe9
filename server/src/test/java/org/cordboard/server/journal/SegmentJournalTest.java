package org.cordboard.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cordboard.server.journal.JournalFixture.entries;
import static org.cordboard.server.journal.JournalFixture.entry;
import static org.cordboard.server.journal.JournalFixture.open;
import static org.cordboard.server.journal.JournalFixture.options;
import static org.cordboard.server.journal.JournalFixture.read;
import static org.cordboard.server.journal.JournalFixture.segment;
import static org.cordboard.server.journal.JournalFixture.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.journal.JournalFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentJournalTest {

    @TempDir
    Path directory;

    @Test
    void keepsEntriesOverReopening() {
        try (SegmentJournal journal = open(directory)) {
            assertThat(journal.lastAppended()).isZero();
            assertThat(journal.force()).isZero();
            write(journal, 10);
        }
        try (SegmentJournal journal = open(directory)) {
            assertThat(journal.recovery().describe()).isEqualTo("The journal ends with entry 10.");
            write(journal, 20);
            assertThat(journal.force()).isEqualTo(20);
        }
        assertThat(read(directory, 1)).isEqualTo(entries(1, 20));
        assertThat(read(directory, 13)).isEqualTo(entries(13, 20));
        assertThat(read(directory, 21)).isEmpty();
    }

    @Test
    void beginsNewFileWhenTheLastIsLongEnough() {
        try (SegmentJournal journal = SegmentJournal.open(options(directory, 500))) {
            write(journal, 50);
        }
        try (SegmentJournal journal = SegmentJournal.open(options(directory, 500))) {
            write(journal, 100);
        }
        assertThat(directory.toFile().list())
                .contains("00000000000000000001.journal")
                .hasSizeGreaterThan(10);
        assertThat(read(directory, 1)).isEqualTo(entries(1, 100));
        assertThat(read(directory, 77)).isEqualTo(entries(77, 100));
    }

    @Test
    void writesLargeGroupsWithoutWaitingForForce() throws IOException {
        try (SegmentJournal journal = open(directory)) {
            for (long position = 1; position <= 30; position++) {
                journal.append(entry(position, 300_000));
            }
            assertThat(Files.size(segment(directory, 1))).isGreaterThan(4 << 20);
            assertThat(journal.force()).isEqualTo(30);
        }
        assertThat(read(directory, 30)).containsExactly(entry(30, 300_000));
    }

    @Test
    void refusesAnEntryOutOfOrderAndAnOversizedOneAndGoesOn() {
        try (SegmentJournal journal = open(directory)) {
            journal.append(entry(1));
            assertThatThrownBy(() -> journal.append(entry(3))).hasMessage("entry 3 after entry 1");
            assertThatThrownBy(() -> journal.append(entry(2, 17 << 20))).hasMessageContaining("bytes in one record");
            journal.append(entry(2));
            assertThat(journal.force()).isEqualTo(2);
        }
        assertThat(read(directory, 1)).isEqualTo(entries(1, 2));
    }

    @Test
    void showsReadersWhatIsDurableAndNothingElse() {
        try (SegmentJournal journal = SegmentJournal.open(options(directory, 300));
                JournalReader reader = journal.read(1);
                JournalReader late = journal.read(3)) {
            assertThat(reader.hasNext()).isFalse();
            journal.append(entry(1));
            assertThat(reader.hasNext()).isFalse();
            journal.force();
            assertThat(reader.next()).isEqualTo(entry(1));
            assertThat(reader.hasNext()).isFalse();
            assertThat(late.hasNext()).isFalse();
            write(journal, 40);
            List<JournalEntry> rest = new ArrayList<>();
            reader.forEachRemaining(rest::add);
            assertThat(rest).isEqualTo(entries(2, 40));
            assertThat(late.next()).isEqualTo(entry(3));
        }
    }

    @Test
    void letsOneThreadAppendAnotherForceAndAThirdRead() throws Exception {
        long last = 20_000;
        try (SegmentJournal journal = SegmentJournal.open(options(directory, 100_000));
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> appending = threads.submit(() -> entries(1, last).forEach(journal::append));
            Future<Long> reading = threads.submit(() -> {
                long next = 1;
                try (JournalReader reader = journal.read(1)) {
                    while (next <= last) {
                        if (reader.hasNext()) {
                            assertThat(reader.next().position()).isEqualTo(next++);
                        } else {
                            Thread.onSpinWait();
                        }
                    }
                }
                return next;
            });
            long durable = 0;
            while (durable < last && !reading.isDone()) {
                durable = journal.force();
            }
            appending.get();
            assertThat(reading.get()).isEqualTo(last + 1);
        }
        assertThat(read(directory, 1)).isEqualTo(entries(1, last));
    }

    @Test
    void refusesASecondWriterAndLetsItInWhenTheFirstIsGone() {
        try (SegmentJournal journal = open(directory)) {
            assertThat(journal.lastAppended()).isZero();
            assertThatThrownBy(() -> open(directory))
                    .isInstanceOf(JournalFailedException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("another process");
        }
        open(directory).close();
    }

    @Test
    void refusesTheJournalOfAnotherSite() {
        open(directory).close();
        assertThatThrownBy(() -> SegmentJournal.open(new SegmentJournal.Options(directory, new SiteId("other"), 1)))
                .isInstanceOf(JournalFailedException.class)
                .hasMessageContaining("belongs to site main, and this is site other");
    }

    @Test
    void namesADirectoryThatCannotBeUsed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(JournalFailedException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("cannot be opened");
    }

    @Test
    void refusesToBeUsedAfterItsEnd() {
        SegmentJournal journal = open(directory);
        journal.close();
        journal.close();
        assertThatThrownBy(() -> journal.append(entry(1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(journal::force).isInstanceOf(IllegalStateException.class);
    }
}
