package org.cordboard.sim.ami;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.cordboard.sim.world.ChannelView;
import org.cordboard.sim.world.DeviceState;
import org.cordboard.sim.world.PbxWorld;

/** The actions that only look. */
final class Reports {

    static final String NOTES_FAMILY = "cordboard-ended";

    private final PbxWorld world;

    Reports(PbxWorld world) {
        this.world = world;
    }

    void listCommands(AmiResponder.Answers answers) {
        AmiFrame frame = AmiFrame.of("Response", "Success");
        for (String name : ActionPrivileges.names()) {
            frame.with(name, "(simulated)");
        }
        answers.send(frame);
    }

    void coreSettings(AmiResponder.Answers answers) {
        answers.send(AmiFrame.of("Response", "Success")
                .with("AMIversion", "11.0.0")
                .with("AsteriskVersion", AmiText.VERSION)
                .with("SystemName", "")
                .with("CoreMaxCalls", "0")
                .with("CoreMaxLoadAvg", "0.000000")
                .with("CoreRunUser", "")
                .with("CoreRunGroup", "")
                .with("CoreMaxFilehandles", "0")
                .with("CoreRealTimeEnabled", "No")
                .with("CoreCDRenabled", "No")
                .with("CoreHTTPenabled", "No")
                .with("SoundsSearchCustomDir", "No"));
    }

    void coreStatus(AmiResponder.Answers answers) {
        answers.send(AmiFrame.of("Response", "Success")
                .with("CoreStartupDate", "1970-01-01")
                .with("CoreStartupTime", "00:00:00")
                .with("CoreReloadDate", "1970-01-01")
                .with("CoreReloadTime", "00:00:00")
                .with("CoreCurrentCalls", Integer.toString(world.channels().size())));
    }

    void command(AmiAction action, AmiResponder.Answers answers) {
        String command = action.get("Command").strip();
        switch (command) {
            case "core show version" ->
                answers.send(output("Asterisk " + AmiText.VERSION + " (Cordboard's simulated PBX)"));
            case "core show channels count" ->
                answers.send(output(world.channels().size() + " active channels"));
            default ->
                answers.send(AmiFrame.error("Command output follows")
                        .with("Output", "No such command '" + command + "' (type 'core show help')"));
        }
    }

    private static AmiFrame output(String line) {
        return AmiFrame.success("Command output follows").with("Output", line);
    }

    void coreShowChannels(AmiResponder.Answers answers) {
        List<ChannelView> channels = world.channels();
        answers.send(AmiFrame.listStart("Channels will follow"));
        for (ChannelView channel : channels) {
            answers.send(AmiFrame.of("Event", "CoreShowChannel")
                    .withAll(block(channel))
                    .with("Application", channel.application())
                    .with("ApplicationData", channel.applicationData())
                    .with("Duration", AmiText.duration(age(channel)))
                    .with("BridgeId", channel.bridgeId()));
        }
        answers.send(AmiFrame.listEnd("CoreShowChannelsComplete", channels.size()));
    }

    private static List<AmiHeader> block(ChannelView channel) {
        List<AmiHeader> headers = new ArrayList<>();
        AmiEventRenderer.channelBlock(headers, "", channel);
        return headers;
    }

    private long age(ChannelView channel) {
        return world.scheduler().now() - channel.createdAt();
    }

    void status(AmiAction action, AmiResponder.Answers answers) {
        String wanted = action.get("Channel");
        List<ChannelView> channels = wanted.isEmpty()
                ? world.channels()
                : world.find(wanted).map(List::of).orElse(List.of());
        if (!wanted.isEmpty() && channels.isEmpty()) {
            answers.send(AmiFrame.error("No such channel"));
            return;
        }
        answers.send(AmiFrame.listStart("Channel status will follow"));
        for (ChannelView channel : channels) {
            answers.send(statusOf(channel, action));
        }
        answers.send(
                AmiFrame.listEnd("StatusComplete", channels.size()).with("Items", Integer.toString(channels.size())));
    }

    private AmiFrame statusOf(ChannelView channel, AmiAction action) {
        AmiFrame frame = AmiFrame.of("Event", "Status")
                .with("Privilege", "Call")
                .withAll(block(channel))
                .with("Type", AmiText.technology(channel.name()))
                .with("DNID", channel.dialled())
                .with("EffectiveConnectedLineNum", AmiText.orUnknown(channel.connectedNumber()))
                .with("EffectiveConnectedLineName", AmiText.orUnknown(channel.connectedName()))
                .with("TimeToHangup", "0")
                .with("BridgeID", channel.bridgeId())
                .with("Application", orNull(channel.application()))
                .with("Data", orNull(channel.applicationData()))
                .with("Nativeformats", "(ulaw)")
                .with("Readformat", "ulaw")
                .with("Readtrans", "")
                .with("Writeformat", "ulaw")
                .with("Writetrans", "")
                .with("Callgroup", "0")
                .with("Pickupgroup", "0")
                .with("Seconds", Long.toString(age(channel) / 1_000));
        addVariables(frame, world.variables(channel.uniqueId()), action);
        return frame;
    }

    private static String orNull(String value) {
        return value.isEmpty() ? "(null)" : value;
    }

    private static void addVariables(AmiFrame frame, Map<String, String> variables, AmiAction action) {
        if (action.get("AllVariables").equalsIgnoreCase("true")) {
            // Asterisk has line feeds without a header name here; readers must cope.
            frame.with(
                    "Variable",
                    variables.entrySet().stream()
                            .map(variable -> variable.getKey() + "=" + variable.getValue())
                            .collect(Collectors.joining("\n")));
        } else if (action.has("Variables")) {
            for (String name : action.get("Variables").split(",", -1)) {
                frame.with("Variable", name.strip() + "=" + variables.getOrDefault(name.strip(), ""));
            }
        }
    }

    void databaseTree(AmiAction action, AmiResponder.Answers answers) {
        String family = action.get("Family");
        Map<String, String> notes = family.isEmpty() || family.equals(NOTES_FAMILY) ? world.hangupNotes() : Map.of();
        answers.send(AmiFrame.listStart("Result will follow"));
        notes.forEach((key, value) -> answers.send(AmiFrame.of("Event", "DBGetTreeResponse")
                .with("Key", "/" + NOTES_FAMILY + "/" + key)
                .with("Val", value)));
        answers.send(AmiFrame.listEnd("DBGetTreeComplete", notes.size()));
    }

    void deviceStates(AmiResponder.Answers answers) {
        Map<String, DeviceState> states = world.deviceStates();
        answers.send(AmiFrame.listStart("Device State Changes will follow"));
        states.forEach((device, state) -> answers.send(
                AmiFrame.of("Event", "DeviceStateChange").with("Device", device).with("State", state.name())));
        answers.send(AmiFrame.listEnd("DeviceStateListComplete", states.size()));
    }

    /** Channels in whose names a client's regular expression is found; a broken expression finds none. */
    List<ChannelView> matching(String expression) {
        try {
            Pattern pattern = Pattern.compile(expression);
            return world.channels().stream()
                    .filter(channel -> pattern.matcher(channel.name()).find())
                    .toList();
        } catch (PatternSyntaxException e) {
            return List.of();
        }
    }
}
