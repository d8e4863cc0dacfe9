package org.cordboard.sim.ami;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.cordboard.sim.time.VirtualTime;
import org.cordboard.sim.world.InboundCall;
import org.cordboard.sim.world.Party;
import org.cordboard.sim.world.PbxWorld;
import org.cordboard.sim.world.PhoneBehaviour;
import org.cordboard.sim.world.Span;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What chan_dahdi says, as its source has it: nothing here was heard from real hardware. */
class SpanReportsTest {

    private final VirtualTime time = new VirtualTime();
    private final PbxWorld world = new PbxWorld(time);
    private final AmiFace face = new AmiFace(world, List.of(AmiClient.ALL, AmiAccount.cordboard("cordboard", "s3")));

    @BeforeEach
    void setUp() {
        world.heartbeatFrom(() -> time.now() / 1000);
    }

    private AmiClient withSpans() {
        world.addTrunk("carrier", 10);
        world.addSpan(Span.pri(1, Span.Line.E1));
        world.addSpan(Span.ss7(2, Span.Line.E1));
        return AmiClient.loggedIn(time, face);
    }

    private void callIn(String trunk) {
        assertThat(world.callIn(new InboundCall(trunk, "13900001234", "", "10086"), Party.SILENT))
                .isPresent();
        time.advance(5);
    }

    private static List<String> values(AmiClient client, String event, String header) {
        return client.events().stream()
                .filter(frame -> event.equals(frame.get("Event")))
                .map(frame -> frame.getOrDefault(header, ""))
                .toList();
    }

    @Test
    void tellsTheTimeSlotOfACallBehindItsChannel() {
        AmiClient client = withSpans();
        callIn("span1");
        assertThat(client.names()).startsWith("Newchannel", "DAHDIChannel");
        assertThat(client.event("DAHDIChannel"))
                .containsEntry("Channel", "DAHDI/i1/13900001234-1")
                .containsEntry("DAHDIGroup", "2")
                .containsEntry("DAHDISpan", "1")
                .containsEntry("DAHDIChannel", "1")
                .containsEntry("Privilege", "call,all");
        assertThat(client.event("AsyncAGIStart").get("Env")).contains("agi_type%3A%20DAHDI%0A");
    }

    @Test
    void sendsAnAlarmForEveryChannelAndNoneForTheSpanUnlessToldOtherwise() {
        AmiClient client = withSpans();
        world.raiseAlarm("span1", "Red Alarm");
        world.clearAlarm("span1");
        time.advance(5);
        assertThat(values(client, "Alarm", "DAHDIChannel"))
                .hasSize(30)
                .startsWith("1")
                .endsWith("31");
        assertThat(values(client, "Alarm", "Alarm")).containsOnly("Red Alarm");
        assertThat(values(client, "AlarmClear", "DAHDIChannel")).hasSize(30);
        assertThat(client.names()).doesNotContain("SpanAlarm", "SpanAlarmClear");
        assertThat(client.event("Alarm")).containsEntry("Privilege", "system,all");
    }

    @Test
    void sendsAlarmsOfSpansAloneOrBesideThoseOfChannels() {
        AmiClient client = withSpans();
        face.report(AlarmReports.SPANS);
        world.raiseAlarm("span2", "Yellow Alarm");
        time.advance(5);
        assertThat(client.event("SpanAlarm")).containsEntry("Span", "2").containsEntry("Alarm", "Yellow Alarm");
        assertThat(client.names()).doesNotContain("Alarm");
        face.report(AlarmReports.ALL);
        world.clearAlarm("span2");
        time.advance(5);
        assertThat(client.names()).contains("AlarmClear", "SpanAlarmClear");
    }

    @Test
    void aSipTrunkInAlarmIsAContactThatDoesNotAnswer() {
        AmiClient client = withSpans();
        world.raiseAlarm("carrier", "Unreachable");
        world.clearAlarm("carrier");
        time.advance(5);
        assertThat(values(client, "ContactStatus", "EndpointName")).containsOnly("carrier");
        assertThat(values(client, "ContactStatus", "ContactStatus")).containsExactly("Unreachable", "Reachable");
    }

