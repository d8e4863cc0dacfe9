package org.cordboard.asterisk;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One frame Asterisk sent: an event or the response to an action, with its headers in the order sent.
 *
 * <p>A frame with a header {@code Event} is an event, whatever else it carries: {@code OriginateResponse} has a header
 * {@code Response} as well.
 */
public record AmiMessage(List<AmiHeader> headers) {

    public AmiMessage {
        headers = List.copyOf(headers);
    }

    /** An event or response from names and values in turn, for tests and tools. */
    public static AmiMessage of(String... namesAndValues) {
        List<AmiHeader> headers = new ArrayList<>();
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            headers.add(new AmiHeader(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new AmiMessage(headers);
    }

    /** The first value of a header, or null when the frame does not have it. */
    public @Nullable String find(String name) {
        for (AmiHeader header : headers) {
            if (header.isNamed(name)) {
                return header.value();
            }
        }
        return null;
    }

    /** The first value of a header, or the empty text. */
    public String text(String name) {
        String value = find(name);
        return value == null ? "" : value;
    }

    /** A header that holds a number, or {@code otherwise} when it is absent or not a number. */
    public int number(String name, int otherwise) {
        String value = text(name).strip();
        try {
            return value.isEmpty() ? otherwise : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** A party's number or name: Asterisk writes {@code <unknown>} where there is none. */
    String party(String name) {
        String value = text(name);
        return value.equals("<unknown>") ? "" : value;
    }

    public boolean isEvent() {
        return find("Event") != null;
    }

    public boolean isResponse() {
        return !isEvent() && find("Response") != null;
    }

    /** The event's name, empty for a response. */
    public String event() {
        return text("Event");
    }

    public String actionId() {
        return text("ActionID");
    }

    boolean succeeded() {
        return text("Response").equalsIgnoreCase("Success");
    }
}
