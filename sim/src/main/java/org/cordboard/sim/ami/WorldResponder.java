package org.cordboard.sim.ami;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.cordboard.sim.world.ChannelView;
import org.cordboard.sim.world.OriginateOrder;
import org.cordboard.sim.world.PbxWorld;
import org.cordboard.sim.world.Refused;

/** Answers actions as Asterisk 22 does, by what they do to the world. The response always comes before the events. */
final class WorldResponder implements AmiResponder {

    private static final String SPAN = "DAHDI/";

    private static final String DELETE_NOTE = "DB_DELETE(" + Reports.NOTES_FAMILY + "/";

    private static final long DEFAULT_RING_MILLIS = 30_000;

    private final PbxWorld world;
    private final Reports reports;
    private final SpanReports spans;

    WorldResponder(PbxWorld world) {
        this.world = world;
        this.reports = new Reports(world);
        this.spans = new SpanReports(world);
    }

    @Override
    public void answer(AmiAction action, Answers answers) {
        switch (action.name()) {
            case "ping" ->
                answers.send(AmiFrame.of("Response", "Success")
                        .with("Ping", "Pong")
                        .with("Timestamp", AmiText.timestamp(world.scheduler().now())));
            case "listcommands" -> reports.listCommands(answers);
            case "coresettings" -> reports.coreSettings(answers);
            case "corestatus" -> reports.coreStatus(answers);
            case "coreshowchannels" -> reports.coreShowChannels(answers);
            case "status" -> reports.status(action, answers);
            case "command" -> reports.command(action, answers);
            case "dbgettree" -> reports.databaseTree(action, answers);
            case "devicestatelist" -> reports.deviceStates(answers);
            case "dahdishowchannels" -> spans.showChannels(action, answers);
            case "dahdishowstatus" -> spans.showStatus(answers);
            case "prishowspans" -> spans.priShowSpans(action, answers);
            case "dbdel" -> databaseDelete(action, answers);
            case "getvar" -> getVariable(action, answers);
            case "setvar" -> setVariable(action, answers);
            case "absolutetimeout" -> absoluteTimeout(action, answers);
            case "originate" -> originate(action, answers);
            case "bridge" -> bridge(action, answers);
            case "playdtmf" -> playKey(action, answers);
            case "mixmonitor" -> recorded(world.record(action.get("Channel"), action.get("File")), answers);
            case "mixmonitormute" ->
                recorded(
                        world.muteRecording(
                                action.get("Channel"), action.get("State").equals("1")),
                        answers);
            case "stopmixmonitor" -> recorded(world.stopRecording(action.get("Channel")), answers);
            case "redirect" -> redirect(action, answers);
            case "hangup" -> hangUp(action, answers);
            case "agi" -> agi(action, answers);
            default -> answers.send(AmiFrame.error("Invalid/unknown command: " + action.get("Action")));
        }
    }

    private void getVariable(AmiAction action, Answers answers) {
        String channel = action.get("Channel");
        String name = action.get("Variable");
        if (name.isEmpty()) {
            answers.send(AmiFrame.error("No variable specified"));
        } else if (!channel.isEmpty() && world.find(channel).isEmpty()) {
            answers.send(AmiFrame.error("No such channel"));
        } else {
            String value = channel.isEmpty()
                    ? world.global(name).orElse("")
                    : world.variables(channel).getOrDefault(name, "");
            answers.send(
                    AmiFrame.of("Response", "Success").with("Variable", name).with("Value", value));
        }
    }

    private void setVariable(AmiAction action, Answers answers) {
        String channel = action.get("Channel");
        String name = action.get("Variable");
        if (name.isEmpty()) {
            answers.send(AmiFrame.error("No variable specified"));
        } else if (channel.isEmpty()) {
            answers.send(AmiFrame.success("Variable Set"));
            setGlobal(name, action.get("Value"));
        } else if (world.find(channel).isEmpty()) {
            answers.send(AmiFrame.error("No such channel"));
        } else {
            answers.send(AmiFrame.success("Variable Set"));
            world.setVariable(channel, name, action.get("Value"));
        }
    }

