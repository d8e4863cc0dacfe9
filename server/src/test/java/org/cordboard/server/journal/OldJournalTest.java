package org.cordboard.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.sim.run.DayPlan;
import org.cordboard.sim.run.Simulation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Journals of earlier builds, each a directory with the segments of a small simulated day and {@code facts.properties}. The segments
 * never change: every build must read them. The state's hash does change with the shape of the state; then, and only then, write the
 * new one into the facts. {@code -Dold-journal.add=NAME} adds the journal of the present build.
 */
class OldJournalTest {

    private static final Path ALL = Path.of("src/test/resources/old-journals");
    private static final String FACTS = "facts.properties";

    static List<Path> journals() throws IOException {
        try (Stream<Path> directories = Files.list(ALL)) {
            return directories.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("journals")
    void leadsToTheStateItLedTo(Path directory) throws IOException {
        Properties facts = new Properties();
        try (InputStream in = Files.newInputStream(directory.resolve(FACTS))) {
            facts.load(in);
        }
        assertThat(factsOf(JournalFixture.read(directory, 1))).isEqualTo(facts);
    }

    private static Properties factsOf(List<JournalEntry> entries) {
        Engine engine = new Engine();
        int closed = 0;
        for (JournalEntry entry : entries) {
            engine.replay(entry.at(), entry.events());
            for (Event event : entry.events()) {
                closed += event instanceof CallEvent.CallClosed ? 1 : 0;
            }
        }
        Properties facts = new Properties();
        facts.setProperty("entries", String.valueOf(entries.size()));
        facts.setProperty("calls.closed", String.valueOf(closed));
        facts.setProperty("calls.open", String.valueOf(engine.calls().all().size()));
        facts.setProperty("state", HexFormat.of().toHexDigits(engine.stateHash()));
        return facts;
    }

    @Test
    @EnabledIfSystemProperty(named = "old-journal.add", matches = "[a-z0-9.-]+")
    void addsTheJournalOfThisBuild() throws IOException {
        Path directory = ALL.resolve(System.getProperty("old-journal.add"));
        assertThat(directory).doesNotExist();
        List<JournalEntry> day =
                Simulation.keep(9, new DayPlan(0.3, 6, 40, true)).journal();
        // Up to its middle, where callers wait and talk.
        List<JournalEntry> entries = new ArrayList<>(day.subList(0, day.size() / 2));
        SiteId site = new SiteId("sim");
        try (SegmentJournal journal =
                SegmentJournal.open(new SegmentJournal.Options(directory, site, JournalFixture.BUILD, 30_000))) {
            for (JournalEntry entry : entries) {
                journal.append(entry);
                if (entry.position() % 10 == 0) {
                    journal.force();
                }
            }
        }
        Files.delete(directory.resolve("lock"));
        try (OutputStream out = Files.newOutputStream(directory.resolve(FACTS))) {
            factsOf(entries).store(out, null);
        }
    }
}
