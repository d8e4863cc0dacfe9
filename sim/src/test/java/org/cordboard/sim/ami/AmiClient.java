package org.cordboard.sim.ami;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.sim.time.VirtualTime;

/** A client in memory that keeps what it was sent: one map of headers for each frame, repeated headers joined by a bar. */
final class AmiClient {

    static final AmiAccount ALL = AmiAccount.unlimited("all", "secret");

    final List<String> raw = new ArrayList<>();
    final List<Map<String, String>> frames = new ArrayList<>();
    final AmiLine line;
    private final VirtualTime time;
    boolean disconnected;
    private int ids;

    AmiClient(VirtualTime time, AmiFace face, FaultPlan plan) {
        this.time = time;
        this.line = face.join(1, plan, this::take, () -> disconnected = true);
        time.advance(2);
    }

    static AmiClient loggedIn(VirtualTime time, AmiFace face) {
        AmiClient client = new AmiClient(time, face, FaultPlan.NONE);
        client.send("Action: Login", "Username: all", "Secret: secret");
        time.advance(3);
        client.frames.clear();
        client.raw.clear();
        return client;
    }

    private void take(String text) {
        raw.add(text);
        Map<String, String> frame = new LinkedHashMap<>();
        for (String header : text.split("\r\n", -1)) {
            int colon = header.indexOf(": ");
            if (colon > 0) {
                frame.merge(header.substring(0, colon), header.substring(colon + 2), (a, b) -> a + "|" + b);
            }
        }
        frames.add(frame);
    }

    /** Sends an action and returns its id. */
    String send(String... lines) {
        String id = "id" + ++ids;
        line.send(String.join("\r\n", lines) + "\r\nActionID: " + id + "\r\n\r\n");
        return id;
    }

    /** Sends an action, waits for what comes within some milliseconds and returns the response. */
    Map<String, String> ask(String... lines) {
        String id = send(lines);
        time.advance(10);
        return response(id);
    }

    Map<String, String> response(String id) {
        return frames.stream()
                .filter(frame -> frame.containsKey("Response") && !frame.containsKey("Event"))
                .filter(frame -> id.equals(frame.get("ActionID")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no response to " + id + " in " + frames));
    }

    List<Map<String, String>> events() {
        return frames.stream().filter(frame -> frame.containsKey("Event")).toList();
    }

    Map<String, String> event(String name) {
        return events().stream()
                .filter(frame -> name.equals(frame.get("Event")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + frames));
    }

    List<String> names() {
        return events().stream().map(frame -> frame.get("Event")).toList();
    }
}
