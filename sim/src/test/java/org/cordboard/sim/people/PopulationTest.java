package org.cordboard.sim.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.cordboard.sim.time.VirtualTime;
import org.cordboard.sim.world.Dialplan;
import org.cordboard.sim.world.InboundCall;
import org.cordboard.sim.world.OriginateOrder;
import org.cordboard.sim.world.PbxWorld;
import org.cordboard.sim.world.Span;
import org.cordboard.sim.world.WorldEvent;
import org.cordboard.sim.world.WorldTimings;
import org.junit.jupiter.api.Test;

class PopulationTest {

    private final VirtualTime time = new VirtualTime();
    private final PbxWorld world =
            new PbxWorld(time, WorldTimings.measured().withPrompt("welcome", 1_000), Dialplan.cordboard());
    private final CallerLog log = new CallerLog(3);

    private Caller call(CustomerBehaviour behaviour) {
        world.addTrunk("carrier", 100);
        world.heartbeatFrom(() -> time.now() / 1000);
        Caller caller = Caller.call(
                world, new InboundCall("carrier", "13900001234", "Li Wei", "10086"), behaviour, new Draws(1), log);
        if (!caller.over()) {
            world.setVariable(caller.channel(), "TIMEOUT(absolute)", "0");
            world.agi(caller.channel(), "", "ANSWER", result -> {});
        }
        return caller;
    }

    private void connectToAgent(Caller caller, int ringMillis) {
        world.addPhone("1001", PhonePerson.answering(new Draws(2), new Sample.Fixed(ringMillis)));
        world.originate(
                new OriginateOrder("o", "1001", "agent", Dialplan.LEG, "s", 1, 60_000, "", "", List.of(), false));
        time.advance(ringMillis + 10L);
        world.setVariable("agent", "TIMEOUT(absolute)", "0");
        world.bridge(caller.channel(), "agent", obstacle -> assertThat(obstacle).isEmpty());
        time.advance(1);
    }

    @Test
    void aCallerLosesPatienceExactlyWhenItEnds() {
        Caller caller = call(CustomerBehaviour.waiting(20_000, 5_000));
        time.advance(19_999);
        assertThat(caller.over()).isFalse();
        time.advance(1);
        assertThat(caller.over()).isTrue();
        CallerLog.Entry entry = log.ended().getFirst();
        assertThat(entry.endedBy()).isEqualTo(CallerLog.EndedBy.CALLER);
        assertThat(entry.heardAgentAt()).isEmpty();
        assertThat(entry.answeredAt()).isEqualTo(OptionalLong.of(entry.calledAt() + 87));
    }

    @Test
    void aTalkingCallerHasAllThePatienceAndHangsUpAfterTheTalk() {
        Caller caller = call(CustomerBehaviour.waiting(20_000, 30_000));
        connectToAgent(caller, 1_000);
        assertThat(caller.talking()).isTrue();
        time.advance(29_990);
        assertThat(caller.over()).isFalse();
        time.advance(20);
        CallerLog.Entry entry = log.ended().getFirst();
        assertThat(entry.endedBy()).isEqualTo(CallerLog.EndedBy.CALLER);
        assertThat(entry.agents()).containsExactly("agent");
        assertThat(entry.heardAgentAt()).hasValue(entry.endedAt() - 30_000);
    }

    @Test
    void theLogSaysWhenTheOtherSideEndedTheCall() {
        Caller caller = call(CustomerBehaviour.patient(60_000));
        world.hangUp(caller.channel(), 21);
        time.advance(5);
        assertThat(log.ended().getFirst().endedBy()).isEqualTo(CallerLog.EndedBy.OTHER_SIDE);
        assertThat(log.ended().getFirst().cause()).isEqualTo(21);
    }

    @Test
    void aCallerWhoStaysInTheLineNeverLeavesByThemselves() {
        Caller caller = call(CustomerBehaviour.patient(60_000));
        time.advance(24L * 3_600_000);
        assertThat(caller.over()).isFalse();
    }

