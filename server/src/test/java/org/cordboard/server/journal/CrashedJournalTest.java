package org.cordboard.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.cordboard.server.journal.JournalFixture.crashed;
import static org.cordboard.server.journal.JournalFixture.entries;
import static org.cordboard.server.journal.JournalFixture.entry;
import static org.cordboard.server.journal.JournalFixture.open;
import static org.cordboard.server.journal.JournalFixture.options;
import static org.cordboard.server.journal.JournalFixture.read;
import static org.cordboard.server.journal.JournalFixture.segment;
import static org.cordboard.server.journal.JournalFixture.write;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of end a crash can leave, and damage that is none. */
class CrashedJournalTest {

    @TempDir
    Path directory;

    private Path live;
    private Path copy;

    @BeforeEach
    void name() {
        live = directory.resolve("live");
        copy = directory.resolve("copy");
    }

    @Test
    void cutsOffALastEntryThatEndsAnywhere() throws IOException {
        byte[] before = imageOf(4);
        byte[] all = imageOf(5);
        for (int length = before.length; length < all.length; length++) {
            put(Arrays.copyOf(all, length));
            try (SegmentJournal journal = open(copy)) {
                assertThat(journal.lastAppended()).as("cut at %d", length).isEqualTo(4);
                assertThat(journal.recovery().cutBytes()).isEqualTo(tornBytes(before.length, length));
                write(journal, 6);
            }
            assertThat(read(copy, 1)).as("cut at %d", length).isEqualTo(entries(1, 6));
        }
    }

    /** A mark alone, which the cut may leave, is whole. */
    private static long tornBytes(int goodLength, int length) {
        int behind = length - goodLength;
        return behind >= Frame.HEADER ? behind - Frame.HEADER : behind;
    }

    @Test
    void cutsOffALastGroupWhosePagesNeverReachedTheDisk() throws IOException {
        byte[] before = imageOf(4);
        byte[] all = imageOf(5);
        for (int from = before.length; from < all.length; from++) {
            byte[] torn = all.clone();
            Arrays.fill(torn, from, Math.min(all.length, from + 20), (byte) 0);
            put(torn);
            if (!Arrays.equals(torn, all)) {
                try (SegmentJournal journal = open(copy)) {
                    assertThat(journal.lastAppended()).as("zeros from %d", from).isEqualTo(4);
                    assertThat(journal.recovery().describe())
                            .contains(segment(copy, 1).toString())
                            .contains("bytes of unfinished writing were cut off");
                }
                assertThat(read(copy, 1)).isEqualTo(entries(1, 4));
            }
        }
    }

    @Test
    void refusesDamageThatALaterGroupShowsToBeDamage() throws IOException {
        int header = new SegmentHeader(JournalFixture.SITE, 1, JournalFixture.BUILD).size();
        byte[] before = imageOf(4);
        byte[] all = imageOf(5);
        for (int at = header; at < before.length; at++) {
            byte[] damaged = all.clone();
            damaged[at] ^= 0x10;
            put(damaged);
            int flipped = at;
            assertThatThrownBy(() -> open(copy))
                    .as("byte %d", at)
                    .isInstanceOfSatisfying(JournalDamagedException.class, e -> {
                        assertThat(e.file()).isEqualTo(segment(copy, 1));
                        assertThat(e.offset()).isBetween((long) header, (long) flipped);
                        assertThat(e)
                                .hasMessageContaining("damaged at byte " + e.offset())
                                .hasMessageContaining("Put this file back from a copy");
                    });
            assertThatThrownBy(() -> read(copy, 1)).as("byte %d", at).isInstanceOf(JournalDamagedException.class);
        }
    }

    @Test
    void refusesDamageInTheLastEntryAfterAnOrderlyEnd() throws IOException {
        byte[] before = imageOf(4);
        try (SegmentJournal journal = open(live)) {
            write(journal, 5);
        }
        byte[] all = Files.readAllBytes(segment(live, 1));
        for (int at = before.length; at < all.length - Frame.HEADER; at++) {
            byte[] damaged = all.clone();
            damaged[at] ^= 0x01;
            put(damaged);
            assertThatThrownBy(() -> open(copy)).as("byte %d", at).isInstanceOf(JournalDamagedException.class);
        }
    }

