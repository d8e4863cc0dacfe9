package org.cordboard.cti.journal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * A binary codec for records and sealed interfaces, derived from their declarations once, at construction. The same value
 * always gives the same bytes, on every machine, so that hashes of encodings compare states and journals.
 *
 * <p>Components may be {@code boolean int long char double} and their boxes, strings, enums, {@link java.time.Duration},
 * records, sealed interfaces of {@link Journaled} records, lists, and maps in a fixed order; null where {@code @Nullable}
 * says so. Anything else, a missing or repeated name, and two names with the same tag fail at construction.
 *
 * <p>Decoding trusts nothing: bytes that are not exactly one encoding are a {@link JournalCorruptException}, found before
 * more is allocated than a small multiple of their length. May be used by many threads.
 */
public final class RecordCodec {

    private final Shapes shapes;
    private final SealedShape any;

    private RecordCodec(List<Class<?>> roots, List<? extends Upcaster<?, ?>> upcasters) {
        this.shapes = new Shapes(roots, upcasters);
        this.any = shapes.any();
    }

    /** @param roots sealed interfaces and {@link Journaled} records; what they contain is found from there */
    public static RecordCodec forRoots(Class<?>... roots) {
        return forRoots(List.of(roots), List.of());
    }

    /** @param upcasters for old versions that journals still hold */
    public static RecordCodec forRoots(List<Class<?>> roots, List<? extends Upcaster<?, ?>> upcasters) {
        return new RecordCodec(roots, upcasters);
    }

    /** Appends the encoding of a journaled record. On an exception the sink holds a part of it, for the caller to discard. */
    public void encode(Object journaled, ByteSink sink) {
        any.write(journaled, sink);
    }

    public byte[] encode(Object journaled) {
        ByteSink sink = new ByteSink();
        encode(journaled, sink);
        return sink.toByteArray();
    }

    public Object decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    /** The one record these bytes encode, brought up to its present version. */
    public Object decode(byte[] bytes, int offset, int length) {
        ByteSource in = new ByteSource(bytes, offset, length);
        Object value = any.read(in);
        if (in.remaining() > 0) {
            throw in.corrupt(in.remaining() + " bytes too many");
        }
        return value;
    }

    /** As {@link #decode(byte[], int, int)}; a record of another type is corrupt. */
    public <T> T decode(Class<T> type, byte[] bytes, int offset, int length) {
        Object value = decode(bytes, offset, length);
        if (!type.isInstance(value)) {
            throw new JournalCorruptException(
                    0, "a " + value.getClass().getSimpleName() + " where a " + type.getSimpleName() + " should be");
        }
        return type.cast(value);
    }

    /**
     * A number for the shape of an encoded record, by which a reader can tell before it decodes whether the record was written by
     * a build that knew the same components; empty for a record that this codec does not know.
     *
     * @see ShapeText
     */
    public OptionalLong shape(byte[] encoded) {
        TaggedShape shape = any.find(new ByteSource(encoded, 0, encoded.length).readInt());
        if (shape == null) {
            return OptionalLong.empty();
        }
        byte[] text = ShapeText.of(shape.shape().type()).getBytes(StandardCharsets.UTF_8);
        return OptionalLong.of(StateHash.of(text, 0, text.length, shape.tag()));
    }

    /** The journaled record types by the names of their present versions. */
    public SortedMap<String, Class<?>> types() {
        return shapes.types();
    }
}
