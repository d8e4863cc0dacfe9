package org.cordboard.cti.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.call.CallDirection;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.call.CallResult;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.call.LegState;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.ivr.IvrEvent;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.junit.jupiter.api.Test;

class CallsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Scenario talking() {
        return Scenario.given().readyAt("anna", "101").calls("c1", "1").talks("c1", "anna");
    }

    /** The whole of one call, and all of its entry in the books. */
    @Test
    void takesACallFromTheFirstRingToTheEndOfTheWrapUp() {
        Scenario story = Scenario.given()
                .knows("13800001234", DemoSite.customer("k-7", Tier.GOLD))
                .readyAt("anna", "101");
        long start = Scenario.WALL_CLOCK + story.now();
        story.calls("c1", "13800001234", "4000");
        assertThat(story.requests(PbxRequest.AnswerLeg.class)).hasSize(1);
        assertThat(story.prompts()).containsExactly("welcome");
        story.advance(SECOND).promptsEnd("c1");
        assertThat(story.prompts()).containsExactly("menu");
        RequestId menu = story.promptsOn("c1");
        story.advance(SECOND).presses("c1", '1');
        assertThat(story.requests(PbxRequest.StartMusic.class)).hasSize(1);
        assertThat(story.state("anna")).isEqualTo("RESERVED");
        assertThat(Objects.requireNonNull(story.call("c1").customer()).id()).isEqualTo(new CustomerId("k-7"));
        story.answer(menu, new RequestOutcome.PromptsEnded(true));
        assertThat(story.events(IvrEvent.class)).isEmpty();
        story.phoneRings("anna").advance(SECOND).phoneAnswers("anna").joined("c1", "anna");
        assertThat(story.state("anna")).isEqualTo("BUSY");
        story.advance(SECOND).commands("anna", new AgentCommand.SetDisposition(story.id("c1"), "sold"));
        story.hangsUp("c1").phoneCleared("anna");
        assertThat(story.state("anna")).isEqualTo("WRAP_UP");
        assertThat(story.records()).isEmpty();
        story.advance(DemoSite.WRAP_UP);
        assertThat(story.state("anna")).isEqualTo("READY");
        assertThat(story.record())
                .isEqualTo(new CallRecord(
                        story.record().call(),
                        DemoSite.CARRIER,
                        "4000",
                        "13800001234",
                        new CustomerId("k-7"),
                        List.of("welcome", "identify", "target", "menu", "queue"),
                        "",
                        Map.of(),
                        Map.of(),
                        DemoSite.VIP,
                        new AgentId("anna"),
                        CallResult.ANSWERED,
                        Cause.NORMAL_CLEARING,
                        "sold",
                        1,
                        start,
                        start + 2_000,
                        start + 3_000,
                        start + 4_000,
                        start + 34_000,
                        null,
                        false,
                        null,
                        List.of(),
                        CallDirection.INBOUND));
        assertThat(story.engine.outstandingEffects()).isEmpty();
        assertThat(story.engine.nextTimer()).isNull();
    }

    @Test
    void clearsACallerWhoDialledANumberNobodyServes() {
        Scenario story = Scenario.given().calls("c1", "1", "9999");
        assertThat(story.events(CallEvent.CallNotServed.class)).hasSize(1);
        assertThat(story.requests(PbxRequest.ClearLeg.class))
                .extracting(PbxRequest.ClearLeg::cause)
                .containsExactly(Cause.UNALLOCATED);
        assertThat(story.exists("c1")).isFalse();
    }

    @Test
    void takesACallOnceThoughItIsOfferedTwice() {
        Scenario story = Scenario.given().logsIn("anna", "101").calls("c1", "1").calls("c1", "1");
        assertThat(story.events()).isEmpty();
        assertThat(story.engine.calls().all()).hasSize(1);
    }

    @Test
    void ignoresLegsItDoesNotKnow() {
        Scenario story = talking();
        LegId unknown = new LegId("unknown");
        List<PbxEvent> reports = List.of(
                new PbxEvent.LegAlerting(unknown),
                new PbxEvent.LegFailed(unknown, Cause.USER_BUSY),
                new PbxEvent.LegCleared(unknown, Cause.NORMAL_CLEARING),
                new PbxEvent.LegReturned(unknown),
                new PbxEvent.LegsBridged(unknown, new LegId("c1")),
                new PbxEvent.LegsBridged(new LegId("c1"), new LegId("c1")),
                new PbxEvent.DigitPressed(unknown, '1'));
        for (PbxEvent report : reports) {
            assertThat(story.report(report).events()).as("%s", report).isEmpty();
        }
    }

    // ---- endings

    @Test
    void clearsTheAgentsPhoneWhenTheCallerHangsUp() {
        Scenario story = talking().hangsUp("c1");
        assertThat(story.cleared()).containsExactly(story.phone("anna").value());
        assertThat(story.state("anna")).isEqualTo("BUSY");
        assertThat(story.phoneCleared("anna").state("anna")).isEqualTo("WRAP_UP");
    }

    @Test
    void clearsAPhoneThatHasLeftItsBridgeBeforeItHearsThatTheCallerIsGone() {
        Scenario story = talking();
        story.report(new PbxEvent.LegReturned(story.phone("anna")));
        assertThat(story.cleared()).containsExactly(story.phone("anna").value());
        story.hangsUp("c1");
        assertThat(story.cleared()).isEmpty();
        assertThat(story.phoneCleared("anna").state("anna")).isEqualTo("WRAP_UP");
    }

    @Test
    void clearsTheCallerWhenTheAgentHangsUpAndTheTreeHasNothingMoreToSay() {
        Scenario story = talking().phoneCleared("anna").returns("c1");
        assertThat(story.state("anna")).isEqualTo("WRAP_UP");
        assertThat(story.cleared()).containsExactly("c1");
    }

    @Test
    void comesToTheSameWhenTheCallerReturnsBeforeTheAgentsPhoneIsGone() {
        Scenario story = talking().returns("c1");
        assertThat(story.cleared()).isEmpty();
        story.phoneCleared("anna");
        assertThat(story.state("anna")).isEqualTo("WRAP_UP");
        assertThat(story.cleared()).containsExactly("c1");
    }

    @Test
    void clearsTheAgentsOwnPhoneWhenTheyHangUpAtTheDesktop() {
        Scenario story = talking();
        story.commands("anna", new AgentCommand.HangUp(story.id("c1")));
        assertThat(story.cleared()).containsExactly(story.phone("anna").value());
        story.commands("anna", new AgentCommand.HangUp(story.id("c1")));
        assertThat(story.replied()).isEqualTo("OK");
        assertThat(story.cleared()).as("asked for once").isEmpty();
    }

    @Test
    void refusesToHangUpTheCallOfSomebodyElse() {
        Scenario story = talking().readyAt("bert", "102");
        story.commands("bert", new AgentCommand.HangUp(story.id("c1")));
        assertThat(story.replied()).isEqualTo("NO_SUCH_CALL");
        story.commands("bert", new AgentCommand.SetDisposition(story.id("c1"), "stolen"));
        assertThat(story.replied()).isEqualTo("NO_SUCH_CALL");
    }

    @Test
    void countsALegAsGoneWhenThePbxCannotClearIt() {
        Scenario story = talking().pbxIsSilent().hangsUp("c1");
        story.fails(PbxRequest.ClearLeg.class, Reason.NO_SUCH_LEG);
        assertThat(story.state("anna")).isEqualTo("WRAP_UP");
    }

    @Test
    void keepsTheCallOpenUntilEveryAgentHasWrappedUp() {
        Scenario story = Scenario.given()
                .readyAt("anna", "101")
                .calls("c1", "1", "6000")
                .talks("c1", "anna")
                .readyAt("bert", "102")
                .phoneCleared("anna")
                .returns("c1")
                .promptsEnd("c1");
        assertThat(story.offeree("c1")).isEqualTo("bert");
        story.talks("c1", "bert").advance(SECOND).hangsUp("c1").phoneCleared("bert");
        story.commands("bert", new AgentCommand.EndWrapUp());
        assertThat(story.records()).isEmpty();
        story.commands("anna", new AgentCommand.SetDisposition(story.id("c1"), "done"));
        assertThat(story.replied()).isEqualTo("OK");
        story.commands("anna", new AgentCommand.EndWrapUp());
        assertThat(story.record().agent()).isEqualTo(new AgentId("bert"));
    }

    @Test
    void leavesACallerInTheSecondQueueWhenAnOfferThereComesToNothing() {
        Scenario story = Scenario.given()
                .readyAt("anna", "101")
                .calls("c1", "1", "6000")
                .talks("c1", "anna")
                .readyAt("bert", "102")
                .phoneCleared("anna")
                .returns("c1")
                .promptsEnd("c1")
                .phoneFails("bert", Cause.USER_BUSY);
        assertThat(story.waits("c1")).isTrue();
        assertThat(story.prompts()).as("the tree's last word").isEmpty();
        assertThat(story.cleared()).isEmpty();
    }

    // ---- the books

    @Test
    void namesTheResultOfEveryCall() {
        record Row(CallResult result, Cause cause, Scenario story) {}
        Scenario busy = Scenario.given().logsIn("anna", "101");
        List<Row> rows = List.of(
                new Row(
                        CallResult.ANSWERED,
                        Cause.NORMAL_CLEARING,
                        wrappedUp(talking().hangsUp("c1"))),
                new Row(
                        CallResult.ABANDONED,
                        Cause.NORMAL_CLEARING,
                        busy.calls("c1", "1").hangsUp("c1")),
                new Row(
                        CallResult.ABANDONED_IN_IVR,
                        Cause.NORMAL_CLEARING,
                        Scenario.given().calls("c1", "1", "4000").hangsUp("c1")),
                new Row(
                        CallResult.ABANDONED_IN_IVR,
                        Cause.NORMAL_CLEARING,
                        Scenario.given().pbxIsSilent().calls("c1", "1").hangsUp("c1")),
                new Row(
                        CallResult.ENDED_IN_IVR,
                        Cause.NORMAL_CLEARING,
                        Scenario.given()
                                .calls("c1", "1", "4000")
                                .promptsEnd("c1")
                                .promptsEnd("c1")
                                .hangsUp("c1")),
                new Row(
                        CallResult.TIMED_OUT,
                        Cause.NORMAL_CLEARING,
                        Scenario.given()
                                .logsIn("anna", "101")
                                .calls("c1", "1")
                                .advance(DemoSite.MAX_WAIT)
                                .hangsUp("c1")),
                new Row(
                        CallResult.NO_AGENTS,
                        Cause.NORMAL_CLEARING,
                        Scenario.given().calls("c1", "1").hangsUp("c1")),
                new Row(
                        CallResult.FAILED,
                        Cause.TEMPORARY_FAILURE,
                        Scenario.given()
                                .pbxIsSilent()
                                .calls("c1", "1")
                                .fails(PbxRequest.AnswerLeg.class, Reason.NO_SUCH_LEG)),
                new Row(
                        CallResult.FAILED,
                        Cause.NORMAL_CLEARING,
                        Scenario.given()
                                .pbxIsSilent()
                                .calls("c1", "1")
                                .fails(PbxRequest.AnswerLeg.class, Reason.REFUSED)
                                .hangsUp("c1")));
        for (Row row : rows) {
            assertThat(row.story().record().result()).as("%s", row).isEqualTo(row.result());
            assertThat(row.story().record().cause()).as("%s", row).isEqualTo(row.cause());
        }
    }

    private static Scenario wrappedUp(Scenario story) {
        return story.phoneCleared("anna").advance(DemoSite.WRAP_UP);
    }

    // ---- requests that fail

    @Test
    void clearsACallerItCannotAnswerInTime() {
        Scenario story = Scenario.given().pbxIsSilent().calls("c1", "1").advance(Duration.ofSeconds(5));
        assertThat(story.cleared()).containsExactly("c1");
    }

    @Test
    void clearsAPhoneWhoseDiallingWasNeverConfirmed() {
        Scenario story = Scenario.given()
                .logsIn("anna", "101")
                .calls("c1", "1")
                .pbxIsSilent()
                .ready("anna");
        story.advance(Duration.ofSeconds(5));
        assertThat(story.cleared()).containsExactly(story.phone("anna").value());
        assertThat(story.state("anna")).isEqualTo("NOT_READY(STATION_FAILED)");
    }

    @Test
    void clearsAPhoneThatIsAnsweredAfterItWasGivenUp() {
        Scenario story = Scenario.given()
                .logsIn("anna", "101")
                .calls("c1", "1")
                .pbxIsSilent()
                .ready("anna");
        story.fails(PbxRequest.DialLeg.class, Reason.REFUSED).phoneAnswers("anna");
        assertThat(story.cleared()).containsExactly(story.phone("anna").value());
    }

    @Test
    void clearsAPhoneThatIsAnsweredWhenNobodyKnowsOfItsCallAnyMore() {
        Scenario story = Scenario.given()
                .readyAt("anna", "101")
                .calls("c1", "1")
                .linkDown()
                .linkUp();
        LegId phone = story.phone("anna");
        assertThat(story.engine.calls().all()).isEmpty();
        story.phoneAnswers("anna");
        assertThat(story.cleared()).containsExactly(phone.value());
    }

    @Test
    void ignoresAnAnswerToARequestThatWasGivenUp() {
        Scenario story = Scenario.given().pbxIsSilent().calls("c1", "1");
        RequestId late = story.open(PbxRequest.AnswerLeg.class).id();
        story.advance(Duration.ofSeconds(5));
        story.answer(late, new RequestOutcome.Done());
        assertThat(story.events()).isEmpty();
        assertThat(story.engine.lateAnswers()).isEqualTo(1);
    }

    // ---- lost links

    @Test
    void letsTalkGoOnThroughALostLink() {
        Scenario story = talking().linkDown();
        assertThat(story.state("anna")).isEqualTo("BUSY");
        story.linkUpWithAllLegs();
        assertThat(story.cleared()).isEmpty();
        assertThat(story.state("anna")).isEqualTo("BUSY");
    }

    @Test
    void infersTheEndOfLegsThatAreGoneWhenTheLinkIsBack() {
        Scenario story = talking().linkDown().linkUp();
        assertThat(story.state("anna")).isEqualTo("WRAP_UP");
        story.advance(DemoSite.WRAP_UP);
        assertThat(story.record().inferred()).isTrue();
        assertThat(story.record().result()).isEqualTo(CallResult.ANSWERED);
    }

    @Test
    void takesUpACallerWhoseAgentHungUpWhileTheLinkWasLost() {
        Scenario story = talking().linkDown().linkUp(Scenario.seen(new LegId("c1"), true, new LegId("c1")));
        assertThat(story.state("anna")).isEqualTo("WRAP_UP");
        assertThat(story.cleared()).containsExactly("c1");
    }

    @Test
    void endsATalkWhoseBridgeWasTakenApartWhileTheLinkWasLost() {
        Scenario story = talking().linkDown();
        story.linkUp(
                Scenario.seen(new LegId("c1"), true, new LegId("c1")),
                Scenario.seen(story.phone("anna"), true, story.phone("anna")));
        assertThat(story.cleared()).containsExactly(story.phone("anna").value());
        assertThat(story.phoneCleared("anna").cleared()).containsExactly("c1");
    }

    @Test
    void clearsLegsItDoesNotKnowWhenTheLinkIsBack() {
        Scenario story = Scenario.given().linkDown();
        story.linkUp(Scenario.seen(new LegId("left-over"), true, new LegId("left-over")));
        assertThat(story.cleared()).containsExactly("left-over");
    }

    @Test
    void clearsAgainWhatShouldHaveBeenClearedWhileTheLinkWasLost() {
        Scenario story = talking().pbxIsSilent().hangsUp("c1").linkDown();
        story.fails(PbxRequest.ClearLeg.class, Reason.LINK_DOWN);
        assertThat(story.state("anna")).isEqualTo("BUSY");
        story.linkUp(Scenario.seen(story.phone("anna"), true, story.phone("anna")));
        assertThat(story.cleared()).containsExactly(story.phone("anna").value());
    }

    @Test
    void goesOnWithAPhoneThatWasDialledAsTheLinkWasLost() {
        Scenario story = Scenario.given()
                .logsIn("anna", "101")
                .calls("c1", "1")
                .pbxIsSilent()
                .ready("anna");
        LegId phone = story.phone("anna");
        story.linkDown().fails(PbxRequest.DialLeg.class, Reason.LINK_DOWN);
        assertThat(story.state("anna")).isEqualTo("RESERVED");
        story.linkUp(Scenario.seen(new LegId("c1"), true, new LegId("c1")), Scenario.seen(phone, false, phone));
        assertThat(story.cleared()).isEmpty();
        story.phoneAnswers("anna").joined("c1", "anna");
        assertThat(story.state("anna")).isEqualTo("BUSY");
    }

    @Test
    void givesUpAPhoneOfWhichNothingIsToBeSeenAfterTheLinkWasLostAndClearsItShouldItRingLater() {
        Scenario story = Scenario.given()
                .logsIn("anna", "101")
                .calls("c1", "1")
                .pbxIsSilent()
                .ready("anna");
        LegId phone = story.phone("anna");
        story.linkDown().fails(PbxRequest.DialLeg.class, Reason.LINK_DOWN);
        story.linkUp(Scenario.seen(new LegId("c1"), true, new LegId("c1")));
        assertThat(story.events(CallEvent.LegEnded.class))
                .extracting(CallEvent.LegEnded::cause, CallEvent.LegEnded::inferred)
                .containsExactly(tuple(Cause.NETWORK_OUT_OF_ORDER, true));
        assertThat(story.cleared()).containsExactly(phone.value());
        assertThat(story.offeree("c1")).isEqualTo("anna");
        assertThat(story.phone("anna")).isNotEqualTo(phone);
    }

    @Test
    void closesACallAtTheTimeThePbxNoted() {
        Scenario story = talking().advance(SECOND).linkDown();
        long lost = story.now();
        story.advance(Duration.ofSeconds(30));
        story.report(new PbxEvent.LinkUp(
                DemoSite.MAIN, List.of(), List.of(new PbxEvent.EndNoted(new LegId("c1"), new Cause(17), 20_000))));
        CallEvent.LegEnded caller = story.events(CallEvent.LegEnded.class).getFirst();
        assertThat(caller.at()).isEqualTo(lost + 30_000);
        assertThat(caller.earliest()).isEqualTo(lost + 10_000);
        assertThat(caller.latest()).isEqualTo(lost + 10_000);
        story.advance(DemoSite.WRAP_UP);
        assertThat(story.record().cause()).isEqualTo(new Cause(17));
        assertThat(story.record().inferred()).isTrue();
        assertThat(story.record().lastSeenAt()).isNull();
        assertThat(story.record().endedAt()).isEqualTo(story.engine.site().wallClock(lost + 10_000));
    }

    @Test
    void closesACallOfWhichNothingWasNotedWithTheTimeInWhichItCanHaveEnded() {
        Scenario story = talking().advance(Duration.ofSeconds(10));
        long seen = story.now() - 3_000;
        story.report(new PbxEvent.LinkDown(DemoSite.MAIN, "test", 3_000));
        story.advance(Duration.ofSeconds(30)).linkUp();
        long back = story.now();
        CallEvent.LegEnded caller = story.events(CallEvent.LegEnded.class).getFirst();
        assertThat(caller.earliest()).isEqualTo(seen);
        assertThat(caller.latest()).isEqualTo(back);
        story.advance(DemoSite.WRAP_UP);
        assertThat(story.record().lastSeenAt()).isEqualTo(story.engine.site().wallClock(seen));
        assertThat(story.record().endedAt()).isEqualTo(story.engine.site().wallClock(back));
    }

    @Test
    void holdsATimeThatCannotBeTrueToTheGap() {
        Scenario story = talking().advance(Duration.ofSeconds(10)).linkDown();
        long lost = story.now();
        story.advance(Duration.ofSeconds(30));
        story.report(new PbxEvent.LinkUp(
                DemoSite.MAIN,
                List.of(),
                List.of(new PbxEvent.EndNoted(new LegId("c1"), Cause.NORMAL_CLEARING, 3_600_000))));
        assertThat(story.events(CallEvent.LegEnded.class).getFirst().latest()).isEqualTo(lost);
    }

    @Test
    void takesACallerWhoWasAnsweredAsTheLinkWasLostIntoTheTreeOnce() {
        Scenario story = Scenario.given().pbxIsSilent().calls("c1", "1", "4000").linkDown();
        story.fails(PbxRequest.AnswerLeg.class, Reason.LINK_DOWN).advance(SECOND);
        story.linkUp(Scenario.seen(new LegId("c1"), true, new LegId("c1")));
        assertThat(story.prompts()).isEmpty();
        story.answer(story.open(PbxRequest.AnswerLeg.class).id(), new RequestOutcome.Done());
        assertThat(story.prompts()).containsExactly("welcome");
    }

    @Test
    void answersACallerAgainWhoStillRingsWhenTheLinkIsBack() {
        Scenario story = Scenario.given().pbxIsSilent().calls("c1", "1").linkDown();
        story.fails(PbxRequest.AnswerLeg.class, Reason.LINK_DOWN);
        assertThat(story.call("c1").customerLeg().state()).isEqualTo(LegState.ALERTING);
        story.linkUp(Scenario.seen(new LegId("c1"), false, new LegId("c1")));
        assertThat(story.requests(PbxRequest.AnswerLeg.class)).hasSize(1);
    }

    @Test
    void findsATalkThatBeganAsTheLinkWasLost() {
        Scenario story = answeredAsTheLinkIsLost().advance(Duration.ofSeconds(30));
        LegId phone = story.phone("anna");
        story.linkUp(Scenario.seen(new LegId("c1"), true, phone), Scenario.seen(phone, true, new LegId("c1")));
        assertThat(story.call("c1").answered()).isTrue();
        assertThat(story.waits("c1")).isFalse();
        assertThat(story.state("anna")).isEqualTo("BUSY");
        assertThat(story.cleared()).isEmpty();
        assertThat(story.requests(PbxRequest.BridgeLegs.class)).isEmpty();
    }

    @Test
    void joinsThemAgainWhenTheLinkWasLostBeforeThePbxJoinedThem() {
        Scenario story =
                answeredAsTheLinkIsLost().advance(Duration.ofSeconds(30)).linkUpWithAllLegs();
        assertThat(story.requests(PbxRequest.BridgeLegs.class)).hasSize(1);
        assertThat(story.joined("c1", "anna").call("c1").answered()).isTrue();
    }

    @Test
    void offersTheCallerToTheNextAgentWhenTheAnsweringPhoneIsGoneAfterTheGap() {
        Scenario story = answeredAsTheLinkIsLost().readyAt("bert", "102");
        story.linkUp(Scenario.seen(new LegId("c1"), true, new LegId("c1")));
        assertThat(story.offeree("c1")).isNotNull();
        assertThat(story.waits("c1")).isTrue();
    }

    private static Scenario answeredAsTheLinkIsLost() {
        Scenario story = Scenario.given()
                .readyAt("anna", "101")
                .calls("c1", "1")
                .pbxIsSilent()
                .phoneRings("anna")
                .phoneAnswers("anna")
                .linkDown();
        story.fails(PbxRequest.BridgeLegs.class, Reason.LINK_DOWN);
        assertThat(story.state("anna")).isEqualTo("BUSY");
        return story;
    }
}
