package org.cordboard.sim.ami;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** An action as a client sent it: headers in order, names in any case, some of them several times. */
public final class AmiAction {

    private final List<AmiHeader> headers;

    private AmiAction(List<AmiHeader> headers) {
        this.headers = headers;
    }

    /** Lines without a colon are skipped, as Asterisk does. */
    static AmiAction parse(List<String> lines) {
        List<AmiHeader> headers = new ArrayList<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.add(new AmiHeader(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip()));
            }
        }
        return new AmiAction(headers);
    }

    /** The action's name in lower case; empty when it has none. */
    public String name() {
        return get("Action").toLowerCase(Locale.ROOT);
    }

    public String actionId() {
        return get("ActionID");
    }

    /** The value of a header, the first one if there are several; empty when absent. */
    public String get(String header) {
        for (AmiHeader known : headers) {
            if (known.name().equalsIgnoreCase(header)) {
                return known.value();
            }
        }
        return "";
    }

    public boolean has(String header) {
        return headers.stream().anyMatch(known -> known.name().equalsIgnoreCase(header));
    }

    /** All values of a header, in order. */
    public List<String> all(String header) {
        return headers.stream()
                .filter(known -> known.name().equalsIgnoreCase(header))
                .map(AmiHeader::value)
                .toList();
    }

    public OptionalLong number(String header) {
        try {
            return OptionalLong.of(Long.parseLong(get(header)));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Header lines as received, with secrets and keys blotted out. */
    public List<String> lines() {
        return headers.stream()
                .map(header -> switch (header.name().toLowerCase(Locale.ROOT)) {
                    case "secret", "key" -> header.name() + ": ***";
                    default -> header.toString();
                })
                .toList();
    }

    /** The name and id only: headers carry numbers. */
    @Override
    public String toString() {
        return name() + "(" + actionId() + ")";
    }
}
