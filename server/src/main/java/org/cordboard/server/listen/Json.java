package org.cordboard.server.listen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.cordboard.cti.acd.QueueId;

/** JSON over HTTP, read strictly. */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule().addSerializer(QueueId.class, ToStringSerializer.instance))
            .build();

    private Json() {}

    /** A value as JSON text for people, with line breaks. */
    public static String pretty(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T read(byte[] body, Class<T> type) {
        try {
            T value = MAPPER.readValue(body, type);
            if (value == null) {
                throw badBody("The body is not a JSON object.");
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            throw badBody("The field '" + e.getPropertyName() + "' is not known here.");
        } catch (IOException e) {
            throw badBody("The body is not a JSON object with the documented fields.");
        }
    }

    private static RefusedException badBody(String cause) {
        return RefusedException.badRequest(
                cause, "It must be a JSON object with the fields docs/openapi.yaml gives for this path, each once.");
    }
}
