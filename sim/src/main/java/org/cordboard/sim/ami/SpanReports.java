package org.cordboard.sim.ami;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.cordboard.sim.world.CircuitView;
import org.cordboard.sim.world.Dialplan;
import org.cordboard.sim.world.PbxWorld;
import org.cordboard.sim.world.Span;
import org.cordboard.sim.world.TrunkView;
import org.jspecify.annotations.Nullable;

/**
 * The actions of chan_dahdi that look at spans, and its events about them, as its source has them. They have not been held
 * against real hardware.
 */
final class SpanReports {

    /** SIG_PRI and SIG_SS7 of chan_dahdi. */
    private static final String PRI_CODE = "128";

    private static final String SS7_CODE = "16777344";

    private final PbxWorld world;

    SpanReports(PbxWorld world) {
        this.world = world;
    }

    // ---- actions

    void showChannels(AmiAction action, AmiResponder.Answers answers) {
        OptionalLong wanted = action.number("DAHDIChannel");
        answers.send(AmiFrame.listStart("DAHDI channel status will follow"));
        int shown = 0;
        for (TrunkView trunk : spans()) {
            for (CircuitView circuit : trunk.circuits()) {
                if (wanted.orElse(0) == 0 || wanted.getAsLong() == circuit.number()) {
                    answers.send(channel(trunk, circuit));
                    shown++;
                }
            }
        }
        answers.send(AmiFrame.listEnd("DAHDIShowChannelsComplete", shown).with("Items", Integer.toString(shown)));
    }

    private AmiFrame channel(TrunkView trunk, CircuitView circuit) {
        AmiFrame frame =
                AmiFrame.of("Event", "DAHDIShowChannels").with("DAHDIChannel", Integer.toString(circuit.number()));
        world.find(circuit.call()).ifPresent(call -> frame.with("Channel", call.name())
                .with("Uniqueid", call.uniqueId())
                .with("AccountCode", ""));
        boolean ss7 = isSs7(trunk.span());
        return frame.with("Signalling", ss7 ? "SS7" : "ISDN PRI")
                .with("SignallingCode", ss7 ? SS7_CODE : PRI_CODE)
                .with("Context", Dialplan.INBOUND)
                .with("DND", "Disabled")
                .with("Alarm", trunk.alarm().isEmpty() ? "No Alarm" : trunk.alarm())
                .with("Description", "");
    }

    void showStatus(AmiResponder.Answers answers) {
        List<TrunkView> spans = spans();
        if (spans.isEmpty()) {
            answers.send(AmiFrame.error("No DAHDI detected"));
            return;
        }
        answers.send(AmiFrame.listStart("DAHDI span statuses will follow"));
        for (TrunkView trunk : spans) {
            Span span = trunk.span();
            boolean e1 = span != null && span.line() == Span.Line.E1;
            answers.send(AmiFrame.of("Event", "DAHDIShowStatus")
                    .with("Span", number(span))
                    .with("Description", "Simulated " + (e1 ? "E1" : "T1"))
                    .with("Alarms", shortWord(trunk.alarm()))
                    .with("IRQ", "0")
                    .with("bpviol", "0")
                    .with("CRC", "0")
                    .with("Framing", e1 ? "CCS" : "ESF")
                    .with("Coding", e1 ? "HDB3" : "B8ZS")
                    .with("Options", e1 ? "CRC4" : "")
                    .with("LBO", "0 db (CSU)/0-133 feet (DSX-1)"));
        }
        answers.send(AmiFrame.listEnd("DAHDIShowStatusComplete", spans.size())
                .with("Items", Integer.toString(spans.size())));
    }

    void priShowSpans(AmiAction action, AmiResponder.Answers answers) {
        long wanted = action.number("Span").orElse(0);
        answers.send(AmiFrame.listStart("Span status will follow"));
        int shown = 0;
        int slotsBefore = 0;
        for (TrunkView trunk : spans()) {
            Span span = trunk.span();
            if (span != null && !isSs7(span) && (wanted == 0 || wanted == span.number())) {
                answers.send(dChannel(trunk, span, slotsBefore));
                shown++;
            }
            slotsBefore += trunk.capacity() + 1;
        }
        answers.send(AmiFrame.listEnd("PRIShowSpansComplete", shown).with("Items", Integer.toString(shown)));
    }