    @Test
    void refusesADamagedHeader() throws IOException {
        byte[] all = imageOf(3);
        int header = new SegmentHeader(JournalFixture.SITE, 1, JournalFixture.BUILD).size();
        for (int at = 0; at < header; at++) {
            byte[] damaged = all.clone();
            damaged[at] ^= 0x04;
            put(damaged);
            assertThatThrownBy(() -> open(copy))
                    .as("byte %d", at)
                    .hasMessageContaining(segment(copy, 1).toString());
        }
    }

    @Test
    void removesASegmentWhoseHeaderIsNotComplete() throws IOException {
        try (SegmentJournal journal = SegmentJournal.open(options(live, 200))) {
            write(journal, 3);
        }
        long next = 4;
        byte[] header = new SegmentHeader(JournalFixture.SITE, next, JournalFixture.BUILD)
                .encode()
                .array();
        for (int length = 0; length < header.length; length++) {
            crashed(live, copy);
            Files.write(segment(copy, next), Arrays.copyOf(header, length));
            assertThat(read(copy, 1)).isEqualTo(entries(1, 3));
            Files.write(segment(copy, next), new byte[length]);
            try (SegmentJournal journal = SegmentJournal.open(options(copy, 200))) {
                assertThat(journal.lastAppended()).isEqualTo(3);
                assertThat(journal.recovery().torn()).isEqualTo(segment(copy, next));
                write(journal, 5);
            }
            assertThat(read(copy, 1)).isEqualTo(entries(1, 5));
            deleteAll();
        }
    }

    @Test
    void refusesAJournalThatLacksASegment() throws IOException {
        try (SegmentJournal journal = SegmentJournal.open(options(live, 300))) {
            write(journal, 30);
        }
        long second = Segments.list(live).navigableKeySet().higher(1L);
        Files.delete(segment(live, second));
        assertThatThrownBy(() -> read(live, 1))
                .isInstanceOf(JournalDamagedException.class)
                .hasMessageContaining("entries from " + second + " on are missing");
        Files.delete(segment(live, 1));
        assertThatThrownBy(() -> read(live, 1)).hasMessageContaining("begins at entry");
    }

    @Test
    void saysWhichEntryIsOfANewerVersion() throws IOException {
        byte[] image = imageOf(2);
        int payload = new SegmentHeader(JournalFixture.SITE, 1, JournalFixture.BUILD).size() + 2 * Frame.HEADER;
        int length = ByteBuffer.wrap(image).getInt(payload - Frame.HEADER);
        byte[] frame = Arrays.copyOfRange(image, payload - Frame.HEADER, payload + length);
        frame[Frame.HEADER] ^= 0x55;
        Frame.seal(frame, length, 1);
        System.arraycopy(frame, 0, image, payload - Frame.HEADER, frame.length);
        put(image);
        JournalDamagedException e = catchThrowableOfType(JournalDamagedException.class, () -> read(copy, 1));
        assertThat(e).hasMessageContaining("a newer version").hasMessageContaining("entry 1");
        assertThat(read(copy, 2)).containsExactly(entry(2));
    }

    /** The first segment as it is after so many entries in groups of their own, without an orderly end. */
    private byte[] imageOf(long entries) throws IOException {
        deleteAll();
        Path running = directory.resolve("running" + entries);
        try (SegmentJournal journal = open(running)) {
            write(journal, entries);
            crashed(running, live);
        }
        return Files.readAllBytes(segment(live, 1));
    }

    private void put(byte[] image) throws IOException {
        Files.createDirectories(copy);
        Files.write(segment(copy, 1), image);
    }

    private void deleteAll() throws IOException {
        if (Files.exists(copy)) {
            for (Path file : Segments.list(copy).values()) {
                Files.delete(file);
            }
        }
    }
}
