package org.cordboard.cti.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.cordboard.cti.acd.OfferId;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.CallResult;
import org.cordboard.cti.call.InvitationEnd;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.call.LegState;
import org.cordboard.cti.call.TransferTarget;
import org.cordboard.cti.ivr.IvrEvent;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestOutcome;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.junit.jupiter.api.Test;

/** Colleagues who are asked into a call: consultation, alternation, completion, conference, and who hangs up meanwhile. */
class ConsultationTest {

    private static final LegId CALLER = new LegId("c1");

    // ---- consultation

    @Test
    void putsTheCallerOnHoldAndRingsTheColleague() {
        Scenario story = talking().pbxIsSilent();
        consult(story);
        assertThat(story.replied()).isEqualTo("OK");
        assertThat(story.requests(PbxRequest.PartLegs.class)).hasSize(1);
        assertThat(story.requests(PbxRequest.DialLeg.class))
                .extracting(PbxRequest.DialLeg::leg)
                .containsExactly(story.phone("bert"));
        assertThat(story.state("bert")).isEqualTo("RESERVED");
        apart(story, "c1", "anna");
        assertThat(story.call("c1").customerLeg().state()).isEqualTo(LegState.HELD);
        assertThat(story.requests(PbxRequest.StartMusic.class))
                .extracting(PbxRequest.StartMusic::leg)
                .containsExactly(CALLER);
    }

    @Test
    void joinsTheTwoAgentsWhenTheColleagueAnswers() {
        Scenario story = ringing().pbxIsSilent().phoneRings("bert").phoneAnswers("bert");
        assertThat(story.state("bert")).isEqualTo("BUSY");
        assertThat(pairs(story)).containsExactly(List.of(story.phone("anna"), story.phone("bert")));
        story.report(new PbxEvent.LegsBridged(story.phone("bert"), story.phone("anna")));
        assertThat(story.events(CallEvent.InvitationEnded.class))
                .extracting(CallEvent.InvitationEnded::end)
                .containsExactly(InvitationEnd.JOINED);
        assertThat(story.call("c1").conversation()).containsExactlyInAnyOrder(story.phone("anna"), story.phone("bert"));
    }

    @Test
    void alternatesBetweenCallerAndColleague() {
        Scenario story = consulting();
        story.commands("anna", new AgentCommand.Alternate(story.id("c1")));
        assertThat(pairs(story)).containsExactly(List.of(CALLER, story.phone("anna")));
        together(story, "c1", "anna");
        story.report(new PbxEvent.LegReturned(story.phone("bert")));
        assertThat(leg(story, "bert")).isEqualTo(LegState.HELD);
        assertThat(story.requests(PbxRequest.StartMusic.class))
                .extracting(PbxRequest.StartMusic::leg)
                .containsExactly(story.phone("bert"));
        story.commands("anna", new AgentCommand.Alternate(story.id("c1")));
        assertThat(pairs(story)).containsExactly(List.of(story.phone("bert"), story.phone("anna")));
        together(story, "anna", "bert").returns("c1");
        assertThat(story.call("c1").customerLeg().state()).isEqualTo(LegState.HELD);
        assertThat(story.cleared()).isEmpty();
    }

    @Test
    void leavesTheCallerWithTheColleague() {
        Scenario story = consulting();
        story.commands("anna", new AgentCommand.CompleteTransfer(story.id("c1")));
        assertThat(pairs(story)).containsExactly(List.of(CALLER, story.phone("bert")));
        assertThat(story.cleared()).containsExactly(story.phone("anna").value());
        together(story, "c1", "bert");
        story.report(new PbxEvent.LegReturned(story.phone("anna"))).phoneCleared("anna");
        assertThat(story.state("anna")).isEqualTo("WRAP_UP");
        story.hangsUp("c1");
        assertThat(story.phoneCleared("bert").state("bert")).isEqualTo("WRAP_UP");
        story.advance(DemoSite.WRAP_UP);
        assertThat(story.record().result()).isEqualTo(CallResult.ANSWERED);
        assertThat(story.record().agent()).isEqualTo(new AgentId("bert"));
    }

    @Test
    void leavesTheCallerWithAColleagueWhoAnswersLater() {
        Scenario story = ringing().pbxIsSilent();
        story.commands("anna", new AgentCommand.CompleteTransfer(story.id("c1")));
        assertThat(story.replied()).isEqualTo("OK");
        story.phoneCleared("anna");
        assertThat(story.call("c1").customerLeg().state()).isEqualTo(LegState.HELD);
        story.phoneRings("bert").phoneAnswers("bert");
        assertThat(pairs(story)).containsExactly(List.of(CALLER, story.phone("bert")));
        together(story, "c1", "bert");
        assertThat(story.state("bert")).isEqualTo("BUSY");
    }

