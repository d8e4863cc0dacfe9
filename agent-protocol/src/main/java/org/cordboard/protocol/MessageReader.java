package org.cordboard.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.protocol.RecordShape.Field;
import org.cordboard.protocol.RecordShape.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of JSON objects. Strict towards clients, who must mean what they say; towards servers it passes over fields
 * it does not know, so that a newer server can be talked to.
 */
final class MessageReader {

    /** A newer server's word that no constant here stands for. */
    static final class UnknownWord extends RuntimeException {

        UnknownWord(String message) {
            super(message, null, false, false);
        }
    }

    private final boolean strict;

    MessageReader(boolean strict) {
        this.strict = strict;
    }

    /** @param path what to put before field names in messages: empty, or ends in a dot */
    Record read(RecordShape shape, ObjectNode object, String path) {
        if (strict) {
            refuseUnknownFields(shape, object, path);
        }
        List<Field> fields = shape.fields();
        @Nullable Object[] values = new @Nullable Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = field(fields.get(i), object, path);
        }
        return shape.create(values);
    }

    private static void refuseUnknownFields(RecordShape shape, ObjectNode object, String path) {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            boolean isType = path.isEmpty() && name.equals(ProtocolCodec.TYPE);
            if (!isType && shape.field(name) == null) {
                throw new ProtocolException(
                        ErrorCode.UNKNOWN_FIELD, "the message has no field " + Quoted.of(path + name));
            }
        }
    }

    private @Nullable Object field(Field field, ObjectNode object, String path) {
        JsonNode node = object.get(field.name());
        boolean absent = node == null || (node.isNull() && field.optional());
        if (absent && field.optional()) {
            return null;
        }
        if (node == null) {
            throw new ProtocolException(
                    ErrorCode.MISSING_FIELD, "the field \"" + path + field.name() + "\" is missing");
        }
        return value(field.kind(), node, path + field.name(), field.limit());
    }

    private Object value(Kind kind, JsonNode node, String path, @Nullable Limit limit) {
        return switch (kind) {
            case Kind.Text text -> text(node, path, limit);
            case Kind.Whole whole -> whole(whole, node, path, limit);
            case Kind.Flag flag -> {
                require(node.isBoolean(), path, "must be true or false");
                yield node.booleanValue();
            }
            case Kind.Word word -> word(word.type(), text(node, path, null), path);
            case Kind.Nested nested -> read(nested.shape(), object(node, path), path + ".");
            case Kind.Items items -> {
                require(node.isArray(), path, "must be a list");
                List<Object> values = new ArrayList<>();
                for (JsonNode item : node) {
                    values.add(value(items.item(), item, path + "[" + values.size() + "]", null));
                }
                yield values;
            }
            case Kind.Texts texts -> {
                Map<String, String> values = new LinkedHashMap<>();
                for (Map.Entry<String, JsonNode> entry : object(node, path).properties()) {
                    values.put(entry.getKey(), text(entry.getValue(), path + "." + entry.getKey(), null));
                }
                yield values;
            }
        };
    }

    private static String text(JsonNode node, String path, @Nullable Limit limit) {
        require(node.isTextual(), path, "must be a text");
        String value = node.textValue();
        String broken = FieldCheck.text(value, limit);
        require(broken == null, path, String.valueOf(broken));
        return value;
    }

    private static Object whole(Kind.Whole kind, JsonNode node, String path, @Nullable Limit limit) {
        require(node.isIntegralNumber(), path, "must be a whole number");
        // What does not fit in 64 bits is out of every range.
        long value = node.canConvertToLong() ? node.longValue() : Long.MAX_VALUE;
        String broken = FieldCheck.whole(value, kind.small(), limit);
        require(broken == null, path, String.valueOf(broken));
        if (kind.small()) {
            return (int) value;
        }
        return value;
    }

    private Object word(Class<? extends Enum<?>> type, String word, String path) {
        for (Enum<?> constant : type.getEnumConstants()) {
            if (constant.name().equals(word)) {
                return constant;
            }
        }
        if (!strict && type == ErrorCode.class) {
            return ErrorCode.INTERNAL;
        }
        if (!strict) {
            throw new UnknownWord(path);
        }
        throw new ProtocolException(ErrorCode.INVALID_FIELD, "the field \"" + path + "\" has no word for it");
    }

    private static ObjectNode object(JsonNode node, String path) {
        require(node.isObject(), path, "must be an object");
        return (ObjectNode) node;
    }

    private static void require(boolean kept, String path, String rule) {
        if (!kept) {
            throw new ProtocolException(ErrorCode.INVALID_FIELD, "the field " + Quoted.of(path) + " " + rule);
        }
    }
}
