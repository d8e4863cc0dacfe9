package org.cordboard.sim.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cordboard.sim.time.VirtualTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpanTest {

    private static final String RED = "Red Alarm";

    private final VirtualTime time = new VirtualTime();
    private final PbxWorld world = new PbxWorld(time);
    private final List<WorldEvent> events = new ArrayList<>();

    @BeforeEach
    void setUp() {
        world.heartbeatFrom(() -> time.now() / 1000);
        world.addListener(events::add);
    }

    private Admission arrive(int span) {
        Admission admission = world.arrive(new InboundCall("span" + span, "13900001234", "", "10086"), Party.SILENT);
        if (admission.taken()) {
            world.setVariable(admission.channel(), "TIMEOUT(absolute)", "0");
        }
        return admission;
    }

    private String answered(int span) {
        String leg = arrive(span).channel();
        world.agi(leg, "", "ANSWER", result -> {});
        time.advance(100);
        return leg;
    }

    private void fill(int span, int calls) {
        for (int i = 0; i < calls; i++) {
            assertThat(arrive(span).taken()).isTrue();
        }
    }

    private boolean dial(String id, String what) {
        return world.originate(
                new OriginateOrder(id, what, id, Dialplan.LEG, "s", 1, 30_000, "", "", List.of(), false));
    }

    private String name(String leg) {
        return world.find(leg).orElseThrow().name();
    }

    /** DAHDI's numbers of the circuits a channel had, in turn. */
    private List<Integer> circuits(String leg) {
        return all(WorldEvent.CircuitAssigned.class)
                .filter(assigned -> assigned.channel().uniqueId().equals(leg))
                .map(WorldEvent.CircuitAssigned::circuit)
                .toList();
    }

    private int cause(String leg) {
        return all(WorldEvent.ChannelHungUp.class)
                .filter(ended -> ended.channel().uniqueId().equals(leg))
                .findFirst()
                .orElseThrow()
                .cause();
    }

    private <E extends WorldEvent> Stream<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast);
    }

    // ---- channels

    @Test
    void anE1CarriesThirtyCallsAndATOneTwentyThreeAndTheNextIsRefusedWithNoCircuit() {
        world.addSpan(Span.pri(1, Span.Line.E1));
        world.addSpan(Span.pri(2, Span.Line.T1));
        fill(1, 30);
        fill(2, 23);
        assertThat(arrive(1)).isEqualTo(new Admission("", 34));
        assertThat(arrive(2)).isEqualTo(new Admission("", 34));
        assertThat(all(WorldEvent.CallRefused.class)).hasSize(2);
        assertThat(world.busyOn("span1")).isEqualTo(30);
    }

    @Test
    void theSlotOfTheDChannelIsLeftOutAndNumbersCountOnFromSpanToSpan() {
        world.addSpan(Span.pri(1, Span.Line.E1));
        world.addSpan(Span.ss7(2, Span.Line.E1));
        List<Integer> numbers = world.trunkViews().stream()
                .flatMap(trunk -> trunk.circuits().stream())
                .map(CircuitView::number)
                .toList();
        assertThat(numbers)
                .startsWith(1, 2)
                .endsWith(61, 62)
                .doesNotContain(16, 47)
                .hasSize(60);
    }

    @Test
    void channelsAreCalledAsAsteriskCallsThem() {
        world.addSpan(Span.pri(1, Span.Line.E1));
        world.addSpan(Span.ss7(2, Span.Line.E1));
        assertThat(name(arrive(1).channel())).isEqualTo("DAHDI/i1/13900001234-1");
        assertThat(name(arrive(1).channel())).isEqualTo("DAHDI/i1/13900001234-2");
        assertThat(name(arrive(2).channel())).isEqualTo("DAHDI/32-1");
        assertThat(name(arrive(2).channel())).isEqualTo("DAHDI/33-1");
        dial("out", "DAHDI/i1/13600001111");
        assertThat(name("out")).isEqualTo("DAHDI/i1/13600001111-3");
    }

    @Test
    void aCircuitIsFreeAgainWhenItsCallHasEnded() {
        world.addSpan(Span.ss7(1, Span.Line.E1));
        String first = arrive(1).channel();
        arrive(1);
        world.partyHangsUp(first, 16);
        assertThat(world.busyOn("span1")).isEqualTo(1);
        assertThat(name(arrive(1).channel())).isEqualTo("DAHDI/1-1");
    }

    @Test
    void dialsTheLowestOrHighestFreeCircuitOfAGroupOrTakesTurns() {
        world.addSpan(Span.pri(1, Span.Line.E1));
        dial("a", "DAHDI/g1/1");
        dial("b", "DAHDI/G1/2");
        dial("c", "DAHDI/r1/3");
        dial("d", "DAHDI/r1/4");
        dial("e", "DAHDI/i1-g1/5");
        dial("f", "DAHDI/20/6");
        assertThat(Stream.of("a", "b", "c", "d", "e", "f").flatMap(leg -> circuits(leg).stream()))
                .containsExactly(1, 31, 2, 3, 4, 20);
    }

    @Test
    void aDialThatFindsNoFreeCircuitHasNoChannel() {
        world.addSpan(Span.pri(1, Span.Line.T1));
        fill(1, 23);
        assertThat(dial("full", "DAHDI/g1/1")).isFalse();
        assertThat(dial("other group", "DAHDI/g9/1")).isFalse();
        assertThat(dial("nonsense", "DAHDI//")).isFalse();
        time.advance(1);
        assertThat(all(WorldEvent.OriginateEnded.class)).hasSize(3).noneMatch(WorldEvent.OriginateEnded::success);
    }

    @Test
    void aNumberNobodyHasIsUnallocatedAndOneThatAnswersEntersTheDialplan() {
        world.addSpan(Span.pri(1, Span.Line.E1));
        world.addPhone("13600001111@span1", new PhoneBehaviour.Answers(1_000));
        dial("nobody", "DAHDI/g1/123");
        dial("somebody", "DAHDI/g1/13600001111");
        time.advance(1_100);
        assertThat(cause("nobody")).isEqualTo(1);
        assertThat(world.inAgi("somebody")).isTrue();
    }

    @Test
    void aCallDialledOverASipTrunkCountsAndIsRefusedWhenTheTrunkIsFull() {
        world.addTrunk("carrier", 1);
        world.addPhone("136@carrier", new PhoneBehaviour.NeverAnswers());
        world.addPhone("137@carrier", new PhoneBehaviour.NeverAnswers());
        dial("first", "136@carrier");
        assertThat(world.busyOn("carrier")).isEqualTo(1);
        dial("second", "137@carrier");
        time.advance(10);
        assertThat(cause("second")).isEqualTo(34);
        assertThat(world.busyOn("carrier")).isEqualTo(1);
    }

    // ---- glare

    @Test
    void onPriTheNetworksCallKeepsTheChannelAndOursGetsAnother() {
        world.addSpan(Span.pri(1, Span.Line.E1));
        dial("ours", "DAHDI/g1/1");
        String theirs = arrive(1).channel();
        assertThat(all(WorldEvent.GlareMet.class))
                .containsExactly(new WorldEvent.GlareMet(time.now(), "span1", 1, false));
        assertThat(circuits(theirs)).containsExactly(1);
        assertThat(circuits("ours")).containsExactly(1, 2);
        assertThat(world.busyOn("span1")).isEqualTo(2);
    }

    @Test
    void asTheNetworksSideOurCallKeepsTheChannelAndTheirsGetsAnother() {
        world.addSpan(new Span(1, Span.Line.E1, new Span.Signalling.Pri(true), 1));
        dial("ours", "DAHDI/g1/1");
        String theirs = arrive(1).channel();
        assertThat(circuits("ours")).containsExactly(1);
        assertThat(circuits(theirs)).containsExactly(2);
    }

    @Test
    void aCallThatLosesTheLastChannelOfAPriIsRefusedWithNoCircuit() {
        world.addSpan(Span.pri(1, Span.Line.T1));
        fill(1, 22);
        world.addPhone("1@span1", new PhoneBehaviour.NeverAnswers());
        dial("ours", "DAHDI/g1/1");
        assertThat(arrive(1).taken()).isTrue();
        assertThat(cause("ours")).isEqualTo(34);
        assertThat(arrive(1).cause()).isEqualTo(34);
    }

    @Test
    void onSs7TheControllingExchangesCallStaysAndTheLoserIsToldToTryAgain() {
        world.addSpan(Span.ss7(1, Span.Line.E1));
        world.addPhone("1@span1", new PhoneBehaviour.NeverAnswers());
        dial("odd", "DAHDI/g2/1");
        String theirs = arrive(1).channel();
        assertThat(cause("odd")).isEqualTo(256);
        assertThat(circuits(theirs)).containsExactly(1);

        dial("even", "DAHDI/g2/1");
        String second = arrive(1).channel();
        assertThat(circuits("even")).containsExactly(2);
        assertThat(circuits(second)).containsExactly(3);
        assertThat(all(WorldEvent.GlareMet.class).map(WorldEvent.GlareMet::oursStays))
                .containsExactly(false, true);
    }

    @Test
    void thereIsNoGlareOnceTheOtherSideHasHeardOfTheCall() {
        world.addSpan(Span.pri(1, Span.Line.E1));
        world.addPhone("1@span1", new PhoneBehaviour.NeverAnswers());
        dial("ours", "DAHDI/g1/1");
        time.advance(Circuit.CROSSING_MILLIS);
        assertThat(circuits(arrive(1).channel())).containsExactly(2);
        assertThat(all(WorldEvent.GlareMet.class)).isEmpty();
    }

    // ---- alarms

    @Test
    void anAlarmOfAPriSpanEndsUnansweredCallsAtOnceAndAnsweredOnesWhenT309HasRunOut() {
        world.addSpan(Span.pri(1, Span.Line.E1));
        String talking = answered(1);
        String waiting = arrive(1).channel();
        world.raiseAlarm("span1", RED);
        assertThat(cause(waiting)).isEqualTo(27);
        time.advance(Outages.T309_MILLIS - 1);
        assertThat(world.find(talking)).isPresent();
        time.advance(1);
        assertThat(cause(talking)).isEqualTo(27);
        assertThat(all(WorldEvent.CallCut.class)).hasSize(2);
    }

    @Test
    void aPriSpanThatIsBackInTimeKeepsItsAnsweredCalls() {
        world.addSpan(Span.pri(1, Span.Line.E1));
        String talking = answered(1);
        world.raiseAlarm("span1", "Yellow Alarm", Outages.T309_MILLIS - 1);
        time.advance(60_000);
        assertThat(world.find(talking)).isPresent();
        assertThat(arrive(1).taken()).isTrue();
    }

    @Test
    void aHangUpDuringAnAlarmIsHeardWhenTheDChannelIsBack() {
        world.addSpan(Span.pri(1, Span.Line.E1));
        String talking = answered(1);
        world.raiseAlarm("span1", RED, 2_000);
        time.advance(500);
        world.partyHangsUp(talking, 16);
        world.press(talking, '1');
        time.advance(1_400);
        assertThat(world.find(talking)).isPresent();
        time.advance(200);
        assertThat(cause(talking)).isEqualTo(16);
        assertThat(all(WorldEvent.DtmfBegun.class)).isEmpty();
    }

    @Test
    void aSpanInAlarmTakesNoCallAndIsNotDialled() {
        world.addSpan(Span.pri(1, Span.Line.E1));
        world.raiseAlarm("span1", RED);
        assertThat(arrive(1)).isEqualTo(new Admission("", 27));
        assertThat(dial("out", "DAHDI/g1/1")).isFalse();
        world.clearAlarm("span1");
        assertThat(arrive(1).taken()).isTrue();
    }

    @Test
    void ss7CallsOutliveAnAlarmAsLongAsTheLinksetHasALinkOnAnotherSpan() {
        world.addSpan(Span.ss7(1, Span.Line.E1));
        world.addSpan(Span.ss7(2, Span.Line.E1));
        String first = answered(1);
        String second = answered(2);
        world.raiseAlarm("span1", RED);
        time.advance(60_000);
        assertThat(world.find(first)).isPresent();
        assertThat(arrive(1).cause()).isEqualTo(34);
        assertThat(arrive(2).taken()).isTrue();
        world.raiseAlarm("span2", RED);
        assertThat(cause(first)).isEqualTo(41);
        assertThat(cause(second)).isEqualTo(41);
    }

    @Test
    void anSs7LinkProvesItselfBeforeCallsComeAgain() {
        world.addSpan(Span.ss7(1, Span.Line.E1));
        world.raiseAlarm("span1", RED, 1_000);
        time.advance(1_000 + Outages.PROVING_MILLIS - 1);
        assertThat(arrive(1).taken()).isFalse();
        time.advance(1);
        assertThat(arrive(1).taken()).isTrue();
    }

    @Test
    void aCallersPartnerIsBackUnderControlWhenTheLineIsCut() {
        world.addSpan(Span.ss7(1, Span.Line.E1));
        world.addPhone("1001", new PhoneBehaviour.Answers(0));
        String caller = answered(1);
        dial("agent", "1001");
        time.advance(100);
        world.bridge(caller, "agent", obstacle -> assertThat(obstacle).isEmpty());
        time.advance(10);
        world.raiseAlarm("span1", RED);
        time.advance(10);
        assertThat(world.inAgi("agent")).isTrue();
        assertThat(all(WorldEvent.HangupRequested.class)).isEmpty();
    }

    // ---- telephones

    @Test
    void aTelephoneThatIsNotRegisteredCannotBeRungUntilItIsBack() {
        world.addPhone("1001", new PhoneBehaviour.Answers(0));
        world.register("1001", false);
        assertThat(dial("a", "1001")).isFalse();
        world.register("1001", true);
        assertThat(dial("b", "1001")).isTrue();
        assertThat(all(WorldEvent.DeviceStateChanged.class).map(WorldEvent.DeviceStateChanged::state))
                .startsWith(DeviceState.UNAVAILABLE, DeviceState.NOT_INUSE);
    }

    @Test
    void aTelephoneThatIsLostDuringACallIsUnavailableAfterIt() {
        world.addPhone("1001", new PhoneBehaviour.Answers(0));
        dial("a", "1001");
        time.advance(10);
        world.register("1001", false);
        assertThat(world.find("a")).isPresent();
        world.partyHangsUp("a", 16);
        assertThat(all(WorldEvent.DeviceStateChanged.class).map(WorldEvent.DeviceStateChanged::state))
                .endsWith(DeviceState.INUSE, DeviceState.UNAVAILABLE);
    }

    @Test
    void aSpanWithoutANumberIsRefused() {
        assertThatThrownBy(() -> Span.pri(0, Span.Line.E1)).isInstanceOf(IllegalArgumentException.class);
    }
}
