package org.cordboard.cti.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which calls a queue's share chooses. */
class RecordedShareTest {

    @Test
    void choosesAboutAsManyAsTheShareSays() {
        for (int share : new int[] {1, 20, 50, 99}) {
            long chosen = IntStream.range(0, 20_000)
                    .filter(n -> Recordings.spread(new CallId("main-1795000000-" + 37 * n)) < share)
                    .count();
            assertThat(chosen / 200.0).as("share %d", share).isBetween(share - 1.5, share + 1.5);
        }
    }

    @Test
    void dependsOnNothingButTheCallsId() {
        assertThat(Recordings.spread(new CallId("main-1795000000-9"))).isEqualTo(64);
    }
}
