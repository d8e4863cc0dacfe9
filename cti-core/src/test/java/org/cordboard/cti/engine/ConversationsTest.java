package org.cordboard.cti.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.CallResult;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.call.LegState;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestOutcome;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.junit.jupiter.api.Test;

/** Hold and retrieve: what agents want, and how it is brought about whatever the PBX does meanwhile. */
class ConversationsTest {

    private static final LegId CALLER = new LegId("c1");

    // ---- hold and retrieve

    @Test
    void takesTheTwoApartAndPlaysMusicToTheCallerAlone() {
        Scenario story = talking().pbxIsSilent();
        hold(story);
        assertThat(story.replied()).isEqualTo("OK");
        assertThat(story.requests(PbxRequest.PartLegs.class))
                .extracting(part -> List.of(part.first(), part.second()))
                .containsExactly(List.of(CALLER, story.phone("anna")));
        bothReturn(story);
        assertThat(story.requests(PbxRequest.StartMusic.class))
                .extracting(PbxRequest.StartMusic::leg)
                .containsExactly(CALLER);
        assertThat(story.call("c1").customerLeg().state()).isEqualTo(LegState.HELD);
        assertThat(story.state("anna")).isEqualTo("BUSY");
        assertThat(story.cleared()).isEmpty();
    }

    @Test
    void joinsThemAgainWhenTheAgentRetrievesTheCaller() {
        Scenario story = onHold();
        retrieve(story);
        assertThat(story.replied()).isEqualTo("OK");
        assertThat(story.requests(PbxRequest.BridgeLegs.class)).hasSize(1);
        story.joined("c1", "anna");
        assertThat(story.call("c1").customerLeg().state()).isEqualTo(LegState.CONNECTED);
        story.hangsUp("c1").phoneCleared("anna").advance(DemoSite.WRAP_UP);
        assertThat(story.record().result()).isEqualTo(CallResult.ANSWERED);
    }

    @Test
    void refusesToHoldTwiceAndToRetrieveWhoIsNotOnHold() {
        Scenario story = talking();
        retrieve(story);
        assertThat(story.replied()).isEqualTo("WRONG_STATE");
        story.pbxIsSilent();
        hold(story);
        hold(story);
        assertThat(story.replied()).isEqualTo("WRONG_STATE");
    }

    @Test
    void refusesWhoHasNoLegInTheCall() {
        Scenario story = talking().readyAt("bert", "102");
        CallId call = story.id("c1");
        assertThat(story.commands("bert", new AgentCommand.Hold(call)).replied())
                .isEqualTo("NO_SUCH_CALL");
        assertThat(story.commands("bert", new AgentCommand.Retrieve(call)).replied())
                .isEqualTo("NO_SUCH_CALL");
        assertThat(story.commands("anna", new AgentCommand.Hold(new CallId("none")))
                        .replied())
                .isEqualTo("NO_SUCH_CALL");
    }

    @Test
    void refusesWhileThePhoneOnlyRings() {
        Scenario story =
                Scenario.given().readyAt("anna", "101").calls("c1", "1").phoneRings("anna");
        hold(story);
        assertThat(story.replied()).isEqualTo("WRONG_STATE");
        retrieve(story);
        assertThat(story.replied()).isEqualTo("WRONG_STATE");
    }

    @Test
    void refusesWhileThePbxIsOutOfReach() {
        Scenario story = talking().linkDown();
        hold(story);
        assertThat(story.replied()).isEqualTo("LINK_DOWN");
    }

    @Test
    void doesOneStepAfterTheOtherWhenTheAgentIsFasterThanThePbx() {
        Scenario story = talking().pbxIsSilent();
        hold(story);
        retrieve(story);
        assertThat(story.replied()).isEqualTo("OK");
        assertThat(story.requests(PbxRequest.BridgeLegs.class)).isEmpty();
        bothReturn(story);
        story.answer(story.open(PbxRequest.PartLegs.class).id(), new RequestOutcome.Done());
        assertThat(story.requests(PbxRequest.BridgeLegs.class)).hasSize(1);
        assertThat(story.cleared()).isEmpty();
        story.joined("c1", "anna");
        story.answer(story.open(PbxRequest.BridgeLegs.class).id(), new RequestOutcome.Done());
        assertThat(story.requests(PbxRequest.PartLegs.class)).isEmpty();
    }

    // ---- who hangs up meanwhile

    @Test
    void clearsTheAgentsPhoneWhenTheCallerOnHoldHangsUp() {
        Scenario story = onHold().hangsUp("c1");
        assertThat(story.cleared()).containsExactly(story.phone("anna").value());
        assertThat(story.phoneCleared("anna").state("anna")).isEqualTo("WRAP_UP");
    }

    @Test
    void endsTheCallAsAnyOtherWhenTheAgentHangsUpOnACallerOnHold() {
        Scenario story = onHold().phoneCleared("anna");
        assertThat(story.state("anna")).isEqualTo("WRAP_UP");
        assertThat(story.cleared()).containsExactly("c1");
    }

    @Test
    void endsTheCallWhenTheAgentHangsUpWhileTheTwoAreTakenApart() {
        Scenario story = talking().pbxIsSilent();
        hold(story);
        story.returns("c1").phoneCleared("anna");
        assertThat(story.cleared()).containsExactly("c1");
        assertThat(story.state("anna")).isEqualTo("WRAP_UP");
    }

