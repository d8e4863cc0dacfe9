package org.cordboard.server.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxId;

/** Entries to write, and the directory as a crash would leave it. */
final class JournalFixture {

    static final SiteId SITE = new SiteId("main");
    static final long BUILD = 0xB1;

    private JournalFixture() {}

    static SegmentJournal.Options options(Path directory) {
        return new SegmentJournal.Options(directory, SITE, BUILD);
    }

    static SegmentJournal.Options options(Path directory, long segmentBytes) {
        return new SegmentJournal.Options(directory, SITE, BUILD, segmentBytes);
    }

    static SegmentJournal open(Path directory) {
        return SegmentJournal.open(options(directory));
    }

    static JournalEntry entry(long position) {
        return entry(position, (int) (position % 40));
    }

    static JournalEntry entry(long position, int length) {
        PbxId pbx = new PbxId("pbx");
        return new JournalEntry(
                position,
                position * 10,
                new Input.PbxReported(new PbxEvent.LinkDown(pbx, "x".repeat(length))),
                List.of(new SiteEvent.LinkChanged(pbx, false, 0)),
                0xC0,
                BUILD);
    }

    static List<JournalEntry> entries(long first, long last) {
        List<JournalEntry> entries = new ArrayList<>();
        for (long position = first; position <= last; position++) {
            entries.add(entry(position));
        }
        return entries;
    }

    /** One group for each entry. */
    static void write(SegmentJournal journal, long upTo) {
        while (journal.lastAppended() < upTo) {
            journal.append(entry(journal.lastAppended() + 1));
            journal.force();
        }
    }

    static List<JournalEntry> read(Path directory, long from) {
        List<JournalEntry> entries = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(directory, from)) {
            reader.forEachRemaining(entries::add);
        }
        return entries;
    }

    /** The files as they are at this moment, while their writer still runs. */
    static Path crashed(Path directory, Path to) {
        try {
            Files.createDirectories(to);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.journal")) {
                for (Path file : files) {
                    Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path segment(Path directory, long first) {
        return Segments.file(directory, first);
    }
}
