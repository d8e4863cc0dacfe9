package org.cordboard.cti.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallResult;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.Destination;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestOutcome;
import org.cordboard.cti.route.RouteChoice;
import org.cordboard.cti.route.RouteChoice.Reason;
import org.cordboard.cti.route.RouteChoice.Skipped;
import org.cordboard.cti.route.Routes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which trunk a number goes over, and what follows when it fails. */
class RoutesTest {

    private static final String NUMBER = "13800001234";
    private static final AgentId ANNA = new AgentId("anna");
    private static final AgentId BERT = new AgentId("bert");

    private static Scenario given() {
        return Scenario.given(DemoSite.config().with(DemoSite.outbound()));
    }

    private static Routes.Answer choose(Scenario story, String number) {
        return story.engine.calls().routes().choose(number, DemoSite.MAIN, List.of());
    }

    private static RouteChoice over(Scenario story, String number) {
        return ((Routes.Answer.Over) choose(story, number)).choice();
    }

    private static Refusal nowhere(Scenario story, String number) {
        return ((Routes.Answer.Nowhere) choose(story, number)).code();
    }

    /** A customer who asked for it is being called back, by anna. */
    private static Scenario dialled() {
        Scenario story = given().readyAt("anna", "101").calls("first", "99").talks("first", "anna");
        return story.calls("c1", NUMBER, "3000")
                .presses("c1", '2')
                .promptsEnd("c1")
                .hangsUp("c1")
                .hangsUp("first")
                .phoneCleared("anna")
                .commands("anna", new AgentCommand.EndWrapUp())
                .phoneRings("anna")
                .phoneAnswers("anna");
    }

    @Test
    void takesTheRouteWithTheLongestPrefixAndItsFirstTrunk() {
        assertThat(over(given(), "13800001234")).isEqualTo(new RouteChoice("mobile-138", DemoSite.CARRIER, List.of()));
        assertThat(over(given(), "15900001234").route()).isEqualTo("mobile");
        assertThat(over(given(), "+8613800001234").route()).isEqualTo("mobile");
    }

    @Test
    void passesOverATrunkOfAnotherPbx() {
        assertThat(over(given(), "13000001234"))
                .isEqualTo(new RouteChoice(
                        "distant", DemoSite.SPARE, List.of(new Skipped(DemoSite.AFAR, Reason.OTHER_PBX))));
    }

    @Test
    void dialsWhatTheRouteMakesOfTheNumber() {
        Routes.Answer.Over over = (Routes.Answer.Over) choose(given(), "0215550100");
        assertThat(over.route().sent("0215550100")).isEqualTo("99215550100");
    }

    @Test
    void passesOverATrunkInAlarmAndComesBackToItAfterwards() {
        Scenario story = given().report(new PbxEvent.TrunkAlarm(DemoSite.CARRIER, "Red Alarm"));
        assertThat(over(story, NUMBER).skipped()).containsExactly(new Skipped(DemoSite.CARRIER, Reason.ALARM));
        story.report(new PbxEvent.TrunkAlarmCleared(DemoSite.CARRIER));
        assertThat(over(story, NUMBER).trunk()).isEqualTo(DemoSite.CARRIER);
    }

    @Test
    void passesOverAFullTrunkUntilOneOfItsCallersHasHungUp() {
        Scenario story = given().calls("a", "1").calls("b", "2");
        assertThat(over(story, NUMBER).skipped()).containsExactly(new Skipped(DemoSite.CARRIER, Reason.FULL));
        story.hangsUp("a");
        assertThat(over(story, NUMBER).trunk()).isEqualTo(DemoSite.CARRIER);
    }

    @Test
    void saysThatNoTrunkIsFreeAndWhy() {
        Scenario story = given().linkDown();
        assertThat(choose(story, NUMBER))
                .isEqualTo(new Routes.Answer.Nowhere(
                        Refusal.NO_FREE_TRUNK,
                        "No trunk of route 'mobile-138' is free: carrier LINK_DOWN spare LINK_DOWN."));
        assertThat(nowhere(given(), "4001")).isEqualTo(Refusal.NO_ROUTE);
        assertThat(nowhere(Scenario.given(), NUMBER)).isEqualTo(Refusal.NO_ROUTE);
    }

    @ParameterizedTest
    @CsvSource({
        "anna, 190012345, Numbers that begin with 1900 are not to be dialled.",
        "anna, 19002,",
        "anna, 0049301,",
        "bert, 0049301, Numbers that begin with 00 are not to be dialled.",
        "anna, 4000, The number is hotline 4000 of this site.",
        "anna, +4000, The number is hotline 4000 of this site."
    })
    void refusesForbiddenNumbersAndHotlinesOfItsOwnAndNeverEmergencies(String agent, String number, String why) {
        assertThat(given().engine.calls().routes().forbidden(agent.equals("anna") ? ANNA : BERT, number))
                .isEqualTo(why);
    }

