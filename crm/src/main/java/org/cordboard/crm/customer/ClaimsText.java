package org.cordboard.crm.customer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The form claims are stored in: {@code [{"source":"crm","values":{"name":"Wei"},"overruled":{"tier":["GOLD"]}}]}. One text for
 * each customer, rather than one row for each value, makes a look-up two reads and an import of a million rows a matter of
 * seconds.
 */
final class ClaimsText {

    private static final JsonFactory JSON = new JsonFactory();

    private ClaimsText() {}

    static String write(List<SourceClaims> claims) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (SourceClaims claim : claims) {
                json.writeStartObject();
                json.writeStringField("source", claim.source());
                json.writeObjectFieldStart("values");
                for (Map.Entry<String, String> value : claim.values().entrySet()) {
                    json.writeStringField(value.getKey(), value.getValue());
                }
                json.writeEndObject();
                if (!claim.overruled().isEmpty()) {
                    writeOverruled(json, claim.overruled());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void writeOverruled(JsonGenerator json, Map<String, List<String>> overruled) throws IOException {
        json.writeObjectFieldStart("overruled");
        for (Map.Entry<String, List<String>> entry : overruled.entrySet()) {
            json.writeArrayFieldStart(entry.getKey());
            for (String value : entry.getValue()) {
                json.writeString(value);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    static List<SourceClaims> read(String text) {
        List<SourceClaims> claims = new ArrayList<>(2);
        try (JsonParser json = JSON.createParser(text)) {
            expect(json.nextToken(), JsonToken.START_ARRAY);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                claims.add(claim(json));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return claims;
    }

    private static SourceClaims claim(JsonParser json) throws IOException {
        String source = "";
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, List<String>> overruled = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "source" -> source = json.getText();
                case "values" -> {
                    while (json.nextToken() != JsonToken.END_OBJECT) {
                        values.put(json.currentName(), json.nextTextValue());
                    }
                }
                case "overruled" -> {
                    while (json.nextToken() != JsonToken.END_OBJECT) {
                        overruled.put(json.currentName(), texts(json));
                    }
                }
                default -> throw new IllegalStateException("claims hold a field that is none: " + field);
            }
        }
        return new SourceClaims(source, values, overruled);
    }

    private static List<String> texts(JsonParser json) throws IOException {
        List<String> texts = new ArrayList<>();
        expect(json.nextToken(), JsonToken.START_ARRAY);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            texts.add(json.getText());
        }
        return texts;
    }

    private static void expect(JsonToken found, JsonToken wanted) {
        if (found != wanted) {
            throw new IllegalStateException("claims are not in their form: " + found + " where " + wanted + " belongs");
        }
    }
}
