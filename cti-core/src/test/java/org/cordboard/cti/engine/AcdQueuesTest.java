package org.cordboard.cti.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.acd.OfferEnd;
import org.cordboard.cti.acd.OfferId;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentState;
import org.cordboard.cti.call.CallResult;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.ivr.IvrNode;
import org.cordboard.cti.ivr.IvrTree;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxEvent.StationState;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestOutcome;
import org.junit.jupiter.api.Test;

class AcdQueuesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MILLI = Duration.ofMillis(1);

    private static Scenario oneAgent() {
        return Scenario.given().readyAt("anna", "101");
    }

    private static Scenario twoAgents() {
        return oneAgent().advance(SECOND).readyAt("bert", "102").advance(SECOND);
    }

    // ---- who is served first

    @Test
    void offersTheCallThatWaitsLongest() {
        Scenario story = Scenario.given()
                .logsIn("anna", "101")
                .calls("c1", "1")
                .advance(SECOND)
                .calls("c2", "2")
                .advance(SECOND)
                .ready("anna");
        assertThat(story.offeree("c1")).isEqualTo("anna");
        assertThat(story.offeree("c2")).isNull();
    }

    @Test
    void placesADiamondCallerAheadByTheHeadStart() {
        Scenario story = Scenario.given()
                .knows("99", DemoSite.customer("k", Tier.DIAMOND))
                .logsIn("anna", "101")
                .calls("c1", "1")
                .advance(Duration.ofSeconds(119))
                .calls("c2", "99")
                .ready("anna");
        assertThat(story.offeree("c2")).isEqualTo("anna");
    }

    @Test
    void keepsAnOrdinaryCallerAheadOfADiamondWhoComesLaterThanTheHeadStart() {
        Scenario story = Scenario.given()
                .knows("99", DemoSite.customer("k", Tier.DIAMOND))
                .logsIn("anna", "101")
                .calls("c1", "1")
                .advance(Duration.ofSeconds(121))
                .calls("c2", "99")
                .ready("anna");
        assertThat(story.offeree("c1")).isEqualTo("anna");
    }

    @Test
    void isOvertakenByNobodyWhoArrivesLaterThanTheDifferenceOfTheHeadStarts() {
        Scenario story = Scenario.given()
                .knows("99", DemoSite.customer("k", Tier.DIAMOND))
                .knows("66", DemoSite.customer("g", Tier.GOLD))
                .logsIn("anna", "101")
                .calls("gold", "66");
        for (int i = 1; i <= 12; i++) {
            story.advance(Duration.ofSeconds(10)).calls("diamond-" + i, "99");
        }
        int overtakers = 0;
        story.ready("anna");
        while (story.offeree("gold") == null) {
            overtakers++;
            story.commands("anna", new AgentCommand.RejectOffer(open(story)));
            String offered = "diamond-" + overtakers;
            story.hangsUp(offered).ready("anna");
        }
        assertThat(overtakers).isEqualTo(5);
    }

    private static OfferId open(Scenario story) {
        return story.engine.queues().openOffers().get(0).id();
    }

    @Test
    void prefersTheAgentWhoHasBeenIdleLongest() {
        assertThat(twoAgents().calls("c1", "1").offeree("c1")).isEqualTo("anna");
    }

    @Test
    void offersTwoCallersToTwoAgentsAtOnce() {
        Scenario story = Scenario.given()
                .logsIn("anna", "101")
                .calls("c1", "1")
                .calls("c2", "2")
                .readyAt("bert", "102")
                .ready("anna");
        assertThat(story.offeree("c1")).isEqualTo("bert");
        assertThat(story.offeree("c2")).isEqualTo("anna");
    }

    @Test
    void offersACallOnlyToAgentsOfItsQueue() {
        Scenario story =
                Scenario.given().readyAt("emil", "105").logsIn("anna", "101").calls("c1", "1");
        assertThat(story.offeree("c1")).isNull();
        assertThat(story.ready("anna").offeree("c1")).isEqualTo("anna");
    }

    @Test
    void explainsWhyThisAgentGotThisCaller() {
        Scenario story = twoAgents().calls("c1", "1");
        QueueEvent.OfferMade offer = story.events(QueueEvent.OfferMade.class).get(0);
        assertThat(offer.explanation().ready()).isEqualTo(2);
        assertThat(offer.explanation().waiting()).isEqualTo(1);
        assertThat(offer.explanation().candidates())
                .extracting(c -> c.agent().value())
                .containsExactly("anna", "bert");
        assertThat(offer.explanation().candidates())
                .extracting(c -> c.idleMillis())
                .containsExactly(2_000L, 1_000L);
    }

    // ---- offers that come to nothing

    @Test
    void keepsRingingUntilJustBeforeTheLeaseEnds() {
        Scenario story = oneAgent().calls("c1", "1").phoneRings("anna").advance(DemoSite.RING.minus(MILLI));
        assertThat(story.state("anna")).isEqualTo("RESERVED");
    }

    @Test
    void returnsTheCallToTheHeadOfTheQueueWhenTheAgentDoesNotAnswer() {
        Scenario story = oneAgent()
                .calls("c1", "1")
                .advance(SECOND)
                .calls("c2", "2")
                .phoneRings("anna")
                .advance(DemoSite.RING.minus(SECOND));
        assertThat(story.state("anna")).isEqualTo("NOT_READY(NO_ANSWER)");
        assertThat(story.cleared()).containsExactly(story.phone("anna").value());
        assertThat(story.engine.queues().unoffered(DemoSite.VIP)).containsExactly(story.id("c1"), story.id("c2"));
    }

    @Test
    void offersAnUnansweredCallToTheNextAgentAtOnce() {
        Scenario story = twoAgents().calls("c1", "1").advance(DemoSite.RING);
        assertThat(story.offeredTo()).containsExactly("bert");
        assertThat(story.state("anna")).isEqualTo("NOT_READY(NO_ANSWER)");
    }

    @Test
    void passesOnACallThatTheAgentDeclines() {
        Scenario story = twoAgents().calls("c1", "1");
        story.commands("anna", new AgentCommand.RejectOffer(open(story)));
        assertThat(story.replied()).isEqualTo("OK");
        assertThat(story.state("anna")).isEqualTo("NOT_READY(REJECTED)");
        assertThat(story.offeree("c1")).isEqualTo("bert");
    }

    @Test
    void refusesToDeclineTheOfferOfSomebodyElse() {
        Scenario story = twoAgents().calls("c1", "1");
        story.commands("bert", new AgentCommand.RejectOffer(open(story)));
        assertThat(story.replied()).isEqualTo("NO_SUCH_OFFER");
        assertThat(story.offeree("c1")).isEqualTo("anna");
    }

    @Test
    void passesOnACallThatThePhoneDeclines() {
        Scenario story = twoAgents().calls("c1", "1").phoneFails("anna", Cause.USER_BUSY);
        assertThat(story.state("anna")).isEqualTo("NOT_READY(REJECTED)");
        assertThat(story.offeree("c1")).isEqualTo("bert");
    }

    @Test
    void passesOnACallWhenThePhoneCannotBeRung() {
        Scenario story = twoAgents().pbxIsSilent().calls("c1", "1");
        story.answer(story.open(PbxRequest.AnswerLeg.class).id(), new RequestOutcome.Done());
        story.fails(PbxRequest.DialLeg.class, RequestOutcome.Reason.REFUSED);
        assertThat(story.state("anna")).isEqualTo("NOT_READY(STATION_FAILED)");
        assertThat(story.offeree("c1")).isEqualTo("bert");
    }

    @Test
    void takesHangingUpARingingPhoneAtTheDesktopAsDeclining() {
        Scenario story = twoAgents().calls("c1", "1").phoneRings("anna");
        story.commands("anna", new AgentCommand.HangUp(story.id("c1"))).phoneFails("anna", Cause.NORMAL_CLEARING);
        assertThat(story.state("anna")).isEqualTo("NOT_READY(REJECTED)");
    }

    @Test
    void skipsAgentsWhosePhoneCannotBeReached() {
        Scenario story = twoAgents().station("101", StationState.UNREACHABLE).calls("c1", "1");
        assertThat(story.offeree("c1")).isEqualTo("bert");
    }

    @Test
    void offersAWaitingCallWhenThePhoneCanBeReachedAgain() {
        Scenario story = oneAgent()
                .station("101", StationState.UNREACHABLE)
                .calls("c1", "1")
                .advance(SECOND);
        assertThat(story.offeree("c1")).isNull();
        assertThat(story.station("101", StationState.IDLE).offeree("c1")).isEqualTo("anna");
    }

    @Test
    void makesTheAgentReadyAgainWithoutLosingTheirTurnWhenTheCallerHangsUpWhileRinging() {
        Scenario story =
                oneAgent().advance(SECOND).calls("c1", "1").phoneRings("anna").advance(SECOND);
        long idleSince = ((AgentState.Reserved) story.agent("anna").state()).idleSince();
        story.hangsUp("c1");
        assertThat(story.cleared()).containsExactly(story.phone("anna").value());
        assertThat(story.state("anna")).isEqualTo("RESERVED");
        story.phoneCleared("anna");
        assertThat(story.agent("anna").state()).isEqualTo(new AgentState.Ready(idleSince));
        assertThat(story.record().result()).isEqualTo(CallResult.ABANDONED);
    }

    @Test
    void freesTheAgentWhenCallerAndPhoneAreGoneAtOnce() {
        Scenario story = oneAgent().calls("c1", "1").phoneRings("anna");
        story.hangsUp("c1").phoneFails("anna", Cause.NORMAL_CLEARING);
        assertThat(story.state("anna")).isEqualTo("READY");
        assertThat(story.exists("c1")).isFalse();
    }

    @Test
    void leavesTheCallerInPlaceWhenThePhoneIsAnsweredAfterTheLease() {
        Scenario story = oneAgent().calls("c1", "1").phoneRings("anna").advance(DemoSite.RING);
        story.phoneAnswers("anna");
        assertThat(story.requests(PbxRequest.BridgeLegs.class)).isEmpty();
        assertThat(story.waits("c1")).isTrue();
        story.phoneCleared("anna").ready("anna");
        assertThat(story.offeree("c1")).isEqualTo("anna");
    }

    @Test
    void doesNotEndTheTalkOfAnAgentWhenAnEarlierLegOfTheSameCallIsGoneAtLast() {
        Scenario story = oneAgent().calls("c1", "1").phoneRings("anna").advance(DemoSite.RING);
        PbxEvent lateEnd = new PbxEvent.LegCleared(story.phone("anna"), Cause.NORMAL_CLEARING);
        story.ready("anna").talks("c1", "anna").report(lateEnd);
        assertThat(story.state("anna")).isEqualTo("BUSY");
    }

    // ---- joining

    @Test
    void joinsCallerAndAgentWhenThePhoneIsAnswered() {
        Scenario story = oneAgent().calls("c1", "1").phoneRings("anna").phoneAnswers("anna");
        assertThat(story.requests(PbxRequest.BridgeLegs.class)).hasSize(1);
        assertThat(story.state("anna")).isEqualTo("BUSY");
        assertThat(story.waits("c1")).isTrue();
        story.joined("c1", "anna");
        assertThat(story.waits("c1")).isFalse();
        assertThat(story.ledger().count(QueueExit.ANSWERED)).isEqualTo(1);
    }

    /** The dialplan clears a phone that was answered while no server took it; that is not the agent's doing. */
    @Test
    void doesNotBlameAnAgentWhosePhoneThePbxClearedBeforeItWasTaken() {
        Scenario story =
                twoAgents().calls("c1", "1").phoneRings("anna").pbxIsSilent().phoneAnswers("anna");
        story.report(new PbxEvent.LegCleared(story.phone("anna"), Cause.TEMPORARY_FAILURE));
        assertThat(story.events(QueueEvent.OfferEnded.class))
                .extracting(QueueEvent.OfferEnded::end)
                .containsExactly(OfferEnd.NOT_JOINED);
        assertThat(story.state("anna")).isNotEqualTo("NOT_READY");
    }

    @Test
    void givesTheCallerToTheNextAgentWhenTheLegsCannotBeJoined() {
        Scenario story =
                twoAgents().calls("c1", "1").phoneRings("anna").pbxIsSilent().phoneAnswers("anna");
        story.fails(PbxRequest.BridgeLegs.class, RequestOutcome.Reason.REFUSED);
        assertThat(story.events(QueueEvent.OfferEnded.class))
                .extracting(QueueEvent.OfferEnded::end)
                .containsExactly(OfferEnd.NOT_JOINED);
        assertThat(story.offeree("c1")).isEqualTo("bert");
        assertThat(story.phoneCleared("anna").state("anna")).isEqualTo("READY");
    }

    @Test
    void givesTheCallerToTheNextAgentWhenNobodyReportsThatTheLegsAreJoined() {
        Scenario story = twoAgents().calls("c1", "1").phoneRings("anna").phoneAnswers("anna");
        story.advance(Duration.ofSeconds(5).minus(MILLI));
        assertThat(story.offeree("c1")).isEqualTo("anna");
        story.advance(MILLI);
        assertThat(story.offeree("c1")).isEqualTo("bert");
        assertThat(story.cleared()).containsExactly(story.phone("anna").value());
    }

    @Test
    void doesNotTakeALateJoinWithAPhoneThatIsBeingClearedForAConversation() {
        Scenario story = twoAgents().calls("c1", "1").phoneRings("anna").phoneAnswers("anna");
        story.advance(Duration.ofSeconds(5)).phoneRings("bert").joined("c1", "anna");
        assertThat(story.offeree("c1")).isEqualTo("bert");
        assertThat(story.state("bert")).isEqualTo("RESERVED");
        story.phoneCleared("anna").returns("c1");
        assertThat(story.requests(PbxRequest.StartMusic.class)).hasSize(1);
        story.phoneAnswers("bert").joined("c1", "bert");
        assertThat(story.state("bert")).isEqualTo("BUSY");
        assertThat(story.state("anna")).isEqualTo("READY");
    }

    @Test
    void treatsAnAgentWhoHangsUpBeforeBeingJoinedAsDeclining() {
        Scenario story = twoAgents()
                .calls("c1", "1")
                .phoneRings("anna")
                .phoneAnswers("anna")
                .phoneCleared("anna");
        assertThat(story.state("anna")).isEqualTo("NOT_READY(REJECTED)");
        assertThat(story.offeree("c1")).isEqualTo("bert");
    }

    @Test
    void freesTheAgentWhenTheCallerHangsUpWhileBeingJoined() {
        Scenario story = oneAgent()
                .calls("c1", "1")
                .phoneRings("anna")
                .phoneAnswers("anna")
                .hangsUp("c1");
        assertThat(story.state("anna")).isEqualTo("BUSY");
        assertThat(story.phoneCleared("anna").state("anna")).isEqualTo("READY");
        assertThat(story.record().result()).isEqualTo(CallResult.ABANDONED);
    }

    // ---- exits

    @Test
    void turnsTheCallerAwayWhenNoAgentOfTheQueueIsLoggedIn() {
        Scenario story = Scenario.given().readyAt("emil", "105").calls("c1", "1");
        assertThat(story.events(QueueEvent.CallLeftQueue.class))
                .extracting(QueueEvent.CallLeftQueue::exit)
                .containsExactly(QueueExit.NO_AGENTS);
        assertThat(story.cleared()).containsExactly("c1");
    }

    @Test
    void letsACallerWaitNoLongerThanTheQueueAllows() {
        Scenario story =
                Scenario.given().logsIn("anna", "101").calls("c1", "1").advance(DemoSite.MAX_WAIT.minus(MILLI));
        assertThat(story.waits("c1")).isTrue();
        story.advance(MILLI);
        assertThat(story.waits("c1")).isFalse();
        assertThat(story.ledger().count(QueueExit.TIMED_OUT)).isEqualTo(1);
    }

    @Test
    void letsTheOfferDecideWhenThePhoneRingsAtTheEndOfTheWait() {
        Scenario story = Scenario.given()
                .logsIn("anna", "101")
                .calls("c1", "1")
                .advance(DemoSite.MAX_WAIT.minus(SECOND))
                .ready("anna")
                .advance(Duration.ofSeconds(2));
        assertThat(story.offeree("c1")).isEqualTo("anna");
        story.advance(DemoSite.RING);
        assertThat(story.ledger().count(QueueExit.TIMED_OUT)).isEqualTo(1);
        assertThat(story.state("anna")).isEqualTo("NOT_READY(NO_ANSWER)");
    }

    @Test
    void letsANewOfferDecideThatIsMadeInTheMomentTheLastOneEnds() {
        Scenario story = Scenario.given()
                .logsIn("anna", "101")
                .calls("c1", "1")
                .advance(DemoSite.MAX_WAIT.minus(SECOND))
                .ready("anna")
                .readyAt("bert", "102")
                .advance(Duration.ofSeconds(2))
                .linkUp(Scenario.seen(new LegId("c1"), true, new LegId("c1")));
        assertThat(story.state("anna")).isEqualTo("READY");
        assertThat(story.offeree("c1")).isEqualTo("bert");
    }

    @Test
    void balancesTheBooks() {
        Scenario story = oneAgent()
                .calls("c1", "1")
                .talks("c1", "anna")
                .calls("c2", "2")
                .hangsUp("c2")
                .calls("c3", "3")
                .advance(DemoSite.MAX_WAIT)
                .calls("c4", "4");
        assertThat(story.ledger().offered()).isEqualTo(4);
        assertThat(story.ledger().count(QueueExit.ANSWERED)).isEqualTo(1);
        assertThat(story.ledger().count(QueueExit.ABANDONED)).isEqualTo(1);
        assertThat(story.ledger().count(QueueExit.TIMED_OUT)).isEqualTo(1);
        assertThat(story.ledger().waiting()).isEqualTo(1);
        assertThat(story.ledger().balances()).isTrue();
    }

    // ---- links and settings

    @Test
    void goesOnWithAnOfferWhosePhoneStillRingsWhenTheLinkIsBack() {
        Scenario story =
                oneAgent().calls("c1", "1").phoneRings("anna").linkDown().advance(Duration.ofMinutes(1));
        assertThat(story.offeree("c1")).isEqualTo("anna");
        story.linkUpWithAllLegs();
        assertThat(story.cleared()).isEmpty();
        assertThat(story.offeredTo()).isEmpty();
        story.advance(SECOND).phoneAnswers("anna").joined("c1", "anna");
        assertThat(story.state("anna")).isEqualTo("BUSY");
    }

    @Test
    void endsAnOfferWhosePhoneRingsOnAfterTheLinkIsBack() {
        Scenario story =
                oneAgent().calls("c1", "1").phoneRings("anna").linkDown().linkUpWithAllLegs();
        story.advance(DemoSite.RING);
        assertThat(story.cleared()).containsExactly(story.phone("anna").value());
        assertThat(story.waits("c1")).isTrue();
    }

    @Test
    void joinsAnAgentWhoAnsweredWhileTheLinkWasLostWithTheCaller() {
        Scenario story = oneAgent().calls("c1", "1").phoneRings("anna").linkDown();
        LegId phone = story.phone("anna");
        LegId caller = new LegId("c1");
        story.linkUp(Scenario.seen(caller, true, caller), Scenario.seen(phone, true, phone));
        assertThat(story.requests(PbxRequest.BridgeLegs.class)).hasSize(1);
        assertThat(story.cleared()).isEmpty();
        story.joined("c1", "anna");
        assertThat(story.state("anna")).isEqualTo("BUSY");
    }

    @Test
    void freesTheAgentWhenTheRingingPhoneIsGoneAfterAGap() {
        Scenario story = oneAgent().calls("c1", "1").phoneRings("anna").linkDown();
        story.linkUp(Scenario.seen(new LegId("c1"), true, new LegId("c1")));
        assertThat(story.events(QueueEvent.OfferEnded.class))
                .extracting(QueueEvent.OfferEnded::end)
                .containsExactly(OfferEnd.LINK_LOST);
        assertThat(story.offeree("c1")).isEqualTo("anna");
    }

    @Test
    void startsTheMusicOfWaitingCallersAgainWhenTheLinkIsBack() {
        Scenario story = oneAgent()
                .calls("c1", "1")
                .talks("c1", "anna")
                .calls("c2", "2")
                .calls("c3", "3")
                .linkDown();
        assertThat(story.advance(SECOND).linkUpWithAllLegs().requests(PbxRequest.StartMusic.class))
                .extracting(music -> music.leg().value())
                .containsExactly("c2", "c3");
    }

    @Test
    void startsNoMusicForACallerWhoIsBeingJoinedWhenTheLinkIsBack() {
        Scenario story = oneAgent()
                .calls("c1", "1")
                .phoneRings("anna")
                .phoneAnswers("anna")
                .linkDown();
        story.advance(SECOND).linkUpWithAllLegs();
        assertThat(story.requests(PbxRequest.StartMusic.class)).isEmpty();
        assertThat(story.requests(PbxRequest.BridgeLegs.class)).hasSize(1);
    }

    @Test
    void offersACallOnlyToStationsOfItsOwnPbx() {
        Scenario story = Scenario.given()
                .report(new PbxEvent.LinkUp(DemoSite.BRANCH, List.of()))
                .readyAt("anna", "201")
                .advance(SECOND)
                .calls("c1", "1");
        assertThat(story.offeree("c1")).isNull();
        story.calls(DemoSite.BRANCH, "c2", "2", "5000");
        assertThat(story.offeree("c2")).isEqualTo("anna");
        assertThat(story.readyAt("bert", "102").offeree("c1")).isEqualTo("bert");
    }

    @Test
    void offersAWaitingCallToAnAgentWhoMayServeTheQueueFromNowOn() {
        Scenario story =
                Scenario.given().logsIn("anna", "101").readyAt("emil", "105").calls("c1", "1");
        assertThat(story.offeree("c1")).isNull();
        story.when(new Input.ConfigurationLoaded(DemoSite.config(
                List.of("vip", "general"),
                List.of(DemoSite.agent("anna", "vip"), DemoSite.agent("emil", "vip", "general")),
                DemoSite.trees())));
        assertThat(story.offeree("c1")).isEqualTo("emil");
    }

    private static IvrTree gone() {
        return new IvrTree("hotline", "bye", null, Map.of("bye", new IvrNode.HangUp(Cause.NORMAL_CLEARING)));
    }

    @Test
    void sendsCallersInsideATreeOnWhenItsQueueIsNoLongerThere() {
        Scenario story = Scenario.given().readyAt("anna", "101").storeIsSilent().calls("c1", "1");
        story.when(new Input.ConfigurationLoaded(
                DemoSite.config(List.of("general"), List.of(DemoSite.agent("emil", "general")), List.of(gone()))));
        story.advance(SECOND);
        assertThat(story.cleared()).containsExactly("c1");
    }
}
