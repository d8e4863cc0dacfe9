package org.cordboard.cti.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JournalCodecTest {

    private static final int VALUES_OF_A_TYPE = 60;
    private static final int MUTATIONS = 100_000;

    private final RecordCodec codec = JournalCodec.standard().records();

    @Test
    void givesBackEveryValueOfEveryTypeAsItWas() {
        SplittableRandom random = new SplittableRandom(20261121);
        for (Class<?> type : codec.types().values()) {
            for (int i = 0; i < VALUES_OF_A_TYPE; i++) {
                Object value = Samples.random(random).of(type);
                byte[] bytes = codec.encode(value);
                Object decoded = codec.decode(bytes);
                if (!decoded.equals(value) || !Arrays.equals(codec.encode(decoded), bytes)) {
                    assertThat(decoded).as("value %d of %s", i, type).isEqualTo(value);
                    assertThat(codec.encode(decoded))
                            .as("value %d of %s", i, type)
                            .isEqualTo(bytes);
                }
            }
        }
    }

    @Test
    void findsEveryKindOfRecordThatStandsInAJournal() {
        assertThat(codec.types())
                .containsKeys(
                        "journal.entry/1",
                        "in.site-started/1",
                        "call.closed/3",
                        "effect.ask-pbx/1",
                        "reply.ok/1",
                        "timer.offer/1",
                        "port.link-up/2",
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
        List<byte[]> encodings = encodings(random);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] damaged = damage(encodings.get(i % encodings.size()), random);
            try {
                Object value = codec.decode(damaged);
                if (!codec.decode(codec.encode(value)).equals(value)) {
                    fail("mutation %d gave %s, which is not encoded as itself", i, value);
                }
            } catch (JournalCorruptException e) {
                refused++;
                if (e.offset() < 0 || e.offset() > damaged.length || e.reason().isBlank()) {
                    fail("mutation %d was refused without a place or a reason: %s", i, e.getMessage());
                }
            }
        }
        assertThat(refused).isBetween(MUTATIONS / 10, MUTATIONS - 1);
    }

    private List<byte[]> encodings(SplittableRandom random) {
        List<byte[]> encodings = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            for (Class<?> type : codec.types().values()) {
                encodings.add(codec.encode(Samples.random(random).of(type)));
            }
        }
        return encodings;
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
