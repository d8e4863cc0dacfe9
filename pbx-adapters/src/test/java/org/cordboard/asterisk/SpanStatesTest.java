package org.cordboard.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxEvent.LegOffered;
import org.cordboard.cti.port.PbxEvent.StationChanged;
import org.cordboard.cti.port.PbxEvent.TrunkAlarm;
import org.cordboard.cti.port.PbxEvent.TrunkAlarmCleared;
import org.cordboard.cti.port.TrunkId;
import org.junit.jupiter.api.Test;

/** Alarms of trunks, told in the words of chan_dahdi's source. */
class SpanStatesTest {

    private static final TrunkId FIRST = new TrunkId("span1");
    private static final TrunkId SECOND = new TrunkId("span2");

    private final MachineBench bench = MachineBench.connected();

    private void spansAre(String first, String second) {
        status("1", first);
        status("2", second);
        complete("DAHDIShowStatus");
    }

    private void status(String span, String alarms) {
        row("DAHDIShowStatus", "Span", span, "Alarms", alarms);
    }

    private void dChannel(String span, String up) {
        row("PRIShowSpans", "Span", span, "Alarm", "No", "Up", up);
    }

    private void row(String name, String... more) {
        List<String> all = new ArrayList<>(List.of("Event", name, "ActionID", id(name)));
        all.addAll(List.of(more));
        bench.feed(all.toArray(String[]::new));
    }

    private void complete(String action) {
        bench.feed("Event", action + "Complete", "ActionID", id(action), "EventList", "Complete");
    }

    private String id(String action) {
        return bench.last(action).text("ActionID");
    }

    private void noSpans() {
        bench.refuse(bench.last("DAHDIShowStatus"), "No DAHDI detected");
        bench.refuse(bench.last("PRIShowSpans"), "Invalid/unknown command: PRIShowSpans.");
    }

    /** The state after the link came up is known and was reported. */
    private void settled(String first, String second) {
        spansAre(first, second);
        complete("PRIShowSpans");
        bench.take();
    }

    private List<PbxEvent> reported() {
        return bench.take().stream()
                .filter(event -> event instanceof TrunkAlarm || event instanceof TrunkAlarmCleared)
                .toList();
    }

    @Test
    void reportsTheStateOfEverySpanWhenTheLinkIsUp() {
        spansAre("OK", "RED");
        assertThat(reported()).isEmpty();
        complete("PRIShowSpans");
        assertThat(reported()).containsExactly(new TrunkAlarmCleared(FIRST), new TrunkAlarm(SECOND, "Red Alarm"));
    }

    @Test
    void findsAfterTheLinkWasLostWhatHappenedMeanwhile() {
        settled("RED", "OK");
        bench.machine.linkDown("gone", bench.now());
        bench.connect();
        spansAre("OK", "BLU/YEL");
        complete("PRIShowSpans");
        assertThat(reported()).containsExactly(new TrunkAlarmCleared(FIRST), new TrunkAlarm(SECOND, "Yellow Alarm"));
    }

    @Test
    void reportsAlarmsOfSpansAtOnceAndOnlyOnce() {
        settled("OK", "OK");
        bench.feed("Event", "SpanAlarm", "Span", "1", "Alarm", "Red Alarm");
        bench.feed("Event", "SpanAlarm", "Span", "1", "Alarm", "Red Alarm");
        bench.feed("Event", "SpanAlarmClear", "Span", "1");
        bench.feed("Event", "SpanAlarm", "Span", "", "Alarm", "Red Alarm");
        assertThat(reported()).containsExactly(new TrunkAlarm(FIRST, "Red Alarm"), new TrunkAlarmCleared(FIRST));
    }

    @Test
    void asksWhichSpanItIsWhenChannelsTellOfAnAlarm() {
        settled("OK", "OK");
        bench.actions.clear();
        for (int channel = 1; channel < 31; channel++) {
            bench.feed("Event", "Alarm", "DAHDIChannel", Integer.toString(channel), "Alarm", "Red Alarm");
        }
        assertThat(bench.sent("DAHDIShowStatus")).hasSize(1);
        spansAre("RED", "OK");
        complete("PRIShowSpans");
        assertThat(reported()).containsExactly(new TrunkAlarm(FIRST, "Red Alarm"));
        // Channels spoke after the question was asked: the answer may be older than what they said.
        assertThat(bench.sent("DAHDIShowStatus")).hasSize(2);
    }

    @Test
    void reportsAChannelByItselfWhenNoSpanExplainsItsAlarm() {
        settled("OK", "OK");
        bench.feed("Event", "Alarm", "DAHDIChannel", "62", "Alarm", "Red Alarm");
        spansAre("OK", "OK");
        complete("PRIShowSpans");
        bench.feed("Event", "AlarmClear", "DAHDIChannel", "62");
        spansAre("OK", "OK");
        complete("PRIShowSpans");
        TrunkId line = new TrunkId("dahdi62");
        assertThat(reported()).containsExactly(new TrunkAlarm(line, "Red Alarm"), new TrunkAlarmCleared(line));
    }

