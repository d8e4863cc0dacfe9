package org.cordboard.sim.ami;

import java.util.ArrayList;
import java.util.List;
import org.cordboard.sim.world.AgiResult;
import org.cordboard.sim.world.BridgeView;
import org.cordboard.sim.world.ChannelView;
import org.cordboard.sim.world.OriginateOrder;
import org.cordboard.sim.world.WorldEvent;
import org.jspecify.annotations.Nullable;

/**
 * Writes what happens in the world as Asterisk 22's events: names, headers and their order as in recorded dialogues of
 * Asterisk 22.10. Traps kept on purpose: OriginateResponse has a header {@code Response}; the id of an AGI command is
 * {@code CommandId} here and {@code CommandID} in the action; the environment and the result of AGI are percent-encoded.
 */
final class AmiEventRenderer {

    private AmiEventRenderer() {}

    static List<AmiEvent> render(WorldEvent event, AlarmReports alarms) {
        return switch (event) {
            case WorldEvent.ChannelCreated e -> call("Newchannel", e, e.channel());
            case WorldEvent.ExtensionEntered e -> extension(e);
            case WorldEvent.ChannelRinging e -> call("Newstate", e, e.channel());
            case WorldEvent.ChannelAnswered e -> call("Newstate", e, e.channel());
            case WorldEvent.CallerIdSet e ->
                call(
                        "NewCallerid",
                        e,
                        e.channel(),
                        header("CID-CallingPres", "0 (Presentation Allowed, Not Screened)"));
            case WorldEvent.ConnectedLineSet e -> call("NewConnectedLine", e, e.channel());
            case WorldEvent.VariableSet e -> List.of(variable(e));
            case WorldEvent.AgiEntered e ->
                one("AsyncAGIStart", AmiClass.AGI, e, e.channel(), header("Env", environment(e.channel())));
            case WorldEvent.AgiLeft e -> one("AsyncAGIEnd", AmiClass.AGI, e, e.channel());
            case WorldEvent.AgiCommandStarted e ->
                one(
                        "AGIExecStart",
                        AmiClass.AGI,
                        e,
                        e.channel(),
                        header("CommandId", Integer.toString(e.number())),
                        header("Command", e.command()));
            case WorldEvent.AgiCommandEnded e -> agiEnded(e);
            case WorldEvent.MusicStarted e -> call("MusicOnHoldStart", e, e.channel(), header("Class", e.musicClass()));
            case WorldEvent.MusicStopped e -> call("MusicOnHoldStop", e, e.channel());
            case WorldEvent.DialBegun e -> dial("DialBegin", e, e.channel(), header("DialString", e.dialString()));
            case WorldEvent.DialStateChanged e -> dial("DialState", e, e.channel(), header("DialStatus", e.status()));
            case WorldEvent.DialEnded e -> dial("DialEnd", e, e.channel(), header("DialStatus", e.status()));
            case WorldEvent.OriginateEnded e -> List.of(originate(e));
            case WorldEvent.BridgeCreated e -> bridge("BridgeCreate", e, e.bridge(), null);
            case WorldEvent.BridgeEntered e -> bridge("BridgeEnter", e, e.bridge(), e.channel());
            case WorldEvent.BridgeLeft e -> bridge("BridgeLeave", e, e.bridge(), e.channel());
            case WorldEvent.BridgeDestroyed e -> bridge("BridgeDestroy", e, e.bridge(), null);
            case WorldEvent.HangupRequested e -> hangupRequest(e);
            case WorldEvent.SoftHangupRequested e ->
                call("SoftHangupRequest", e, e.channel(), header("Cause", Integer.toString(e.cause())));
            case WorldEvent.ChannelHungUp e -> hangup(e);
            case WorldEvent.DtmfBegun e ->
                one(
                        "DTMFBegin",
                        AmiClass.DTMF,
                        e,
                        e.channel(),
                        header("Digit", Character.toString(e.digit())),
                        header("Direction", "Received"));
            case WorldEvent.DtmfEnded e ->
                one(
                        "DTMFEnd",
                        AmiClass.DTMF,
                        e,
                        e.channel(),
                        header("Digit", Character.toString(e.digit())),
                        header("DurationMs", Long.toString(e.durationMillis())),
                        header("Direction", "Received"));
            case WorldEvent.DeviceStateChanged e ->
                plain(
                        "DeviceStateChange",
                        AmiClass.CALL,
                        e,
                        header("Device", e.device()),
                        header("State", e.state().name()));
            case WorldEvent.TrunkAlarmRaised e ->
                SpanReports.alarm(stamped(e).getFirst(), e.trunk(), e.alarm(), alarms);
            case WorldEvent.TrunkAlarmCleared e -> SpanReports.alarm(stamped(e).getFirst(), e.trunk(), "", alarms);
            case WorldEvent.CircuitAssigned e ->
                call(
                        "DAHDIChannel",
                        e,
                        e.channel(),
                        SpanReports.circuit(e.span(), e.circuit()).toArray(AmiHeader[]::new));
            case WorldEvent.FallbackEntered e -> List.of();
            case WorldEvent.CallRefused e -> List.of();
            case WorldEvent.GlareMet e -> List.of();
            case WorldEvent.CallCut e -> List.of();
        };
    }

