package org.cordboard.cti.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.call.CallResult;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.callback.CallBackEnd;
import org.cordboard.cti.callback.CallBackEvent;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.Destination;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestOutcome;
import org.junit.jupiter.api.Test;

/** From "do not hang on, we call you" to the end of it. */
class CallBacksTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String NUMBER = "13800001234";

    /** Anna, the only one at work, talks; the caller of {@code c1} has asked for a call-back and hung up. */
    private static Scenario asked() {
        Scenario story =
                Scenario.given().readyAt("anna", "101").calls("first", "99").talks("first", "anna");
        return story.calls("c1", NUMBER, "3000")
                .presses("c1", '2')
                .promptsEnd("c1")
                .hangsUp("c1");
    }

    private static Scenario free(Scenario story) {
        return story.hangsUp("first").phoneCleared("anna").commands("anna", new AgentCommand.EndWrapUp());
    }

    private static Scenario dialled() {
        return free(asked()).phoneRings("anna").phoneAnswers("anna");
    }

    private static CallBackEnd end(Scenario story) {
        return story.events(CallBackEvent.CallBackEnded.class).get(0).end();
    }

    @Test
    void standsInTheQueueAsSoonAsTheCallerHasHungUp() {
        Scenario story = asked();
        assertThat(story.events(CallBackEvent.CallBackBegun.class)).hasSize(1);
        assertThat(story.ledger().waiting()).isEqualTo(1);
        assertThat(story.requests(PbxRequest.DialLeg.class)).isEmpty();
    }

    @Test
    void showsTheCallBackToTheAgentBeforeThePhoneRings() {
        Scenario story = free(asked());
        QueueEvent.OfferMade offer = story.events(QueueEvent.OfferMade.class).get(0);
        assertThat(offer.caller().number()).isEqualTo(NUMBER);
        assertThat(offer.callBack())
                .satisfies(attempt -> assertThat(attempt.attempt()).isEqualTo(1));
    }

    @Test
    void dialsTheCustomerOverTheirTrunkWhenTheAgentIsThere() {
        Scenario story = dialled();
        assertThat(story.requests(PbxRequest.DialLeg.class)).singleElement().satisfies(dial -> {
            assertThat(dial.to()).isEqualTo(new Destination.ToNumber(DemoSite.CARRIER, NUMBER));
            assertThat(dial.shown().number()).isEqualTo("3000");
            assertThat(dial.ringTimeout()).isEqualTo(DemoSite.CALL_BACK.ring());
        });
        assertThat(story.state("anna")).isEqualTo("BUSY");
    }

    @Test
    void joinsTheCustomerWhoAnswersAndBooksTheTalk() {
        Scenario story = dialled().customerRings().customerAnswers();
        assertThat(story.requests(PbxRequest.BridgeLegs.class)).hasSize(1);
        story.joined(story.dialled().value(), "anna");
        assertThat(end(story)).isEqualTo(CallBackEnd.REACHED);
        story.advance(SECOND.multipliedBy(40))
                .phoneCleared("anna")
                .returns(story.dialled().value());
        assertThat(story.cleared()).containsExactly(story.dialled().value());
        story.hangsUp(story.dialled().value()).advance(DemoSite.WRAP_UP);
        CallRecord record = story.records().getLast();
        assertThat(record.result()).isEqualTo(CallResult.ANSWERED);
        assertThat(record.callBackOf()).isNotNull();
        assertThat(story.ledger().count(QueueExit.ANSWERED)).isEqualTo(2);
        assertThat(story.engine.calls().all()).isEmpty();
    }

    @Test
    void keepsThePlaceOfTheCallInWhichItWasAskedFor() {
        Scenario story = asked().calls("later", "77");
        assertThat(free(story)
                        .events(QueueEvent.OfferMade.class)
                        .get(0)
                        .caller()
                        .number())
                .isEqualTo(NUMBER);
    }

    @Test
    void triesAgainLaterAndGivesUpAfterTheLastAttempt() {
        Scenario story = dialled().customerRings().customerFails(Cause.NO_ANSWER);
        assertThat(story.cleared()).contains(story.phone("anna").value());
        assertThat(story.phoneCleared("anna").state("anna")).isEqualTo("READY");
        assertThat(story.records().getLast().result()).isEqualTo(CallResult.NOT_REACHED);
        Duration spacing = DemoSite.CALL_BACK.spacing();
        assertThat(story.advance(spacing.minus(SECOND)).offeredTo()).isEmpty();
        assertThat(story.advance(SECOND).offeredTo()).containsExactly("anna");
        story.phoneAnswers("anna").customerFails(Cause.USER_BUSY);
        assertThat(end(story)).isEqualTo(CallBackEnd.NOT_REACHED);
        assertThat(story.phoneCleared("anna").records().getLast().cause()).isEqualTo(Cause.USER_BUSY);
        assertThat(story.ledger().count(QueueExit.NOT_REACHED)).isEqualTo(2);
    }

    @Test
    void triesAgainWhenThePbxWillNotDial() {
        Scenario story = free(asked()).phoneRings("anna").pbxIsSilent().phoneAnswers("anna");
        story.fails(PbxRequest.DialLeg.class, RequestOutcome.Reason.REFUSED);
        assertThat(story.events(CallBackEvent.CallBackPutOff.class)).hasSize(1);
    }

    @Test
    void offersToTheNextAgentWhenTheFirstDoesNotAnswer() {
        Scenario story = free(asked().readyAt("bert", "102"));
        assertThat(story.state("bert")).isEqualTo("RESERVED");
        story.advance(DemoSite.RING);
        assertThat(story.state("bert")).isEqualTo("NOT_READY(NO_ANSWER)");
        assertThat(story.offeredTo()).containsExactly("anna");
    }

    @Test
    void givesTheCustomerWhoHasAnsweredToAnotherAgentWhenTheFirstIsGone() {
        Scenario story = dialled().readyAt("bert", "102").pbxIsSilent().customerAnswers();
        story.pbxAnswers().phoneCleared("anna");
        assertThat(story.offeredTo()).containsExactly("bert");
        story.phoneAnswers("bert");
        assertThat(story.requests(PbxRequest.BridgeLegs.class)).hasSize(1);
        assertThat(story.joined(story.dialled().value(), "bert").state("bert")).isEqualTo("BUSY");
    }

    @Test
    void stopsRingingTheCustomerWhenTheAgentHangsUp() {
        Scenario story = dialled().customerRings().phoneCleared("anna");
        assertThat(story.cleared()).containsExactly(story.dialled().value());
        story.customerFails(Cause.NORMAL_CLEARING);
        assertThat(story.engine.callBacks().all()).hasSize(1);
        assertThat(story.engine.calls().all()).isEmpty();
    }

    @Test
    void isNotNeededAnyMoreWhenTheCustomerHasCalledAgainAndIsServed() {
        Scenario story = asked();
        // A supervisor prefers the one who hangs on.
        story.calls("again", NUMBER);
        story.when(new Input.SupervisorCommanded(
                "sue", new SupervisorCommand.MoveCaller(story.id("again"), DemoSite.VIP, true)));
        free(story).talks("again", "anna");
        assertThat(end(story)).isEqualTo(CallBackEnd.NOT_NEEDED);
        assertThat(story.engine.callBacks().all()).isEmpty();
        assertThat(story.ledger().waiting()).isZero();
    }

    @Test
    void waitsForTheQueueToHaveAgentsWithoutCountingAnAttempt() {
        Scenario story = asked();
        story.advance(DemoSite.MAX_WAIT);
        assertThat(story.events(CallBackEvent.CallBackPutOff.class))
                .singleElement()
                .satisfies(e -> assertThat(e.attempts()).isZero());
        story.hangsUp("first").phoneCleared("anna").commands("anna", new AgentCommand.LogOut());
        story.advance(DemoSite.CALL_BACK.spacing());
        assertThat(story.events(CallBackEvent.CallBackPutOff.class))
                .extracting(CallBackEvent.CallBackPutOff::exit)
                .containsExactly(QueueExit.NO_AGENTS);
        story.readyAt("bert", "102");
        assertThat(story.advance(DemoSite.CALL_BACK.spacing()).offeredTo()).containsExactly("bert");
    }

    @Test
    void expiresWhenItsTimeIsOver() {
        Scenario story = asked().hangsUp("first").phoneCleared("anna").commands("anna", new AgentCommand.LogOut());
        story.advance(DemoSite.CALL_BACK.keptFor().plus(DemoSite.MAX_WAIT).plus(DemoSite.CALL_BACK.spacing()));
        assertThat(story.engine.callBacks().all()).isEmpty();
        assertThat(story.events(CallBackEvent.CallBackEnded.class))
                .extracting(CallBackEvent.CallBackEnded::end)
                .containsExactly(CallBackEnd.EXPIRED);
    }

    @Test
    void takesUpACustomerWhoAnsweredWhileTheLinkWasLost() {
        Scenario story = dialled().customerRings().linkDown();
        story.linkUp(
                Scenario.seen(story.phone("anna"), true, story.phone("anna")),
                Scenario.seen(story.dialled(), true, story.dialled()));
        assertThat(story.requests(PbxRequest.BridgeLegs.class)).hasSize(1);
        assertThat(story.joined(story.dialled().value(), "anna").state("anna")).isEqualTo("BUSY");
    }

    @Test
    void triesAgainLaterWhenNothingIsToBeSeenOfACustomerWhoWasDialledAsTheLinkWasLost() {
        Scenario story = dialled().linkDown();
        LegId customer = story.dialled();
        story.linkUp(Scenario.seen(story.phone("anna"), true, story.phone("anna")));
        assertThat(story.cleared()).contains(customer.value());
        assertThat(story.events(CallBackEvent.CallBackPutOff.class))
                .extracting(CallBackEvent.CallBackPutOff::exit)
                .containsExactly(QueueExit.NOT_REACHED);
    }

    @Test
    void comesBackByReplay() {
        Scenario story = dialled().customerRings();
        assertThat(story.replayed().stateHash()).isEqualTo(story.engine.stateHash());
    }
}
