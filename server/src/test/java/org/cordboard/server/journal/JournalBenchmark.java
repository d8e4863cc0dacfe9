package org.cordboard.server.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;

/**
 * Prints how long the disk takes to make a group durable, and how fast entries are appended and read. To run:
 *
 * <pre>mvn -pl server test-compile org.codehaus.mojo:exec-maven-plugin:exec \
 *   -Dexec.executable=java -Dexec.classpathScope=test \
 *   -Dexec.args="-cp %classpath org.cordboard.server.journal.JournalBenchmark DIRECTORY"</pre>
 */
final class JournalBenchmark {

    private static final int GROUPS = 3000;
    private static final int ENTRIES = 1_000_000;

    private JournalBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("journal");
        for (int size : new int[] {1, 10, 100}) {
            force(directory.resolve("groups-of-" + size), size);
        }
        stream(directory.resolve("stream"));
    }

    private static void force(Path directory, int size) {
        Histogram micros = new Histogram(3);
        try (SegmentJournal journal = JournalFixture.open(directory)) {
            for (int group = 0; group < GROUPS; group++) {
                for (int i = 0; i < size; i++) {
                    journal.append(JournalFixture.entry(journal.lastAppended() + 1, 200));
                }
                long start = System.nanoTime();
                journal.force();
                micros.recordValue((System.nanoTime() - start) / 1000);
            }
        }
        System.out.printf(
                "force of %d entries: p50 %d us, p99 %d us, max %d us%n",
                size, micros.getValueAtPercentile(50), micros.getValueAtPercentile(99), micros.getMaxValue());
    }

    private static void stream(Path directory) {
        long start = System.nanoTime();
        try (SegmentJournal journal = JournalFixture.open(directory)) {
            for (int i = 0; i < ENTRIES; i++) {
                journal.append(JournalFixture.entry(journal.lastAppended() + 1, 200));
            }
            journal.force();
        }
        long written = System.nanoTime();
        long count = 0;
        try (JournalReader reader = JournalReader.open(directory, 1)) {
            for (; reader.hasNext(); reader.next()) {
                count++;
            }
        }
        long read = System.nanoTime();
        System.out.printf("append %,d entries/s%n", (long) (ENTRIES / ((written - start) / 1e9)));
        System.out.printf("read %,d entries/s%n", (long) (count / ((read - written) / 1e9)));
    }
}
