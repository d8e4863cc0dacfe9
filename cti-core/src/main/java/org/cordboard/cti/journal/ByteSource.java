package org.cordboard.cti.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link ByteSink} wrote, trusting nothing: every length is held against the bytes that remain, every number has
 * one valid form only, and nesting is bounded.
 */
final class ByteSource {

    /** No record of ours nests a tenth as deep; a hostile one would overflow the stack. */
    private static final int DEEPEST = 200;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private final int start;
    private final int end;
    private int at;
    private int depth;

    ByteSource(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.start = offset;
        this.at = offset;
        this.end = offset + length;
    }

    int remaining() {
        return end - at;
    }

    void enter() {
        if (++depth > DEEPEST) {
            throw corrupt("records nested more than " + DEEPEST + " deep");
        }
    }

    void leave() {
        depth--;
    }

    JournalCorruptException corrupt(String reason) {
        return corrupt(reason, null);
    }

    JournalCorruptException corrupt(String reason, @Nullable Throwable cause) {
        return new JournalCorruptException(at - start, reason, cause);
    }

    int readByte() {
        if (at >= end) {
            throw corrupt("ends in the middle of a record");
        }
        return bytes[at++] & 0xFF;
    }

    boolean readBoolean() {
        return switch (readByte()) {
            case 0 -> false;
            case 1 -> true;
            default -> throw corrupt("neither true nor false");
        };
    }

    int readInt() {
        need(Integer.BYTES);
        int value = (int) INT.get(bytes, at);
        at += Integer.BYTES;
        return value;
    }

    long readLong() {
        need(Long.BYTES);
        long value = (long) LONG.get(bytes, at);
        at += Long.BYTES;
        return value;
    }

    /** A count of bytes, or of things that take at least a byte each. */
    int readLength() {
        long length = readUnsigned();
        if (length < 0 || length > remaining()) {
            throw corrupt("a length of " + Long.toUnsignedString(length) + " with " + remaining() + " bytes left");
        }
        return (int) length;
    }

    long readNumber() {
        long folded = readUnsigned();
        return (folded >>> 1) ^ -(folded & 1);
    }

    int readIntNumber() {
        long value = readNumber();
        if (value != (int) value) {
            throw corrupt("an int of " + value);
        }
        return (int) value;
    }

    /** The index of the text that comes next among {@code choices}, or -1; the text is passed over either way. */
    int readChoice(byte[][] choices) {
        int length = readLength();
        int from = at;
        at += length;
        for (int i = 0; i < choices.length; i++) {
            if (choices[i].length == length && Arrays.equals(choices[i], 0, length, bytes, from, from + length)) {
                return i;
            }
        }
        return -1;
    }

    String readString() {
        int length = readLength();
        int from = at;
        int until = from + length;
        for (int i = from; i < until; i++) {
            if (bytes[i] < 0) {
                return readWide(until);
            }
        }
        at = until;
        // ISO 8859-1 agrees with UTF-8 here and is only a copy.
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    private String readWide(int until) {
        StringBuilder text = new StringBuilder(until - at);
        while (at < until) {
            int first = bytes[at++];
            if (first >= 0) {
                text.append((char) first);
            } else if ((first & 0xE0) == 0xC0) {
                text.append((char) atLeast(0x80, (first & 0x1F) << 6 | continuation(until)));
            } else if ((first & 0xF0) == 0xE0) {
                text.append(
                        (char) atLeast(0x800, (first & 0x0F) << 12 | continuation(until) << 6 | continuation(until)));
            } else if ((first & 0xF8) == 0xF0) {
                int codePoint = (first & 0x07) << 18
                        | continuation(until) << 12
                        | continuation(until) << 6
                        | continuation(until);
                if (codePoint > Character.MAX_CODE_POINT) {
                    throw corrupt("text is not UTF-8");
                }
                text.appendCodePoint(atLeast(0x10000, codePoint));
            } else {
                throw corrupt("text is not UTF-8");
            }
        }
        return text.toString();
    }

    private int continuation(int until) {
        if (at >= until || (bytes[at] & 0xC0) != 0x80) {
            throw corrupt("text is not UTF-8");
        }
        return bytes[at++] & 0x3F;
    }

    private int atLeast(int smallest, int codePoint) {
        if (codePoint < smallest) {
            throw corrupt("text is not UTF-8 in its shortest form");
        }
        return codePoint;
    }

    private long readUnsigned() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = readByte();
            if ((shift == 63 && next > 1) || (next == 0 && shift > 0)) {
                throw corrupt("a number that is not in its shortest form");
            }
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw corrupt("a number of more than 64 bits");
    }

    private void need(int count) {
        if (remaining() < count) {
            throw corrupt("ends in the middle of a record");
        }
    }
}