    @Test
    void sendsTheCallerBackToTheQueueWhenTheColleagueDoesNotAnswerAndTheAgentIsGone() {
        Scenario story = ringing().phoneCleared("anna");
        assertThat(story.cleared()).isEmpty();
        story.advance(Duration.ofSeconds(31));
        assertThat(story.events(CallEvent.InvitationEnded.class))
                .extracting(CallEvent.InvitationEnded::end)
                .containsExactly(InvitationEnd.TIMED_OUT);
        story.phoneFails("bert", Cause.NO_ANSWER);
        assertThat(story.events(IvrEvent.IvrQueueReached.class))
                .extracting(IvrEvent.IvrQueueReached::queue)
                .containsExactly(DemoSite.VIP);
        assertThat(story.call("c1").customerLeg().alive()).isTrue();
    }

    @Test
    void leavesTheTwoWithEachOtherWhenTheAgentHangsUpInTheConsultation() {
        Scenario story = consulting().phoneCleared("anna");
        story.report(new PbxEvent.LegReturned(story.phone("bert")));
        assertThat(story.cleared()).isEmpty();
        together(story, "c1", "bert");
        assertThat(story.call("c1").customerLeg().state()).isEqualTo(LegState.CONNECTED);
        assertThat(story.state("anna")).isEqualTo("WRAP_UP");
        assertThat(story.state("bert")).isEqualTo("BUSY");
    }

    @Test
    void staysWithTheAgentWhenTheColleagueHangsUpInTheConsultation() {
        Scenario story = consulting();
        story.report(new PbxEvent.LegReturned(story.phone("anna"))).phoneCleared("bert");
        assertThat(story.cleared()).isEmpty();
        assertThat(story.state("bert")).isEqualTo("READY");
        assertThat(story.call("c1").customerLeg().state()).isEqualTo(LegState.HELD);
        story.commands("anna", new AgentCommand.Retrieve(story.id("c1")));
        assertThat(story.replied()).isEqualTo("OK");
    }

    @Test
    void sendsTheColleagueAwayAndGoesBackToTheCaller() {
        Scenario story = ringing().pbxIsSilent();
        story.commands("anna", new AgentCommand.CancelConsultation(story.id("c1")));
        assertThat(story.cleared()).containsExactly(story.phone("bert").value());
        assertThat(pairs(story)).containsExactly(List.of(CALLER, story.phone("anna")));
        story.phoneFails("bert", Cause.NORMAL_CLEARING);
        assertThat(story.state("bert")).isEqualTo("READY");
    }

    @Test
    void endsEverythingWhenTheCallerHangsUp() {
        Scenario story = consulting().hangsUp("c1");
        assertThat(story.cleared())
                .containsExactlyInAnyOrder(
                        story.phone("anna").value(), story.phone("bert").value());
        story.phoneCleared("anna").phoneCleared("bert");
        assertThat(story.state("anna")).isEqualTo("WRAP_UP");
        assertThat(story.state("bert")).isEqualTo("READY");
    }

    // ---- conference

    @Test
    void hasAllThreeHearEachOther() {
        Scenario story = consulting();
        story.commands("anna", new AgentCommand.Conference(story.id("c1")));
        assertThat(story.requests(PbxRequest.AddLeg.class))
                .extracting(PbxRequest.AddLeg::leg)
                .containsExactly(CALLER);
        story.report(new PbxEvent.LegsBridged(CALLER, story.phone("anna")));
        assertThat(story.events(CallEvent.ConversationFormed.class).getFirst().legs())
                .containsExactlyInAnyOrder(CALLER, story.phone("anna"), story.phone("bert"));
        story.answer(story.open(PbxRequest.AddLeg.class).id(), new RequestOutcome.Done());
        assertThat(story.call("c1").conversation()).hasSize(3);
        assertThat(story.call("c1").isArranged()).isTrue();
    }

    @Test
    void goesOnWithTwoWhenOneOfThreeLeaves() {
        Scenario story = conferring().phoneCleared("anna");
        assertThat(story.cleared()).isEmpty();
        assertThat(story.call("c1").conversation()).containsExactlyInAnyOrder(CALLER, story.phone("bert"));
        assertThat(story.state("anna")).isEqualTo("WRAP_UP");
        story.hangsUp("c1").phoneCleared("bert");
        assertThat(story.state("bert")).isEqualTo("WRAP_UP");
    }

