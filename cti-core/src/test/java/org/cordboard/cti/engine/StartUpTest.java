package org.cordboard.cti.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.call.LegId;
import org.junit.jupiter.api.Test;

class StartUpTest {

    private static final LegId CALLER = new LegId("c1");
    private static final Duration LONG_DOWN = Duration.ofMinutes(1);

    /** The server ended after it had asked the PBX to join two legs, and before the answer. */
    private static Scenario joining() {
        Scenario story = Scenario.given()
                .readyAt("anna", "101")
                .calls("c1", "1")
                .phoneRings("anna")
                .pbxIsSilent()
                .phoneAnswers("anna");
        StartUp.inputs(story.engine, story.engine.site().config(), List.of(DemoSite.MAIN), story.engine.now())
                .forEach(story::when);
        return story.advance(LONG_DOWN).pbxAnswers();
    }

    @Test
    void aConversationThatBeganWhileTheServerWasAwayGoesOn() {
        Scenario story = joining();
        LegId phone = story.phone("anna");
        story.linkUp(Scenario.seen(CALLER, true, phone), Scenario.seen(phone, true, CALLER));
        assertThat(story.cleared()).isEmpty();
        assertThat(story.state("anna")).isEqualTo("BUSY");
        assertThat(story.waits("c1")).isFalse();
        story.advance(LONG_DOWN);
        assertThat(story.state("anna")).isEqualTo("BUSY");
    }

    @Test
    void legsThatWereNotJoinedAreJoinedAgain() {
        Scenario story = joining();
        LegId phone = story.phone("anna");
        story.linkUp(Scenario.seen(CALLER, true, CALLER), Scenario.seen(phone, true, phone));
        story.joined("c1", "anna");
        assertThat(story.state("anna")).isEqualTo("BUSY");
        assertThat(story.waits("c1")).isFalse();
    }

    @Test
    void desktopsOfAgentsWhoAreLoggedInAreLost() {
        Scenario story = Scenario.given().readyAt("anna", "101");
        assertThat(StartUp.inputs(story.engine, DemoSite.config(), List.of(DemoSite.MAIN), 0))
                .filteredOn(Input.DesktopLost.class::isInstance)
                .containsExactly(new Input.DesktopLost(new AgentId("anna"), story.session("anna")));
    }

    @Test
    void settingsThatAreTheSameAreNotLoadedAgain() {
        Scenario story = Scenario.given();
        assertThat(StartUp.inputs(story.engine, DemoSite.config(), List.of(DemoSite.MAIN), 0))
                .hasSize(1);
        assertThat(StartUp.inputs(story.engine, SiteConfig.EMPTY, List.of(DemoSite.MAIN), 0))
                .hasSize(2);
    }
}
