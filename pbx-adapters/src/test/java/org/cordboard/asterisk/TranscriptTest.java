package org.cordboard.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.Destination.ToStation;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxEvent.DigitPressed;
import org.cordboard.cti.port.PbxEvent.LegAlerting;
import org.cordboard.cti.port.PbxEvent.LegAnswered;
import org.cordboard.cti.port.PbxEvent.LegCleared;
import org.cordboard.cti.port.PbxEvent.LegFailed;
import org.cordboard.cti.port.PbxEvent.LegOffered;
import org.cordboard.cti.port.PbxEvent.LegReturned;
import org.cordboard.cti.port.PbxEvent.LegSeen;
import org.cordboard.cti.port.PbxEvent.LegsBridged;
import org.cordboard.cti.port.PbxEvent.LinkUp;
import org.cordboard.cti.port.PbxEvent.RequestEnded;
import org.cordboard.cti.port.PbxEvent.StationChanged;
import org.cordboard.cti.port.PbxRequest.BridgeLegs;
import org.cordboard.cti.port.PbxRequest.ClearLeg;
import org.cordboard.cti.port.PbxRequest.DialLeg;
import org.cordboard.cti.port.PbxRequest.PlayPrompts;
import org.cordboard.cti.port.PbxRequest.StartMusic;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome;
import org.cordboard.cti.port.RequestOutcome.Done;
import org.cordboard.cti.port.RequestOutcome.Failed;
import org.cordboard.cti.port.RequestOutcome.PromptsEnded;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.cordboard.cti.port.TrunkId;
import org.junit.jupiter.api.Test;

/** The machine in dialogues captured from a real Asterisk. */
class TranscriptTest {

    private static final CallerId CALLER = new CallerId("13900001234", "Li Wei");

    private static MachineBench bench(String inbound, String leg) {
        return new MachineBench(MachineSettings.of(MachineBench.PBX)
                        .withContexts(inbound, leg)
                        .withTrunks(List.of("carrier", "t-ring")))
                .connectedQuietly();
    }

    private static RequestEnded ended(RequestId id, RequestOutcome outcome) {
        return new RequestEnded(id, outcome);
    }

    private static List<PbxEvent> withoutStations(List<PbxEvent> events) {
        return events.stream()
                .filter(event -> !(event instanceof StationChanged))
                .toList();
    }

    @Test
    void takesACallerThroughPromptAgentBridgeHoldAndEnd() {
        MachineBench bench = bench("from-trunk", "cti-park");
        TranscriptPlayer player = new TranscriptPlayer("caller-meets-agent", bench);
        LegId caller = new LegId("1795295653.2");
        LegId agent = new LegId("1795295654.3");

        player.playToAction("AGI");
        assertThat(bench.take())
                .containsExactly(new LegOffered(MachineBench.PBX, caller, new TrunkId("carrier"), CALLER, "10086"));

        RequestId music = bench.nextId();
        bench.request(new StartMusic(music, caller, "default"));
        player.sameAction("Channel", "Command");
        player.playToAction("AGI");
        assertThat(bench.take()).containsExactly(ended(music, new Done()));

        RequestId prompt = bench.nextId();
        bench.request(new PlayPrompts(prompt, caller, List.of("beep"), ""));
        assertThat(player.sameAction("Channel").text("Command")).isEqualTo("STREAM FILE beep \"\"");
        player.playToAction("Originate");
        assertThat(bench.take()).containsExactly(ended(prompt, new PromptsEnded(false)));

        RequestId dial = bench.nextId();
        var station = new ToStation(new StationId("1001"));
        bench.request(new DialLeg(dial, agent, station, CALLER, Duration.ofSeconds(20), Map.of("call", "42")));
        AmiAction originate = player.sameAction("Channel", "Timeout", "CallerID", "Async");
        assertThat(originate.text("Context")).isEqualTo("cti-park");
        assertThat(originate.text("Variable")).isEqualTo("CORDBOARD_CALL=42");
        assertThat(originate.text("ChannelId")).isEqualTo(agent.value());
        player.playToAction("Bridge");
        assertThat(withoutStations(bench.take()))
                .containsExactly(ended(dial, new Done()), new LegAlerting(agent), new LegAnswered(agent));

        RequestId bridge = bench.nextId();
        bench.request(new BridgeLegs(bridge, caller, agent));
        player.sameAction("Channel1", "Channel2", "Tone");
        player.playToAction("Redirect");
        assertThat(bench.take()).containsExactly(new LegsBridged(caller, agent), ended(bridge, new Done()));

        player.playToAction("AGI");
        assertThat(bench.take()).containsExactly(new LegReturned(caller), new LegReturned(agent));

        RequestId hold = bench.nextId();
        bench.request(new StartMusic(hold, caller, "default"));
        player.sameAction("Channel", "Command");
        player.playToAction("Bridge");
        RequestId again = bench.nextId();
        bench.request(new BridgeLegs(again, caller, agent));
        player.sameAction("Channel1", "Channel2");
        player.playToAction("Hangup");
        assertThat(bench.take())
                .containsExactly(ended(hold, new Done()), new LegsBridged(caller, agent), ended(again, new Done()));

        RequestId clear = bench.nextId();
        bench.request(new ClearLeg(clear, agent, Cause.NORMAL_CLEARING));
        player.sameAction("Channel", "Cause");
        player.playToEnd();
        assertThat(withoutStations(bench.take()))
                .containsExactly(
                        ended(clear, new Done()),
                        new LegCleared(agent, Cause.NORMAL_CLEARING),
                        new LegCleared(caller, Cause.NORMAL_CLEARING));
        assertThat(bench.machine.legs()).isZero();
        assertThat(bench.machine.outstanding()).isZero();
    }

