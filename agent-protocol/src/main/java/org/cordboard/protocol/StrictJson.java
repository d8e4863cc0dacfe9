package org.cordboard.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads one JSON object and nothing after it, without duplicate keys, within bounds of size and depth. What is wrong is said
 * in words of our own, because the parser's messages quote the input and name classes.
 */
final class StrictJson {

    static final int NUMBER_DIGITS = 40;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(NUMBER_DIGITS)
                    .maxStringLength(Limits.SERVER_FRAME_BYTES)
                    .maxNameLength(Limits.SERVER_FRAME_BYTES)
                    .maxNestingDepth(2 * Limits.DEPTH)
                    .build())
            // Keys come from strangers; interning them would fill a table that is never emptied.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private StrictJson() {}

    static ObjectNode parse(String text, int maxBytes) {
        if (bytesOf(text, maxBytes) > maxBytes) {
            throw new ProtocolException(
                    ErrorCode.TOO_LARGE, "the message is larger than " + maxBytes + " bytes of UTF-8");
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new ProtocolException(ErrorCode.MALFORMED_JSON, "the message is empty");
            }
            if (first != JsonToken.START_OBJECT) {
                throw new ProtocolException(ErrorCode.MALFORMED_JSON, "a message must be a JSON object");
            }
            ObjectNode message = object(parser, 1);
            if (parser.nextToken() != null) {
                throw new ProtocolException(
                        ErrorCode.MALFORMED_JSON, "there is more after the end of the message" + where(parser));
            }
            return message;
        } catch (StreamConstraintsException e) {
            throw new ProtocolException(ErrorCode.TOO_LARGE, "a number has too many digits" + where(e));
        } catch (JsonProcessingException e) {
            throw new ProtocolException(ErrorCode.MALFORMED_JSON, "the message is no valid JSON" + where(e));
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from a string failed", e);
        }
    }

    private static ObjectNode object(JsonParser parser, int depth) throws IOException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            if (object.has(key)) {
                throw new ProtocolException(
                        ErrorCode.DUPLICATE_KEY, "the field " + Quoted.of(key) + " is there twice" + where(parser));
            }
            parser.nextToken();
            object.set(key, value(parser, depth));
        }
        return object;
    }

    private static ArrayNode array(JsonParser parser, int depth) throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser, depth));
        }
        return array;
    }

    private static JsonNode value(JsonParser parser, int depth) throws IOException {
        JsonToken token = parser.currentToken();
        if ((token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) && depth >= Limits.DEPTH) {
            throw new ProtocolException(
                    ErrorCode.TOO_LARGE, "the message is nested deeper than " + Limits.DEPTH + where(parser));
        }
        return switch (token) {
            case START_OBJECT -> object(parser, depth + 1);
            case START_ARRAY -> array(parser, depth + 1);
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case VALUE_NUMBER_INT -> whole(parser);
            // No field is a fraction: only that there is one matters, and 1e999999999 is never worked out.
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(Double.NaN);
            default -> throw new IllegalStateException("Unexpected token " + token);
        };
    }

    private static JsonNode whole(JsonParser parser) throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? NODES.numberNode(parser.getBigIntegerValue())
                : NODES.numberNode(parser.getLongValue());
    }

    private static String where(JsonParser parser) {
        return ", at character " + parser.currentLocation().getCharOffset();
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : ", at character " + e.getLocation().getCharOffset();
    }

    /** Exact only as far as it matters: a text with fewer characters than a third of the limit fits for certain. */
    private static int bytesOf(String text, int limit) {
        if (text.length() > limit || text.length() <= limit / 3) {
            return text.length();
        }
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // A surrogate is half of a character of four bytes.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
