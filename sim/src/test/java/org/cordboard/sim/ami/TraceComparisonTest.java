package org.cordboard.sim.ami;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cordboard.sim.time.VirtualTime;
import org.cordboard.sim.world.Dialplan;
import org.cordboard.sim.world.DialplanStep;
import org.cordboard.sim.world.InboundCall;
import org.cordboard.sim.world.Party;
import org.cordboard.sim.world.PbxWorld;
import org.cordboard.sim.world.PhoneBehaviour;
import org.cordboard.sim.world.WorldTimings;
import org.junit.jupiter.api.Test;

/**
 * Replays dialogues recorded on a real Asterisk against the simulated one: the same calls arrive, the same actions are sent at
 * the same times, and for each channel, each bridge, each device and each originate the same events must come in the same
 * order with the same headers. Across them the order is free: in Asterisk different threads write it, and it differs from one
 * recording to the next.
 */
class TraceComparisonTest {

    private final VirtualTime time = new VirtualTime();
    private final PbxWorld world = new PbxWorld(
            time,
            new WorldTimings(7, 87, 1, 1, 2, 1, 500, 100, 2_000, Map.of("beep", 440L, "tt-monkeys", 16_000L)),
            laboratory());
    private final AmiFace face = new AmiFace(world, List.of(AmiClient.ALL));
    private AmiClient client = new AmiClient(time, face, FaultPlan.NONE);
    private final Map<String, String> simulatedNames = new LinkedHashMap<>();

    /** The dialplan of the machine the dialogues were recorded on. */
    private static Dialplan laboratory() {
        Map<String, List<DialplanStep>> extensions = new LinkedHashMap<>();
        extensions.put(
                Dialplan.key("from-trunk", "10086"),
                List.of(
                        new DialplanStep.NoOp("inbound 10086"),
                        new DialplanStep.SetVariable("CTI_DNIS", "${EXTEN}"),
                        new DialplanStep.Answer(),
                        new DialplanStep.AsyncAgi(),
                        new DialplanStep.HangUp(16)));
        extensions.put(
                Dialplan.key("cti-park", "s"),
                List.of(new DialplanStep.NoOp("parked"), new DialplanStep.AsyncAgi(), new DialplanStep.HangUp(16)));
        return new Dialplan("from-trunk", "none", extensions);
    }

    @Test
    void flow1HoldAndRetrieveMatchesTheRecording() {
        world.addTrunk("carrier", 10);
        world.addPhone("1001", new PhoneBehaviour.Answers(1_000));
        compare("flow1");
    }

    @Test
    void flow2BridgeInTheMiddleOfAPromptMatchesTheRecording() {
        world.addTrunk("carrier", 10);
        world.addPhone("1001", new PhoneBehaviour.Answers(1_000));
        compare("flow2");
    }

    @Test
    void flow3FailedDialsMatchTheRecording() {
        world.addPhone("13800000000@t-busy", new PhoneBehaviour.Rejects(17, 0));
        world.addPhone("13800000000@t-notfound", new PhoneBehaviour.Rejects(1, 0));
        world.addPhone("13800000000@t-unavail", new PhoneBehaviour.Rejects(34, 0));
        world.addPhone("13800000000@t-decline", new PhoneBehaviour.Rejects(21, 0));
        world.addPhone("13800000000@t-ring", new PhoneBehaviour.NeverAnswers());
        compare("flow3");
    }

    @Test
    void flow2bLooksAfterAReconnectionMatchTheRecordingsHeaders() {
        world.addTrunk("carrier", 10);
        world.callIn(new InboundCall("carrier", "13900001234", "Li Wei", "10086"), Party.SILENT);
        time.advance(600);
        client = AmiClient.loggedIn(time, face);
        client.ask("Action: CoreShowChannels");
        client.ask("Action: Status", "Channel: " + world.channels().getFirst().name(), "AllVariables: true");
        Trace trace = Trace.read("flow2b");
        for (String name : List.of("CoreShowChannel", "CoreShowChannelsComplete", "StatusComplete")) {
            assertThat(headersOf(client.event(name))).as(name).isEqualTo(headersOf(trace.event(name)));
        }
        // Here the recording's client moved the id to the end; Asterisk has it behind the event's name in lists.
        assertThat(client.event("Status").keySet())
                .containsExactlyInAnyOrderElementsOf(trace.event("Status").keySet());
    }

    private static List<String> headersOf(Map<String, String> frame) {
        return List.copyOf(frame.keySet());
    }

    private void compare(String name) {
        Trace trace = Trace.read(name);
        client = AmiClient.loggedIn(time, face);
        replay(trace);
        time.advance(5_000);
        Map<String, List<String>> recorded = Trace.bySubject(trace.events());
        Map<String, List<String>> simulated = Trace.bySubject(client.events());
        assertThat(simulated.keySet()).isEqualTo(recorded.keySet());
        recorded.forEach((subject, lines) ->
                assertThat(simulated.get(subject)).as(subject).containsExactlyElementsOf(lines));
        assertThat(answers(client.frames)).isEqualTo(answers(trace.frames()));
    }

    /** Responses in order, without the one to the login. */
    private static List<String> answers(List<Map<String, String>> frames) {
        return frames.stream()
                .filter(frame -> !frame.containsKey("Event"))
                .map(frame -> frame.get("Response") + " " + frame.get("Message"))
                .filter(answer -> !answer.contains("Authentication"))
                .toList();
    }

    /** Lets happen from outside what happened in the recording. */
    private void replay(Trace trace) {
        long start = time.now();
        List<String> recordedNames = new ArrayList<>();
        for (Trace.Line line : trace.lines()) {
            time.runUntil(Math.max(time.now(), start + line.atMillis()));
            if (line.action()) {
                client.line.send(renamed(line, recordedNames));
                time.advance(1);
            } else if (line.is("Newchannel")) {
                recordedNames.add(Objects.requireNonNull(line.fields().get("Channel")));
                if ("4".equals(line.fields().get("ChannelState"))) {
                    world.callIn(
                            new InboundCall(
                                    "carrier",
                                    line.fields().getOrDefault("CallerIDNum", ""),
                                    line.fields().getOrDefault("CallerIDName", ""),
                                    line.fields().getOrDefault("Exten", "")),
                            Party.SILENT);
                }
            }
        }
    }

    /** The action with the recording's channel names replaced by those of the same channels here. */
    private String renamed(Trace.Line line, List<String> recordedNames) {
        List<String> names = client.events().stream()
                .filter(frame -> "Newchannel".equals(frame.get("Event")))
                .map(frame -> Objects.requireNonNull(frame.get("Channel")))
                .toList();
        String text = line.text();
        for (int i = 0; i < Math.min(names.size(), recordedNames.size()); i++) {
            simulatedNames.put(recordedNames.get(i), names.get(i));
            text = text.replace(recordedNames.get(i), names.get(i));
        }
        return text;
    }
}
