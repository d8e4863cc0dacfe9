package org.cordboard.cti.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A growing buffer that records are encoded into, meant to be cleared and used again. For one thread.
 *
 * <p>Numbers are variable-length: seven bits a byte, lowest first, the high bit set on all but the last byte; signed ones
 * are zigzag-folded before. Fixed-width numbers are big-endian.
 */
public final class ByteSink {

    /** The most a sink holds if not told otherwise: 16 MiB, far above any record and far below any heap. */
    public static final int DEFAULT_LIMIT = 16 << 20;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int LONGEST_NUMBER = 10;
    private static final int DRAINED_AT = 8 << 10;

    /** Takes bytes off the front of a sink that would otherwise grow. */
    @FunctionalInterface
    interface Drain {

        /** Returns how many of the first bytes were taken; the others stay, and come again. */
        int take(byte[] bytes, int size);
    }

    private final int limit;
    private final @Nullable Drain drain;
    private byte[] bytes;
    private int size;

    public ByteSink() {
        this(DEFAULT_LIMIT);
    }

    /** @param limit bytes; writing beyond it throws {@link IllegalArgumentException} */
    public ByteSink(int limit) {
        this(limit, null, 512);
    }

    private ByteSink(int limit, @Nullable Drain drain, int capacity) {
        this.limit = limit;
        this.drain = drain;
        this.bytes = new byte[capacity];
    }

    /** A sink that holds little at a time, as the limit counts for what has not been taken only. */
    static ByteSink drained(Drain drain) {
        return new ByteSink(DEFAULT_LIMIT, drain, DRAINED_AT);
    }

    /** The buffer itself, of which the first {@link #size} bytes are written; valid until the next write. */
    public byte[] array() {
        return bytes;
    }

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    public void writeByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    public void writeInt(int value) {
        reserve(Integer.BYTES);
        INT.set(bytes, size, value);
        size += Integer.BYTES;
    }

    public void writeLong(long value) {
        reserve(Long.BYTES);
        LONG.set(bytes, size, value);
        size += Long.BYTES;
    }

    /** @param value 0 or more */
    public void writeLength(int value) {
        writeUnsigned(value);
    }

    public void writeNumber(long value) {
        writeUnsigned((value << 1) ^ (value >> 63));
    }

    public void writeBytes(byte[] from, int offset, int length) {
        reserve(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    /**
     * Length and UTF-8 bytes. Half a surrogate pair, which UTF-8 has no form for, is written like any other character of its
     * range, so that every Java string comes back as it was.
     */
    public void writeString(String value) {
        int length = value.length();
        // What its length may take is reserved with it: between start and the end nothing may be drained.
        reserve((long) LONGEST_NUMBER + length);
        int start = size;
        writeLength(length);
        byte[] to = bytes;
        int at = size;
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                size = start;
                writeWide(value);
                return;
            }
            to[at++] = (byte) c;
        }
        size = at;
    }

    private void writeWide(String value) {
        int length = value.length();
        int encoded = 0;
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                encoded += 1;
            } else if (c < 0x800) {
                encoded += 2;
            } else if (startsPair(value, i)) {
                encoded += 4;
                i++;
            } else {
                encoded += 3;
            }
        }
        reserve((long) LONGEST_NUMBER + encoded);
        writeLength(encoded);
        for (int i = 0; i < length; i++) {
            if (startsPair(value, i)) {
                writePair(value.codePointAt(i));
                i++;
            } else {
                writeChar(value.charAt(i));
            }
        }
    }

    private static boolean startsPair(String value, int at) {
        return Character.isHighSurrogate(value.charAt(at))
                && at + 1 < value.length()
                && Character.isLowSurrogate(value.charAt(at + 1));
    }

    private void writeChar(char c) {
        if (c < 0x80) {
            bytes[size++] = (byte) c;
        } else if (c < 0x800) {
            bytes[size++] = (byte) (0xC0 | c >> 6);
            bytes[size++] = continuation(c);
        } else {
            bytes[size++] = (byte) (0xE0 | c >> 12);
            bytes[size++] = continuation(c >> 6);
            bytes[size++] = continuation(c);
        }
    }

    private void writePair(int codePoint) {
        bytes[size++] = (byte) (0xF0 | codePoint >> 18);
        bytes[size++] = continuation(codePoint >> 12);
        bytes[size++] = continuation(codePoint >> 6);
        bytes[size++] = continuation(codePoint);
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }

    private void writeUnsigned(long value) {
        reserve(LONGEST_NUMBER);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    private void reserve(long more) {
        if (size + more > bytes.length) {
            drain();
            grow(size + more);
        }
    }

    private void drain() {
        if (drain != null) {
            int taken = drain.take(bytes, size);
            System.arraycopy(bytes, taken, bytes, 0, size - taken);
            size -= taken;
        }
    }

    private void grow(long needed) {
        if (needed <= bytes.length) {
            return;
        }
        // A number is reserved at its longest, which may be up to nine bytes more than it takes.
        if (needed > limit + 9L) {
            throw new IllegalArgumentException("more than " + limit + " bytes in one record");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(2L * bytes.length, limit + 9L)));
    }
}
