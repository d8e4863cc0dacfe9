package org.cordboard.cti.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** xxHash64 (Yann Collet, xxhash.com) of bytes that come in pieces. For one thread. */
final class XxHash64 {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;
    private static final int STRIPE = 32;

    private long seed;
    private long laneA;
    private long laneB;
    private long laneC;
    private long laneD;
    private long taken;

    XxHash64 begin(long newSeed) {
        seed = newSeed;
        laneA = newSeed + P1 + P2;
        laneB = newSeed + P2;
        laneC = newSeed;
        laneD = newSeed - P1;
        taken = 0;
        return this;
    }

    /** Takes the whole stripes at the front of some bytes and returns how many bytes they are; the rest is to come again. */
    int take(byte[] bytes, int offset, int length) {
        long a = laneA;
        long b = laneB;
        long c = laneC;
        long d = laneD;
        int end = offset + length / STRIPE * STRIPE;
        for (int at = offset; at < end; at += STRIPE) {
            a = round(a, (long) LONG.get(bytes, at));
            b = round(b, (long) LONG.get(bytes, at + 8));
            c = round(c, (long) LONG.get(bytes, at + 16));
            d = round(d, (long) LONG.get(bytes, at + 24));
        }
        laneA = a;
        laneB = b;
        laneC = c;
        laneD = d;
        taken += end - offset;
        return end - offset;
    }

    /** The hash, with these bytes as the last ones. */
    long end(byte[] bytes, int offset, int length) {
        int at = offset + take(bytes, offset, length);
        int end = offset + length;
        long hash = (taken > 0 ? lanes() : seed + P5) + taken + (end - at);
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

    private long lanes() {
        long hash = Long.rotateLeft(laneA, 1)
                + Long.rotateLeft(laneB, 7)
                + Long.rotateLeft(laneC, 12)
                + Long.rotateLeft(laneD, 18);
        return merge(merge(merge(merge(hash, laneA), laneB), laneC), laneD);
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * P2, 31) * P1;
    }

    private static long merge(long hash, long lane) {
        return (hash ^ round(0, lane)) * P1 + P4;
    }
}
