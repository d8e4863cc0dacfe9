package org.cordboard.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cordboard.server.journal.JournalFixture.entry;
import static org.cordboard.server.journal.JournalFixture.open;
import static org.cordboard.server.journal.JournalFixture.options;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.cordboard.cti.journal.JournalFailedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hundred times a process that writes is killed, at moments drawn from a seed; several processes at once. */
class KilledWriterTest {

    private static final int JOURNALS = 4;
    private static final int KILLS_OF_EACH = 25;
    /** One in so many is killed while it starts, perhaps. */
    private static final int EARLY = 5;

    private static final int EARLY_MILLIS = 1_000;

    @TempDir
    Path folder;

    @Test
    @Timeout(300)
    void losesNothingThatWasAcknowledgedBeforeTheProcessWasKilled() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(JOURNALS)) {
            List<Future<Long>> all = new ArrayList<>();
            for (int seed = 1; seed <= JOURNALS; seed++) {
                Victim victim = new Victim(folder.resolve("journal-" + seed), new SplittableRandom(seed));
                all.add(threads.submit(victim::isKilledAgainAndAgain));
            }
            for (Future<Long> written : all) {
                assertThat(written.get()).isGreaterThan(KILLS_OF_EACH);
            }
        }
    }

    /** One journal and the processes that write it, one after the other. */
    private static final class Victim {

        private final Path directory;
        private final SplittableRandom random;
        private long found;

        Victim(Path directory, SplittableRandom random) {
            this.directory = directory;
            this.random = random;
        }

        /** Returns the number of entries that are there at the end. */
        long isKilledAgainAndAgain() throws Exception {
            for (int kill = 0; kill < KILLS_OF_EACH; kill++) {
                long before = found;
                long acknowledged = random.nextInt(EARLY) == 0 ? startAndKill() : writeAndKill();
                try (SegmentJournal journal = open(directory)) {
                    found = journal.lastAppended();
                }
                assertThat(found).as("%s after kill %d", directory, kill).isGreaterThanOrEqualTo(acknowledged);
                assertWhole(before + 1);
            }
            assertWhole(1);
            return found;
        }

        /** Each entry stands there once, as it was written. */
        private void assertWhole(long from) {
            long next = from;
            try (JournalReader reader = JournalReader.open(directory, from)) {
                for (; reader.hasNext(); next++) {
                    assertThat(reader.next()).isEqualTo(entry(next));
                }
            }
            assertThat(next - 1).isEqualTo(found);
        }

        /** Returns the last position that was acknowledged; perhaps none was. */
        private long startAndKill() throws Exception {
            return killAfter(start(directory), 0, TimeUnit.MILLISECONDS.toNanos(random.nextInt(EARLY_MILLIS)));
        }

        /** Lets it write some entries first. */
        private long writeAndKill() throws Exception {
            long acknowledged = killAfter(start(directory), found + random.nextInt(1, 400), random.nextInt(2_000_000));
            assertThat(acknowledged).isGreaterThan(found);
            return acknowledged;
        }
    }

    /**
     * Returns the last position that was acknowledged.
     *
     * @param enough the position after which the writer is killed
     * @param nanos how much later, so that it may be anywhere in its work
     */
    private static long killAfter(Process writer, long enough, long nanos) throws Exception {
        try (BufferedReader out = writer.inputReader(StandardCharsets.US_ASCII)) {
            long acknowledged = 0;
            while (acknowledged < enough) {
                acknowledged = Long.parseLong(Objects.requireNonNull(out.readLine(), "the writer ended by itself"));
            }
            assertThat(writer.waitFor(nanos, TimeUnit.NANOSECONDS))
                    .as("ended by itself")
                    .isFalse();
            writer.destroyForcibly().waitFor();
            for (String line = lineOf(out); line != null && !line.isEmpty(); line = lineOf(out)) {
                acknowledged = Long.parseLong(line);
            }
            return acknowledged;
        } finally {
            writer.destroyForcibly();
        }
    }

    @Test
    @Timeout(60)
    void keepsOthersOutWhileAProcessWrites() throws Exception {
        Process writer = start(folder);
        try (BufferedReader out = writer.inputReader(StandardCharsets.US_ASCII)) {
            assertThat(out.readLine()).isNotNull();
            assertThatThrownBy(() -> open(folder))
                    .isInstanceOf(JournalFailedException.class)
                    .hasMessageContaining("(" + writer.pid() + ")");
        } finally {
            writer.destroyForcibly().waitFor();
        }
    }

    private static @Nullable String lineOf(BufferedReader out) {
        try {
            return out.readLine();
        } catch (IOException e) {
            return null; // The pipe is gone with the process.
        }
    }

    private static Process start(Path directory) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
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
            SegmentJournal journal = SegmentJournal.open(options(Path.of(arguments[0]), 40_000));
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
