package org.cordboard.cti.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.cordboard.cti.admission.AdmissionEvent;
import org.cordboard.cti.admission.ShedReason;
import org.cordboard.cti.call.CallResult;
import org.cordboard.cti.customer.LookUpResult;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.junit.jupiter.api.Test;

/** Which callers are taken when there is more to do than the server can. */
class AdmissionTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Scenario limitedTo(int callsPerSecond) {
        return withCustomers(Scenario.given()).when(new Input.AdmissionMeasured(callsPerSecond));
    }

    /** So many legs for each PBX, of which a fifth is kept for tiers above the ordinary one. */
    private static Scenario withRoomFor(int legs) {
        return withCustomers(Scenario.given(DemoSite.withLegs(DemoSite.config(), legs)));
    }

    private static Scenario withCustomers(Scenario story) {
        for (Tier tier : Tier.values()) {
            story.knows(tier.name(), DemoSite.customer("k-" + tier, tier));
        }
        return story;
    }

    private static List<String> deflected(Scenario story) {
        return story.requests(PbxRequest.DeflectLeg.class).stream()
                .map(deflect -> deflect.leg().value())
                .toList();
    }

    /** How many of so many callers of a tier, all at once, are taken. */
    private static long taken(Scenario story, Tier tier, int callers) {
        return IntStream.range(0, callers)
                .filter(i -> !story.calls(tier + "-" + story.now() + "-" + i, tier.name())
                        .requests(PbxRequest.AnswerLeg.class)
                        .isEmpty())
                .count();
    }

    @Test
    void takesEverybodyAtOnceWhileNothingIsLimited() {
        Scenario story = Scenario.given().calls("c1", "1");
        assertThat(story.requests(PbxRequest.AnswerLeg.class)).hasSize(1);
        assertThat(story.events(AdmissionEvent.class)).isEmpty();
    }

    @Test
    void looksACallerUpBeforeAnythingElseIsDone() {
        Scenario story = limitedTo(10).storeIsSilent().calls("c1", "GOLD");
        assertThat(story.requests(PbxRequest.class)).isEmpty();
        assertThat(story.call("c1").screened()).isTrue();
    }

    @Test
    void takesTheHigherTiersWhenOrdinaryCallersAreTurnedAway() {
        Scenario story = limitedTo(10).advance(SECOND);
        assertThat(taken(story, Tier.ORDINARY, 20)).isBetween(4L, 6L);
        assertThat(taken(story, Tier.SILVER, 20)).isPositive();
        assertThat(taken(story, Tier.GOLD, 20)).isPositive();
        assertThat(taken(story, Tier.DIAMOND, 20)).isPositive();
        assertThat(taken(story, Tier.ORDINARY, 20)).isZero();
    }

    /** Each tier finds what the lower ones must leave, and no tier is without a limit. */
    @Test
    void limitsTheHighestTierToo() {
        Scenario story = limitedTo(10).advance(SECOND);
        assertThat(taken(story, Tier.DIAMOND, 50)).isBetween(9L, 11L);
        assertThat(taken(story.advance(SECOND), Tier.DIAMOND, 50)).isBetween(5L, 11L);
    }

    @Test
    void leavesACallerWhoIsTurnedAwayToThePbxAndClosesTheCallWithTheLeg() {
        Scenario story = limitedTo(1);
        taken(story, Tier.DIAMOND, 5);
        story.calls("c1", "ORDINARY");
        assertThat(deflected(story)).containsExactly("c1");
        assertThat(story.requests(PbxRequest.AnswerLeg.class)).isEmpty();
        story.report(new PbxEvent.LegCleared(story.call("c1").customerLeg().id(), Cause.SWITCH_CONGESTION));
        assertThat(story.exists("c1")).isFalse();
        assertThat(story.records().getLast().result()).isEqualTo(CallResult.SHED);
    }

    @Test
    void entersATreeThatAnswersByItselfOnlyAfterTheCallerIsTaken() {
        Scenario story = limitedTo(10).advance(SECOND).calls("c1", "DIAMOND", "8000");
        assertThat(story.call("c1").ivrPath()).startsWith("identify");
        Scenario busy = limitedTo(1);
        taken(busy, Tier.DIAMOND, 5);
        busy.calls("c1", "ORDINARY", "8000");
        assertThat(busy.call("c1").ivrPath()).isEmpty();
    }

    @Test
    void takesACallerOfWhomTheStoreSaysNothingForAnOrdinaryOne() {
        Scenario story = limitedTo(1);
        taken(story, Tier.DIAMOND, 5);
        story.storeIsSilent().calls("c1", "DIAMOND").advance(SiteConfig.Limits.DEFAULT.lookUp());
        assertThat(deflected(story)).containsExactly("c1");
    }

    @Test
    void looksUpNoMoreThanSoManyAtATimeAndTurnsTheRestAway() {
        Scenario story = limitedTo(1_000).storeIsSilent();
        for (int i = 0; i < 1_000; i++) {
            story.calls("c" + i, "1");
        }
        assertThat(deflected(story)).isEmpty();
        story.calls("last", "DIAMOND");
        assertThat(deflected(story)).containsExactly("last");
        assertThat(story.events(AdmissionEvent.CallShed.class))
                .extracting(AdmissionEvent.CallShed::tier)
                .containsOnlyNulls();
    }

    @Test
    void takesThoseBeingLookedUpWhenTheLimitIsLifted() {
        Scenario story = limitedTo(1);
        taken(story, Tier.DIAMOND, 5);
        story.storeIsSilent().calls("c1", "1").when(new Input.AdmissionMeasured(null));
        assertThat(story.advance(SiteConfig.Limits.DEFAULT.lookUp()).requests(PbxRequest.AnswerLeg.class))
                .hasSize(1);
    }

    @Test
    void clearsACallerWhomThePbxWillNotTakeBack() {
        Scenario story = limitedTo(1);
        taken(story, Tier.DIAMOND, 5);
        story.pbxIsSilent().calls("c1", "1").fails(PbxRequest.DeflectLeg.class, Reason.REFUSED);
        assertThat(story.cleared()).containsExactly("c1");
    }

    /** Whoever was turned away while the link broke is not answered when it is back. */
    @Test
    void clearsACallerTurnedAwayWhileTheLinkWasLost() {
        Scenario story = limitedTo(1);
        taken(story, Tier.DIAMOND, 5);
        story.pbxIsSilent().calls("c1", "1").linkDown().pbxAnswers();
        story.fails(PbxRequest.DeflectLeg.class, Reason.LINK_DOWN);
        var leg = story.call("c1").customerLeg().id();
        story.linkUp(Scenario.seen(leg, false, leg));
        assertThat(story.requests(PbxRequest.AnswerLeg.class)).isEmpty();
        assertThat(story.cleared()).contains("c1");
    }

    @Test
    void forgetsTheLimitAtAStart() {
        Scenario story = limitedTo(3);
        List<Input> inputs = StartUp.inputs(story.engine, story.engine.site().config(), List.of(), 0);
        assertThat(inputs).containsExactly(new Input.AdmissionMeasured(null));
    }

    @Test
    void keepsTheLastLegsOfAPbxForHigherTiers() {
        Scenario story = withRoomFor(40);
        assertThat(taken(story, Tier.ORDINARY, 40)).isEqualTo(32);
        assertThat(story.events(AdmissionEvent.CallShed.class))
                .extracting(AdmissionEvent.CallShed::tier, AdmissionEvent.CallShed::reason)
                .containsExactly(tuple(Tier.ORDINARY, ShedReason.FULL));
        assertThat(taken(story, Tier.SILVER, 40)).isEqualTo(4);
        assertThat(taken(story, Tier.GOLD, 40)).isEqualTo(2);
        assertThat(taken(story, Tier.DIAMOND, 40)).isEqualTo(2);
        assertThat(taken(story, Tier.ORDINARY, 1)).isZero();
    }

    @Test
    void looksNobodyUpFirstWhileThereIsRoomForEverybody() {
        Scenario story = withRoomFor(10);
        assertThat(taken(story, Tier.ORDINARY, 8)).isEqualTo(8);
        assertThat(story.steps)
                .noneMatch(step -> step.decision().events().stream().anyMatch(AdmissionEvent.class::isInstance));
    }

    @Test
    void takesAnOrdinaryCallerAgainWhenALegHasEnded() {
        Scenario story = withRoomFor(10).calls("c1", "ORDINARY");
        taken(story, Tier.ORDINARY, 8);
        assertThat(story.calls("c2", "ORDINARY").requests(PbxRequest.AnswerLeg.class))
                .isEmpty();
        story.hangsUp("c1");
        assertThat(story.calls("c3", "ORDINARY").requests(PbxRequest.AnswerLeg.class))
                .hasSize(1);
    }

    @Test
    void countsTheTelephonesOfAgents() {
        Scenario story = withRoomFor(10).readyAt("anna", "101").calls("c1", "ORDINARY");
        assertThat(story.offeredTo()).containsExactly("anna");
        assertThat(taken(story, Tier.ORDINARY, 8)).isEqualTo(6);
    }

    @Test
    void doesNotCountThoseWhoHearTheAnnouncement() {
        Scenario story = withRoomFor(10);
        taken(story, Tier.ORDINARY, 50);
        assertThat(story.engine.calls().all()).hasSize(50);
        assertThat(taken(story, Tier.DIAMOND, 5)).isEqualTo(2);
    }

    @Test
    void hasRoomAtOnePbxWhenAnotherIsFull() {
        Scenario story = withRoomFor(10);
        taken(story, Tier.ORDINARY, 20);
        story.report(new PbxEvent.LinkUp(DemoSite.BRANCH, List.of()));
        story.calls(DemoSite.BRANCH, "c1", "ORDINARY", "5000");
        assertThat(story.requests(PbxRequest.AnswerLeg.class)).hasSize(1);
    }

    /** Being looked up takes no room: of many who come at once, the first to be known does not suffer from the others. */
    @Test
    void doesNotCountThoseWhoAreBeingLookedUp() {
        Scenario story = withRoomFor(10);
        taken(story, Tier.ORDINARY, 8);
        story.storeIsSilent();
        for (int i = 0; i < 10; i++) {
            story.calls("c" + i, "1");
        }
        assertThat(story.engine.calls().legsTaken(DemoSite.MAIN)).isEqualTo(8);
        Effect.LookUpCustomer lookUp = (Effect.LookUpCustomer) story.effects().getFirst();
        story.when(
                new Input.CustomerLookedUp(lookUp.id(), new LookUpResult.Found(DemoSite.customer("k", Tier.DIAMOND))));
        assertThat(story.requests(PbxRequest.AnswerLeg.class)).hasSize(1);
    }

    @Test
    void knowsTheRoomAgainAfterARestart() {
        Scenario story = withRoomFor(10).readyAt("anna", "101").calls("c1", "GOLD");
        taken(story, Tier.ORDINARY, 20);
        Engine replayed = story.replayed();
        Engine restored = Engine.restored(story.now(), story.engine.state());
        assertThat(List.of(replayed.stateHash(), restored.stateHash())).containsOnly(story.engine.stateHash());
        assertThat(List.of(
                        replayed.calls().legsTaken(DemoSite.MAIN),
                        restored.calls().legsTaken(DemoSite.MAIN)))
                .containsOnly(8);
    }

    @Test
    void statesALimitOnceThoughItIsMeasuredAgain() {
        Scenario story = limitedTo(3);
        assertThat(story.when(new Input.AdmissionMeasured(3)).events()).isEmpty();
        assertThatThrownBy(() -> new Input.AdmissionMeasured(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
