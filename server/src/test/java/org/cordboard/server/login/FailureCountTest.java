package org.cordboard.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailureCountTest {

    private final SettableClock clock = new SettableClock();
    private final FailureCount failures = new FailureCount(clock);

    @Test
    void forgetsFailuresThatAreAMinuteOld() {
        attempts(1);
        clock.advance(Duration.ofMillis(59_999));
        attempts(4);
        clock.advance(Duration.ofMillis(1));

        assertThat(failures.attempt("ann")).isEmpty();
        assertThat(failures.attempt("ann")).isPresent();
    }

    @Test
    void beginsAnewAfterASuccess() {
        attempts(5);
        failures.clear("ann");

        attempts(5);
        assertThat(failures.attempt("ann")).isPresent();
    }

    @Test
    void beginsAnewAfterARefusal() {
        attempts(5);
        assertThat(failures.attempt("ann")).isPresent();
        clock.advance(FailureCount.REFUSAL);

        attempts(5);
        assertThat(failures.attempt("ann")).isPresent();
    }

    @Test
    void keepsTenThousandNamesAndForgetsTheOneTriedLongestAgo() {
        attempts(5);
        for (int i = 0; i < FailureCount.NAMES; i++) {
            failures.attempt("name" + i);
        }

        assertThat(failures.names()).isEqualTo(FailureCount.NAMES);
        assertThat(failures.attempt("ann")).isEmpty();
    }

    @Test
    void cutsLongNames() {
        for (int i = 0; i < 5; i++) {
            failures.attempt("x".repeat(64) + i);
        }

        assertThat(failures.attempt("x".repeat(1000))).isPresent();
    }

    private void attempts(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(failures.attempt("ann")).isEmpty();
        }
    }
}
