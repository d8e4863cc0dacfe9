package org.cordboard.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.Destination;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.cordboard.sim.time.VirtualTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimPbxTest {

    private static final LegId AGENT = new LegId("agent-1");

    private final VirtualTime time = new VirtualTime();
    private final PbxWorld world =
            new PbxWorld(time, WorldTimings.measured().withPrompt("welcome", 1_000), Dialplan.cordboard());
    private final List<PbxEvent> events = new ArrayList<>();
    private final SimPbx pbx = new SimPbx(new PbxId("pbx"), world, events::add);
    private int requests;

    @BeforeEach
    void setUp() {
        world.addTrunk("carrier", 10);
        world.addPhone("1001", new PhoneBehaviour.Answers(500));
        world.addPhone("1002", new PhoneBehaviour.NeverAnswers());
        world.addPhone("1003", new PhoneBehaviour.Rejects(17, 0));
        world.addPhone("1004", new PhoneBehaviour.Unreachable());
        pbx.connect();
        time.advance(10);
        events.clear();
    }

    private RequestId id() {
        return new RequestId("r" + ++requests);
    }

    private LegId callIn() {
        String leg = world.callIn(new InboundCall("carrier", "13900001234", "Li Wei", "10086"), Party.SILENT)
                .orElseThrow();
        time.advance(10);
        return new LegId(leg);
    }

    private LegId answered() {
        LegId leg = callIn();
        send(new PbxRequest.AnswerLeg(id(), leg), 100);
        return leg;
    }

    private RequestOutcome send(PbxRequest request, long waitMillis) {
        pbx.request(request);
        time.advance(waitMillis);
        return outcome(request.id());
    }

    private RequestOutcome outcome(RequestId id) {
        List<RequestOutcome> outcomes = events.stream()
                .filter(PbxEvent.RequestEnded.class::isInstance)
                .map(PbxEvent.RequestEnded.class::cast)
                .filter(ended -> ended.request().equals(id))
                .map(PbxEvent.RequestEnded::outcome)
                .toList();
        assertThat(outcomes).as("answers to %s in %s", id, events).hasSize(1);
        return outcomes.getFirst();
    }

    private PbxRequest.DialLeg dial(LegId leg, String station, int ringMillis) {
        return new PbxRequest.DialLeg(
                id(),
                leg,
                new Destination.ToStation(new StationId(station)),
                new CallerId("13900001234", "Li Wei"),
                Duration.ofMillis(ringMillis),
                Map.of("call", "42"));
    }

    private static Reason reason(RequestOutcome outcome) {
        return ((RequestOutcome.Failed) outcome).reason();
    }

    @Test
    void reportsAllThereIsWhenTheLinkComesUp() {
        LegId leg = answered();
        pbx.disconnect("cut");
        pbx.connect();
        time.advance(5);
        assertThat(events)
                .contains(new PbxEvent.LinkDown(new PbxId("pbx"), "cut"))
                .contains(new PbxEvent.LinkUp(new PbxId("pbx"), List.of(new PbxEvent.LegSeen(leg, true, leg))));
    }

    @Test
    void tellsOnceWhatWasNotedOfLegsThatEndedWhileTheLinkWasDown() {
        LegId leg = answered();
        LegId heard = callIn();
        world.partyHangsUp(heard.value(), 16);
        pbx.disconnect("cut");
        world.partyHangsUp(leg.value(), 17);
        time.advance(30_000);
        events.clear();
        pbx.connect();
        pbx.disconnect("cut");
        pbx.connect();
        time.advance(5);
        List<PbxEvent.EndNoted> ended = events.stream()
                .filter(PbxEvent.LinkUp.class::isInstance)
                .flatMap(event -> ((PbxEvent.LinkUp) event).ended().stream())
                .toList();
        assertThat(ended).hasSize(1);
        assertThat(ended.getFirst().leg()).isEqualTo(leg);
        assertThat(ended.getFirst().cause()).isEqualTo(new Cause(17));
        assertThat(ended.getFirst().agoMillis()).isBetween(29_000L, 31_000L);
    }

    @Test
    void showsWhoIsJoinedToWhomAfterALostLink() {
        LegId caller = answered();
        pbx.request(dial(AGENT, "1001", 5_000));
        time.advance(600);
        send(new PbxRequest.BridgeLegs(id(), caller, AGENT), 10);
        pbx.disconnect("cut");
        pbx.connect();
        time.advance(5);
        assertThat(events)
                .contains(new PbxEvent.LinkUp(
                        new PbxId("pbx"),
                        List.of(new PbxEvent.LegSeen(caller, true, AGENT), new PbxEvent.LegSeen(AGENT, true, caller))));
    }

    @Test
    void offersACallerUnansweredWithNumberAndDialledNumber() {
        LegId leg = callIn();
        assertThat(events).hasSize(1);
        PbxEvent.LegOffered offered = (PbxEvent.LegOffered) events.getFirst();
        assertThat(offered.leg()).isEqualTo(leg);
        assertThat(offered.trunk().value()).isEqualTo("carrier");
        assertThat(offered.caller()).isEqualTo(new CallerId("13900001234", "Li Wei"));
        assertThat(offered.dialled()).isEqualTo("10086");
        assertThat(world.find(leg.value()).orElseThrow().state()).isEqualTo(ChannelState.RING);
    }

    @Test
    void neverCallsBackFromInsideTheRequest() {
        LegId leg = callIn();
        events.clear();
        pbx.request(new PbxRequest.ClearLeg(id(), leg, Cause.NORMAL_CLEARING));
        assertThat(events).isEmpty();
    }

    @Test
    void answersAtTheNextPollOfASilentLeg() {
        LegId leg = callIn();
        PbxRequest answer = new PbxRequest.AnswerLeg(id(), leg);
        pbx.request(answer);
        time.advance(87);
        assertThat(world.find(leg.value()).orElseThrow().state()).isEqualTo(ChannelState.RING);
        time.advance(3);
        assertThat(outcome(answer.id())).isEqualTo(new RequestOutcome.Done());
        assertThat(world.find(leg.value()).orElseThrow().state()).isEqualTo(ChannelState.UP);
    }

    @Test
    void playsPromptsInOrderToTheEnd() {
        LegId leg = answered();
        PbxRequest play = new PbxRequest.PlayPrompts(id(), leg, List.of("welcome", "welcome"), "");
        pbx.request(play);
        time.advance(2_085);
        assertThat(events)
                .noneMatch(e -> e instanceof PbxEvent.RequestEnded ended
                        && ended.request().equals(play.id()));
        time.advance(100);
        assertThat(outcome(play.id())).isEqualTo(new RequestOutcome.PromptsEnded(false));
    }

    @Test
    void interruptsPromptsByADigitAndReportsTheDigit() {
        LegId leg = answered();
        PbxRequest play = new PbxRequest.PlayPrompts(id(), leg, List.of("welcome", "welcome"), "123");
        pbx.request(play);
        time.advance(300);
        world.press(leg.value(), '2');
        time.advance(110);
        assertThat(events).contains(new PbxEvent.DigitPressed(leg, '2'));
        assertThat(outcome(play.id())).isEqualTo(new RequestOutcome.PromptsEnded(true));
    }

    @Test
    void digitsOutsideTheInterruptSetDoNotInterrupt() {
        LegId leg = answered();
        PbxRequest play = new PbxRequest.PlayPrompts(id(), leg, List.of("welcome"), "1");
        pbx.request(play);
        time.advance(300);
        world.press(leg.value(), '2');
        time.advance(1_500);
        assertThat(events).contains(new PbxEvent.DigitPressed(leg, '2'));
        assertThat(outcome(play.id())).isEqualTo(new RequestOutcome.PromptsEnded(false));
    }

    @Test
    void endsPlayingNothingAtOnce() {
        LegId leg = answered();
        assertThat(send(new PbxRequest.PlayPrompts(id(), leg, List.of(), ""), 5))
                .isEqualTo(new RequestOutcome.PromptsEnded(false));
    }

    @Test
    void musicStartsAndStops() {
        LegId leg = answered();
        assertThat(send(new PbxRequest.StartMusic(id(), leg, "default"), 100)).isEqualTo(new RequestOutcome.Done());
        assertThat(send(new PbxRequest.StopMusic(id(), leg), 100)).isEqualTo(new RequestOutcome.Done());
    }

    @Test
    void dialsATelephoneThatAnswers() {
        PbxRequest.DialLeg dial = dial(AGENT, "1001", 5_000);
        pbx.request(dial);
        time.advance(1_000);
        assertThat(events)
                .containsSubsequence(
                        new PbxEvent.RequestEnded(dial.id(), new RequestOutcome.Done()),
                        new PbxEvent.LegAlerting(AGENT),
                        new PbxEvent.StationChanged(new StationId("1001"), PbxEvent.StationState.RINGING),
                        new PbxEvent.StationChanged(new StationId("1001"), PbxEvent.StationState.IN_USE),
                        new PbxEvent.LegAnswered(AGENT));
        assertThat(world.variables(AGENT.value())).containsEntry("CORDBOARD_CALL", "42");
    }

    @Test
    void givesUpRingingAfterTheTimeout() {
        pbx.request(dial(AGENT, "1002", 5_000));
        time.advance(4_999);
        assertThat(events).noneMatch(PbxEvent.LegFailed.class::isInstance);
        time.advance(5);
        assertThat(events).contains(new PbxEvent.LegFailed(AGENT, Cause.NO_ANSWER));
    }

    @Test
    void reportsTheCauseOfABusyTelephone() {
        pbx.request(dial(AGENT, "1003", 5_000));
        time.advance(10);
        assertThat(events).contains(new PbxEvent.LegFailed(AGENT, Cause.USER_BUSY));
        assertThat(events).noneMatch(PbxEvent.LegAlerting.class::isInstance);
    }

    @Test
    void aTelephoneInUseIsBusy() {
        pbx.request(dial(AGENT, "1001", 5_000));
        time.advance(600);
        pbx.request(dial(new LegId("agent-2"), "1001", 5_000));
        time.advance(10);
        assertThat(events).contains(new PbxEvent.LegFailed(new LegId("agent-2"), Cause.USER_BUSY));
    }

    @Test
    void refusesToDialWhatIsNotThereAndBringsNoLeg() {
        assertThat(reason(send(dial(AGENT, "1004", 5_000), 10))).isEqualTo(Reason.REFUSED);
        assertThat(reason(send(dial(AGENT, "9999", 5_000), 10))).isEqualTo(Reason.REFUSED);
        time.advance(10_000);
        assertThat(events).allMatch(PbxEvent.RequestEnded.class::isInstance);
    }

    @Test
    void refusesALegNameInUseAndLeavesTheFirstAlone() {
        pbx.request(dial(AGENT, "1001", 5_000));
        time.advance(600);
        assertThat(reason(send(dial(AGENT, "1002", 5_000), 10))).isEqualTo(Reason.REFUSED);
        assertThat(send(new PbxRequest.TagLeg(id(), AGENT, "x", "1"), 10)).isEqualTo(new RequestOutcome.Done());
    }

    @Test
    void bridgesEndPromptsAndSwallowWhatWaits() {
        LegId caller = answered();
        pbx.request(dial(AGENT, "1001", 5_000));
        time.advance(600);
        PbxRequest play = new PbxRequest.PlayPrompts(id(), caller, List.of("welcome"), "");
        PbxRequest music = new PbxRequest.StartMusic(id(), caller, "default");
        pbx.request(play);
        pbx.request(music);
        time.advance(300);
        PbxRequest bridge = new PbxRequest.BridgeLegs(id(), caller, AGENT);
        pbx.request(bridge);
        time.advance(5);
        assertThat(events)
                .containsSubsequence(
                        new PbxEvent.RequestEnded(play.id(), new RequestOutcome.PromptsEnded(true)),
                        new PbxEvent.RequestEnded(music.id(), new RequestOutcome.Done()),
                        new PbxEvent.LegsBridged(caller, AGENT),
                        new PbxEvent.RequestEnded(bridge.id(), new RequestOutcome.Done()));
    }

    @Test
    void returnsTheCustomerWhenTheAgentHangsUp() {
        LegId caller = answered();
        pbx.request(dial(AGENT, "1001", 5_000));
        time.advance(600);
        pbx.request(new PbxRequest.BridgeLegs(id(), caller, AGENT));
        time.advance(10);
        world.partyHangsUp(AGENT.value(), 16);
        time.advance(10);
        assertThat(events)
                .containsSubsequence(
                        new PbxEvent.LegCleared(AGENT, Cause.NORMAL_CLEARING), new PbxEvent.LegReturned(caller));
    }

    @Test
    void returnsOnlyThePartnerLeftBehindWhenALegIsBridgedElsewhere() {
        LegId first = answered();
        LegId second = answered();
        pbx.request(dial(AGENT, "1001", 5_000));
        time.advance(600);
        pbx.request(new PbxRequest.BridgeLegs(id(), first, AGENT));
        time.advance(10);
        events.clear();
        pbx.request(new PbxRequest.BridgeLegs(id(), AGENT, second));
        time.advance(10);
        assertThat(events).contains(new PbxEvent.LegsBridged(AGENT, second), new PbxEvent.LegReturned(first));
        assertThat(events).doesNotContain(new PbxEvent.LegReturned(AGENT));
    }

    @Test
    void refusesToBridgeALegThatIsNotAnsweredOrNotThere() {
        LegId ringing = callIn();
        LegId caller = answered();
        assertThat(reason(send(new PbxRequest.BridgeLegs(id(), caller, ringing), 10)))
                .isEqualTo(Reason.REFUSED);
        assertThat(reason(send(new PbxRequest.BridgeLegs(id(), caller, AGENT), 10)))
                .isEqualTo(Reason.NO_SUCH_LEG);
    }

    @Test
    void clearsALegWithItsCause() {
        LegId caller = callIn();
        PbxRequest clear = new PbxRequest.ClearLeg(id(), caller, Cause.USER_BUSY);
        pbx.request(clear);
        time.advance(10);
        assertThat(events)
                .containsSubsequence(
                        new PbxEvent.RequestEnded(clear.id(), new RequestOutcome.Done()),
                        new PbxEvent.LegCleared(caller, Cause.USER_BUSY));
        assertThat(reason(send(new PbxRequest.ClearLeg(id(), caller, Cause.USER_BUSY), 10)))
                .isEqualTo(Reason.NO_SUCH_LEG);
    }

    @Test
    void clearingARingingLegFailsItWithOurCause() {
        pbx.request(dial(AGENT, "1002", 5_000));
        time.advance(100);
        pbx.request(new PbxRequest.ClearLeg(id(), AGENT, Cause.NORMAL_CLEARING));
        time.advance(10);
        assertThat(events).contains(new PbxEvent.LegFailed(AGENT, Cause.NORMAL_CLEARING));
    }

    @Test
    void reportsTheEndOfALegBeforeItFailsRunningAndWaitingRequests() {
        LegId caller = answered();
        PbxRequest play = new PbxRequest.PlayPrompts(id(), caller, List.of("welcome"), "");
        PbxRequest music = new PbxRequest.StartMusic(id(), caller, "default");
        pbx.request(play);
        pbx.request(music);
        time.advance(300);
        world.partyHangsUp(caller.value(), 16);
        time.advance(10);
        assertThat(reason(outcome(play.id()))).isEqualTo(Reason.NO_SUCH_LEG);
        assertThat(reason(outcome(music.id()))).isEqualTo(Reason.NO_SUCH_LEG);
        PbxEvent cleared = new PbxEvent.LegCleared(caller, Cause.NORMAL_CLEARING);
        assertThat(events).contains(cleared);
        assertThat(events.subList(events.indexOf(cleared) + 1, events.size()))
                .extracting(Object::getClass)
                .containsExactly(PbxEvent.RequestEnded.class, PbxEvent.RequestEnded.class);
    }

    @Test
    void failsOpenAndNewRequestsWhenTheLinkIsDown() {
        LegId caller = answered();
        PbxRequest play = new PbxRequest.PlayPrompts(id(), caller, List.of("welcome"), "");
        pbx.request(play);
        time.advance(300);
        pbx.disconnect("cut");
        PbxRequest music = new PbxRequest.StartMusic(id(), caller, "default");
        pbx.request(music);
        time.advance(5_000);
        assertThat(reason(outcome(play.id()))).isEqualTo(Reason.LINK_DOWN);
        assertThat(reason(outcome(music.id()))).isEqualTo(Reason.LINK_DOWN);
    }

    @Test
    void aWaitingLegFallsBackWhenItsLeaseRunsOutWithoutTheServer() {
        LegId caller = answered();
        pbx.disconnect("cut");
        time.advance(149_000);
        assertThat(world.inAgi(caller.value())).isTrue();
        time.advance(2_000);
        assertThat(world.find(caller.value()).orElseThrow().context()).isEqualTo(Dialplan.FALLBACK);
    }

    @Test
    void aCallWithoutTheServerFallsBackUnanswered() {
        pbx.disconnect("cut");
        time.advance(5_000);
        events.clear();
        LegId caller = callIn();
        ChannelView channel = world.find(caller.value()).orElseThrow();
        assertThat(channel.context()).isEqualTo(Dialplan.FALLBACK);
        assertThat(channel.state()).isEqualTo(ChannelState.RING);
        assertThat(events).isEmpty();
    }

    @Test
    void reportsTrunkAlarms() {
        world.raiseAlarm("carrier", "Red Alarm");
        world.clearAlarm("carrier");
        time.advance(5);
        assertThat(events).hasSize(2);
        assertThat(events.getFirst()).isInstanceOf(PbxEvent.TrunkAlarm.class);
        assertThat(events.getLast()).isInstanceOf(PbxEvent.TrunkAlarmCleared.class);
    }
}
