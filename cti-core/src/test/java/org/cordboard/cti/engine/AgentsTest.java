package org.cordboard.cti.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.PendingState;
import org.cordboard.cti.agent.SessionId;
import org.cordboard.cti.agent.StationId;
import org.junit.jupiter.api.Test;

class AgentsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration GRACE = SiteConfig.Limits.DEFAULT.connectionGrace();

    private static Scenario talking() {
        return Scenario.given().readyAt("anna", "101").calls("c1", "1").talks("c1", "anna");
    }

    private static Scenario wrappingUp() {
        return talking().hangsUp("c1").phoneCleared("anna");
    }

    // ---- seats

    @Test
    void isNotReadyAfterLoggingIn() {
        assertThat(Scenario.given().logsIn("anna", "101").state("anna")).isEqualTo("NOT_READY(LOGGED_IN)");
    }

    @Test
    void refusesAgentsAndStationsTheSettingsDoNotName() {
        assertThat(Scenario.given().logsIn("zoe", "101").replied()).isEqualTo("UNKNOWN_AGENT");
        assertThat(Scenario.given().logsIn("anna", "999").replied()).isEqualTo("UNKNOWN_STATION");
    }

    @Test
    void refusesCommandsOfAgentsWhoAreNotLoggedIn() {
        Scenario story = Scenario.given();
        assertThat(story.ready("anna").replied()).isEqualTo("NOT_LOGGED_IN");
        story.readyAt("anna", "101").commands("anna", new AgentCommand.LogOut());
        assertThat(story.state("anna")).isEqualTo("LOGGED_OUT");
        assertThat(story.ready("anna").replied()).isEqualTo("NOT_LOGGED_IN");
    }

    @Test
    void refusesAStationThatIsInUse() {
        Scenario story = Scenario.given().readyAt("anna", "101").logsIn("bert", "101");
        assertThat(story.replied()).isEqualTo("STATION_IN_USE");
        assertThat(story.state("anna")).isEqualTo("READY");
    }

    @Test
    void givesAwayTheStationOfAnIdleAgentWhoseDesktopIsLost() {
        Scenario story =
                Scenario.given().readyAt("anna", "101").losesDesktop("anna").logsIn("bert", "101");
        assertThat(story.replied()).isEqualTo("OK");
        assertThat(story.state("anna")).isEqualTo("LOGGED_OUT");
        assertThat(story.agent("bert").station()).isEqualTo(new StationId("101"));
    }

    @Test
    void keepsTheStationOfAnAgentOnACallWhoseDesktopIsLost() {
        assertThat(talking().losesDesktop("anna").logsIn("bert", "101").replied())
                .isEqualTo("STATION_IN_USE");
    }

    @Test
    void takesTheSeatOverWithoutLosingTheState() {
        Scenario story = talking();
        SessionId old = story.session("anna");
        story.logsIn("anna", "101");
        assertThat(story.replied()).isEqualTo("OK");
        assertThat(story.state("anna")).isEqualTo("BUSY");
        story.commands("anna", old, "late", new AgentCommand.LogOut());
        assertThat(story.replied()).isEqualTo("SESSION_REPLACED");
        assertThat(story.agent("anna").pending()).isNull();
    }

    @Test
    void movesAnIdleAgentToAnotherStation() {
        Scenario story = Scenario.given().readyAt("anna", "101").logsIn("anna", "102");
        assertThat(story.state("anna")).isEqualTo("NOT_READY(LOGGED_IN)");
        assertThat(story.logsIn("bert", "101").replied()).isEqualTo("OK");
    }

    @Test
    void refusesToMoveAnAgentOnACallToAnotherStation() {
        assertThat(talking().logsIn("anna", "102").replied()).isEqualTo("WRONG_STATE");
    }

    // ---- ready and not ready

    @Test
    void offersNothingToAnAgentWhoIsNotReady() {
        Scenario story = Scenario.given().readyAt("anna", "101");
        story.commands("anna", new AgentCommand.MakeNotReady("lunch")).calls("c1", "1");
        assertThat(story.state("anna")).isEqualTo("NOT_READY(lunch)");
        assertThat(story.offeree("c1")).isNull();
    }

    @Test
    void keepsTheIdleTimeOfAnAgentWhoSaysReadyTwice() {
        Scenario story = Scenario.given()
                .readyAt("anna", "101")
                .advance(SECOND)
                .readyAt("bert", "102")
                .advance(SECOND)
                .ready("anna")
                .calls("c1", "1");
        assertThat(story.offeree("c1")).isEqualTo("anna");
    }

    // ---- wrap-up and pending states

    @Test
    void endsTheWrapUpAtItsLimit() {
        Scenario story = wrappingUp().advance(DemoSite.WRAP_UP.minus(MILLI));
        assertThat(story.state("anna")).isEqualTo("WRAP_UP");
        assertThat(story.advance(MILLI).state("anna")).isEqualTo("READY");
        assertThat(story.records()).hasSize(1);
    }

    @Test
    void endsTheWrapUpByCommand() {
        Scenario story = wrappingUp();
        assertThat(story.commands("anna", new AgentCommand.EndWrapUp()).state("anna"))
                .isEqualTo("READY");
        assertThat(story.commands("anna", new AgentCommand.EndWrapUp()).replied())
                .isEqualTo("WRONG_STATE");
    }

    @Test
    void endsTheWrapUpWhenTheAgentIsReadyForCalls() {
        assertThat(wrappingUp().ready("anna").state("anna")).isEqualTo("READY");
    }

    @Test
    void takesThePendingStateWhenTheWorkIsOver() {
        Scenario story = talking();
        story.commands("anna", new AgentCommand.MakeNotReady("lunch"));
        assertThat(story.state("anna")).isEqualTo("BUSY");
        assertThat(story.agent("anna").pending()).isEqualTo(new PendingState.NotReady("lunch"));
        story.hangsUp("c1").phoneCleared("anna");
        assertThat(story.state("anna")).isEqualTo("WRAP_UP");
        assertThat(story.advance(DemoSite.WRAP_UP).state("anna")).isEqualTo("NOT_READY(lunch)");
    }

    @Test
    void forgetsThePendingState() {
        Scenario story = talking();
        story.commands("anna", new AgentCommand.LogOut()).commands("anna", new AgentCommand.ClearPendingState());
        assertThat(story.replied()).isEqualTo("OK");
        story.commands("anna", new AgentCommand.ClearPendingState());
        assertThat(story.replied()).isEqualTo("NO_PENDING_STATE");
        story.hangsUp("c1").phoneCleared("anna").advance(DemoSite.WRAP_UP);
        assertThat(story.state("anna")).isEqualTo("READY");
    }

    @Test
    void logsOutWhenTheWorkIsOver() {
        Scenario story = wrappingUp();
        story.commands("anna", new AgentCommand.LogOut());
        assertThat(story.state("anna")).isEqualTo("WRAP_UP");
        story.commands("anna", new AgentCommand.EndWrapUp());
        assertThat(story.state("anna")).isEqualTo("LOGGED_OUT");
        assertThat(story.logsIn("bert", "101").replied()).isEqualTo("OK");
    }

    @Test
    void logsOutAnAgentWhoLetsThePhoneRingOutWithALogoutPending() {
        Scenario story = Scenario.given().readyAt("anna", "101").calls("c1", "1");
        story.commands("anna", new AgentCommand.LogOut()).advance(DemoSite.RING);
        assertThat(story.state("anna")).isEqualTo("LOGGED_OUT");
    }

    // ---- lost desktops

    @Test
    void offersNothingToAnAgentWithoutADesktopAndGoesOnWhenItIsBack() {
        Scenario story =
                Scenario.given().readyAt("anna", "101").losesDesktop("anna").calls("c1", "1");
        assertThat(story.offeree("c1")).isNull();
        story.advance(GRACE.minus(MILLI)).regainsDesktop("anna");
        assertThat(story.state("anna")).isEqualTo("RESERVED");
    }

    @Test
    void makesAnAgentNotReadyWhenTheDesktopStaysAway() {
        Scenario story =
                Scenario.given().readyAt("anna", "101").losesDesktop("anna").advance(GRACE);
        assertThat(story.state("anna")).isEqualTo("NOT_READY(CONNECTION_LOST)");
    }

    @Test
    void letsAnAgentTalkOnWithoutADesktopAndIsNotReadyAfterwards() {
        Scenario story = talking().losesDesktop("anna").advance(GRACE);
        assertThat(story.state("anna")).isEqualTo("BUSY");
        story.hangsUp("c1").phoneCleared("anna").advance(DemoSite.WRAP_UP);
        assertThat(story.state("anna")).isEqualTo("NOT_READY(CONNECTION_LOST)");
    }

    @Test
    void takesACommandForProofThatTheDesktopIsBack() {
        Scenario story =
                Scenario.given().logsIn("anna", "101").losesDesktop("anna").advance(GRACE);
        story.calls("c1", "1").ready("anna");
        assertThat(story.offeree("c1")).isEqualTo("anna");
    }

    @Test
    void ignoresTheLossOfADesktopThatHadBeenReplaced() {
        Scenario story = Scenario.given().readyAt("anna", "101");
        SessionId old = story.session("anna");
        story.logsIn("anna", "101")
                .when(new Input.DesktopLost(story.agent("anna").id(), old));
        assertThat(story.events()).isEmpty();
        assertThat(story.agent("anna").connectionLost()).isFalse();
    }
}
