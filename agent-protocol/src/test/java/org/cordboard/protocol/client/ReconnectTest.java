package org.cordboard.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReconnectTest {

    @Test
    void waitsDoubleUpToTheLongestShortenedByAtMostHalf() {
        Reconnect policy = new Reconnect(50, Duration.ofMillis(100), Duration.ofMillis(1500));
        long[] longest = {100, 200, 400, 800, 1500, 1500};
        Random random = new Random(7);
        for (int attempt = 1; attempt <= longest.length; attempt++) {
            for (int i = 0; i < 100; i++) {
                assertThat(policy.waitBefore(attempt, random).toMillis())
                        .isBetween(longest[attempt - 1] / 2, longest[attempt - 1]);
            }
        }
        assertThat(policy.waitBefore(50, random).toMillis()).isBetween(750L, 1500L);
    }

    @Test
    void usuallyTriesEveryTwoSecondsAtLeastAndForMoreThanAMinute() {
        Reconnect usual = Reconnect.usual();
        Random random = new Random(7);
        long all = 0;
        for (int attempt = 1; attempt <= usual.attempts(); attempt++) {
            long wait = usual.waitBefore(attempt, random).toMillis();
            assertThat(wait).isLessThanOrEqualTo(2_000);
            all += wait;
        }
        assertThat(all).isGreaterThan(60_000);
    }

    @Test
    void turnsDownPoliciesThatMakeNoSense() {
        assertThatThrownBy(() -> new Reconnect(-1, Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Reconnect(1, Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
