package org.cordboard.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a page ended, as a text that means nothing to those who carry it.
 *
 * @param list which list it belongs to
 * @param number a number of the last row
 * @param text a text of the last row
 */
record Cursor(String list, long number, String text) {

    private static final int LONGEST = 200;

    @Override
    public String toString() {
        String plain = list + "\n" + number + "\n" + text;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(UTF_8));
    }

    /** Empty when it is no cursor, or that of another list. */
    static Optional<Cursor> read(String list, String given) {
        if (given.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(given));
            String[] parts = UTF_8.newDecoder().decode(bytes).toString().split("\n", 3);
            return parts.length == 3 && parts[0].equals(list) && parts[1].matches("-?\\d{1,18}")
                    ? Optional.of(new Cursor(list, Long.parseLong(parts[1]), parts[2]))
                    : Optional.empty();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