    private static AmiHeader header(String name, String value) {
        return new AmiHeader(name, value);
    }

    private static List<AmiEvent> call(String name, WorldEvent event, ChannelView channel, AmiHeader... extra) {
        return one(name, AmiClass.CALL, event, channel, extra);
    }

    private static List<AmiEvent> one(
            String name, AmiClass privilege, WorldEvent event, ChannelView channel, AmiHeader... extra) {
        List<AmiHeader> headers = stamped(event);
        channelBlock(headers, "", channel);
        headers.addAll(List.of(extra));
        return List.of(new AmiEvent(name, privilege, headers));
    }

    private static List<AmiEvent> plain(String name, AmiClass privilege, WorldEvent event, AmiHeader... extra) {
        List<AmiHeader> headers = stamped(event);
        headers.addAll(List.of(extra));
        return List.of(new AmiEvent(name, privilege, headers));
    }

    private static List<AmiEvent> dial(String name, WorldEvent event, ChannelView channel, AmiHeader extra) {
        List<AmiHeader> headers = stamped(event);
        channelBlock(headers, "Dest", channel);
        headers.add(extra);
        return List.of(new AmiEvent(name, AmiClass.CALL, headers));
    }

    private static List<AmiHeader> stamped(WorldEvent event) {
        List<AmiHeader> headers = new ArrayList<>(24);
        headers.add(header("Timestamp", AmiText.timestamp(event.at())));
        return headers;
    }

    /** The headers that describe a channel in nearly every event. */
    static void channelBlock(List<AmiHeader> headers, String prefix, ChannelView c) {
        headers.add(header(prefix + "Channel", c.name()));
        headers.add(header(prefix + "ChannelState", Integer.toString(c.state().code())));
        headers.add(header(prefix + "ChannelStateDesc", c.state().text()));
        headers.add(header(prefix + "CallerIDNum", AmiText.orUnknown(c.callerNumber())));
        headers.add(header(prefix + "CallerIDName", AmiText.orUnknown(c.callerName())));
        headers.add(header(prefix + "ConnectedLineNum", AmiText.orUnknown(c.connectedNumber())));
        headers.add(header(prefix + "ConnectedLineName", AmiText.orUnknown(c.connectedName())));
        headers.add(header(prefix + "Language", "en"));
        headers.add(header(prefix + "AccountCode", ""));
        headers.add(header(prefix + "Context", c.context()));
        headers.add(header(prefix + "Exten", c.exten()));
        headers.add(header(prefix + "Priority", Integer.toString(c.priority())));
        headers.add(header(prefix + "Uniqueid", c.uniqueId()));
        headers.add(header(prefix + "Linkedid", c.linkedId()));
    }

    private static List<AmiEvent> extension(WorldEvent.ExtensionEntered e) {
        ChannelView c = e.channel();
        return one(
                "Newexten",
                AmiClass.DIALPLAN,
                e,
                c,
                header("Extension", c.exten()),
                header("Application", c.application()),
                header("AppData", c.applicationData()));
    }

    private static AmiEvent variable(WorldEvent.VariableSet e) {
        List<AmiHeader> headers = stamped(e);
        ChannelView channel = e.channel();
        if (channel == null) {
            headers.add(header("Channel", "none"));
            headers.add(header("Uniqueid", "none"));
        } else {
            channelBlock(headers, "", channel);
        }
        headers.add(header("Variable", e.name()));
        headers.add(header("Value", e.value()));
        return new AmiEvent("VarSet", AmiClass.DIALPLAN, headers);
    }

    private static List<AmiEvent> agiEnded(WorldEvent.AgiCommandEnded e) {
        AgiResult result = e.result();
        List<AmiEvent> events = new ArrayList<>(one(
                "AGIExecEnd",
                AmiClass.AGI,
                e,
                e.channel(),
                header("CommandId", Integer.toString(e.number())),
                header("Command", e.command()),
                header("ResultCode", Integer.toString(result.code())),
                header("Result", result.code() == 200 ? "Success" : "Failure")));
        List<AmiHeader> headers = stamped(e);
        channelBlock(headers, "", e.channel());
        headers.add(header("Result", AmiText.encode(result.text() + "\n")));
        if (!e.commandId().isEmpty()) {
            headers.add(header("CommandId", e.commandId()));
        }
        events.add(new AmiEvent("AsyncAGIExec", AmiClass.AGI, headers));
        return events;
    }

