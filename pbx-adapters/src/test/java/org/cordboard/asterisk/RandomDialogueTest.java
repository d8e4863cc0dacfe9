package org.cordboard.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.Destination.ToStation;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxEvent.RequestEnded;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.PbxRequest.AnswerLeg;
import org.cordboard.cti.port.PbxRequest.BridgeLegs;
import org.cordboard.cti.port.PbxRequest.ClearLeg;
import org.cordboard.cti.port.PbxRequest.DialLeg;
import org.cordboard.cti.port.PbxRequest.PlayPrompts;
import org.cordboard.cti.port.PbxRequest.StartMusic;
import org.cordboard.cti.port.PbxRequest.StopMusic;
import org.cordboard.cti.port.PbxRequest.TagLeg;
import org.cordboard.cti.port.RequestId;
import org.junit.jupiter.api.Test;

/** A PBX gone mad: whatever it says in whatever order, requests end once and the machine stays whole and bounded. */
class RandomDialogueTest {

    private static final int SEEDS = 10;
    private static final int ROUNDS = 6_000;
    private static final int KINDS_OF_EVENTS = 14;
    private static final List<String> IDS = List.of("1.1", "2.2", "3.3", "s-1-1", "s-1-2", "s-1-3", "none", "");
    private static final List<String> LEGS = IDS.subList(0, 7);
    private static final List<String> EVENTS = List.of(
            "Newchannel",
            "Newstate",
            "DialBegin",
            "DialState",
            "DialEnd",
            "OriginateResponse",
            "AsyncAGIStart",
            "AsyncAGIStart",
            "AsyncAGIExec",
            "AsyncAGIExec",
            "AsyncAGIEnd",
            "BridgeEnter",
            "BridgeEnter",
            "BridgeLeave",
            "DTMFEnd",
            "Hangup",
            "Rename",
            "DeviceStateChange",
            "SpanAlarm",
            "SpanAlarmClear",
            "DAHDIChannel",
            "DAHDIShowStatus",
            "DAHDIShowStatusComplete",
            "PRIShowSpans",
            "PRIShowSpansComplete",
            "CoreShowChannel",
            "CoreShowChannelsComplete",
            "VarSet",
            "Garbage");
    private static final Map<String, List<String>> HEADERS = headers();

    private final Map<RequestId, Integer> ended = new LinkedHashMap<>();
    private final Set<Class<?>> seen = new LinkedHashSet<>();

    private static Map<String, List<String>> headers() {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Uniqueid", IDS);
        headers.put("DestUniqueid", IDS);
        headers.put("Channel", List.of("PJSIP/carrier-1", "PJSIP/1001-2", "DAHDI/i1/x-3", "", "\u0000/"));
        headers.put("ChannelState", List.of("0", "4", "5", "6", "six", "99999999999"));
        headers.put("Context", List.of("cordboard-inbound", "cordboard-leg", "other"));
        headers.put("Exten", List.of("10086", "s", ""));
        headers.put("BridgeUniqueid", List.of("b1", "b2", ""));
        headers.put("BridgeId", List.of("b1", "b2", ""));
        headers.put("Application", List.of("AGI", "", "Dial"));
        headers.put("Cause", List.of("16", "19", "-4", "256", "9999", "x"));
        headers.put("Reason", List.of("0", "3", "4", "?"));
        headers.put("Result", List.of("200%20result%3D0%0A", "200%20result%3D-1", "200 result=49", "%", "510 no"));
        headers.put("Digit", List.of("1", "#", "Z", "", "12"));
        headers.put("Direction", List.of("Received", "Sent"));
        headers.put("DialStatus", List.of("RINGING", "BUSY"));
        headers.put("Device", List.of("PJSIP/1001", "PJSIP/carrier", "PJSIP/", "x"));
        headers.put("State", List.of("INUSE", "NOT_INUSE", "?"));
        headers.put("Span", List.of("1", ""));
        headers.put("DAHDISpan", List.of("1", "2", "x"));
        headers.put("DAHDIChannel", List.of("1", "12", "pseudo"));
        headers.put("Alarm", List.of("Red Alarm", ""));
        headers.put("Alarms", List.of("OK", "RED/YEL", "?"));
        headers.put("Up", List.of("Yes", "No"));
        headers.put("Newname", List.of("", "PJSIP/renamed-1"));
        headers.put("Env", List.of("agi_dnid%3A%201", "%zz"));
        return headers;
    }

