package org.cordboard.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cordboard.server.journal.JournalFixture.crashed;
import static org.cordboard.server.journal.JournalFixture.entries;
import static org.cordboard.server.journal.JournalFixture.entry;
import static org.cordboard.server.journal.JournalFixture.open;
import static org.cordboard.server.journal.JournalFixture.options;
import static org.cordboard.server.journal.JournalFixture.read;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that keeps what was forced and nothing else. */
class PowerLossTest {

    @TempDir
    Path directory;

    @Test
    void findsEverythingAcknowledgedOnADiskThatKeepsOnlyWhatWasForced() throws IOException {
        Path live = directory.resolve("live");
        ForgetfulDisk disk = new ForgetfulDisk();
        try (SegmentJournal journal = SegmentJournal.open(options(live, 400), disk)) {
            for (int group = 0; group < 40; group++) {
                for (int i = 0; i <= group % 3; i++) {
                    journal.append(entry(journal.lastAppended() + 1));
                }
                long acknowledged = journal.force();
                Path after = disk.lose(live, directory.resolve("after" + group));
                try (SegmentJournal reopened = open(after)) {
                    assertThat(reopened.lastAppended()).as("group %d", group).isEqualTo(acknowledged);
                }
                assertThat(read(after, 1)).as("group %d", group).isEqualTo(entries(1, acknowledged));
            }
        }
        assertThat(disk.names).hasSizeGreaterThan(5);
    }

    private static final class ForgetfulDisk implements Disk {

        private final Map<Path, Long> lengths = new LinkedHashMap<>();
        private final Set<Path> names = new LinkedHashSet<>();

        /** The directory after a loss of power at this moment. */
        Path lose(Path live, Path to) throws IOException {
            crashed(live, to);
            for (Path file : Segments.list(live).values()) {
                Path copy = to.resolve(file.getFileName());
                if (names.contains(file)) {
                    try (RandomAccessFile content = new RandomAccessFile(copy.toFile(), "rw")) {
                        content.setLength(lengths.getOrDefault(file, 0L));
                    }
                } else {
                    Files.delete(copy);
                }
            }
            return to;
        }

        @Override
        public Appender append(Path file) throws IOException {
            Appender real = REAL.append(file);
            return new Appender() {
                @Override
                public void write(ByteBuffer bytes) throws IOException {
                    real.write(bytes);
                }

                @Override
                public void force() throws IOException {
                    lengths.put(file, Files.size(file));
                }

                @Override
                public void close() throws IOException {
                    real.close();
                }
            };
        }

        @Override
        public void forceDirectory(Path forced) throws IOException {
            names.addAll(Segments.list(forced).values());
        }
    }
}
