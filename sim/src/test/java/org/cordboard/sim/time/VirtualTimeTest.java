package org.cordboard.sim.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {

    private final VirtualTime time = new VirtualTime(1_000);
    private final List<String> ran = new ArrayList<>();

    private Cancellable schedule(long delay, String name) {
        return time.schedule(delay, () -> ran.add(name + "@" + time.now()));
    }

    @Test
    void runsInTheOrderOfTimeThenOfScheduling() {
        schedule(20, "c");
        schedule(10, "a");
        schedule(10, "b");
        schedule(-5, "now");
        time.advance(20);
        assertThat(ran).containsExactly("now@1000", "a@1010", "b@1010", "c@1020");
    }

    @Test
    void runsWhatIsDueAtTheLimitAndNothingLater() {
        schedule(10, "at");
        schedule(11, "later");
        time.runUntil(1_010);
        assertThat(ran).containsExactly("at@1010");
        assertThat(time.now()).isEqualTo(1_010);
    }

    @Test
    void neverRunsATaskInsideTheCallThatScheduledIt() {
        time.schedule(0, () -> {
            schedule(0, "inner");
            ran.add("outer");
        });
        time.advance(0);
        assertThat(ran).containsExactly("outer", "inner@1000");
    }

    @Test
    void forgetsWhatWasCancelled() {
        schedule(10, "a").cancel();
        assertThat(time.nextAt()).isEmpty();
        assertThat(time.runNext()).isFalse();
        assertThat(ran).isEmpty();
    }

    @Test
    void stopsAsSoonAsTheConditionHolds() {
        schedule(10, "a");
        schedule(20, "b");
        assertThat(time.runUntil(() -> ran.size() == 1, 100)).isTrue();
        assertThat(time.now()).isEqualTo(1_010);
        assertThat(time.runUntil(() -> ran.size() == 3, 100)).isFalse();
        assertThat(time.now()).isEqualTo(1_110);
    }
}
