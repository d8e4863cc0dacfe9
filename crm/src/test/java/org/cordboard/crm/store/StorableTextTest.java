package org.cordboard.crm.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class StorableTextTest {

    /** A character of two code units: a surname. */
    private static final String RARE = "\uD842\uDFB7";

    @Test
    void keepsEveryWholeCharacter() {
        for (String text : List.of("", "Wei", "王" + RARE, "a\r\n\t\u0001\uFFFF", RARE)) {
            assertThat(StorableText.of(text)).isSameAs(text);
            assertThat(stored(text)).isEqualTo(text);
        }
    }

    @Test
    void replacesWhatNoDatabaseWouldHold() {
        assertThat(stored("a\u0000b\u0000")).isEqualTo("a\uFFFDb\uFFFD");
        assertThat(stored("\uD842")).isEqualTo("\uFFFD");
        assertThat(stored("x\uDFB7\uD842y" + RARE)).isEqualTo("x\uFFFD\uFFFDy" + RARE);
        assertThat(StorableText.of("\uDFB7\uD842")).isEqualTo("\uFFFD\uFFFD");
    }

    private static String stored(String text) {
        try (Database database = TestDatabases.fresh()) {
            AuditLog log = new AuditLog(database);
            log.note(new AuditLog.Entry(1, "ann", "test", "text", "t", text));
            return log.of("text", "t", 1).getFirst().detail();
        }
    }
}