    private static String environment(ChannelView c) {
        return AmiText.encode("agi_request: async\n"
                + "agi_channel: " + c.name() + "\n"
                + "agi_language: en\n"
                + "agi_type: " + AmiText.technology(c.name()) + "\n"
                + "agi_uniqueid: " + c.uniqueId() + "\n"
                + "agi_version: " + AmiText.VERSION + "\n"
                + "agi_callerid: " + unknown(c.callerNumber()) + "\n"
                + "agi_calleridname: " + unknown(c.callerName()) + "\n"
                + "agi_callingpres: 0\n"
                + "agi_callingani2: 0\n"
                + "agi_callington: 0\n"
                + "agi_callingtns: 0\n"
                + "agi_dnid: " + unknown(c.dialled()) + "\n"
                + "agi_rdnis: unknown\n"
                + "agi_context: " + c.context() + "\n"
                + "agi_extension: " + c.exten() + "\n"
                + "agi_priority: " + c.priority() + "\n"
                + "agi_enhanced: 0.0\n"
                + "agi_accountcode: \n"
                + "agi_threadid: 1\n"
                + "\n");
    }

    private static String unknown(String value) {
        return value.isEmpty() ? "unknown" : value;
    }

    private static AmiEvent originate(WorldEvent.OriginateEnded e) {
        OriginateOrder order = e.order();
        List<AmiHeader> headers = stamped(e);
        if (!order.orderId().isEmpty()) {
            headers.add(header("ActionID", order.orderId()));
        }
        headers.add(header("Response", e.success() ? "Success" : "Failure"));
        headers.add(header("Channel", e.channel()));
        if (order.intoAgi()) {
            headers.add(header("Application", "AGI"));
            headers.add(header("Data", "agi:async"));
        } else {
            headers.add(header("Context", order.context()));
            headers.add(header("Exten", order.exten()));
        }
        headers.add(header("Reason", Integer.toString(e.reason())));
        headers.add(header("Uniqueid", AmiText.orUnknown(e.uniqueId())));
        headers.add(header("CallerIDNum", AmiText.orUnknown(order.callerNumber())));
        headers.add(header("CallerIDName", AmiText.orUnknown(order.callerName())));
        return new AmiEvent("OriginateResponse", AmiClass.CALL, headers);
    }

    private static List<AmiEvent> bridge(
            String name, WorldEvent event, BridgeView bridge, @Nullable ChannelView channel) {
        List<AmiHeader> headers = stamped(event);
        headers.add(header("BridgeUniqueid", bridge.id()));
        headers.add(header("BridgeType", "basic"));
        headers.add(header("BridgeTechnology", bridge.technology()));
        headers.add(header("BridgeCreator", "<unknown>"));
        headers.add(header("BridgeName", "<unknown>"));
        headers.add(header("BridgeNumChannels", Integer.toString(bridge.channels())));
        headers.add(header("BridgeVideoSourceMode", "none"));
        if (channel != null) {
            channelBlock(headers, "", channel);
        }
        return List.of(new AmiEvent(name, AmiClass.CALL, headers));
    }

    private static List<AmiEvent> hangupRequest(WorldEvent.HangupRequested e) {
        List<AmiHeader> extra = new ArrayList<>();
        // A party that leaves a talk gives no cause here; the Hangup that follows has it.
        if (e.cause() > 0 && e.channel().bridgeId().isEmpty()) {
            extra.add(header("Cause", Integer.toString(e.cause())));
        }
        if (e.techCause() > 0) {
            extra.add(header("TechCause", Integer.toString(e.techCause())));
        }
        return call("HangupRequest", e, e.channel(), extra.toArray(AmiHeader[]::new));
    }

    private static List<AmiEvent> hangup(WorldEvent.ChannelHungUp e) {
        List<AmiHeader> extra = new ArrayList<>();
        extra.add(header("Cause", Integer.toString(e.cause())));
        extra.add(header("Cause-txt", AmiText.causeText(e.cause())));
        if (e.techCause() > 0) {
            extra.add(header("TechCause", Integer.toString(e.techCause())));
        }
        return call("Hangup", e, e.channel(), extra.toArray(AmiHeader[]::new));
    }
}
