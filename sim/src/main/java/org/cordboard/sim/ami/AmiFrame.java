package org.cordboard.sim.ami;

import java.util.ArrayList;
import java.util.List;

/** A message to a client: a response or an event, its headers in the order they are sent. */
public final class AmiFrame {

    private final List<AmiHeader> headers = new ArrayList<>();

    private AmiFrame() {}

    public static AmiFrame of(String name, String value) {
        return new AmiFrame().with(name, value);
    }

    public static AmiFrame success(String message) {
        return of("Response", "Success").with("Message", message);
    }

    public static AmiFrame error(String message) {
        return of("Response", "Error").with("Message", message);
    }

    /** The head of a list of events. */
    public static AmiFrame listStart(String message) {
        return of("Response", "Success").with("EventList", "start").with("Message", message);
    }

    /** The end of a list of events. */
    public static AmiFrame listEnd(String event, int items) {
        return of("Event", event).with("EventList", "Complete").with("ListItems", Integer.toString(items));
    }

    public AmiFrame with(String name, String value) {
        headers.add(new AmiHeader(name, value));
        return this;
    }

    AmiFrame withAll(List<AmiHeader> more) {
        headers.addAll(more);
        return this;
    }

    /** Echoes the id of the action behind the first header, where Asterisk has it. */
    AmiFrame withActionId(String actionId) {
        if (!actionId.isEmpty()) {
            headers.add(1, new AmiHeader("ActionID", actionId));
        }
        return this;
    }

    /** The message as it goes over the wire, with the empty line that ends it. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (AmiHeader header : headers) {
            text.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        return text.append("\r\n").toString();
    }
}
