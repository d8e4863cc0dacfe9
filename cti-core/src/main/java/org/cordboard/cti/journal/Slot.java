package org.cordboard.cti.journal;

import org.jspecify.annotations.Nullable;

/**
 * A place that holds a value: a record's component, a list's element, a map's key or value. Where null is allowed, a byte
 * says whether a value follows.
 *
 * @param where for messages, for example {@code CallRecord.queue}
 */
record Slot(ValueCodec codec, boolean nullable, String where) {

    void write(@Nullable Object value, ByteSink out) {
        if (value == null) {
            if (!nullable) {
                throw new IllegalArgumentException(where + " is null and not @Nullable");
            }
            out.writeByte(0);
            return;
        }
        if (nullable) {
            out.writeByte(1);
        }
        codec.write(value, out);
    }

    @Nullable
    Object read(ByteSource in) {
        return nullable && !in.readBoolean() ? null : codec.read(in);
    }
}
