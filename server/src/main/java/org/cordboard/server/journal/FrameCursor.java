package org.cordboard.server.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Goes through the frames of one segment, holding one read-ahead or one frame in memory, whichever is larger. */
final class FrameCursor implements Closeable {

    enum Kind {
        ENTRY,
        MARK,
        /** The file ends here, for now: asking again later may find more. */
        END,
        /** Neither a frame nor the end of the file. */
        BAD
    }

    private static final int READ_AHEAD = 64 << 10;

    private final FileChannel channel;
    /** Holds the bytes of the file from {@link #offset} on between its position and its limit. */
    private ByteBuffer buffer = ByteBuffer.allocate(READ_AHEAD).limit(0);

    private long offset;
    private long position;
    private int payloadAt;
    private int payloadLength;

    FrameCursor(FileChannel channel, long offset) {
        this.channel = channel;
        this.offset = offset;
    }

    /** Where in the file the next frame is. */
    long offset() {
        return offset;
    }

    /** Of the last entry or mark. */
    long position() {
        return position;
    }

    /** The last entry's payload is in this array until the next call of {@link #next}. */
    byte[] array() {
        return buffer.array();
    }

    int payloadAt() {
        return payloadAt;
    }

    int payloadLength() {
        return payloadLength;
    }

    Kind next() throws IOException {
        if (!holds(Frame.HEADER)) {
            return buffer.hasRemaining() ? Kind.BAD : Kind.END;
        }
        int length = Frame.length(buffer, buffer.position());
        if (length < 0 || length > Frame.LONGEST_PAYLOAD || !holds(Frame.HEADER + length)) {
            return Kind.BAD;
        }
        int at = buffer.position();
        if (!Frame.intact(buffer, at, length)) {
            return Kind.BAD;
        }
        position = Frame.position(buffer, at);
        payloadAt = at + Frame.HEADER;
        payloadLength = length;
        buffer.position(at + Frame.HEADER + length);
        offset += Frame.HEADER + length;
        return length == 0 ? Kind.MARK : Kind.ENTRY;
    }

    private boolean holds(int count) throws IOException {
        if (buffer.remaining() >= count) {
            return true;
        }
        if (buffer.capacity() < count) {
            buffer = ByteBuffer.allocate(count).put(buffer);
        } else {
            buffer.compact();
        }
        int read = 0;
        while (buffer.position() < count && read >= 0) {
            read = channel.read(buffer, offset + buffer.position());
        }
        buffer.flip();
        return buffer.remaining() >= count;
    }

    /** The highest position any mark from here to the end of the file vouches for; 0 without a mark. */
    long durableBehind() throws IOException {
        long durable = 0;
        ByteBuffer window = ByteBuffer.allocate(READ_AHEAD);
        long windowAt = offset;
        for (int read = channel.read(window, windowAt);
                read >= 0;
                read = channel.read(window, windowAt + window.position())) {
            window.flip();
            int at = 0;
            for (; at + Frame.HEADER <= window.limit(); at++) {
                if (Frame.length(window, at) == 0 && Frame.intact(window, at, 0)) {
                    durable = Math.max(durable, Frame.position(window, at));
                }
            }
            window.position(at).compact();
            windowAt += at;
        }
        return durable;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
