package org.cordboard.cti.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StateSizesTest {

    @Test
    void countsWhatTheStateHolds() {
        Scenario story =
                Scenario.given().readyAt("anna", "101").calls("c1", "1").calls("c2", "2");
        Map<String, Long> sizes = StateSizes.of(story.engine);
        assertThat(sizes)
                .containsEntry("Calls.calls", 2L)
                .containsEntry("Calls.calls.legs", 3L)
                .containsEntry("AcdQueues.offered", 1L)
                .containsEntry("Replies.sessions", 1L)
                .containsEntry("Replies.sessions.replies", 2L);
        assertThat(sizes.get("Engine.timers"))
                .isEqualTo(story.engine.timers().all().size());
    }

    @Test
    void countsNoCallWhenAllAreOver() {
        Scenario story = Scenario.given().calls("c1", "1").hangsUp("c1");
        assertThat(StateSizes.of(story.engine))
                .containsEntry("Calls.calls", 0L)
                .containsEntry("Engine.timers", 0L)
                .doesNotContainKey("Calls.calls.legs");
    }
}
