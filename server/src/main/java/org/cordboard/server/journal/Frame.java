package org.cordboard.server.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What segments consist of after their header: {@code length u32, crc32c u32, position u64, payload}, big-endian. The length
 * is the payload's; the checksum covers everything but itself.
 *
 * <p>A frame without payload is a <em>mark</em>: it stands before each group that was written and after the last one of an
 * orderly end, and its position is the last that was durable by then. Marks tell damage from a torn end: whatever a later
 * mark covers had been acknowledged.
 */
final class Frame {

    static final int HEADER = 16;
    static final int LONGEST_PAYLOAD = 16 << 20;

    private static final int CRC_AT = 4;
    private static final int POSITION_AT = 8;

    private Frame() {}

    /** Completes a frame whose payload stands in place already. */
    static void seal(byte[] bytes, int length, long position) {
        ByteBuffer frame = ByteBuffer.wrap(bytes, 0, HEADER + length);
        frame.putInt(0, length);
        frame.putLong(POSITION_AT, position);
        frame.putInt(CRC_AT, checksum(frame, 0, length));
    }

    static byte[] mark(long durable) {
        byte[] mark = new byte[HEADER];
        seal(mark, 0, durable);
        return mark;
    }

    static int length(ByteBuffer buffer, int at) {
        return buffer.getInt(at);
    }

    static long position(ByteBuffer buffer, int at) {
        return buffer.getLong(at + POSITION_AT);
    }

    /** Whether the frame at this index of a buffer, which holds all of it, is as it was written. */
    static boolean intact(ByteBuffer buffer, int at, int length) {
        return buffer.getInt(at + CRC_AT) == checksum(buffer, at, length);
    }

    private static int checksum(ByteBuffer buffer, int at, int length) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.array(), buffer.arrayOffset() + at, CRC_AT);
        crc.update(buffer.array(), buffer.arrayOffset() + at + POSITION_AT, HEADER - POSITION_AT + length);
        return (int) crc.getValue();
    }
}