    @Test
    void showsChannelsWithTheCallsTheyCarry() {
        AmiClient client = withSpans();
        callIn("span1");
        world.raiseAlarm("span2", "Red Alarm");
        time.advance(5);
        client.frames.clear();
        Map<String, String> answer = client.ask("Action: DAHDIShowChannels");
        assertThat(answer).containsEntry("Message", "DAHDI channel status will follow");
        assertThat(values(client, "DAHDIShowChannels", "DAHDIChannel"))
                .hasSize(60)
                .doesNotContain("16", "47");
        assertThat(values(client, "DAHDIShowChannels", "Channel")).containsOnlyOnce("DAHDI/i1/13900001234-1");
        assertThat(client.event("DAHDIShowChannels").keySet().stream().toList())
                .containsSubsequence(
                        "DAHDIChannel",
                        "Channel",
                        "Uniqueid",
                        "AccountCode",
                        "Signalling",
                        "SignallingCode",
                        "Context",
                        "DND",
                        "Alarm",
                        "Description");
        assertThat(client.events().get(59))
                .containsEntry("Signalling", "SS7")
                .containsEntry("Alarm", "Red Alarm")
                .doesNotContainKey("Channel");
        assertThat(client.event("DAHDIShowChannelsComplete"))
                .containsEntry("ListItems", "60")
                .containsEntry("Items", "60");
    }

    @Test
    void showsOneChannelWhenAskedForIt() {
        AmiClient client = withSpans();
        client.ask("Action: DAHDIShowChannels", "DAHDIChannel: 33");
        assertThat(values(client, "DAHDIShowChannels", "DAHDIChannel")).containsExactly("33");
    }

    @Test
    void showsSpansInTheWordsOfTheDriver() {
        AmiClient client = withSpans();
        world.raiseAlarm("span1", "Red Alarm");
        client.ask("Action: DAHDIShowStatus");
        assertThat(values(client, "DAHDIShowStatus", "Span")).containsExactly("1", "2");
        assertThat(values(client, "DAHDIShowStatus", "Alarms")).containsExactly("RED", "OK");
    }

    @Test
    void showsDChannelsOfPriSpans() {
        AmiClient client = withSpans();
        world.addSpan(Span.pri(3, Span.Line.T1));
        world.raiseAlarm("span3", "Red Alarm");
        client.ask("Action: PRIShowSpans");
        assertThat(values(client, "PRIShowSpans", "DChannel")).containsExactly("16", "86");
        assertThat(values(client, "PRIShowSpans", "Up")).containsExactly("Yes", "No");
        assertThat(values(client, "PRIShowSpans", "Alarm")).containsExactly("No", "Yes");
    }

    @Test
    void answersAPbxWithoutDahdiAsItsDriverDoes() {
        AmiClient client = AmiClient.loggedIn(time, face);
        assertThat(client.ask("Action: DAHDIShowStatus")).containsEntry("Message", "No DAHDI detected");
    }

    @Test
    void anybodyWhoIsLoggedInMayLook() {
        withSpans();
        AmiClient client = new AmiClient(time, face, FaultPlan.NONE);
        client.ask("Action: Login", "Username: cordboard", "Secret: s3");
        assertThat(client.ask("Action: PRIShowSpans")).containsEntry("Response", "Success");
        assertThat(client.ask("Action: DAHDIShowChannels")).containsEntry("Response", "Success");
    }

    @Test
    void listsTheStatesOfTelephonesAndSipTrunks() {
        AmiClient client = withSpans();
        world.addPhone("1001", new PhoneBehaviour.Answers(0));
        world.register("1001", false);
        world.raiseAlarm("carrier", "Unreachable");
        time.advance(5);
        client.frames.clear();
        client.ask("Action: DeviceStateList");
        assertThat(values(client, "DeviceStateChange", "Device")).containsExactly("PJSIP/1001", "PJSIP/carrier");
        assertThat(values(client, "DeviceStateChange", "State")).containsOnly("UNAVAILABLE");
        assertThat(client.event("DeviceStateListComplete")).containsEntry("ListItems", "2");
    }

    @Test
    void originatesOverAGroupOfSpans() {
        AmiClient client = withSpans();
        client.ask(
                "Action: Originate",
                "Channel: DAHDI/g1/13600001111",
                "ChannelId: out",
                "Context: cordboard-leg",
                "Exten: s",
                "Priority: 1",
                "Async: true");
        assertThat(client.event("DAHDIChannel")).containsEntry("Channel", "DAHDI/i1/13600001111-1");
        time.advance(100);
        assertThat(client.event("DialBegin")).containsEntry("DialString", "g1/13600001111");
        assertThat(client.event("Hangup")).containsEntry("Cause", "1").doesNotContainKey("TechCause");
    }
}
