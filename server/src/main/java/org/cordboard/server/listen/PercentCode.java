package org.cordboard.server.listen;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The percent code of addresses (RFC 3986), read strictly as UTF-8. */
final class PercentCode {

    private PercentCode() {}

    /** The values of a query by name, in the order of the query. */
    static Map<String, List<String>> query(String text) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String part : text.split("&", -1)) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                String name = decode(equals < 0 ? part : part.substring(0, equals), true);
                String value = equals < 0 ? "" : decode(part.substring(equals + 1), true);
                values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
            }
        }
        return values;
    }

    /** @param form whether a plus stands for a blank, as forms write it */
    static String decode(String text, boolean form) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.write(hex(text, i + 1) * 16 + hex(text, i + 2));
                i += 2;
            } else {
                bytes.write(c == '+' && form ? ' ' : c);
            }
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw bad();
        }
    }

    private static int hex(String text, int at) {
        int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
        if (digit < 0) {
            throw bad();
        }
        return digit;
    }

    private static RefusedException bad() {
        return RefusedException.badRequest(
                "The address holds a percent sign that does not begin a character in UTF-8.",
                "Write each byte of a special character as %XX, and a percent sign as %25.");
    }
}