    // ---- what goes wrong

    @Test
    void goesOnAsBeforeWhenThePbxDoesNotTakeThemApart() {
        Scenario story = talking().pbxIsSilent();
        hold(story);
        story.fails(PbxRequest.PartLegs.class, Reason.REFUSED);
        assertThat(story.events(CallEvent.ConversationKept.class))
                .extracting(CallEvent.ConversationKept::legs)
                .containsExactly(List.of(CALLER, story.phone("anna")));
        assertThat(story.call("c1").customerLeg().state()).isEqualTo(LegState.CONNECTED);
        hold(story);
        assertThat(story.replied()).isEqualTo("OK");
    }

    @Test
    void believesWhatItSeesWhenThePbxSaysDoneAndHasDoneNothing() {
        Scenario story = talking();
        hold(story);
        assertThat(story.requests(PbxRequest.PartLegs.class)).hasSize(1);
        assertThat(story.events(CallEvent.ConversationKept.class)).hasSize(1);
    }

    @Test
    void keepsTheCallerOnHoldWhenThePbxDoesNotJoinThem() {
        Scenario story = onHold().pbxIsSilent();
        retrieve(story);
        story.fails(PbxRequest.BridgeLegs.class, Reason.REFUSED);
        assertThat(story.events(CallEvent.ConversationKept.class)).hasSize(1);
        assertThat(story.call("c1").customerLeg().state()).isEqualTo(LegState.HELD);
        retrieve(story);
        assertThat(story.replied()).isEqualTo("OK");
    }

    @Test
    void takesAJoiningThatComesAfterItWasGivenUpAsItIs() {
        Scenario story = onHold().pbxIsSilent();
        retrieve(story);
        story.fails(PbxRequest.BridgeLegs.class, Reason.TIMED_OUT).joined("c1", "anna");
        assertThat(story.call("c1").customerLeg().state()).isEqualTo(LegState.CONNECTED);
        assertThat(story.requests(PbxRequest.PartLegs.class)).isEmpty();
    }

    // ---- a lost link

    @Test
    void playsTheMusicAgainToACallerOnHoldWhenTheLinkIsBack() {
        Scenario story = onHold().linkDown().linkUpWithAllLegs();
        assertThat(story.requests(PbxRequest.StartMusic.class))
                .extracting(PbxRequest.StartMusic::leg)
                .containsExactly(CALLER);
        assertThat(story.cleared()).isEmpty();
        retrieve(story);
        assertThat(story.replied()).isEqualTo("OK");
    }

    @Test
    void findsThemApartThatWereTakenApartAsTheLinkWasLost() {
        Scenario story = talking().pbxIsSilent();
        hold(story);
        story.linkDown().fails(PbxRequest.PartLegs.class, Reason.LINK_DOWN);
        LegId phone = story.phone("anna");
        story.linkUp(Scenario.seen(CALLER, true, CALLER), Scenario.seen(phone, true, phone));
        assertThat(story.call("c1").customerLeg().state()).isEqualTo(LegState.HELD);
        assertThat(story.cleared()).isEmpty();
        assertThat(story.state("anna")).isEqualTo("BUSY");
    }

    @Test
    void takesThemApartLaterWhenTheLinkWasLostBeforeThePbxDidIt() {
        Scenario story = talking().pbxIsSilent();
        hold(story);
        story.linkDown().fails(PbxRequest.PartLegs.class, Reason.LINK_DOWN);
        story.linkUpWithAllLegs();
        assertThat(story.requests(PbxRequest.PartLegs.class)).hasSize(1);
    }

    @Test
    void findsThemJoinedThatWereRetrievedAsTheLinkWasLost() {
        Scenario story = onHold().pbxIsSilent();
        retrieve(story);
        story.linkDown().fails(PbxRequest.BridgeLegs.class, Reason.LINK_DOWN);
        LegId phone = story.phone("anna");
        story.linkUp(Scenario.seen(CALLER, true, phone), Scenario.seen(phone, true, CALLER));
        assertThat(story.call("c1").customerLeg().state()).isEqualTo(LegState.CONNECTED);
        assertThat(story.requests(PbxRequest.BridgeLegs.class)).isEmpty();
    }

    @Test
    void replaysACallOnHoldToTheSameState() {
        Scenario story = onHold();
        assertThat(story.replayed().stateHash()).isEqualTo(story.engine.stateHash());
        assertThat(Engine.restored(story.now(), story.engine.state()).stateHash())
                .isEqualTo(story.engine.stateHash());
    }

    private static Scenario talking() {
        return Scenario.given().readyAt("anna", "101").calls("c1", "1").talks("c1", "anna");
    }

    private static Scenario onHold() {
        Scenario story = talking().pbxIsSilent();
        hold(story);
        bothReturn(story);
        story.answer(story.open(PbxRequest.PartLegs.class).id(), new RequestOutcome.Done());
        return story;
    }

    private static void hold(Scenario story) {
        story.commands("anna", new AgentCommand.Hold(story.id("c1")));
    }

    private static void retrieve(Scenario story) {
        story.commands("anna", new AgentCommand.Retrieve(story.id("c1")));
    }

    private static Scenario bothReturn(Scenario story) {
        story.report(new PbxEvent.LegReturned(story.phone("anna")));
        return story.returns("c1");
    }
}
