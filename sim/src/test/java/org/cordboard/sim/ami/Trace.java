package org.cordboard.sim.ami;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A dialogue recorded on a real Asterisk. */
record Trace(List<Line> lines) {

    /**
     * One message.
     *
     * @param action sent by the client; else received
     * @param text an action as it goes over the wire
     */
    record Line(long atMillis, boolean action, Map<String, String> fields, String text) {

        boolean is(String event) {
            return event.equals(fields.get("Event"));
        }
    }

    static Trace read(String name) {
        try (InputStream file = Trace.class.getResourceAsStream("/traces/" + name + ".trace")) {
            String text = new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
            return new Trace(text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Trace::line)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line line(String text) {
        int blank = text.indexOf(' ');
        long at = Math.round(Double.parseDouble(text.substring(0, blank)) * 1_000);
        String rest = text.substring(blank + 1);
        boolean action = rest.startsWith(">>> ");
        Map<String, String> fields = new LinkedHashMap<>();
        StringBuilder wire = new StringBuilder();
        for (String field : (action ? rest.substring(4) : rest).split(" \\| ", -1)) {
            int end = field.indexOf(action ? ": " : "=");
            if (end > 0) {
                fields.put(field.substring(0, end), field.substring(end + (action ? 2 : 1)));
                wire.append(field).append("\r\n");
            }
        }
        return new Line(at, action, fields, wire.append("\r\n").toString());
    }

    List<Map<String, String>> frames() {
        return lines.stream().filter(line -> !line.action()).map(Line::fields).toList();
    }

    List<Map<String, String>> events() {
        return frames().stream().filter(frame -> frame.containsKey("Event")).toList();
    }

    Map<String, String> event(String name) {
        return events().stream()
                .filter(event -> name.equals(event.get("Event")))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Events with their headers, in order, by what they are about. Left out: what the simulated PBX does not model, and
     * what it has and that recording's machine had not (a music class).
     */
    static Map<String, List<String>> bySubject(List<Map<String, String>> events) {
        Map<String, String> channels = new LinkedHashMap<>();
        Map<String, List<String>> subjects = new LinkedHashMap<>();
        for (Map<String, String> event : events) {
            String name = event.getOrDefault("Event", "");
            if (name.equals("FullyBooted") || name.startsWith("MusicOnHold")) {
                continue;
            }
            String line = name + significant(event) + " " + event.keySet();
            List<String> lines = subjects.computeIfAbsent(subject(name, event, channels), subject -> new ArrayList<>());
            // Asterisk tells the peer again with each change of the bridge's technology.
            boolean repeated =
                    name.equals("VarSet") && !lines.isEmpty() && lines.getLast().equals(line);
            if (!repeated) {
                lines.add(line);
            }
        }
        return subjects;
    }

    private static String subject(String name, Map<String, String> event, Map<String, String> channels) {
        String unique = event.getOrDefault("Uniqueid", event.getOrDefault("DestUniqueid", ""));
        return switch (name) {
            case "OriginateResponse" -> "originate " + unique.replaceAll("[\\d.]+", "");
            case "DeviceStateChange" ->
                "device " + event.getOrDefault("Device", "").replaceAll(".*[/@]", "");
            case "BridgeCreate", "BridgeDestroy" -> "bridges";
            default -> channels.computeIfAbsent(unique, id -> "channel " + (channels.size() + 1));
        };
    }

    /** Values that must be equal besides the names of the headers. */
    private static String significant(Map<String, String> event) {
        StringBuilder text = new StringBuilder();
        for (String header : List.of(
                "ChannelStateDesc",
                "DestChannelStateDesc",
                "Context",
                "Exten",
                "Priority",
                "CallerIDNum",
                "ConnectedLineNum",
                "Application",
                "AppData",
                "Variable",
                "State",
                "DialStatus",
                "DialString",
                "Response",
                "Reason",
                "Cause",
                "Cause-txt",
                "TechCause",
                "BridgeNumChannels",
                "BridgeTechnology",
                "Command",
                "ResultCode",
                "Result",
                "CommandID",
                "Direction")) {
            if (event.containsKey(header)) {
                text.append(' ').append(header).append('=').append(event.get(header));
            }
        }
        return text.toString();
    }
}