    @Test
    void pressesItsKeysWhenPromptsBegin() {
        List<Character> keys = new ArrayList<>();
        world.addListener(event -> {
            if (event instanceof WorldEvent.DtmfEnded digit) {
                keys.add(digit.digit());
            }
        });
        Caller caller = call(CustomerBehaviour.patient(60_000).withKeys("1 2"));
        for (int i = 0; i < 3; i++) {
            world.agi(caller.channel(), "", "STREAM FILE welcome \"\"", result -> {});
        }
        time.advance(10_000);
        assertThat(keys).containsExactly('1', '2');
        caller.hangUp();
        time.advance(1);
        assertThat(log.ended().getFirst().prompts()).containsExactly("welcome", "welcome", "welcome");
    }

    @Test
    void hearsTheFallbackWhenNoServerIsThere() {
        world.addTrunk("carrier", 1);
        Caller caller = Caller.call(
                world,
                new InboundCall("carrier", "13900001234", "", "10086"),
                CustomerBehaviour.patient(1_000),
                new Draws(1),
                log);
        time.advance(10_000);
        assertThat(caller.over()).isTrue();
        assertThat(log.ended().getFirst().heardFallback()).isTrue();
        assertThat(log.ended().getFirst().answeredAt()).isEmpty();
        assertThat(log.fellBack()).isEqualTo(1);
    }

    @Test
    void aCallThatTheTrunkDoesNotTakeIsLoggedAsTheNetworks() {
        Caller caller = Caller.call(
                world,
                new InboundCall("nowhere", "13900001234", "", "10086"),
                CustomerBehaviour.patient(1_000),
                new Draws(1),
                log);
        assertThat(caller.over()).isTrue();
        assertThat(log.ended().getFirst().endedBy()).isEqualTo(CallerLog.EndedBy.NETWORK);
        assertThat(log.ended().getFirst().cause()).isEqualTo(34);
    }

    @Test
    void theLogIsBoundedAndItsCountersAreNot() {
        for (int i = 0; i < 5; i++) {
            call(CustomerBehaviour.waiting(10, 10));
        }
        time.advance(100);
        assertThat(log.ended()).hasSize(3).extracting(CallerLog.Entry::number).containsExactly(3L, 4L, 5L);
        assertThat(log.called()).isEqualTo(5);
        assertThat(log.going()).isZero();
    }

    /** The keys a caller of this habit presses, with the time of each since the first prompt. */
    private List<String> pressed(KeyHabit habit, String keys) {
        List<String> pressed = new ArrayList<>();
        Caller caller = call(CustomerBehaviour.patient(60_000).withKeys(keys).withHabit(habit));
        long start = time.now();
        world.addListener(event -> {
            if (event instanceof WorldEvent.DtmfBegun digit) {
                pressed.add(digit.digit() + "@" + (time.now() - start));
            }
        });
        for (int prompt = 0; prompt < 3; prompt++) {
            caller.hearsPrompt("welcome");
            time.advance(20_000);
        }
        return pressed;
    }

    @Test
    void whoListensPressesAGroupForEachPrompt() {
        assertThat(pressed(KeyHabit.LISTENS, "5 47")).containsExactly("5@1000", "4@21000", "7@21200");
    }

    @Test
    void whoKnowsTheMenuTypesAheadDuringTheFirstPrompt() {
        assertThat(pressed(KeyHabit.TYPES_AHEAD, "5 47")).containsExactly("5@1000", "4@1200", "7@1400");
    }

    @Test
    void whoSearchesTheKeysTakesSecondsForEach() {
        List<String> keys = pressed(KeyHabit.SLOW, "47");
        assertThat(keys).hasSize(2);
        long first = Long.parseLong(keys.getFirst().substring(2));
        assertThat(first).isBetween(2_500L, 4_500L);
        assertThat(Long.parseLong(keys.getLast().substring(2)) - first).isBetween(1_500L, 3_500L);
    }

    @Test
    void whoHitsAWrongKeyGoesOnOrDoesItRightWhenAskedAgain() {
        assertThat(pressed(KeyHabit.MISDIALS, "5 47")).containsExactly("8@1000", "4@21000", "7@21200");
        assertThat(pressed(KeyHabit.CORRECTS, "5 47")).containsExactly("8@1000", "5@21000", "4@41000", "7@41200");
    }