    @Test
    void endsARunningPromptWhenItsLegIsBridged() {
        MachineBench bench = bench("from-trunk", "cti-park");
        TranscriptPlayer player = new TranscriptPlayer("bridge-cuts-prompt", bench);
        LegId caller = new LegId("1795295759.8");
        LegId agent = new LegId("cti-leg-77");

        player.playToAction("AGI");
        RequestId prompt = bench.nextId();
        bench.request(new PlayPrompts(prompt, caller, List.of("tt-monkeys"), ""));
        player.sameAction("Channel");
        player.playToAction("Originate");
        RequestId dial = bench.nextId();
        bench.request(new DialLeg(
                dial, agent, new ToStation(new StationId("1001")), CALLER, Duration.ofSeconds(20), Map.of()));
        player.sameAction("ChannelId");
        player.playToAction("Bridge");
        bench.take();

        RequestId bridge = bench.nextId();
        bench.request(new BridgeLegs(bridge, caller, agent));
        player.sameAction("Channel1", "Channel2");
        player.playToEnd();
        assertThat(bench.take())
                .containsExactly(
                        ended(prompt, new PromptsEnded(true)),
                        new LegsBridged(caller, agent),
                        ended(bridge, new Done()));
    }

    @Test
    void findsItsLegsAndWhoTalksToWhomAfterReconnection() {
        MachineBench bench =
                new MachineBench(MachineSettings.of(MachineBench.PBX).withContexts("from-trunk", "from-agent"));
        TranscriptPlayer player = new TranscriptPlayer("after-reconnection", bench);
        player.playToAction("CoreShowChannels");
        bench.machine.linkUp(bench.now());
        player.sameAction();
        assertThat(bench.take()).isEmpty();

        player.playToAction("Getvar");
        bench.refuse(bench.last("DBGetTree"), "Invalid/unknown command");
        LegId spy = new LegId("cti-spy");
        LegId caller = new LegId("1795295759.8");
        LegId agent = new LegId("cti-leg-77");
        assertThat(bench.take())
                .containsExactly(new LinkUp(
                        MachineBench.PBX,
                        List.of(
                                new LegSeen(spy, true, spy),
                                new LegSeen(caller, true, agent),
                                new LegSeen(agent, true, caller))));
    }

    @Test
    void tellsWhyDialledLegsFailed() {
        MachineBench bench = bench("none", "cti-outbound");
        TranscriptPlayer player = new TranscriptPlayer("failed-dials", bench);

        RequestId used = dial(bench, player, "answer");
        player.playToAction("Hangup").playToAction("Originate");
        assertThat(bench.take())
                .containsExactly(ended(
                        used, new Failed(Reason.REFUSED, "the PBX made no leg: unknown station, or leg id in use")));

        expectFailure(bench, player, "busy", Cause.USER_BUSY);
        expectFailure(bench, player, "notfound", Cause.UNALLOCATED);
        expectFailure(bench, player, "unavail", Cause.NO_CIRCUIT);
        expectFailure(bench, player, "decline", Cause.CALL_REJECTED);

        RequestId ring = dial(bench, player, "ring");
        player.playToEnd();
        LegId leg = new LegId("cti-ring");
        assertThat(withoutStations(bench.take()))
                .containsExactly(ended(ring, new Done()), new LegAlerting(leg), new LegFailed(leg, Cause.NO_ANSWER));
        assertThat(bench.machine.legs()).isZero();
    }

    private static RequestId dial(MachineBench bench, TranscriptPlayer player, String name) {
        player.playToAction("Originate");
        RequestId id = bench.nextId();
        bench.request(new DialLeg(
                id,
                new LegId("cti-" + name),
                new ToStation(new StationId("t-" + name)),
                new CallerId("10086", ""),
                Duration.ofSeconds(4),
                Map.of()));
        player.sameAction("ChannelId", "Timeout", "CallerID");
        return id;
    }

