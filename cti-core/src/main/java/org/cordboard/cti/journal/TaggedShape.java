package org.cordboard.cti.journal;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A journaled record type: its components after a tag of four bytes.
 *
 * @param name as in {@link Journaled}
 * @param tag the CRC-32 of the name
 * @param upcast makes the present record of an old one; null when the type is the present one
 */
record TaggedShape(
        String name,
        int tag,
        RecordShape shape,
        Class<?> result,
        @Nullable UnaryOperator<Object> upcast) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*/[1-9][0-9]*");

    static String nameOf(Class<?> type) {
        Journaled journaled = type.getAnnotation(Journaled.class);
        if (journaled == null) {
            throw new IllegalArgumentException(type.getName() + " stands in a journal and has no @Journaled name");
        }
        if (!NAME.matcher(journaled.value()).matches()) {
            throw new IllegalArgumentException(
                    type.getName() + " is @Journaled(\"" + journaled.value() + "\"), not like \"call.arrived/1\"");
        }
        return journaled.value();
    }

    static int tagOf(String name) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    void write(Object value, ByteSink out) {
        out.writeInt(tag);
        shape.writeComponents(value, out);
    }

    Object readAfterTag(ByteSource in) {
        Object value = shape.readComponents(in);
        if (upcast == null) {
            return value;
        }
        try {
            return upcast.apply(value);
        } catch (RuntimeException e) {
            throw in.corrupt("cannot be brought up from " + name + " (" + e.getMessage() + ")", e);
        }
    }
}
