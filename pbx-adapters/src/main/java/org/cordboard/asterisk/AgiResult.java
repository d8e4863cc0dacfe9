package org.cordboard.asterisk;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an AGI command ended with, from the URL-encoded {@code Result} of AsyncAGIExec.
 *
 * @param code 200 when the command ran
 * @param value its result: -1 when the leg hung up or was taken away, for STREAM FILE the digit that stopped it or 0
 * @param text the whole line, for people
 */
record AgiResult(int code, int value, String text) {

    private static final Pattern LINE = Pattern.compile("(\\d{3})[ -](?:result=(-?\\d{1,9}))?.*", Pattern.DOTALL);

    static AgiResult parse(String encoded) {
        String text = decoded(encoded).strip();
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            return new AgiResult(0, 0, text);
        }
        String value = line.group(2);
        return new AgiResult(Integer.parseInt(line.group(1)), value == null ? 0 : Integer.parseInt(value), text);
    }

    boolean ran() {
        return code == 200;
    }

    boolean legLeft() {
        return ran() && value < 0;
    }

    static String decoded(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return encoded;
        }
    }
}
