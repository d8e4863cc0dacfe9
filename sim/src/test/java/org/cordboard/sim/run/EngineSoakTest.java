package org.cordboard.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineSoakTest {

    @Test
    void findsNothingLeftAfterAShortDay() {
        EngineSoak.Result result = EngineSoak.run(1, 0.2, 1);
        assertThat(result.calls()).isPositive();
        assertThat(result.left()).isEmpty();
        assertThat(result.state()).containsEntry("Calls.calls", 0L).containsEntry("Agents.agents", 20L);
    }

    @Test
    void namesWhatIsLeftOfCalls() {
        Map<String, Long> state =
                Map.of("Calls.calls", 0L, "Engine.timers", 2L, "Agents.agents", 20L, "Site.config.trees", 1L);
        assertThat(EngineSoak.leftOf(state)).isEqualTo(Map.of("Engine.timers", 2L));
    }

    @Test
    void isNotGoodWhenTheHeapHasGrownByMoreThanATwentieth() {
        assertThat(new EngineSoak.Result(1, 1, 100_000, 105_000, Map.of()).good())
                .isTrue();
        assertThat(new EngineSoak.Result(1, 1, 100_000, 105_001, Map.of()).good())
                .isFalse();
        assertThat(new EngineSoak.Result(1, 1, 100, 100, Map.of("Engine.timers", 1L)).good())
                .isFalse();
    }
}