    /** A function is no variable: DB_DELETE forgets an entry of the database, and may do so without the privilege of DBDel. */
    private void setGlobal(String name, String value) {
        if (name.startsWith(DELETE_NOTE) && name.endsWith(")")) {
            world.forgetHangupNote(name.substring(DELETE_NOTE.length(), name.length() - 1));
        } else {
            world.setGlobal(name, value);
        }
    }

    private void absoluteTimeout(AmiAction action, Answers answers) {
        String channel = action.get("Channel");
        long seconds = action.number("Timeout").orElse(0);
        if (channel.isEmpty()) {
            answers.send(AmiFrame.error("No channel specified"));
        } else if (seconds == 0) {
            // Asterisk refuses 0; only Setvar TIMEOUT(absolute) lifts a time-out.
            answers.send(AmiFrame.error("No timeout specified"));
        } else if (world.find(channel).isEmpty()) {
            answers.send(AmiFrame.error("No such channel"));
        } else {
            answers.send(AmiFrame.success("Timeout Set"));
            world.setVariable(channel, "TIMEOUT(absolute)", Long.toString(seconds));
        }
    }

    private void originate(AmiAction action, Answers answers) {
        String channel = action.get("Channel");
        boolean intoAgi = action.get("Application").equalsIgnoreCase("AGI");
        OptionalLong timeout = action.number("Timeout");
        OptionalLong priority = action.number("Priority");
        if (channel.isEmpty()) {
            answers.send(AmiFrame.error("Channel not specified"));
        } else if (channel.indexOf('/') < 0) {
            answers.send(AmiFrame.error("Invalid channel"));
        } else if (action.has("Timeout") && timeout.isEmpty()) {
            answers.send(AmiFrame.error("Invalid timeout"));
        } else if (action.has("Priority") && priority.isEmpty()) {
            answers.send(AmiFrame.error("Invalid priority"));
        } else if (!intoAgi
                && (action.get("Context").isEmpty() || action.get("Exten").isEmpty())) {
            answers.send(AmiFrame.error("Originate with 'Exten' requires 'Context' and 'Priority'"));
        } else {
            answers.send(AmiFrame.success("Originate successfully queued"));
            world.originate(new OriginateOrder(
                    action.actionId(),
                    channel.startsWith(SPAN) ? channel : channel.substring(channel.indexOf('/') + 1),
                    action.get("ChannelId"),
                    action.get("Context"),
                    action.get("Exten"),
                    (int) priority.orElse(1),
                    timeout.orElse(DEFAULT_RING_MILLIS),
                    CallerIdText.number(action.get("CallerID")),
                    CallerIdText.name(action.get("CallerID")),
                    variables(action),
                    intoAgi));
        }
    }

