package org.cordboard.cti.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.notice.NoticeEvent;
import org.cordboard.cti.notice.Notices;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What supervisors tell agents, and how much of it there may be. */
class NoticesTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @Test
    void givesANoticeToThoseItIsFor() {
        Scenario story = Scenario.given();
        assertThat(give(story, "chen", List.of(new AgentId("anna")), TEN_MINUTES))
                .isEqualTo("OK");
        NoticeEvent.NoticeGiven given =
                story.events(NoticeEvent.NoticeGiven.class).getFirst();
        assertThat(given.isFor(new AgentId("anna"))).isTrue();
        assertThat(given.isFor(new AgentId("bert"))).isFalse();
        assertThat(given.until()).isEqualTo(story.now() + 600_000);
        give(story, "chen", null, TEN_MINUTES);
        assertThat(story.events(NoticeEvent.NoticeGiven.class).getFirst().isFor(new AgentId("bert")))
                .isTrue();
    }

    @Test
    void refusesTheSixthNoticeOfASupervisorWithinAMinute() {
        Scenario story = Scenario.given();
        for (int i = 0; i < Notices.MOST_A_MINUTE; i++) {
            assertThat(give(story, "chen", null, Duration.ZERO)).isEqualTo("OK");
        }
        assertThat(give(story, "chen", null, Duration.ZERO)).isEqualTo("TOO_MANY_NOTICES");
        assertThat(give(story, "li", null, Duration.ZERO)).isEqualTo("OK");
        story.advance(Duration.ofMillis(59_999));
        assertThat(give(story, "chen", null, Duration.ZERO)).isEqualTo("TOO_MANY_NOTICES");
        story.advance(Duration.ofMillis(1));
        assertThat(give(story, "chen", null, Duration.ZERO)).isEqualTo("OK");
    }

    @Test
    void refusesMoreNoticesThanMayHoldAtATime() {
        Scenario story = Scenario.given();
        for (int i = 0; i < Notices.MOST; i++) {
            assertThat(give(story, "supervisor" + i, null, TEN_MINUTES)).isEqualTo("OK");
        }
        assertThat(give(story, "chen", null, TEN_MINUTES)).isEqualTo("TOO_MANY_NOTICES");
        story.advance(TEN_MINUTES);
        assertThat(give(story, "chen", null, TEN_MINUTES)).isEqualTo("OK");
    }

    @Test
    void replaysToTheSameState() {
        Scenario story = Scenario.given();
        give(story, "chen", List.of(new AgentId("anna")), TEN_MINUTES);
        give(story, "chen", null, TEN_MINUTES);
        assertThat(story.replayed().stateHash()).isEqualTo(story.engine.stateHash());
    }

    @Test
    void takesNoTextAndNoTimeThatCannotBe() {
        for (String text : List.of("", "x".repeat(501), "two\nlines")) {
            assertThatThrownBy(() -> new SupervisorCommand.GiveNotice(text, null, TEN_MINUTES))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (Duration holds : List.of(Duration.ofMillis(-1), Duration.ofDays(1).plusMillis(1))) {
            assertThatThrownBy(() -> new SupervisorCommand.GiveNotice("text", null, holds))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static String give(Scenario story, String by, @Nullable List<AgentId> to, Duration holds) {
        return story.when(new Input.SupervisorCommanded(
                        by, new SupervisorCommand.GiveNotice("Twenty callers wait.", to, holds)))
                .replied();
    }
}
