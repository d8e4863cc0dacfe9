package org.cordboard.server.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cordboard.cti.admission.AdmissionEvent;
import org.cordboard.cti.admission.ShedReason;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.TrunkId;
import org.junit.jupiter.api.Test;

class LoadMeterTest {

    private static final String FULL = "a PBX has so many legs that new callers of lower tiers are turned away";

    private final List<Long> linkDelay = new ArrayList<>(List.of(0L));
    private final LoadMeter meter = new LoadMeter(linkDelay::getLast);
    private long now;

    private static Event arrival() {
        CallerId caller = new CallerId("1", "");
        return new CallEvent.CallArrived(
                new CallId("c"), new LegId("l"), new PbxId("p"), new TrunkId("t"), caller, "4000", 0);
    }

    /** Lets one window pass in which so many calls arrive, some of them turned away, and each input waits so long. */
    private void window(int arrivals, int turnedAway, long delay) {
        window(arrivals, turnedAway, ShedReason.LATE, delay);
    }

    private void window(int arrivals, int turnedAway, ShedReason reason, long delay) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < arrivals; i++) {
            events.add(arrival());
            if (i < turnedAway) {
                events.add(new AdmissionEvent.CallShed(new CallId("c"), Tier.ORDINARY, reason));
            }
        }
        meter.decided(new JournalEntry(1, 0, new Input.StateNoteDue(), events, 0, 0));
        meter.waited(delay);
        now += LoadMeter.WINDOW_MILLIS;
        meter.look(now);
    }

    private void windows(int count, int arrivals, long delay) {
        for (int i = 0; i < count; i++) {
            window(arrivals, 0, delay);
        }
    }

    @Test
    void limitsNothingWhileInputsAreDecidedAtOnce() {
        windows(20, 100, 1);
        assertThat(meter.callsPerSecond()).isNull();
        assertThat(meter.isBusy()).isFalse();
        assertThat(meter.describe()).isEqualTo("normal");
    }

    /** A pause of the virtual machine delays what came in meanwhile, and what comes after it is on time again. */
    @Test
    void takesNoPauseForTooMuchWork() {
        windows(8, 25, 1);
        meter.waited(400);
        window(25, 0, 1);
        window(25, 0, 400);
        window(25, 0, 1);
        assertThat(meter.callsPerSecond()).isNull();
        assertThat(meter.isBusy()).isFalse();
    }

    @Test
    void putsOffWhatCanWaitBeforeAnyCallIsTurnedAway() {
        windows(2, 25, LoadMeter.BUSY_MILLIS + 5);
        assertThat(meter.isBusy()).isTrue();
        assertThat(meter.callsPerSecond()).isNull();
        windows(7, 25, 1);
        assertThat(meter.isBusy()).isTrue();
        windows(1, 25, 1);
        assertThat(meter.isBusy()).isFalse();
    }

    @Test
    void takesAPartOfTheCallsThatWereTakenLatelyWhenItIsLate() {
        windows(30, 25, 1);
        windows(2, 25, 300);
        assertThat(meter.callsPerSecond()).isBetween(65, 75);
        assertThat(meter.describe()).contains("300 ms late", "new calls a second");
    }

    @Test
    void cutsFurtherOnlyWhileTheDelayDoesNotFall() {
        windows(30, 25, 1);
        windows(2, 25, 900);
        Integer first = meter.callsPerSecond();
        window(25, 15, 600);
        window(25, 15, 300);
        assertThat(meter.callsPerSecond()).isEqualTo(first);
        window(25, 15, 300);
        window(25, 15, 300);
        assertThat(meter.callsPerSecond()).isLessThan(first);
    }

    /** Those who were taken before a cut still make work after it. */
    @Test
    void cutsNoMoreThanOnceASecond() {
        windows(30, 25, 1);
        windows(2, 25, 900);
        Integer first = meter.callsPerSecond();
        windows(3, 25, 1_000);
        assertThat(meter.callsPerSecond()).isEqualTo(first);
        windows(1, 25, 1_000);
        assertThat(meter.callsPerSecond()).isLessThan(first);
    }

    @Test
    void neverLimitsToLessThanAFifthOfWhatItTook() {
        windows(60, 25, 1);
        windows(100, 25, 5_000);
        assertThat(meter.callsPerSecond()).isBetween(19, 20);
    }

    @Test
    void neverLimitsToLessThanOneCallASecond() {
        windows(30, 0, 1);
        windows(100, 0, 5_000);
        assertThat(meter.callsPerSecond()).isEqualTo(1);
    }

    @Test
    void isBackToNormalWithinTenSecondsOfTheEndOfTheRush() {
        windows(30, 25, 1);
        windows(20, 100, 500);
        long end = now;
        for (int i = 0; i < 40 && (meter.callsPerSecond() != null || meter.isBusy()); i++) {
            window(10, 0, 1);
        }
        assertThat(meter.callsPerSecond()).isNull();
        assertThat(meter.isBusy()).isFalse();
        assertThat(now - end).isLessThanOrEqualTo(10_000);
    }

    @Test
    void keepsTheLimitWhileMoreArrivesThanIsTaken() {
        windows(30, 25, 1);
        windows(4, 100, 500);
        for (int i = 0; i < 12; i++) {
            window(100, 80, 1);
        }
        assertThat(meter.callsPerSecond()).isNotNull();
    }

    /** Who finds no room would find none without the limit either. */
    @Test
    void liftsTheLimitThoughCallersFindNoRoomAtThePbx() {
        windows(30, 25, 1);
        windows(4, 100, 500);
        for (int i = 0; i < 20; i++) {
            window(10, 5, ShedReason.FULL, 1);
        }
        assertThat(meter.callsPerSecond()).isNull();
        assertThat(meter.isFull()).isTrue();
        assertThat(meter.describe()).isEqualTo("normal; " + FULL);
        windows(8, 10, 1);
        assertThat(meter.describe()).isEqualTo("normal");
    }

    @Test
    void countsWhatWaitsAtALinkAsWell() {
        linkDelay.add(200L);
        windows(2, 25, 1);
        assertThat(meter.callsPerSecond()).isNotNull();
    }

    @Test
    void saysOnlyWhenTheLimitHasChanged() {
        windows(30, 25, 1);
        assertThat(meter.look(now + 10)).isFalse();
        assertThat(meter.look(now + LoadMeter.WINDOW_MILLIS)).isFalse();
    }
}