    private static void expectFailure(MachineBench bench, TranscriptPlayer player, String name, Cause cause) {
        RequestId id = dial(bench, player, name);
        player.playToAction("Originate");
        assertThat(withoutStations(bench.take()))
                .containsExactly(ended(id, new Done()), new LegFailed(new LegId("cti-" + name), cause));
    }

    @Test
    void reportsEveryDigitTypedAheadOnce() {
        MachineBench bench =
                new MachineBench(MachineSettings.of(MachineBench.PBX).withContexts("from-trunk", "cti-leg"));
        TranscriptPlayer player = new TranscriptPlayer("typing-ahead", bench);
        String uniqueId = firstUniqueId("typing-ahead");
        LegId caller = new LegId(uniqueId);
        bench.connect(AmiMessage.of(
                "Event",
                "CoreShowChannel",
                "Channel",
                "PJSIP/carrier-00000100",
                "ChannelState",
                "6",
                "Context",
                "from-trunk",
                "Exten",
                "1",
                "Uniqueid",
                uniqueId,
                "Application",
                "AGI",
                "BridgeId",
                ""));
        bench.take();

        player.playToAction("AGI");
        RequestId prompt = bench.nextId();
        bench.request(new PlayPrompts(prompt, caller, List.of("custom/prompt3"), "0123456789"));
        player.sameAction("Channel", "Command");
        player.playToEnd();
        List<PbxEvent> events = bench.take();
        assertThat(events.stream().filter(DigitPressed.class::isInstance).map(e -> ((DigitPressed) e).digit()))
                .containsExactly('1', '2', '3', '4', '8', '9');
        assertThat(events).contains(ended(prompt, new PromptsEnded(true)));
    }

    private static String firstUniqueId(String transcript) {
        return Transcript.read(transcript).steps().stream()
                .filter(Transcript.Step.Received.class::isInstance)
                .map(step -> ((Transcript.Step.Received) step).message().text("Uniqueid"))
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void givesUpALegThatItsLeaseSentToTheFallback() {
        MachineBench bench = bench("cti-guard", "cti-leg");
        TranscriptPlayer player = new TranscriptPlayer("lease-runs-out", bench);
        player.playToEnd();
        assertThat(bench.take()).singleElement().isInstanceOf(LegOffered.class);

        bench.pass(LegControl.LOST_MILLIS - 1 - (bench.now() - MachineBench.START - 6_565));
        assertThat(bench.take()).isEmpty();
        bench.pass(1);
        assertThat(bench.take()).containsExactly(new LegCleared(new LegId("1795301063.731"), Cause.TEMPORARY_FAILURE));
    }

    @Test
    void clearsAnUnansweredCallerWithTheCauseGiven() {
        MachineBench bench = bench("from-trunk", "cti-leg");
        TranscriptPlayer player = new TranscriptPlayer("refused-unanswered", bench);
        LegId caller = new LegId(firstUniqueId("refused-unanswered"));
        player.playToAction("Hangup");
        bench.take();
        RequestId clear = bench.nextId();
        bench.request(new ClearLeg(clear, caller, Cause.USER_BUSY));
        player.sameAction("Channel", "Cause");
        player.playToEnd();
        assertThat(bench.take()).containsExactly(ended(clear, new Done()), new LegCleared(caller, Cause.USER_BUSY));
    }

    @Test
    void reportsTheAgentBackWhenTheCustomerLeavesTheBridge() {
        MachineBench bench = bench("cti-leg", "cti-leg");
        TranscriptPlayer player = new TranscriptPlayer("customer-leaves-bridge", bench);
        LegId line = new LegId("line-1001");
        player.playToAction("Originate");
        RequestId dial = bench.nextId();
        bench.request(new DialLeg(
                dial,
                line,
                new ToStation(new StationId("1001")),
                new CallerId("1001", "line"),
                Duration.ofSeconds(20),
                Map.of()));
        player.sameAction("Channel", "ChannelId", "Context", "Exten", "Priority", "Async", "Timeout", "CallerID");
        player.playToAction("AGI");
        RequestId music = bench.nextId();
        bench.request(new StartMusic(music, line, "default"));
        player.sameAction("Channel", "Command");
        player.playToAction("Bridge");
        LegId customer = withoutStations(bench.take()).stream()
                .filter(LegOffered.class::isInstance)
                .map(event -> ((LegOffered) event).leg())
                .findFirst()
                .orElseThrow();
        RequestId bridge = bench.nextId();
        bench.request(new BridgeLegs(bridge, customer, line));
        player.sameAction("Channel1", "Channel2");
        player.playToAction("AGI");
        assertThat(bench.take())
                .containsExactly(
                        new LegsBridged(customer, line),
                        ended(bridge, new Done()),
                        new LegCleared(customer, Cause.NORMAL_CLEARING),
                        new LegReturned(line));
    }
}