    @Test
    void takesNumbersAsPeopleWriteThem() {
        assertThat(Routes.diallable("+86 (138) 0000-1234")).isEqualTo("+8613800001234");
        assertThat(Routes.diallable("12")).isNull();
        assertThat(Routes.diallable("1234x")).isNull();
    }

    @Test
    void callsBackOverTheRoute() {
        Scenario story = dialled();
        assertThat(story.requests(PbxRequest.DialLeg.class)).singleElement().satisfies(dial -> {
            assertThat(dial.to()).isEqualTo(new Destination.ToNumber(DemoSite.CARRIER, NUMBER));
            assertThat(dial.shown().number()).isEqualTo("4001");
        });
        assertThat(story.engine.calls().legsOn(DemoSite.CARRIER)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {27, 34, 38, 41, 42, 44, 47})
    void dialsOverTheNextTrunkWhenTheFaultIsTheTrunksOrTheNetworks(int cause) {
        Scenario story = dialled().customerFails(new Cause(cause));
        CallEvent.CustomerRerouted again =
                story.events(CallEvent.CustomerRerouted.class).get(0);
        assertThat(again.over())
                .isEqualTo(new RouteChoice(
                        "mobile-138", DemoSite.SPARE, List.of(new Skipped(DemoSite.CARRIER, Reason.FAILED))));
        assertThat(story.requests(PbxRequest.DialLeg.class)).singleElement().satisfies(dial -> assertThat(dial.to())
                .isEqualTo(new Destination.ToNumber(DemoSite.SPARE, NUMBER)));
        assertThat(story.engine.calls().legsOn(DemoSite.CARRIER)).isZero();
        assertThat(story.state("anna")).isEqualTo("BUSY");
        story.customerAnswers()
                .joined(story.dialled().value(), "anna")
                .hangsUp(story.dialled().value());
        story.phoneCleared("anna").commands("anna", new AgentCommand.EndWrapUp());
        assertThat(story.records().getLast().result()).isEqualTo(CallResult.ANSWERED);
        assertThat(story.records().getLast().trunk()).isEqualTo(DemoSite.SPARE);
        assertThat(story.engine.calls().legsOn(DemoSite.SPARE)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 17, 18, 19, 21, 22, 102})
    void doesNotDialAgainWhomNoTrunkWouldReach(int cause) {
        Scenario story = dialled().customerFails(new Cause(cause));
        assertThat(story.events(CallEvent.CustomerRerouted.class)).isEmpty();
        assertThat(story.requests(PbxRequest.DialLeg.class)).isEmpty();
    }

    @Test
    void dialsOverTheNextTrunkWhenThePbxWillNotDial() {
        Scenario story = dialled().pbxIsSilent().customerFails(Cause.NO_CIRCUIT);
        story.fails(PbxRequest.DialLeg.class, RequestOutcome.Reason.REFUSED);
        assertThat(story.phoneCleared("anna").records().getLast().cause()).isEqualTo(Cause.TEMPORARY_FAILURE);
    }

    @Test
    void triesEachTrunkOnceAndKeepsTheLastCause() {
        Scenario story = dialled().customerFails(Cause.NO_CIRCUIT).customerFails(Cause.SWITCH_CONGESTION);
        assertThat(story.requests(PbxRequest.DialLeg.class)).isEmpty();
        story.phoneCleared("anna");
        assertThat(story.records().getLast().result()).isEqualTo(CallResult.NOT_REACHED);
        assertThat(story.records().getLast().cause()).isEqualTo(Cause.SWITCH_CONGESTION);
    }

    @Test
    void countsACustomerNobodyCanReachNowAsNotReached() {
        Scenario story = dialled().customerFails(Cause.USER_BUSY).phoneCleared("anna");
        story.report(new PbxEvent.TrunkAlarm(DemoSite.CARRIER, "Red Alarm"));
        story.report(new PbxEvent.TrunkAlarm(DemoSite.SPARE, "Red Alarm"));
        story.advance(DemoSite.CALL_BACK.spacing()).phoneAnswers("anna");
        assertThat(story.requests(PbxRequest.DialLeg.class)).isEmpty();
        assertThat(story.phoneCleared("anna").records().getLast().cause()).isEqualTo(Cause.NO_CIRCUIT);
        assertThat(story.engine.calls().all()).isEmpty();
    }

    @Test
    void comesBackByReplayInTheMiddleOfAFailOver() {
        Scenario story = dialled().customerFails(Cause.NO_CIRCUIT);
        assertThat(story.replayed().stateHash()).isEqualTo(story.engine.stateHash());
        Engine restored = Engine.restored(story.now(), story.engine.state());
        assertThat(restored.stateHash()).isEqualTo(story.engine.stateHash());
        assertThat(restored.calls().legsOn(DemoSite.SPARE)).isEqualTo(1);
    }
}