    @Test
    void invitesAColleagueIntoTheTalkWithoutStoppingIt() {
        Scenario story = talking().pbxIsSilent();
        story.commands("anna", new AgentCommand.Invite(story.id("c1"), new AgentId("bert")));
        assertThat(story.requests(PbxRequest.PartLegs.class)).isEmpty();
        story.phoneRings("bert").phoneAnswers("bert");
        assertThat(story.requests(PbxRequest.AddLeg.class))
                .extracting(PbxRequest.AddLeg::leg)
                .containsExactly(story.phone("bert"));
        story.report(new PbxEvent.LegsBridged(story.phone("bert"), CALLER));
        assertThat(story.call("c1").conversation()).hasSize(3);
        story.commands("anna", new AgentCommand.DropParty(story.id("c1"), new AgentId("bert")));
        assertThat(story.cleared()).containsExactly(story.phone("bert").value());
    }

    @Test
    void onlyTheAgentInChargeSteers() {
        Scenario story = conferring();
        CallId call = story.id("c1");
        assertThat(story.commands("bert", new AgentCommand.CompleteTransfer(call))
                        .replied())
                .isEqualTo("WRONG_STATE");
        assertThat(story.commands("bert", new AgentCommand.DropParty(call, new AgentId("anna")))
                        .replied())
                .isEqualTo("WRONG_STATE");
        assertThat(story.commands("cora", new AgentCommand.Conference(call)).replied())
                .isIn("NO_SUCH_CALL", "NOT_LOGGED_IN");
    }

    // ---- who can be asked

    @Test
    void asksAColleagueWhoIsNotReadyAndLeavesThemSoAfterwards() {
        Scenario story = talking();
        story.commands("bert", new AgentCommand.MakeNotReady("paperwork"));
        consult(story);
        assertThat(story.replied()).isEqualTo("OK");
        assertThat(story.state("bert")).isEqualTo("RESERVED");
        story.phoneFails("bert", Cause.USER_BUSY);
        assertThat(story.state("bert")).isEqualTo("NOT_READY(paperwork)");
        assertThat(story.events(CallEvent.InvitationEnded.class))
                .extracting(CallEvent.InvitationEnded::end)
                .containsExactly(InvitationEnd.REJECTED);
    }

    @Test
    void refusesWhoCannotBeAsked() {
        Scenario story = talking();
        assertThat(ask(story, "nobody")).isEqualTo("UNKNOWN_AGENT");
        assertThat(ask(story, "anna")).isEqualTo("NOT_AVAILABLE");
        assertThat(ask(story, "cora")).isEqualTo("NOT_AVAILABLE");
        assertThat(ask(story, "bert")).isEqualTo("OK");
        assertThat(ask(story, "bert")).isEqualTo("WRONG_STATE");
    }

    @Test
    void letsTheColleagueDeclineAndStayReady() {
        Scenario story = ringing();
        OfferId offer = Objects.requireNonNull(story.call("c1").invitation()).offer();
        story.commands("bert", new AgentCommand.RejectOffer(offer));
        assertThat(story.replied()).isEqualTo("OK");
        assertThat(story.cleared()).containsExactly(story.phone("bert").value());
        story.phoneFails("bert", Cause.NORMAL_CLEARING);
        assertThat(story.state("bert")).isEqualTo("READY");
        assertThat(story.commands("bert", new AgentCommand.RejectOffer(offer)).replied())
                .isEqualTo("NO_SUCH_OFFER");
    }

    @Test
    void sendsTheCallerToOneColleagueAtOnce() {
        Scenario story = talking();
        story.commands(
                "anna", new AgentCommand.Transfer(story.id("c1"), new TransferTarget.ToAgent(new AgentId("bert"))));
        assertThat(story.replied()).isEqualTo("OK");
        assertThat(story.cleared()).containsExactly(story.phone("anna").value());
        story.returns("c1").phoneCleared("anna");
        assertThat(story.call("c1").customerLeg().state()).isEqualTo(LegState.HELD);
        story.pbxIsSilent().phoneRings("bert").phoneAnswers("bert");
        assertThat(pairs(story)).containsExactly(List.of(CALLER, story.phone("bert")));
    }

    // ---- what goes wrong

    @Test
    void clearsAColleagueWhoHasAnsweredAndCannotBeJoined() {
        Scenario story = ringing().pbxIsSilent().phoneRings("bert").phoneAnswers("bert");
        story.fails(PbxRequest.BridgeLegs.class, Reason.REFUSED);
        story.advance(Duration.ofSeconds(6));
        assertThat(story.call("c1").invitation()).isNull();
        story.phoneCleared("bert");
        assertThat(story.state("bert")).isEqualTo("READY");
        assertThat(story.state("anna")).isEqualTo("BUSY");
    }

