package org.cordboard.cti.journal;

/**
 * A 64-bit hash over a sequence of values, by which two states or two journals are compared: {@link XxHash64}, each value hashed
 * with the hash of all before it as the seed. A record may have any size: it is hashed while it is encoded. Not for secrets. For
 * one thread.
 */
public final class StateHash {

    private final RecordCodec codec;
    private final XxHash64 hash = new XxHash64();
    private final ByteSink sink = ByteSink.drained((bytes, size) -> hash.take(bytes, 0, size));
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
        return new XxHash64().begin(seed).end(bytes, offset, length);
    }

    /** @param journaled a record with a {@link Journaled} name that the codec knows */
    public StateHash add(Object journaled) {
        begin();
        codec.encode(journaled, sink);
        return end();
    }

    public StateHash add(long number) {
        begin();
        sink.writeLong(number);
        return end();
    }

    public StateHash add(String text) {
        begin();
        sink.writeString(text);
        return end();
    }

    public StateHash add(byte[] bytes, int offset, int length) {
        value = hash.begin(value).end(bytes, offset, length);
        return this;
    }

    /** The hash of all that was added so far, in its order. */
    public long value() {
        return value;
    }

    private void begin() {
        sink.clear();
        hash.begin(value);
    }

    private StateHash end() {
        value = hash.end(sink.array(), 0, sink.size());
        return this;
    }
}
