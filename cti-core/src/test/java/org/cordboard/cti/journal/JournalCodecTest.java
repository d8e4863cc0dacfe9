package org.cordboard.cti.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JournalCodecTest {

    private static final int VALUES_OF_A_TYPE = 300;
    private static final int MUTATIONS = 100_000;

    private final RecordCodec codec = JournalCodec.standard().records();

    @Test
    void givesBackEveryValueOfEveryTypeAsItWas() {
        SplittableRandom random = new SplittableRandom(20261121);
        for (Class<?> type : codec.types().values()) {
            for (int i = 0; i < VALUES_OF_A_TYPE; i++) {
                Object value = Samples.random(random).of(type);
                byte[] bytes = codec.encode(value);
                assertThat(codec.decode(bytes)).as("value %d of %s", i, type).isEqualTo(value);
                assertThat(codec.encode(codec.decode(bytes)))
                        .as("value %d of %s", i, type)
                        .isEqualTo(bytes);
            }
        }
    }

    @Test
    void findsEveryKindOfRecordThatStandsInAJournal() {
        assertThat(codec.types())
                .containsKeys(
                        "journal.entry/1",
                        "in.site-started/1",
                        "call.closed/1",
                        "effect.ask-pbx/1",
                        "reply.ok/1",
                        "timer.offer/1",
                        "port.link-up/1",
                        "port.dial-leg/1",
                        "port.done/1",
                        "port.to-station/1",
                        "customer.found/1",
                        "ivr.menu/1",
                        "agent.ready/1",
                        "agent.pending-ready/1",
                        "agent.cmd.log-in/1");
    }

    @Test
    void answersDamagedBytesWithAValidRecordOrOneKindOfException() {
        SplittableRandom random = new SplittableRandom(4711);
        List<Class<?>> types = List.copyOf(codec.types().values());
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = codec.encode(Samples.random(random).of(types.get(i % types.size())));
            byte[] damaged = damage(bytes, random);
            try {
                Object value = codec.decode(damaged);
                assertThat(codec.decode(codec.encode(value)))
                        .as("mutation %d", i)
                        .isEqualTo(value);
            } catch (JournalCorruptException e) {
                refused++;
                assertThat(e.offset()).as("mutation %d", i).isBetween(0, damaged.length);
                assertThat(e.reason()).isNotBlank();
            }
        }
        assertThat(refused).isBetween(MUTATIONS / 10, MUTATIONS);
    }

    private static byte[] damage(byte[] bytes, SplittableRandom random) {
        if (random.nextInt(4) == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        byte[] damaged = Arrays.copyOf(bytes, bytes.length + (random.nextInt(8) == 0 ? 1 : 0));
        for (int i = random.nextInt(3); i >= 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        return damaged;
    }
}