    @Test
    void staysWholeWhateverThePbxSays() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            ended.clear();
            run(seed);
        }
        assertThat(seen).as("every kind of event was reached").hasSize(KINDS_OF_EVENTS);
    }

    private void run(long seed) {
        Random random = new Random(seed);
        MachineBench bench = new MachineBench();
        int asked = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int dice = random.nextInt(100);
            if (dice < 70) {
                bench.feed(dice < 55 ? event(random, bench) : response(random, bench));
            } else if (dice < 90) {
                asked++;
                bench.request(request(random, bench));
            } else if (dice < 98) {
                bench.pass(random.nextInt(2_000));
            } else {
                moveLink(random, bench);
            }
            check(bench, seed);
            while (bench.actions.size() > 200) {
                bench.actions.removeFirst();
            }
        }
        bench.pass(40 * AgiCommands.PROMPT_MILLIS);
        check(bench, seed);
        assertThat(bench.machine.outstanding()).as("seed " + seed).isZero();
        assertThat(ended).as("seed " + seed).hasSize(asked);
    }

    private void check(MachineBench bench, long seed) {
        for (PbxEvent event : bench.take()) {
            seen.add(event.getClass());
            if (event instanceof RequestEnded end) {
                assertThat(ended.merge(end.request(), 1, Integer::sum))
                        .as("seed " + seed + ", " + end)
                        .isEqualTo(1);
            }
        }
        assertThat(bench.machine.legs()).isLessThanOrEqualTo(IDS.size());
        assertThat(bench.machine.timers()).isLessThan(5_000);
        assertThat(bench.machine.unanswered()).isLessThanOrEqualTo(SentActions.MAX);
    }

    private static void moveLink(Random random, MachineBench bench) {
        if (random.nextInt(10) == 0) {
            bench.machine.linkDown("lost", bench.now());
            return;
        }
        bench.machine.linkUp(bench.now());
        if (!bench.sent("CoreShowChannels").isEmpty()) {
            String id = bench.last("CoreShowChannels").text("ActionID");
            bench.feed("Event", "CoreShowChannelsComplete", "ActionID", id);
        }
    }

    private static <T> T any(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static AmiMessage event(Random random, MachineBench bench) {
        List<String> fields = new ArrayList<>(List.of("Event", any(random, EVENTS)));
        for (Map.Entry<String, List<String>> header : HEADERS.entrySet()) {
            boolean rare = header.getKey().equals("DestUniqueid");
            if (random.nextInt(10) < (rare ? 1 : 8)) {
                fields.addAll(List.of(header.getKey(), any(random, header.getValue())));
            }
        }
        if (!bench.actions.isEmpty()) {
            AmiAction action = any(random, bench.actions);
            fields.addAll(List.of("ActionID", action.text("ActionID"), "CommandId", action.text("CommandID")));
            fields.addAll(List.of("Response", any(random, List.of("Success", "Failure"))));
        }
        return AmiMessage.of(fields.toArray(String[]::new));
    }

    private static AmiMessage response(Random random, MachineBench bench) {
        String id = bench.actions.isEmpty() ? "?" : any(random, bench.actions).text("ActionID");
        return AmiMessage.of(
                "Response",
                any(random, List.of("Success", "Success", "Error", "Goodbye")),
                "ActionID",
                id,
                "Message",
                any(random, List.of("No such channel", "Channel1 does not exist", "Permission denied", "")));
    }

    private static PbxRequest request(Random random, MachineBench bench) {
        RequestId id = bench.nextId();
        LegId leg = new LegId(any(random, LEGS));
        return switch (random.nextInt(8)) {
            case 0 -> dial(random, id, leg);
            case 1 -> new AnswerLeg(id, leg);
            case 2 -> new PlayPrompts(id, leg, any(random, List.of(List.of(), List.of("a"), List.of("a", "b"))), "1");
            case 3 -> new StartMusic(id, leg, "default");
            case 4 -> new StopMusic(id, leg);
            case 5 -> new BridgeLegs(id, leg, new LegId(any(random, LEGS)));
            case 6 -> new ClearLeg(id, leg, new Cause(random.nextInt(300)));
            default -> new TagLeg(id, leg, "x", "y");
        };
    }

    private static DialLeg dial(Random random, RequestId id, LegId leg) {
        StationId station = new StationId(any(random, List.of("1001", "a b", "x/y&z")));
        Duration ring = Duration.ofSeconds(random.nextInt(20));
        return new DialLeg(id, leg, new ToStation(station), CallerId.WITHHELD, ring, Map.of("a", "b"));
    }
}
