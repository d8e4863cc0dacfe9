package org.cordboard.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cordboard.sim.time.VirtualTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PbxWorldTest {

    private final VirtualTime time = new VirtualTime();
    private final PbxWorld world =
            new PbxWorld(time, WorldTimings.measured().withPrompt("welcome", 1_000), Dialplan.cordboard());
    private final List<WorldEvent> events = new ArrayList<>();
    private final List<String> results = new ArrayList<>();

    @BeforeEach
    void setUp() {
        world.addTrunk("carrier", 2);
        world.addListener(events::add);
        beat();
    }

    private void beat() {
        world.setGlobal(Dialplan.HEARTBEAT, Long.toString(time.now() / 1000));
    }

    private Optional<String> call() {
        return world.callIn(new InboundCall("carrier", "13900001234", "Li Wei", "10086"), Party.SILENT);
    }

    private String taken() {
        String leg = call().orElseThrow();
        world.setVariable(leg, "TIMEOUT(absolute)", "0");
        return leg;
    }

    private String answered() {
        String leg = taken();
        agi(leg, "ANSWER");
        time.advance(100);
        return leg;
    }

    private void agi(String leg, String command) {
        assertThat(world.agi(leg, "c", command, result -> results.add(command + " -> " + result.text())))
                .isEmpty();
    }

    private void join(String first, String second) {
        List<Optional<Refused>> answers = new ArrayList<>();
        world.bridge(first, second, answers::add);
        time.advance(2);
        assertThat(answers).containsExactly(Optional.empty());
    }

    private ChannelView view(String leg) {
        return world.find(leg).orElseThrow();
    }

    private List<String> kinds() {
        return events.stream().map(event -> event.getClass().getSimpleName()).toList();
    }

    @Test
    void aCallerReachesTheAgiUnanswered() {
        String leg = call().orElseThrow();
        assertThat(world.inAgi(leg)).isTrue();
        assertThat(view(leg).state()).isEqualTo(ChannelState.RING);
        assertThat(world.variables(leg))
                .containsEntry("CORDBOARD_DIALLED", "10086")
                .containsEntry("CORDBOARD_TRUNK", "carrier");
    }

    @Test
    void aHeartbeatIsFreshForThreeSecondsAndThenStale() {
        time.advance(3_999);
        assertThat(world.inAgi(call().orElseThrow())).isTrue();
        time.advance(1);
        String late = call().orElseThrow();
        assertThat(view(late).context()).isEqualTo(Dialplan.FALLBACK);
        assertThat(view(late).state()).isEqualTo(ChannelState.RING);
    }

    @Test
    void theFallbackPlaysItsAnnouncementAndClearsTheCall() {
        world.setGlobal(Dialplan.HEARTBEAT, "0");
        String leg = call().orElseThrow();
        time.advance(1_999);
        assertThat(world.find(leg)).isPresent();
        time.advance(1);
        assertThat(world.find(leg)).isEmpty();
        assertThat(events.getLast())
                .isInstanceOfSatisfying(WorldEvent.ChannelHungUp.class, ended -> assertThat(ended.cause())
                        .isEqualTo(42));
    }

    @Test
    void aCallerWhomNobodyTakesFallsBackWhenTheEntryLeaseEnds() {
        String leg = call().orElseThrow();
        time.advance(4_999);
        assertThat(world.inAgi(leg)).isTrue();
        time.advance(1);
        assertThat(view(leg).context()).isEqualTo(Dialplan.FALLBACK);
        assertThat(kinds()).containsSubsequence("AgiEntered", "AgiLeft", "FallbackEntered");
    }

    @Test
    void aDialledLegWhomNobodyTakesIsClearedWithTemporaryFailure() {
        world.addPhone("1001", new PhoneBehaviour.Answers(0));
        world.originate(new OriginateOrder("o", "1001", "leg", Dialplan.LEG, "s", 1, 5_000, "", "", List.of(), false));
        time.advance(5_100);
        assertThat(world.find("leg")).isEmpty();
        assertThat(events)
                .filteredOn(WorldEvent.ChannelHungUp.class::isInstance)
                .singleElement()
                .satisfies(ended ->
                        assertThat(((WorldEvent.ChannelHungUp) ended).cause()).isEqualTo(41));
    }

    @Test
    void aLeaseLeftOnATalkingLegCutsTheTalk() {
        String first = answered();
        String second = answered();
        world.setVariable(first, "TIMEOUT(absolute)", "2");
        join(first, second);
        time.advance(2_000);
        assertThat(view(first).context()).isEqualTo(Dialplan.FALLBACK);
        assertThat(world.inAgi(second)).isTrue();
    }

    @Test
    void aSilentLegNoticesACommandLaterThanOneWithMusic() {
        String leg = answered();
        agi(leg, "SET MUSIC ON default");
        time.advance(86);
        assertThat(results).containsExactly("ANSWER -> 200 result=0");
        time.advance(1);
        assertThat(results).hasSize(2);
        agi(leg, "NOOP");
        time.advance(6);
        assertThat(results).hasSize(2);
        time.advance(1);
        assertThat(results).hasSize(3);
    }

    @Test
    void commandsRunOneAfterAnotherInOrder() {
        String leg = answered();
        results.clear();
        agi(leg, "STREAM FILE welcome \"\"");
        agi(leg, "NOOP");
        time.advance(1_086);
        assertThat(results).isEmpty();
        time.advance(1);
        assertThat(results)
                .containsExactly("STREAM FILE welcome \"\" -> 200 result=0 endpos=8000", "NOOP -> 200 result=0");
    }

    @Test
    void aPromptEndsTheMusicForGood() {
        String leg = answered();
        agi(leg, "SET MUSIC ON default");
        agi(leg, "STREAM FILE welcome \"\"");
        time.advance(3_000);
        assertThat(kinds()).containsSubsequence("MusicStarted", "MusicStopped");
        assertThat(kinds().stream().filter("MusicStarted"::equals)).hasSize(1);
    }

    @Test
    void anUnknownCommandIsAnsweredAsOne() {
        String leg = answered();
        results.clear();
        agi(leg, "MAKE COFFEE");
        time.advance(100);
        assertThat(results).containsExactly("MAKE COFFEE -> 510 Invalid or unknown command");
    }

    @Test
    void refusesMoreCommandsThanALegMayHaveWaiting() {
        String leg = taken();
        for (int i = 0; i < AgiRunner.MAX_QUEUED; i++) {
            agi(leg, "NOOP");
        }
        assertThat(world.agi(leg, "c", "NOOP", result -> {}))
                .hasValueSatisfying(refused -> assertThat(refused.kind()).isEqualTo(Refused.Kind.NOT_NOW));
    }

    @Test
    void aHangUpInAPromptEndsItWithMinusOneBeforeTheChannelEnds() {
        String leg = answered();
        agi(leg, "STREAM FILE welcome \"\"");
        time.advance(587);
        events.clear();
        world.partyHangsUp(leg, 16);
        assertThat(results).last().isEqualTo("STREAM FILE welcome \"\" -> 200 result=-1 endpos=4000");
        assertThat(kinds())
                .containsExactly(
                        "HangupRequested",
                        "VariableSet",
                        "AgiCommandEnded",
                        "AgiLeft",
                        "VariableSet",
                        "SoftHangupRequested",
                        "ChannelHungUp",
                        "DeviceStateChanged");
    }

    @Test
    void aBridgeSwallowsTheRunningPromptAndWaitingCommandsSurviveIt() {
        String first = answered();
        String second = answered();
        results.clear();
        agi(first, "STREAM FILE welcome \"\"");
        agi(first, "NOOP");
        time.advance(200);
        join(first, second);
        time.advance(5_000);
        assertThat(results).isEmpty();
        world.partyHangsUp(second, 16);
        time.advance(200);
        assertThat(results).containsExactly("NOOP -> 200 result=0");
    }

    @Test
    void thePartnerLeftBehindIsBackUnderControl() {
        String first = answered();
        String second = answered();
        join(first, second);
        assertThat(view(first).bridgeId()).isNotEmpty().isEqualTo(view(second).bridgeId());
        events.clear();
        world.partyHangsUp(second, 16);
        time.advance(2);
        assertThat(world.inAgi(first)).isTrue();
        assertThat(kinds())
                .containsSubsequence(
                        "HangupRequested", "BridgeLeft", "BridgeLeft", "BridgeDestroyed", "ChannelHungUp", "AgiEntered")
                .doesNotContain("AgiLeft");
        assertThat(world.hasLease(first)).isTrue();
    }

    @Test
    void redirectTakesBothLegsOutOfABridge() {
        String first = answered();
        String second = answered();
        join(first, second);
        assertThat(world.redirect(
                        new PbxWorld.Redirection(first, Dialplan.LEG, "s", 1),
                        Optional.of(new PbxWorld.Redirection(second, Dialplan.LEG, "s", 1))))
                .isEmpty();
        time.advance(2);
        assertThat(world.inAgi(first)).isTrue();
        assertThat(world.inAgi(second)).isTrue();
        assertThat(view(second).context()).isEqualTo(Dialplan.LEG);
    }

    @Test
    void redirectWithASecondLegThatIsGoneMovesNothing() {
        String first = answered();
        events.clear();
        assertThat(world.redirect(
                        new PbxWorld.Redirection(first, Dialplan.LEG, "s", 1),
                        Optional.of(new PbxWorld.Redirection("gone", Dialplan.LEG, "s", 1))))
                .isPresent();
        time.advance(10);
        assertThat(events).isEmpty();
    }

    @Test
    void keysAreHeardOutsideABridgeAndPassByThePbxInside() {
        String first = answered();
        String second = answered();
        world.press(first, '5');
        time.advance(100);
        assertThat(kinds()).containsSubsequence("DtmfBegun", "DtmfEnded");
        join(first, second);
        events.clear();
        world.press(first, '5');
        time.advance(200);
        assertThat(events).isEmpty();
    }

    @Test
    void aFullTrunkTakesNoCallUntilOneEnds() {
        String first = call().orElseThrow();
        assertThat(call()).isPresent();
        assertThat(call()).isEmpty();
        world.partyHangsUp(first, 16);
        assertThat(call()).isPresent();
        assertThat(world.busyOn("carrier")).isEqualTo(2);
    }

    @Test
    void aTrunkInAlarmTakesNoCallAndKeepsThoseItCarries() {
        String leg = call().orElseThrow();
        world.raiseAlarm("carrier", "Red Alarm");
        world.raiseAlarm("carrier", "Red Alarm");
        assertThat(call()).isEmpty();
        assertThat(world.find(leg)).isPresent();
        world.clearAlarm("carrier");
        assertThat(call()).isPresent();
        assertThat(kinds().stream().filter("TrunkAlarmRaised"::equals)).hasSize(1);
    }

    @Test
    void notesHangupsOfWatchedLegs() {
        String leg = call().orElseThrow();
        world.partyHangsUp(leg, 17);
        assertThat(world.hangupNotes()).containsEntry(leg, time.now() / 1000 + ":17");
        world.forgetHangupNote(leg);
        assertThat(world.hangupNotes()).isEmpty();
    }

    @Test
    void keepsABoundedNumberOfHangupNotes() {
        for (int i = 0; i < Core.MAX_NOTES + 10; i++) {
            world.partyHangsUp(call().orElseThrow(), 16);
        }
        assertThat(world.hangupNotes()).hasSize(Core.MAX_NOTES);
    }

    @Test
    void aPhoneMayHangUpAfterTalking() {
        world.addPhone("1001", new PhoneBehaviour.Answers(0, OptionalLong.of(3_000)));
        String caller = answered();
        world.originate(new OriginateOrder("o", "1001", "leg", Dialplan.LEG, "s", 1, 5_000, "", "", List.of(), false));
        time.advance(100);
        join(caller, "leg");
        time.advance(2_990);
        assertThat(world.find("leg")).isPresent();
        time.advance(20);
        assertThat(world.find("leg")).isEmpty();
    }

    @Test
    void ringsTheSilentPhoneUntilTheTimeoutWithoutASign() {
        world.addPhone("1001", new PhoneBehaviour.Silent());
        world.originate(new OriginateOrder("o", "1001", "leg", Dialplan.LEG, "s", 1, 2_000, "", "", List.of(), false));
        time.advance(2_000);
        assertThat(kinds()).contains("DialBegun").doesNotContain("ChannelRinging");
        assertThat(events)
                .filteredOn(WorldEvent.OriginateEnded.class::isInstance)
                .singleElement()
                .satisfies(ended ->
                        assertThat(((WorldEvent.OriginateEnded) ended).reason()).isEqualTo(3));
    }

    @Test
    void listenersHearHappeningsInOneOrderEvenWhenAListenerCausesMore() {
        List<String> second = new ArrayList<>();
        world.addListener(event -> {
            if (event instanceof WorldEvent.TrunkAlarmRaised alarm) {
                world.clearAlarm(alarm.trunk().name());
            }
        });
        world.addListener(event -> second.add(event.getClass().getSimpleName()));
        events.clear();
        world.raiseAlarm("carrier", "Red Alarm");
        assertThat(second)
                .containsExactly("TrunkAlarmRaised", "TrunkAlarmCleared")
                .isEqualTo(kinds());
    }
}