    private Caller told(long seconds) {
        Caller caller = call(CustomerBehaviour.waiting(20_000, 5_000)
                .withToldWait(new ToldWait(AnnouncedWait.saidAfter("wait-is"), 300_000, 1.5)));
        time.advance(10_000);
        caller.toldWait(seconds);
        return caller;
    }

    @Test
    void whoIsToldABearableWaitStaysUntilItIsLongPassed() {
        Caller caller = told(60);
        time.advance(89_999);
        assertThat(caller.over()).isFalse();
        time.advance(1);
        assertThat(caller.over()).isTrue();
    }

    @Test
    void whoIsToldAWaitTooLongGivesUpAtOnce() {
        Caller caller = told(301);
        time.advance(2_000);
        assertThat(caller.over()).isTrue();
    }

    @Test
    void aWaitIsUnderstoodWhenItsLastWordWasPlayed() {
        Caller caller = told(30);
        for (String word : List.of("wait-is", "digits/20", "digits/3")) {
            caller.hearsPrompt(word);
        }
        time.advance(44_000);
        caller.hearsPrompt("minutes");
        time.advance(2_000);
        assertThat(caller.over())
                .as("told of 23 minutes, no longer of 30 seconds")
                .isTrue();
        AnnouncedWait said = AnnouncedWait.saidAfter("wait-is");
        assertThat(said.seconds(List.of("wait-is", "digits/1", "digits/hundred", "digits/5", "seconds")))
                .hasValue(105);
        assertThat(said.seconds(List.of("wait-is", "hello", "seconds"))).isEmpty();
        assertThat(said.seconds(List.of("seconds"))).isEmpty();
    }

    @Test
    void aCallWhoseLineFailsIsLoggedAsCutByTheNetwork() {
        world.addSpan(Span.ss7(1, Span.Line.E1));
        world.heartbeatFrom(() -> time.now() / 1000);
        InboundCall call = new InboundCall("span1", "13900001234", "", "10086");
        Caller caller = Caller.call(world, call, CustomerBehaviour.patient(1_000), new Draws(1), log);
        world.raiseAlarm("span1", "Red Alarm");
        time.advance(1);
        assertThat(caller.over()).isTrue();
        assertThat(log.ended().getFirst().endedBy()).isEqualTo(CallerLog.EndedBy.NETWORK);
        assertThat(log.ended().getFirst().cause()).isEqualTo(41);
        assertThat(log.refused()).isZero();
        Caller.call(world, call, CustomerBehaviour.patient(1_000), new Draws(1), log);
        assertThat(log.refused()).isEqualTo(1);
    }

    @Test
    void numbersStayOutOfWhatIsPrinted() {
        call(CustomerBehaviour.waiting(10, 10));
        time.advance(100);
        assertThat(log.ended().getFirst().toString()).doesNotContain("1390");
    }

    @Test
    void drawsHaveTheMeansTheyPromise() {
        Draws draws = new Draws(42);
        double exponential = 0;
        double lognormal = 0;
        int n = 100_000;
        for (int i = 0; i < n; i++) {
            exponential += draws.exponential(100) / n;
            lognormal += draws.lognormal(100, 0.5) / n;
        }
        assertThat(exponential).isBetween(98.0, 102.0);
        // The mean of a lognormal is its median times exp(sigma^2 / 2).
        assertThat(lognormal).isBetween(111.0, 116.0);
    }

    @Test
    void aMixThatMakesNoSenseSaysWhy() {
        List<CustomerBehaviour> behaviours = List.of(CustomerBehaviour.patient(1));
        assertThatThrownBy(() -> new CallMix("carrier", "1", Double.NaN, 1, List.of(), 1, behaviours))
                .hasMessageContaining("calls per minute");
        assertThatThrownBy(() -> new CallMix("carrier", "1", 1, 1, List.of(), 0.5, behaviours))
                .hasMessageContaining("without customers");
        assertThatThrownBy(() -> new CallMix("carrier", "1", 1, 1, List.of(), 2, behaviours))
                .hasMessageContaining("between 0 and 1");
    }
}