    @Test
    void findsAConferenceThatCameAboutAsTheLinkWasLost() {
        Scenario story = consulting();
        story.commands("anna", new AgentCommand.Conference(story.id("c1")));
        story.linkDown().fails(PbxRequest.AddLeg.class, Reason.LINK_DOWN);
        LegId anna = story.phone("anna");
        LegId bert = story.phone("bert");
        story.linkUp(
                Scenario.seen(CALLER, true, anna), Scenario.seen(anna, true, bert), Scenario.seen(bert, true, anna));
        assertThat(story.call("c1").conversation()).containsExactlyInAnyOrder(CALLER, anna, bert);
        assertThat(story.requests(PbxRequest.AddLeg.class)).isEmpty();
    }

    @Test
    void freesTheColleagueWhenAllLegsAreGoneAfterALostLink() {
        Scenario story = ringing().phoneCleared("anna").linkDown().linkUp();
        assertThat(story.state("bert")).isEqualTo("READY");
        assertThat(story.engine.calls().all()).hasSizeLessThan(2);
    }

    @Test
    void keepsAColleagueRingingOverALostLink() {
        Scenario story = ringing().phoneRings("bert").linkDown();
        story.linkUpWithAllLegs();
        assertThat(story.cleared()).isEmpty();
        assertThat(story.phoneAnswers("bert").state("bert")).isEqualTo("BUSY");
    }

    @Test
    void replaysAConsultationToTheSameState() {
        for (Scenario story : List.of(ringing(), consulting(), conferring())) {
            assertThat(story.replayed().stateHash()).isEqualTo(story.engine.stateHash());
            assertThat(Engine.restored(story.now(), story.engine.state()).stateHash())
                    .isEqualTo(story.engine.stateHash());
        }
    }

    // ---- how it came to that

    /** Anna talks with the caller; bert is ready. */
    private static Scenario talking() {
        return Scenario.given()
                .readyAt("anna", "101")
                .calls("c1", "1")
                .talks("c1", "anna")
                .readyAt("bert", "102");
    }

    /** The caller is on hold, and bert is asked. */
    private static Scenario ringing() {
        Scenario story = talking().pbxIsSilent();
        consult(story);
        apart(story, "c1", "anna");
        story.answer(story.open(PbxRequest.PartLegs.class).id(), new RequestOutcome.Done());
        story.answer(story.open(PbxRequest.DialLeg.class).id(), new RequestOutcome.Done());
        return story.pbxAnswers();
    }

    private static Scenario consulting() {
        Scenario story = ringing().pbxIsSilent().phoneRings("bert").phoneAnswers("bert");
        return together(story, "anna", "bert");
    }

    private static Scenario conferring() {
        Scenario story = consulting();
        story.commands("anna", new AgentCommand.Conference(story.id("c1")));
        story.report(new PbxEvent.LegsBridged(CALLER, story.phone("anna")));
        return story.answer(story.open(PbxRequest.AddLeg.class).id(), new RequestOutcome.Done());
    }

    private static void consult(Scenario story) {
        story.commands("anna", new AgentCommand.Consult(story.id("c1"), new AgentId("bert")));
    }

    private static String ask(Scenario story, String colleague) {
        return story.commands("anna", new AgentCommand.Consult(story.id("c1"), new AgentId(colleague)))
                .replied();
    }

    private static Scenario apart(Scenario story, String caller, String agent) {
        story.report(new PbxEvent.LegReturned(story.phone(agent)));
        return story.returns(caller);
    }

    /** The PBX has joined two parties, and says so. */
    private static Scenario together(Scenario story, String one, String other) {
        story.report(new PbxEvent.LegsBridged(party(story, one), party(story, other)));
        return story.answer(story.open(PbxRequest.BridgeLegs.class).id(), new RequestOutcome.Done());
    }

    private static LegId party(Scenario story, String name) {
        return name.equals("c1") ? CALLER : story.phone(name);
    }

    private static LegState leg(Scenario story, String agent) {
        return Objects.requireNonNull(story.engine.calls().leg(story.phone(agent)))
                .state();
    }

    private static List<List<LegId>> pairs(Scenario story) {
        return story.requests(PbxRequest.BridgeLegs.class).stream()
                .map(bridge -> List.of(bridge.first(), bridge.second()))
                .toList();
    }
}
