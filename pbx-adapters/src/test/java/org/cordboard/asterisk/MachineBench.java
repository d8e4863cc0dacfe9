package org.cordboard.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxEvent.RequestEnded;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome;
import org.cordboard.cti.port.RequestOutcome.Failed;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.jspecify.annotations.Nullable;

/** A machine with its outputs kept and a clock moved by hand. */
final class MachineBench {

    static final long START = 1_800_000_000_000L;
    static final PbxId PBX = new PbxId("main");

    final List<AmiAction> actions = new ArrayList<>();
    final AsteriskPbx machine;
    private final List<PbxEvent> events = new ArrayList<>();
    private long now = START;
    private int requests;

    MachineBench(MachineSettings settings) {
        this.machine = new AsteriskPbx(settings, events::add, actions::add);
    }

    MachineBench() {
        this(MachineSettings.of(PBX));
    }

    /** The link is up and there are no channels. */
    static MachineBench connected() {
        return new MachineBench().connect();
    }

    MachineBench connect(AmiMessage... channels) {
        machine.linkUp(now);
        String id = last("CoreShowChannels").text("ActionID");
        feed("Response", "Success", "ActionID", id, "EventList", "start", "Message", "Channels will follow");
        for (AmiMessage channel : channels) {
            List<AmiHeader> headers = new ArrayList<>(channel.headers());
            headers.add(1, new AmiHeader("ActionID", id));
            feed(new AmiMessage(headers));
        }
        feed("Event", "CoreShowChannelsComplete", "ActionID", id, "EventList", "Complete");
        return notes();
    }

    /** AstDB has these notes of legs that ended: unique id and value by turns. */
    MachineBench notes(String... idsAndValues) {
        String id = last("DBGetTree").text("ActionID");
        feed("Response", "Success", "ActionID", id, "EventList", "start", "Message", "Result will follow");
        for (int i = 0; i < idsAndValues.length; i += 2) {
            String key = "/cordboard-ended/" + idsAndValues[i];
            feed("Event", "DBGetTreeResponse", "ActionID", id, "Key", key, "Val", idsAndValues[i + 1]);
        }
        feed("Event", "DBGetTreeComplete", "ActionID", id, "EventList", "Complete");
        return this;
    }

    MachineBench connectedQuietly() {
        connect();
        take();
        actions.clear();
        return this;
    }

    void feed(String... namesAndValues) {
        feed(AmiMessage.of(namesAndValues));
    }

    void feed(AmiMessage message) {
        machine.on(message, now);
    }

    /** Moves the clock, doing what is due on the way at its own time. */
    void moveTo(long time) {
        while (machine.nextDueAt() <= time) {
            now = Math.max(now, machine.nextDueAt());
            machine.tick(now);
        }
        now = Math.max(now, time);
    }

    void pass(long millis) {
        moveTo(now + millis);
    }

    long now() {
        return now;
    }

    RequestId nextId() {
        return new RequestId("t-1-" + ++requests);
    }

    void request(PbxRequest request) {
        machine.request(request, now);
    }

    /** The last action of a name, which must exist. */
    AmiAction last(String name) {
        List<AmiAction> all = sent(name);
        assertThat(all).as("actions " + name).isNotEmpty();
        return all.getLast();
    }

    List<AmiAction> sent(String name) {
        return actions.stream().filter(action -> action.name().equals(name)).toList();
    }

    void succeed(AmiAction action) {
        feed("Response", "Success", "ActionID", action.text("ActionID"), "Message", "ok");
    }

    void refuse(AmiAction action, String message) {
        feed("Response", "Error", "ActionID", action.text("ActionID"), "Message", message);
    }

    /** What was reported since the last call. */
    List<PbxEvent> take() {
        List<PbxEvent> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    /** How a request ended, among the events not taken yet; null if it has not. */
    @Nullable
    RequestOutcome outcome(RequestId id) {
        return events.stream()
                .filter(event ->
                        event instanceof RequestEnded ended && ended.request().equals(id))
                .map(event -> ((RequestEnded) event).outcome())
                .reduce((one, two) -> {
                    throw new AssertionError(id + " ended twice: " + one + ", " + two);
                })
                .orElse(null);
    }

    @Nullable
    Reason failure(RequestId id) {
        return outcome(id) instanceof Failed failed ? failed.reason() : null;
    }

    /** A caller enters the loop, unanswered. */
    LegId callerArrives(String uniqueId) {
        feed(agiStart(carrierChannel(uniqueId), uniqueId, "cordboard-inbound", "10086", "4"));
        return new LegId(uniqueId);
    }

    static String carrierChannel(String uniqueId) {
        return "PJSIP/carrier-" + uniqueId.replace(".", "0");
    }

    void agiStarts(LegId leg, String channel, String context) {
        feed(agiStart(channel, leg.value(), context, "s", "6"));
    }

    static AmiMessage agiStart(String channel, String uniqueId, String context, String exten, String state) {
        return AmiMessage.of(
                "Event",
                "AsyncAGIStart",
                "Channel",
                channel,
                "ChannelState",
                state,
                "CallerIDNum",
                "13900001234",
                "CallerIDName",
                "Li Wei",
                "Context",
                context,
                "Exten",
                exten,
                "Uniqueid",
                uniqueId,
                "Env",
                "");
    }

    void channelEvent(String event, String channel, LegId leg, String... more) {
        List<String> all = new ArrayList<>(List.of("Event", event, "Channel", channel, "Uniqueid", leg.value()));
        all.addAll(List.of(more));
        feed(all.toArray(String[]::new));
    }

    /** Asterisk took the AGI command last sent, ran it, and ended with a result. */
    void agiEnds(LegId leg, String result) {
        AmiAction command = last("AGI");
        feed(
                "Event",
                "AsyncAGIExec",
                "Uniqueid",
                leg.value(),
                "CommandId",
                command.text("CommandID"),
                "Result",
                result);
    }
}
