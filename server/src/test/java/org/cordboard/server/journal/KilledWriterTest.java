package org.cordboard.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cordboard.server.journal.JournalFixture.entries;
import static org.cordboard.server.journal.JournalFixture.entry;
import static org.cordboard.server.journal.JournalFixture.open;
import static org.cordboard.server.journal.JournalFixture.options;
import static org.cordboard.server.journal.JournalFixture.read;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.cordboard.cti.journal.JournalFailedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KilledWriterTest {

    private static final int KILLS = 5;

    @TempDir
    Path directory;

    @Test
    @Timeout(120)
    void losesNothingThatWasAcknowledgedBeforeTheProcessWasKilled() throws Exception {
        SplittableRandom random = new SplittableRandom(9);
        long found = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long acknowledged = writeAndKill(found + random.nextInt(1, 400));
            try (SegmentJournal journal = open(directory)) {
                found = journal.lastAppended();
                assertThat(found).as("after kill %d", kill).isGreaterThanOrEqualTo(acknowledged);
            }
            assertThat(read(directory, 1)).as("after kill %d", kill).isEqualTo(entries(1, found));
        }
    }

    /** Returns the last position that was acknowledged. */
    private long writeAndKill(long enough) throws Exception {
        Process writer = start();
        try (BufferedReader out = writer.inputReader(StandardCharsets.US_ASCII)) {
            long acknowledged = 0;
            while (acknowledged < enough) {
                acknowledged = Long.parseLong(Objects.requireNonNull(out.readLine(), "the writer ended by itself"));
            }
            assertThatThrownBy(() -> open(directory))
                    .isInstanceOf(JournalFailedException.class)
                    .hasMessageContaining("(" + writer.pid() + ")");
            writer.destroyForcibly().waitFor();
            for (String line = lineOf(out); line != null && !line.isEmpty(); line = lineOf(out)) {
                acknowledged = Long.parseLong(line);
            }
            return acknowledged;
        } finally {
            writer.destroyForcibly();
        }
    }

    private static @Nullable String lineOf(BufferedReader out) {
        try {
            return out.readLine();
        } catch (IOException e) {
            return null; // The pipe is gone with the process.
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        directory.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Appends groups of one to seven entries for ever and prints what was forced, each line in one write. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] arguments) {
            SegmentJournal journal = SegmentJournal.open(options(Path.of(arguments[0]), 4000));
            while (true) {
                for (long group = journal.lastAppended() % 7; group >= 0; group--) {
                    journal.append(entry(journal.lastAppended() + 1));
                }
                byte[] line = (journal.force() + "\n").getBytes(StandardCharsets.US_ASCII);
                System.out.write(line, 0, line.length);
                System.out.flush();
            }
        }
    }
}
