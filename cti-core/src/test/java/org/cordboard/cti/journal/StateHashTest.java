package org.cordboard.cti.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.cordboard.cti.agent.AgentState;
import org.junit.jupiter.api.Test;

class StateHashTest {

    private final RecordCodec codec = JournalCodec.standard().records();

    /** Values of the reference implementation with seed 0. */
    @Test
    void agreesWithTheReferenceImplementationOfXxHash64() {
        assertThat(hash("")).isEqualTo(0xEF46DB3751D8E999L);
        assertThat(hash("a")).isEqualTo(0xD24EC4F1A98C6E5BL);
        assertThat(hash("abc")).isEqualTo(0x44BC2CF5AD770999L);
        assertThat(hash("Nobody inspects the spammish repetition")).isEqualTo(0xFBCEA83C8A378BF1L);
    }

    @Test
    void dependsOnValuesAndOnTheirOrder() {
        AgentState ready = new AgentState.Ready(1);
        AgentState readyLater = new AgentState.Ready(2);
        assertThat(StateHash.of(codec, ready)).isEqualTo(StateHash.of(codec, new AgentState.Ready(1)));
        assertThat(StateHash.of(codec, ready)).isNotEqualTo(StateHash.of(codec, readyLater));
        assertThat(new StateHash(codec).add(ready).add(readyLater).value())
                .isNotEqualTo(new StateHash(codec).add(readyLater).add(ready).value());
        assertThat(new StateHash(codec).add("a").add(1L).value())
                .isEqualTo(new StateHash(codec).add("a").add(1L).value())
                .isNotEqualTo(new StateHash(codec).add("a").add(2L).value());
    }

    @Journaled("test.texts/1")
    record Texts(List<String> texts) {}

    @Test
    void hashesARecordOfAnySizeAsItsBytes() {
        RecordCodec texts = RecordCodec.forRoots(Texts.class);
        for (int length = 0; length < 70_000; length += 1_999) {
            Texts record = new Texts(List.of("x".repeat(length), "é".repeat(length / 7), "y".repeat(length % 45)));
            byte[] bytes = texts.encode(record);
            assertThat(StateHash.of(texts, record)).isEqualTo(StateHash.of(bytes, 0, bytes.length, 0));
        }
        Texts large = new Texts(Collections.nCopies(300, "x".repeat(100_000)));
        Texts larger = new Texts(Collections.nCopies(301, "x".repeat(100_000)));
        assertThat(StateHash.of(texts, large)).isNotEqualTo(StateHash.of(texts, larger));
    }

    private static long hash(String text) {
        byte[] bytes = ("??" + text).getBytes(StandardCharsets.US_ASCII);
        return StateHash.of(bytes, 2, bytes.length - 2, 0);
    }
}