    @Test
    void countsAChannelWhoseSpanItKnowsToTheSpanWhenTheReleaseCannotShowSpans() {
        noSpans();
        bench.feed("Event", "DAHDIChannel", "Uniqueid", "9.9", "DAHDISpan", "2", "DAHDIChannel", "40");
        bench.feed("Event", "Alarm", "DAHDIChannel", "40", "Alarm", "Red Alarm");
        noSpans();
        bench.feed("Event", "AlarmClear", "DAHDIChannel", "40");
        noSpans();
        assertThat(reported()).containsExactly(new TrunkAlarm(SECOND, "Red Alarm"), new TrunkAlarmCleared(SECOND));
    }

    @Test
    void noticesWithinAMinuteThatADChannelIsDownWithoutAnAlarm() {
        settled("OK", "OK");
        bench.pass(SpanStates.ASK_EVERY_MILLIS - 1);
        assertThat(bench.sent("PRIShowSpans")).hasSize(1);
        bench.pass(1);
        spansAre("OK", "OK");
        dChannel("1", "No");
        dChannel("2", "Yes");
        complete("PRIShowSpans");
        assertThat(reported()).containsExactly(new TrunkAlarm(FIRST, SpanStates.D_CHANNEL_DOWN));
    }

    @Test
    void asksOnceAMinuteHoweverOftenChannelsMadeItAsk() {
        settled("OK", "OK");
        for (String event : List.of("Alarm", "AlarmClear")) {
            bench.feed("Event", event, "DAHDIChannel", "62", "Alarm", "Red Alarm");
            settled("OK", "OK");
        }
        bench.actions.clear();
        bench.pass(SpanStates.ASK_EVERY_MILLIS);
        settled("OK", "OK");
        bench.pass(SpanStates.ASK_EVERY_MILLIS - 1);
        assertThat(bench.sent("DAHDIShowStatus")).hasSize(1);
    }

    @Test
    void anAlarmOfTheLineSaysMoreThanItsDChannel() {
        dChannel("1", "No");
        complete("PRIShowSpans");
        spansAre("RED", "UNCONFIGURED");
        assertThat(reported()).containsExactly(new TrunkAlarm(FIRST, "Red Alarm"));
    }

    @Test
    void doesNotAskAgainWhereThereAreNoSpansUntilOneSpeaks() {
        noSpans();
        bench.pass(10 * SpanStates.ASK_EVERY_MILLIS);
        assertThat(bench.sent("DAHDIShowStatus")).hasSize(1);
        assertThat(reported()).isEmpty();
    }

    @Test
    void keepsWhatItKnowsWhenAnAnswerStaysOutAndAsksAgain() {
        settled("RED", "OK");
        bench.pass(SpanStates.ASK_EVERY_MILLIS + SpanStates.ANSWER_MILLIS);
        assertThat(reported()).isEmpty();
        bench.pass(SpanStates.ASK_EVERY_MILLIS);
        assertThat(bench.sent("DAHDIShowStatus")).hasSize(3);
    }

    @Test
    void anSs7CallCameOverTheSpanOfItsCircuit() {
        bench.feed("Event", "DAHDIChannel", "Uniqueid", "5.1", "DAHDISpan", "2", "DAHDIChannel", "33");
        bench.feed(MachineBench.agiStart("DAHDI/33-1", "5.1", "cordboard-inbound", "10086", "4"));
        bench.feed(MachineBench.agiStart("DAHDI/34-1", "5.2", "cordboard-inbound", "10086", "4"));
        assertThat(bench.take())
                .filteredOn(LegOffered.class::isInstance)
                .extracting(event -> ((LegOffered) event).trunk().value())
                .containsExactly("span2", "dahdi34");
    }

    @Test
    void aSipTrunkWhoseContactCannotBeReachedIsInAlarm() {
        bench.take();
        for (String status : List.of("NonQualified", "Unreachable", "Unreachable", "Reachable")) {
            bench.feed("Event", "ContactStatus", "EndpointName", "carrier", "ContactStatus", status);
        }
        bench.feed("Event", "ContactStatus", "EndpointName", "1001", "ContactStatus", "Unreachable");
        TrunkId carrier = new TrunkId("carrier");
        assertThat(bench.take())
                .containsExactly(new TrunkAlarm(carrier, "Unreachable"), new TrunkAlarmCleared(carrier));
    }

    @Test
    void asksForTheStatesOfAllDevicesWhenTheLinkIsUp() {
        bench.take();
        String id = bench.last("DeviceStateList").text("ActionID");
        bench.feed("Event", "DeviceStateChange", "ActionID", id, "Device", "PJSIP/1001", "State", "UNAVAILABLE");
        bench.feed("Event", "DeviceStateListComplete", "ActionID", id, "EventList", "Complete", "ListItems", "1");
        assertThat(bench.take()).singleElement().isInstanceOfSatisfying(StationChanged.class, changed -> assertThat(
                        changed.state())
                .isEqualTo(PbxEvent.StationState.UNREACHABLE));
    }
}
