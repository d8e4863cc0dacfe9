package org.cordboard.cti.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A 64-bit hash over a sequence of values, by which two states or two journals are compared: xxHash64 (Yann Collet,
 * xxhash.com), each value hashed with the hash of all before it as the seed. Not for secrets. For one thread.
 */
public final class StateHash {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;

    private final RecordCodec codec;
    private final ByteSink sink = new ByteSink();
    private long value;

    /** @param codec for the records that are to be added */
    public StateHash(RecordCodec codec) {
        this.codec = codec;
    }

    /** The hash of one journaled record by itself. */
    public static long of(RecordCodec codec, Object journaled) {
        return new StateHash(codec).add(journaled).value();
    }

    /** xxHash64 of some bytes. */
    public static long of(byte[] bytes, int offset, int length, long seed) {
        int at = offset;
        int end = offset + length;
        long hash;
        if (length >= 32) {
            long a = seed + P1 + P2;
            long b = seed + P2;
            long c = seed;
            long d = seed - P1;
            for (; at <= end - 32; at += 32) {
                a = round(a, (long) LONG.get(bytes, at));
                b = round(b, (long) LONG.get(bytes, at + 8));
                c = round(c, (long) LONG.get(bytes, at + 16));
                d = round(d, (long) LONG.get(bytes, at + 24));
            }
            hash = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7) + Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
            hash = merge(merge(merge(merge(hash, a), b), c), d);
        } else {
            hash = seed + P5;
        }
        hash += length;
        for (; at <= end - 8; at += 8) {
            hash = Long.rotateLeft(hash ^ round(0, (long) LONG.get(bytes, at)), 27) * P1 + P4;
        }
        if (at <= end - 4) {
            hash = Long.rotateLeft(hash ^ ((int) INT.get(bytes, at) & 0xFFFFFFFFL) * P1, 23) * P2 + P3;
            at += 4;
        }
        for (; at < end; at++) {
            hash = Long.rotateLeft(hash ^ (bytes[at] & 0xFF) * P5, 11) * P1;
        }
        hash = (hash ^ hash >>> 33) * P2;
        hash = (hash ^ hash >>> 29) * P3;
        return hash ^ hash >>> 32;
    }

    /** @param journaled a record with a {@link Journaled} name that the codec knows */
    public StateHash add(Object journaled) {
        sink.clear();
        codec.encode(journaled, sink);
        return fold();
    }

    public StateHash add(long number) {
        sink.clear();
        sink.writeLong(number);
        return fold();
    }

    public StateHash add(String text) {
        sink.clear();
        sink.writeString(text);
        return fold();
    }

    public StateHash add(byte[] bytes, int offset, int length) {
        value = of(bytes, offset, length, value);
        return this;
    }

    /** The hash of all that was added so far, in its order. */
    public long value() {
        return value;
    }

    private StateHash fold() {
        return add(sink.array(), 0, sink.size());
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * P2, 31) * P1;
    }

    private static long merge(long hash, long lane) {
        return (hash ^ round(0, lane)) * P1 + P4;
    }
}