    private static AmiFrame dChannel(TrunkView trunk, Span span, int slotsBefore) {
        boolean up = trunk.signalling();
        return AmiFrame.of("Event", "PRIShowSpans")
                .with("Span", number(span))
                .with("DChannel", Integer.toString(slotsBefore + span.signallingSlot()))
                .with("Order", "Primary")
                .with("Active", up ? "Yes" : "No")
                .with("Alarm", trunk.alarm().isEmpty() ? "No" : "Yes")
                .with("Up", up ? "Yes" : "No");
    }

    private List<TrunkView> spans() {
        return world.trunkViews().stream().filter(trunk -> trunk.span() != null).toList();
    }

    private static boolean isSs7(@Nullable Span span) {
        return span != null && span.signalling() instanceof Span.Signalling.Ss7;
    }

    private static String number(@Nullable Span span) {
        return span == null ? "0" : Integer.toString(span.number());
    }

    /** DAHDIShowStatus has words of its own for alarms. */
    private static String shortWord(String alarm) {
        return switch (alarm) {
            case "" -> "OK";
            case "Red Alarm" -> "RED";
            case "Yellow Alarm" -> "YEL";
            case "Blue Alarm" -> "BLU";
            case "Recovering" -> "REC";
            case "Loopback" -> "LB";
            default -> "UUU";
        };
    }

    // ---- events

    /** What is told of an alarm that begins, or ends when {@code alarm} is empty. A SIP trunk is a contact that does not answer. */
    static List<AmiEvent> alarm(AmiHeader timestamp, TrunkView trunk, String alarm, AlarmReports reports) {
        List<AmiEvent> events = new ArrayList<>();
        Span span = trunk.span();
        boolean begins = !alarm.isEmpty();
        if (span == null) {
            events.add(new AmiEvent(
                    "ContactStatus",
                    AmiClass.SYSTEM,
                    List.of(
                            timestamp,
                            header("URI", "sip:" + trunk.name() + "@127.0.0.1"),
                            header("ContactStatus", begins ? "Unreachable" : "Reachable"),
                            header("AOR", trunk.name()),
                            header("EndpointName", trunk.name()),
                            header("RoundtripUsec", begins ? "0" : "1000"))));
            return events;
        }
        if (reports != AlarmReports.SPANS) {
            for (CircuitView circuit : trunk.circuits()) {
                AmiHeader channel = header("DAHDIChannel", Integer.toString(circuit.number()));
                events.add(event(begins ? "Alarm" : "AlarmClear", timestamp, channel, alarm));
            }
        }
        if (reports != AlarmReports.CHANNELS) {
            AmiHeader number = header("Span", number(span));
            events.add(event(begins ? "SpanAlarm" : "SpanAlarmClear", timestamp, number, alarm));
        }
        return events;
    }

    private static AmiEvent event(String name, AmiHeader timestamp, AmiHeader about, String alarm) {
        List<AmiHeader> headers = new ArrayList<>(List.of(timestamp, about));
        if (!alarm.isEmpty()) {
            headers.add(header("Alarm", alarm));
        }
        return new AmiEvent(name, AmiClass.SYSTEM, headers);
    }

    /** Groups are a mask in DAHDIChannel: group 1 is 2. */
    static List<AmiHeader> circuit(Span span, int circuit) {
        return List.of(
                header("DAHDIGroup", Long.toUnsignedString(1L << span.group())),
                header("DAHDISpan", Integer.toString(span.number())),
                header("DAHDIChannel", Integer.toString(circuit)));
    }

    private static AmiHeader header(String name, String value) {
        return new AmiHeader(name, value);
    }
}
