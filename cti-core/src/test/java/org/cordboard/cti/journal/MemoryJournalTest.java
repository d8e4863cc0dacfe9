package org.cordboard.cti.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cordboard.cti.engine.Input;
import org.junit.jupiter.api.Test;

class MemoryJournalTest {

    @Test
    void hashesAllEntriesAndKeepsTheLastOnes() {
        MemoryJournal few = new MemoryJournal(2);
        MemoryJournal none = new MemoryJournal(0);
        MemoryJournal all = MemoryJournal.keepingAll();
        for (long position = 1; position <= 5; position++) {
            few.append(entry(position, 0));
            none.append(entry(position, 0));
            all.append(entry(position, 0));
        }
        assertThat(few.entries()).containsExactly(entry(4, 0), entry(5, 0));
        assertThat(none.entries()).isEmpty();
        assertThat(all.entries()).hasSize(5).startsWith(entry(1, 0));
        assertThat(few.hash()).isEqualTo(none.hash()).isEqualTo(all.hash());
        assertThat(few.force()).isEqualTo(5);
        assertThat(few.bytes()).isPositive().isEqualTo(all.bytes());
    }

    @Test
    void hashesDifferentRunsDifferently() {
        MemoryJournal one = new MemoryJournal(0);
        MemoryJournal other = new MemoryJournal(0);
        one.append(entry(1, 0));
        other.append(entry(1, 1));
        assertThat(one.hash()).isNotEqualTo(other.hash());
    }

    @Test
    void refusesAnEntryOutOfOrder() {
        MemoryJournal journal = new MemoryJournal(1);
        journal.append(entry(1, 0));
        assertThatThrownBy(() -> journal.append(entry(3, 0))).hasMessage("entry 3 after entry 1");
    }

    private static JournalEntry entry(long position, long offset) {
        return new JournalEntry(position, position, new Input.WallClockMoved(offset), List.of(), 1, 2);
    }
}
