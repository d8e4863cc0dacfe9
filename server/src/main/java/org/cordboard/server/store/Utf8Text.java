package org.cordboard.server.store;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes a file that must be UTF-8, and says which encoding it seems to have when it is not. */
final class Utf8Text {

    private Utf8Text() {}

    /** @param file the name for messages */
    static String decode(String file, byte[] bytes) {
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            throw new CustomerFileException(file + " is UTF-16, not UTF-8; save it as UTF-8.");
        }
        CharBuffer chars = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        if (decoder.decode(ByteBuffer.wrap(bytes), chars, true).isError()) {
            chars.flip();
            long line = 1 + chars.chars().filter(c -> c == '\n').count();
            String guess = isGb18030(bytes) ? "it looks like GB18030 (GBK)" : "its encoding is unknown";
            throw new CustomerFileException(
                    file + ", line " + line + ": not UTF-8; " + guess + ". Save the file as UTF-8.");
        }
        String text = chars.flip().toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static boolean isGb18030(byte[] bytes) {
        try {
            return Charset.forName("GB18030")
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .hasRemaining();
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }
}
