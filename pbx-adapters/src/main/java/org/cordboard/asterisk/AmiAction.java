package org.cordboard.asterisk;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One action for Asterisk: its name and headers in the order to be sent; a header may be repeated ({@code Variable}).
 *
 * <p>A line break in a value would begin a header or an action of its own, so that a caller's name could give orders to the PBX:
 * control characters in names and values are replaced by a space here, whoever makes the action.
 */
public record AmiAction(String name, List<AmiHeader> headers) {

    public AmiAction {
        name = singleLine(Objects.requireNonNull(name));
        headers = headers.stream().map(AmiAction::singleLine).toList();
    }

    public static AmiAction named(String name) {
        return new AmiAction(name, List.of());
    }

    /** The same action with one header more. */
    public AmiAction with(String header, String value) {
        List<AmiHeader> more = new ArrayList<>(headers);
        more.add(new AmiHeader(header, value));
        return new AmiAction(name, more);
    }

    /** The first value of a header, or null when the action does not have it. */
    public @Nullable String find(String header) {
        for (AmiHeader one : headers) {
            if (one.isNamed(header)) {
                return one.value();
            }
        }
        return null;
    }

    /** The first value of a header, or the empty text. */
    public String text(String header) {
        String value = find(header);
        return value == null ? "" : value;
    }

    private static AmiHeader singleLine(AmiHeader header) {
        String name = singleLine(header.name());
        String value = singleLine(header.value());
        boolean clean = name.equals(header.name()) && value.equals(header.value());
        return clean ? header : new AmiHeader(name, value);
    }

    private static String singleLine(String text) {
        StringBuilder clean = null;
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                clean = clean == null ? new StringBuilder(text) : clean;
                clean.setCharAt(i, ' ');
            }
        }
        return clean == null ? text : clean.toString();
    }
}