    /** Variables come as repeated headers, and older clients join several by a comma or a bar in one. */
    private static List<OriginateOrder.Variable> variables(AmiAction action) {
        List<OriginateOrder.Variable> variables = new ArrayList<>();
        for (String header : action.all("Variable")) {
            for (String assignment : header.split("[,|]", -1)) {
                int equals = assignment.indexOf('=');
                if (equals > 0) {
                    variables.add(new OriginateOrder.Variable(
                            assignment.substring(0, equals).strip(), unquoted(assignment.substring(equals + 1))));
                }
            }
        }
        return variables;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private void bridge(AmiAction action, Answers answers) {
        String first = action.get("Channel1");
        String second = action.get("Channel2");
        if (first.isEmpty() || second.isEmpty()) {
            answers.send(AmiFrame.error("Missing channel parameter in request"));
            return;
        }
        world.bridge(
                first,
                second,
                obstacle -> answers.send(obstacle.map(refused -> bridgeRefused(refused, first))
                        .orElseGet(() -> AmiFrame.success("Channels have been bridged"))));
    }

    private static AmiFrame bridgeRefused(Refused refused, String first) {
        return AmiFrame.error(
                switch (refused.kind()) {
                    case NO_SUCH_CHANNEL -> refused.message();
                    case NOT_NOW -> refused.message() + ": " + first;
                });
    }

    /** Asterisk answers when the key has sounded. What is no key is answered so as well, and not heard. */
    private void playKey(AmiAction action, Answers answers) {
        String digit = action.get("Digit");
        if (action.get("Channel").isEmpty()) {
            answers.send(AmiFrame.error("Channel not found"));
        } else if (digit.isEmpty()) {
            answers.send(AmiFrame.error("No digit specified"));
        } else {
            world.playKey(
                    action.get("Channel"),
                    digit.charAt(0),
                    action.number("Duration").orElse(0),
                    obstacle -> answers.send(obstacle.map(refused -> AmiFrame.error(refused.message()))
                            .orElseGet(() -> AmiFrame.success("DTMF successfully queued"))));
        }
    }

    private static void recorded(Optional<Refused> obstacle, Answers answers) {
        answers.send(obstacle.map(refused -> AmiFrame.error(refused.message()))
                .orElseGet(() -> AmiFrame.of("Response", "Success")));
    }

    private void redirect(AmiAction action, Answers answers) {
        Optional<PbxWorld.Redirection> extra =
                action.get("ExtraChannel").isEmpty() ? Optional.empty() : Optional.of(redirection(action, "Extra"));
        Optional<Refused> obstacle = world.redirect(redirection(action, ""), extra);
        String done = extra.isPresent() ? "Dual Redirect successful" : "Redirect successful";
        answers.send(
                obstacle.map(refused -> AmiFrame.error(refused.message())).orElseGet(() -> AmiFrame.success(done)));
    }

    private static PbxWorld.Redirection redirection(AmiAction action, String prefix) {
        long priority = action.number(prefix + "Priority")
                .orElse(action.number("Priority").orElse(1));
        return new PbxWorld.Redirection(
                action.get(prefix + "Channel"),
                ownOrFirst(action, prefix, "Context"),
                ownOrFirst(action, prefix, "Exten"),
                (int) priority);
    }

    private static String ownOrFirst(AmiAction action, String prefix, String header) {
        String own = action.get(prefix + header);
        return own.isEmpty() ? action.get(header) : own;
    }

    private void hangUp(AmiAction action, Answers answers) {
        String channel = action.get("Channel");
        int cause = Math.clamp(action.number("Cause").orElse(0), 0, 511);
        if (channel.isEmpty()) {
            answers.send(AmiFrame.error("No channel specified"));
        } else if (channel.length() > 2 && channel.startsWith("/") && channel.endsWith("/")) {
            hangUpMatching(channel.substring(1, channel.length() - 1), cause, answers);
        } else if (world.find(channel).isEmpty()) {
            answers.send(AmiFrame.error("No such channel"));
        } else {
            answers.send(AmiFrame.success("Channel Hungup"));
            world.hangUp(channel, cause);
        }
    }

    private void hangUpMatching(String expression, int cause, Answers answers) {
        List<ChannelView> matching = reports.matching(expression);
        answers.send(AmiFrame.listStart("Channels hung up will follow"));
        for (ChannelView channel : matching) {
            answers.send(AmiFrame.of("Event", "ChannelHungup").with("Channel", channel.name()));
            world.hangUp(channel.uniqueId(), cause);
        }
        answers.send(AmiFrame.listEnd("ChannelsHungupListComplete", matching.size()));
    }

    private void agi(AmiAction action, Answers answers) {
        String channel = action.get("Channel");
        String command = action.get("Command");
        if (channel.isEmpty() || command.isEmpty()) {
            answers.send(AmiFrame.error("Channel and Command are required"));
            return;
        }
        Optional<Refused> obstacle = world.agi(channel, action.get("CommandID"), command, result -> {});
        answers.send(obstacle.map(refused -> AmiFrame.error(refused.message()))
                .orElseGet(() -> AmiFrame.success("Added AGI command to queue")));
    }

    private void databaseDelete(AmiAction action, Answers answers) {
        Map<String, String> notes = world.hangupNotes();
        String key = action.get("Key");
        if (action.get("Family").equals(Reports.NOTES_FAMILY) && notes.containsKey(key)) {
            world.forgetHangupNote(key);
            answers.send(AmiFrame.success("Key deleted successfully"));
        } else {
            answers.send(AmiFrame.error("Database entry not found"));
        }
    }
}
