package org.cordboard.cti.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EngineClockTest {

    private static final long NOON = 1_790_000_000_000L;
    private static final long HOUR = TimeUnit.HOURS.toMillis(1);

    private long wall = NOON;
    private long nanos = 5;

    private EngineClock started(long notBefore, long offset) {
        return new EngineClock(() -> wall, () -> nanos, notBefore, offset);
    }

    private void pass(long millis) {
        wall += millis;
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void beginsAtTheWallClockAndGoesOnWithoutIt() {
        EngineClock clock = started(0, 0);
        pass(1_000);
        wall += HOUR;
        assertThat(clock.now()).isEqualTo(NOON + 1_000);
        assertThat(clock.wallOffset()).isEqualTo(HOUR);
    }

    @Test
    void countsTheTimeWithoutServerAndNotTheHourTheClockWasSetByBefore() {
        EngineClock before = started(0, 0);
        pass(1_000);
        wall += HOUR;
        long last = before.now();
        long offset = before.wallOffset();

        pass(30_000);
        EngineClock after = started(last, offset);
        assertThat(after.now()).isEqualTo(last + 30_000);
        assertThat(after.wallOffset()).isEqualTo(HOUR);
    }

    @Test
    void tellsWhenTheWallClockWasSetAndNotThatItIsKeptRight() {
        EngineClock clock = started(0, 0);
        pass(60_000);
        wall += 500;
        assertThat(clock.movedFrom(0)).isEmpty();
        wall += 1;
        assertThat(clock.movedFrom(0)).hasValue(501);
        assertThat(clock.movedFrom(501)).isEmpty();
        wall -= HOUR;
        assertThat(clock.movedFrom(501)).hasValue(501 - HOUR);
    }

    @Test
    void neverGoesBackWhenTheClockWasPutBackMeanwhile() {
        wall = NOON - HOUR;
        EngineClock clock = started(NOON, 0);
        assertThat(clock.now()).isEqualTo(NOON);
        pass(20);
        assertThat(clock.now()).isEqualTo(NOON + 20);
        assertThat(clock.wallOffset()).isEqualTo(-HOUR);
    }
}
