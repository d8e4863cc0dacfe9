package org.cordboard.cti.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.call.CallDirection;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.call.CallResult;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.dialout.DialOutEnd;
import org.cordboard.cti.dialout.DialOutEvent;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.Destination;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agents who dial, from the command to the end of the wrap-up. */
class DialOutTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration RING = DemoSite.outbound().ring();
    private static final Duration WRAP_UP = DemoSite.outbound().wrapUpLimit();
    private static final String NUMBER = "13800001234";
    private static final Customer KATE = new Customer(new CustomerId("k-7"), "Kate", Tier.GOLD, true, null, Map.of());

    private static Scenario given() {
        return Scenario.given(DemoSite.config().with(DemoSite.outbound())).knows(NUMBER, KATE);
    }

    private static Scenario dials(Scenario story) {
        return story.commands("anna", new AgentCommand.Dial("138 0000-1234"));
    }

    /** Anna's own telephone rings. */
    private static Scenario dials() {
        return dials(given().readyAt("anna", "101"));
    }

    /** The customer's telephone is dialled. */
    private static Scenario dialled() {
        return dials().phoneRings("anna").phoneAnswers("anna");
    }

    private static Scenario talking() {
        Scenario story = dialled().customerRings().customerAnswers();
        return story.joined(story.dialled().value(), "anna");
    }

    private static DialOutEnd end(Scenario story) {
        return story.events(DialOutEvent.DialOutEnded.class).get(0).end();
    }

    @Test
    void ringsTheAgentsOwnTelephoneFirstAndReservesThem() {
        Scenario story = dials();
        assertThat(story.replied()).isEqualTo("OK");
        assertThat(story.state("anna")).isEqualTo("RESERVED");
        assertThat(story.requests(PbxRequest.DialLeg.class)).singleElement().satisfies(dial -> {
            assertThat(dial.to()).isInstanceOf(Destination.ToStation.class);
            assertThat(dial.shown().number()).isEqualTo(NUMBER);
        });
    }

    @Test
    void looksUpWhomTheyDial() {
        Scenario story = dials();
        assertThat(story.engine.calls().all()).singleElement().satisfies(call -> assertThat(call.customer())
                .isEqualTo(KATE));
    }

    @Test
    void dialsTheCustomerOverTheRouteWhenTheAgentHasAnswered() {
        Scenario story = dialled();
        assertThat(story.state("anna")).isEqualTo("BUSY");
        assertThat(story.requests(PbxRequest.DialLeg.class)).singleElement().satisfies(dial -> {
            assertThat(dial.to()).isEqualTo(new Destination.ToNumber(DemoSite.CARRIER, NUMBER));
            assertThat(dial.shown().number()).isEqualTo("4001");
            assertThat(dial.ringTimeout()).isEqualTo(RING);
        });
    }

    @Test
    void joinsThemWhenTheCustomerAnswers() {
        Scenario story = dialled().customerRings().customerAnswers();
        assertThat(story.requests(PbxRequest.BridgeLegs.class)).hasSize(1);
        assertThat(end(story.joined(story.dialled().value(), "anna"))).isEqualTo(DialOutEnd.JOINED);
        assertThat(story.engine.dialOuts().all()).isEmpty();
    }

    @Test
    void booksATalkAsOutboundAndInNoQueue() {
        Scenario story = talking().advance(SECOND);
        story.hangsUp(story.dialled().value());
        assertThat(story.phoneCleared("anna").state("anna")).isEqualTo("WRAP_UP");
        assertThat(story.advance(WRAP_UP).state("anna")).isEqualTo("READY");
        CallRecord record = story.record();
        assertThat(record.result()).isEqualTo(CallResult.ANSWERED);
        assertThat(record.direction()).isEqualTo(CallDirection.OUTBOUND);
        assertThat(record.caller()).isEqualTo(NUMBER);
        assertThat(record.customer()).isEqualTo(KATE.id());
        assertThat(record.queue()).isNull();
        assertThat(record.callBackOf()).isNull();
        assertThat(story.engine.queues().ledgers()).isEmpty();
        assertThat(story.engine.nextTimer()).isNull();
    }

    @Test
    void clearsTheCustomerWhenTheAgentHangsUpFirst() {
        Scenario story = talking();
        String customer = story.dialled().value();
        story.commands("anna", new AgentCommand.HangUp(story.id(customer))).phoneCleared("anna");
        assertThat(story.returns(customer).cleared()).containsExactly(customer);
        story.hangsUp(customer).commands("anna", new AgentCommand.EndWrapUp());
        assertThat(story.state("anna")).isEqualTo("READY");
        assertThat(story.engine.calls().all()).isEmpty();
    }

    @Test
    void isNotReadyAgainAfterwardsWhoWasNotReady() {
        Scenario story = given().readyAt("anna", "101").commands("anna", new AgentCommand.MakeNotReady("paperwork"));
        dials(story).phoneAnswers("anna").customerFails(Cause.USER_BUSY).phoneCleared("anna");
        assertThat(story.state("anna")).isEqualTo("WRAP_UP");
        assertThat(story.advance(WRAP_UP).state("anna")).isEqualTo("NOT_READY(paperwork)");
    }

    @Test
    void isReadyAfterwardsWhoForgetsThatTheyWereNotReady() {
        Scenario story = dials(given().logsIn("anna", "101"));
        story.advance(SECOND).commands("anna", new AgentCommand.ClearPendingState());
        story.phoneFails("anna", Cause.NO_ANSWER);
        assertThat(story.state("anna")).isEqualTo("READY");
        assertThat(story.calls("c1", "1")
                        .calls("c2", "2")
                        .readyAt("bert", "102")
                        .offeredTo())
                .containsExactly("bert");
    }

    @ParameterizedTest
    @CsvSource({"17", "18", "19", "21", "1"})
    void keepsWhyTheCustomerWasNotReached(int cause) {
        Scenario story = dialled().customerRings().customerFails(new Cause(cause));
        assertThat(end(story)).isEqualTo(DialOutEnd.NOT_REACHED);
        assertThat(story.cleared()).containsExactly(story.phone("anna").value());
        assertThat(story.phoneCleared("anna").state("anna")).isEqualTo("WRAP_UP");
        story.commands(
                        "anna",
                        new AgentCommand.SetDisposition(
                                Objects.requireNonNull(story.agent("anna").call()), "again"))
                .commands("anna", new AgentCommand.EndWrapUp());
        assertThat(story.record().result()).isEqualTo(CallResult.NOT_REACHED);
        assertThat(story.record().cause().code()).isEqualTo(cause);
        assertThat(story.record().disposition()).isEqualTo("again");
        assertThat(story.record().agent()).isEqualTo(story.agent("anna").id());
    }

    @Test
    void goesOverTheNextTrunkWhenTheFirstFails() {
        Scenario story = dialled().customerFails(Cause.NO_CIRCUIT);
        assertThat(story.requests(PbxRequest.DialLeg.class)).singleElement().satisfies(dial -> assertThat(dial.to())
                .isEqualTo(new Destination.ToNumber(DemoSite.SPARE, NUMBER)));
        story.customerAnswers().joined(story.dialled().value(), "anna");
        assertThat(story.agent("anna").talked()).isTrue();
    }

    @Test
    void tellsTheAgentThatNoTrunkIsFreeAnyMoreWhenTheyHaveAnswered() {
        Scenario story = dials();
        story.report(new PbxEvent.TrunkAlarm(DemoSite.CARRIER, "Red Alarm"))
                .report(new PbxEvent.TrunkAlarm(DemoSite.SPARE, "Red Alarm"));
        story.phoneAnswers("anna");
        assertThat(story.events(DialOutEvent.DialOutEnded.class))
                .singleElement()
                .satisfies(e -> assertThat(e.cause()).isEqualTo(Cause.NO_CIRCUIT));
        story.phoneCleared("anna").advance(WRAP_UP);
        assertThat(story.record().cause()).isEqualTo(Cause.NO_CIRCUIT);
    }

    @Test
    void isWhatTheyWereBeforeWhoDoesNotAnswerTheirOwnTelephone() {
        Scenario story = dials().phoneRings("anna").advance(RING);
        assertThat(end(story)).isEqualTo(DialOutEnd.TIMED_OUT);
        assertThat(story.phoneFails("anna", Cause.NORMAL_CLEARING).state("anna"))
                .isEqualTo("READY");
        assertThat(story.record().result()).isEqualTo(CallResult.NOT_REACHED);
        assertThat(story.engine.nextTimer()).isNull();
    }

    @Test
    void isGivenUpWhenTheAgentHangsUpWhileTheirOwnTelephoneRings() {
        Scenario story = dials().phoneRings("anna");
        story.commands(
                "anna",
                new AgentCommand.HangUp(
                        Objects.requireNonNull(story.agent("anna").call())));
        assertThat(story.cleared()).containsExactly(story.phone("anna").value());
        assertThat(story.phoneFails("anna", Cause.NORMAL_CLEARING).state("anna"))
                .isEqualTo("READY");
        assertThat(story.engine.calls().all()).isEmpty();
    }

    @Test
    void stopsRingingTheCustomerWhenTheAgentHangsUp() {
        Scenario story = dialled().customerRings();
        story.commands(
                        "anna",
                        new AgentCommand.HangUp(
                                Objects.requireNonNull(story.agent("anna").call())))
                .phoneCleared("anna");
        assertThat(story.cleared()).containsExactly(story.dialled().value());
        assertThat(story.state("anna")).isEqualTo("WRAP_UP");
        story.customerFails(Cause.NO_CIRCUIT).advance(WRAP_UP);
        assertThat(story.requests(PbxRequest.DialLeg.class)).isEmpty();
        assertThat(story.engine.calls().all()).isEmpty();
    }

    @Test
    void endsWhenTheTwoAreNotJoinedInTime() {
        Scenario story = dialled().customerAnswers();
        story.advance(RING.plusSeconds(10));
        assertThat(end(story)).isEqualTo(DialOutEnd.TIMED_OUT);
        assertThat(story.cleared())
                .containsExactly(story.phone("anna").value(), story.dialled().value());
    }

    @Test
    void endsWhenThePbxDoesNotJoinThem() {
        Scenario story = dialled().pbxIsSilent().customerAnswers();
        story.fails(PbxRequest.BridgeLegs.class, RequestOutcome.Reason.REFUSED);
        assertThat(end(story)).isEqualTo(DialOutEnd.TIMED_OUT);
    }

    @Test
    void isNotOfferedAnythingMeanwhile() {
        Scenario story = dials().calls("c1", "77");
        assertThat(story.events(QueueEvent.OfferMade.class)).isEmpty();
        story.phoneFails("anna", Cause.NO_ANSWER);
        assertThat(story.offeredTo()).containsExactly("anna");
    }

    @Test
    void endsACallBackThatTheCustomerNeedsNoMore() {
        Scenario story = given().logsIn("anna", "101").readyAt("bert", "102").calls("first", "99");
        story.talks("first", "bert")
                .calls("c1", NUMBER, "3000")
                .presses("c1", '2')
                .promptsEnd("c1")
                .hangsUp("c1");
        assertThat(story.engine.callBacks().all()).hasSize(1);
        dials(story).phoneAnswers("anna").customerAnswers();
        story.joined(story.dialled().value(), "anna");
        assertThat(story.engine.callBacks().all()).isEmpty();
    }

    @Test
    void isNotOfferedWhoWaitedForTheDesktopThatDials() {
        Scenario story = given().readyAt("anna", "101").losesDesktop("anna").calls("c1", "77");
        assertThat(dials(story).events(QueueEvent.OfferMade.class)).isEmpty();
        assertThat(story.engine.dialOuts().all()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "12, BAD_NUMBER",
        "hello, BAD_NUMBER",
        "190012345, FORBIDDEN_NUMBER",
        "4000, FORBIDDEN_NUMBER",
        "5551234, NO_ROUTE",
        "19002, OK"
    })
    void refusesWhatCannotOrMustNotBeDialled(String number, String code) {
        Scenario story = given().readyAt("anna", "101").commands("anna", new AgentCommand.Dial(number));
        assertThat(story.replied()).isEqualTo(code);
    }

    @Test
    void refusesWhenTheAgentIsAtWorkOrNothingCanBeDialled() {
        assertThat(dials(given()).replied()).isEqualTo("NOT_LOGGED_IN");
        assertThat(dials(dials()).replied()).isEqualTo("WRONG_STATE");
        Scenario busy = given().readyAt("anna", "101").calls("c1", "1").talks("c1", "anna");
        assertThat(dials(busy).replied()).isEqualTo("WRONG_STATE");
        Scenario away = given().readyAt("anna", "101").station("101", PbxEvent.StationState.UNREACHABLE);
        assertThat(dials(away).replied()).isEqualTo("WRONG_STATE");
        assertThat(dials(given().readyAt("anna", "101").linkDown()).replied()).isEqualTo("LINK_DOWN");
        Scenario full = given().readyAt("anna", "101").report(new PbxEvent.TrunkAlarm(DemoSite.SPARE, "Red Alarm"));
        assertThat(dials(full.calls("a", "1").calls("b", "2")).replied()).isIn("WRONG_STATE", "NO_FREE_TRUNK");
    }

    @Test
    void refusesWhenAllTrunksAreFull() {
        Scenario story = given().logsIn("anna", "101").report(new PbxEvent.TrunkAlarm(DemoSite.SPARE, "Red Alarm"));
        assertThat(dials(story.calls("a", "1").calls("b", "2")).replied()).isEqualTo("NO_FREE_TRUNK");
    }

    @Test
    void goesOnWhereTheLinkWasLost() {
        Scenario story = dialled().customerRings().linkDown().advance(Duration.ofMinutes(5));
        assertThat(story.state("anna")).isEqualTo("BUSY");
        story.linkUp(
                Scenario.seen(story.phone("anna"), true, story.phone("anna")),
                Scenario.seen(story.dialled(), true, story.dialled()));
        assertThat(story.requests(PbxRequest.BridgeLegs.class)).hasSize(1);
        story.joined(story.dialled().value(), "anna");
        assertThat(story.agent("anna").talked()).isTrue();
    }

    @Test
    void endsWhereNothingIsLeftAfterTheLinkWasLost() {
        Scenario story = dialled().customerRings().linkDown().linkUp();
        assertThat(end(story)).isIn(DialOutEnd.NOT_REACHED, DialOutEnd.LINK_LOST);
        assertThat(story.state("anna")).isEqualTo("WRAP_UP");
        story.advance(WRAP_UP);
        assertThat(story.engine.calls().all()).isEmpty();
        assertThat(story.record().inferred()).isTrue();
    }

    @Test
    void joinsThoseWhoHadBothAnsweredWhenTheLinkWasLost() {
        Scenario story = dialled().customerAnswers().advance(SECOND).linkDown();
        story.linkUp(
                Scenario.seen(story.phone("anna"), true, story.phone("anna")),
                Scenario.seen(story.dialled(), true, story.dialled()));
        assertThat(story.requests(PbxRequest.BridgeLegs.class)).hasSize(1);
    }

    @Test
    void comesBackByReplayAndFromASnapshot() {
        for (Scenario story : List.of(dials(), dialled(), talking())) {
            assertThat(story.replayed().stateHash()).isEqualTo(story.engine.stateHash());
            assertThat(Engine.restored(story.now(), story.engine.state()).stateHash())
                    .isEqualTo(story.engine.stateHash());
        }
    }
}
