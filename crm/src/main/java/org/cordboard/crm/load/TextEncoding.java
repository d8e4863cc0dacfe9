package org.cordboard.crm.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds out how a file is encoded by reading it once from end to end: UTF-8 if all of it is, else GBK (read as GB18030, which
 * contains it) if all of it is and it looks like Chinese. Any other encoding is refused by name.
 *
 * <p>Big5 and Latin-1 bytes are mostly valid GBK, too, and would come out as rare characters nobody uses. In a GBK file nearly
 * all pairs of bytes are among the 6,763 usual characters of GB2312; a file with less than 85 % of them is no GBK.
 */
final class TextEncoding {

    static final Charset GBK = Charset.forName("GB18030");

    private static final int CHUNK = 1 << 16;
    private static final double USUAL = 0.85;

    private TextEncoding() {}

    /**
     * The encoding of a file. A byte order mark of UTF-8 may stand at its beginning.
     *
     * @param name of the file, for messages
     * @throws CustomerFileException when it is neither UTF-8 nor GBK
     * @throws IOException when it cannot be read
     */
    static Charset of(Path file, String name) throws IOException {
        byte[] start = start(file);
        refuseKnownBeginnings(name, start);
        long utf8Fault = firstFaultyLine(file, StandardCharsets.UTF_8);
        if (utf8Fault == 0) {
            return StandardCharsets.UTF_8;
        }
        Pairs pairs = Pairs.of(file);
        if (firstFaultyLine(file, GBK) == 0 && pairs.usualShare() >= USUAL) {
            return GBK;
        }
        String guess = pairs.lonelyShare() > 0.5
                ? "it looks like ISO-8859-1 or Windows-1252"
                : firstFaultyLine(file, Charset.forName("Big5")) == 0
                        ? "it looks like Big5"
                        : firstFaultyLine(file, Charset.forName("Shift_JIS")) == 0
                                ? "it looks like Shift_JIS"
                                : "its encoding is unknown";
        throw new CustomerFileException(
                name + ", line " + utf8Fault + ": neither UTF-8 nor GBK; " + guess + ". Save the file as UTF-8.");
    }

    private static byte[] start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(4096);
        }
    }

    private static void refuseKnownBeginnings(String name, byte[] start) {
        if (startsWith(start, 0xFF, 0xFE, 0, 0) || startsWith(start, 0, 0, 0xFE, 0xFF)) {
            throw new CustomerFileException(name + " is UTF-32; save it as UTF-8.");
        }
        if (startsWith(start, 0xFF, 0xFE) || startsWith(start, 0xFE, 0xFF)) {
            throw new CustomerFileException(name + " is UTF-16; save it as UTF-8.");
        }
        if (startsWith(start, 'P', 'K', 3, 4) || startsWith(start, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw new CustomerFileException(name + " is a workbook or archive; save it as CSV in UTF-8.");
        }
        for (byte b : start) {
            if (b == 0) {
                throw new CustomerFileException(
                        name + " holds zero bytes: it is UTF-16 without a mark, or no text; save it as UTF-8.");
            }
        }
    }

    private static boolean startsWith(byte[] bytes, int... first) {
        if (bytes.length < first.length) {
            return false;
        }
        for (int i = 0; i < first.length; i++) {
            if ((bytes[i] & 0xFF) != first[i]) {
                return false;
            }
        }
        return true;
    }

    /** The first line that is not in the encoding, counted from 1; 0 when all are. */
    private static long firstFaultyLine(Path file, Charset charset) throws IOException {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
        CharBuffer chars = CharBuffer.allocate(CHUNK);
        long line = 1;
        try (InputStream in = Files.newInputStream(file)) {
            boolean end = false;
            while (!end) {
                int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
                end = read < 0;
                bytes.position(bytes.position() + Math.max(read, 0)).flip();
                CoderResult result;
                do {
                    chars.clear();
                    result = decoder.decode(bytes, chars, end);
                    line += lines(chars.flip());
                } while (result.isOverflow());
                if (result.isError()) {
                    return line;
                }
                bytes.compact();
            }
        }
        return 0;
    }

    private static long lines(CharBuffer chars) {
        long lines = 0;
        while (chars.hasRemaining()) {
            if (chars.get() == '\n') {
                lines++;
            }
        }
        return lines;
    }

    /**
     * What the bytes of a file would be as GBK.
     *
     * @param usual pairs that are characters of GB2312
     * @param all pairs
     * @param lonely high bytes beside which there is no other one
     */
    private record Pairs(long usual, long all, long lonely) {

        static Pairs of(Path file) throws IOException {
            long usual = 0;
            long all = 0;
            long lonely = 0;
            try (InputStream in = Files.newInputStream(file)) {
                byte[] chunk = new byte[CHUNK];
                int lead = 0;
                for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                    for (int i = 0; i < read; i++) {
                        int b = chunk[i] & 0xFF;
                        if (lead == 0) {
                            lead = b >= 0x80 ? b : 0;
                            continue;
                        }
                        all++;
                        usual += lead >= 0xA1 && lead <= 0xF7 && b >= 0xA1 ? 1 : 0;
                        lonely += b < 0x80 ? 1 : 0;
                        lead = 0;
                    }
                }
            }
            return new Pairs(usual, all, lonely);
        }

        double usualShare() {
            return all == 0 ? 0 : (double) usual / all;
        }

        double lonelyShare() {
            return all == 0 ? 1 : (double) lonely / all;
        }
    }
}
