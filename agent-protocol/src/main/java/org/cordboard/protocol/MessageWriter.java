package org.cordboard.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.cordboard.protocol.RecordShape.Field;
import org.cordboard.protocol.RecordShape.Kind;
import org.jspecify.annotations.Nullable;

/** Writes records as JSON objects: {@code type} first, then the fields in the record's order; what is absent is left out. */
final class MessageWriter {

    private static final JsonFactory FACTORY = new JsonFactory();

    private MessageWriter() {}

    /** @throws IllegalArgumentException naming the field that breaks its limit */
    static String write(String type, RecordShape shape, Record message) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField(ProtocolCodec.TYPE, type);
            fields(json, shape, message);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to a string failed", e);
        }
        return text.toString();
    }

    private static void fields(JsonGenerator json, RecordShape shape, Record record) throws IOException {
        for (Field field : shape.fields()) {
            Object value = field.of(record);
            if (value != null) {
                json.writeFieldName(field.name());
                value(json, field.kind(), value, field.name(), field.limit());
            } else if (!field.optional()) {
                throw new IllegalArgumentException(field.name() + " must not be null");
            }
        }
    }

    private static void value(JsonGenerator json, Kind kind, Object value, String name, @Nullable Limit limit)
            throws IOException {
        switch (kind) {
            case Kind.Text text -> {
                check(name, FieldCheck.text((String) value, limit));
                json.writeString(FieldCheck.mended((String) value));
            }
            case Kind.Whole whole -> {
                long number = ((Number) value).longValue();
                check(name, FieldCheck.whole(number, whole.small(), limit));
                json.writeNumber(number);
            }
            case Kind.Flag flag -> json.writeBoolean((Boolean) value);
            case Kind.Word word -> json.writeString(((Enum<?>) value).name());
            case Kind.Nested nested -> {
                json.writeStartObject();
                fields(json, nested.shape(), (Record) value);
                json.writeEndObject();
            }
            case Kind.Items items -> {
                json.writeStartArray();
                for (Object item : (Iterable<?>) value) {
                    value(json, items.item(), item, name, null);
                }
                json.writeEndArray();
            }
            case Kind.Texts texts -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                    json.writeStringField(
                            FieldCheck.mended((String) entry.getKey()), FieldCheck.mended((String) entry.getValue()));
                }
                json.writeEndObject();
            }
        }
    }

    private static void check(String name, @Nullable String broken) {
        if (broken != null) {
            throw new IllegalArgumentException(name + " " + broken);
        }
    }
}
