package org.cordboard.cti.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentEvent;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.PendingState;
import org.junit.jupiter.api.Test;

/** Supervisors who set the states of agents. */
class ForcedStatesTest {

    private static final PendingState READY = new PendingState.Ready();
    private static final PendingState TRAINING = new PendingState.NotReady("TRAINING");
    private static final PendingState OUT = new PendingState.LoggedOut();

    @Test
    void setsTheStateOfAnIdleAgentAtOnceAndSaysByWhom() {
        Scenario story = Scenario.given().readyAt("anna", "101");
        assertThat(force(story, "anna", TRAINING)).isEqualTo("OK");
        assertThat(story.state("anna")).startsWith("NOT_READY");
        assertThat(story.events(AgentEvent.StateForced.class))
                .singleElement()
                .returns("chen", AgentEvent.StateForced::by);
        force(story, "anna", READY);
        assertThat(story.state("anna")).isEqualTo("READY");
        force(story, "anna", OUT);
        assertThat(story.state("anna")).isEqualTo("LOGGED_OUT");
        assertThat(story.commands("anna", new AgentCommand.MakeReady()).replied())
                .isEqualTo("NOT_LOGGED_IN");
    }

    @Test
    void offersTheNextCallerToAnAgentWhoIsMadeReady() {
        Scenario story = Scenario.given().logsIn("anna", "101").calls("c1", "1");
        force(story, "anna", READY);
        assertThat(story.offeree("c1")).isEqualTo("anna");
    }

    @Test
    void notesTheStateOfABusyAgentForAfterwards() {
        for (PendingState state : new PendingState[] {READY, TRAINING, OUT}) {
            Scenario story = talking();
            assertThat(force(story, "anna", state)).isEqualTo("OK");
            assertThat(story.state("anna")).isEqualTo("BUSY");
            assertThat(story.agent("anna").pending()).isEqualTo(state);
            story.hangsUp("c1").phoneCleared("anna");
            assertThat(story.state("anna")).isEqualTo("WRAP_UP");
            story.advance(DemoSite.WRAP_UP);
            assertThat(story.state("anna"))
                    .isEqualTo(
                            state.equals(READY) ? "READY" : state.equals(OUT) ? "LOGGED_OUT" : "NOT_READY(TRAINING)");
        }
    }

    @Test
    void leavesTheWrapUpToTheAgent() {
        Scenario story = talking().hangsUp("c1").phoneCleared("anna");
        force(story, "anna", READY);
        assertThat(story.state("anna")).isEqualTo("WRAP_UP");
        story.commands("anna", new AgentCommand.EndWrapUp());
        assertThat(story.state("anna")).isEqualTo("READY");
    }

    @Test
    void letsTheAgentChangeItAgain() {
        Scenario story = talking();
        force(story, "anna", OUT);
        story.commands("anna", new AgentCommand.ClearPendingState());
        assertThat(story.agent("anna").pending()).isNull();
    }

    @Test
    void refusesAgentsWhoAreNotThereAndReadinessWithoutADesktop() {
        Scenario story = Scenario.given().readyAt("anna", "101");
        assertThat(force(story, "nobody", TRAINING)).isEqualTo("UNKNOWN_AGENT");
        assertThat(force(story, "bert", TRAINING)).isEqualTo("AGENT_NOT_LOGGED_IN");
        story.losesDesktop("anna").advance(Duration.ofMinutes(10));
        assertThat(story.state("anna")).startsWith("NOT_READY");
        assertThat(force(story, "anna", READY)).isEqualTo("WRONG_STATE");
        assertThat(force(story, "anna", OUT)).isEqualTo("OK");
        assertThat(force(story, "anna", OUT)).isEqualTo("AGENT_NOT_LOGGED_IN");
    }

    @Test
    void doesWhatTheSessionOfASupervisorAsksOnce() {
        Scenario story = Scenario.given().logsIn("dora", "104").readyAt("anna", "101");
        AgentCommand command =
                new AgentCommand.Supervise(new SupervisorCommand.ForceState(new AgentId("anna"), TRAINING));
        story.commands("dora", story.session("dora"), "once", command).ready("anna");
        story.commands("dora", story.session("dora"), "once", command);
        assertThat(story.replied()).isEqualTo("OK");
        assertThat(story.state("anna")).isEqualTo("READY");
    }

    private static Scenario talking() {
        return Scenario.given().readyAt("anna", "101").calls("c1", "1").talks("c1", "anna");
    }

    private static String force(Scenario story, String agent, PendingState state) {
        return story.when(new Input.SupervisorCommanded(
                        "chen", new SupervisorCommand.ForceState(new AgentId(agent), state)))
                .replied();
    }
}
