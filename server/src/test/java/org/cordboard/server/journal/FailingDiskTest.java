package org.cordboard.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cordboard.server.journal.JournalFixture.entries;
import static org.cordboard.server.journal.JournalFixture.entry;
import static org.cordboard.server.journal.JournalFixture.open;
import static org.cordboard.server.journal.JournalFixture.options;
import static org.cordboard.server.journal.JournalFixture.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.journal.JournalFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailingDiskTest {

    @TempDir
    Path directory;

    @Test
    void failsWithPathAndReasonWhenTheDiskIsFullAndStaysFailed() {
        SegmentJournal journal = SegmentJournal.open(options(directory), new SmallDisk(200));
        journal.append(entry(1));
        journal.force();
        journal.append(entry(2, 500));
        assertThatThrownBy(journal::force)
                .isInstanceOf(JournalFailedException.class)
                .hasMessageContaining(
                        directory.resolve("00000000000000000001.journal").toString())
                .hasMessageContaining("No space left on device");
        assertThatThrownBy(() -> journal.append(entry(3))).hasMessageContaining("No space left on device");
        assertThatThrownBy(journal::force).hasMessageContaining("No space left on device");
        journal.close();
        assertThat(read(directory, 1)).isEqualTo(entries(1, 1));
    }

    @Test
    void losesNothingThatWasAcknowledgedWhereverTheDiskEnds() {
        long acknowledgedAtMost = 0;
        for (int room = 0; room < 2500; room += 29) {
            Path here = directory.resolve("room" + room);
            long acknowledged = fill(here, room);
            acknowledgedAtMost = Math.max(acknowledged, acknowledgedAtMost);
            try (SegmentJournal journal = open(here)) {
                assertThat(journal.lastAppended())
                        .as("room for %d bytes", room)
                        .isBetween(acknowledged, acknowledged + 1);
            }
            assertThat(read(here, 1))
                    .as("room for %d bytes", room)
                    .startsWith(entries(1, acknowledged).toArray(JournalEntry[]::new));
        }
        assertThat(acknowledgedAtMost).isGreaterThan(10);
    }

    private static long fill(Path here, int room) {
        long acknowledged = 0;
        try (SegmentJournal journal = SegmentJournal.open(options(here, 400), new SmallDisk(room))) {
            while (true) {
                journal.append(entry(acknowledged + 1));
                acknowledged = journal.force();
            }
        } catch (JournalFailedException e) {
            assertThat(e).hasMessageContaining("No space left on device");
            return acknowledged;
        }
    }

    @Test
    void doesNotTryAgainWhenTheDiskRefusesToForce() {
        SmallDisk disk = new SmallDisk(100_000);
        SegmentJournal journal = SegmentJournal.open(options(directory), disk);
        journal.append(entry(1));
        disk.forces = false;
        assertThatThrownBy(journal::force).hasMessageContaining("Input/output error");
        disk.forces = true;
        // The system may have dropped the pages it could not write; another force would report success for nothing.
        assertThatThrownBy(journal::force).hasMessageContaining("Input/output error");
        assertThatThrownBy(() -> journal.append(entry(2))).hasMessageContaining("Input/output error");
        journal.close();
    }

    /** Writes as much as fits, as a real disk does, and then fails. */
    private static final class SmallDisk implements Disk {

        private int room;
        private boolean forces = true;

        SmallDisk(int room) {
            this.room = room;
        }

        @Override
        public Appender append(Path file) throws IOException {
            Appender real = REAL.append(file);
            return new Appender() {
                @Override
                public void write(ByteBuffer bytes) throws IOException {
                    int fits = Math.min(room, bytes.remaining());
                    int end = bytes.limit();
                    bytes.limit(bytes.position() + fits);
                    real.write(bytes);
                    bytes.limit(end);
                    room -= fits;
                    if (bytes.hasRemaining()) {
                        throw new IOException("No space left on device");
                    }
                }

                @Override
                public void force() throws IOException {
                    if (!forces) {
                        throw new IOException("Input/output error");
                    }
                }

                @Override
                public void close() throws IOException {
                    real.close();
                }
            };
        }

        @Override
        public void forceDirectory(Path directory) {}
    }
}
