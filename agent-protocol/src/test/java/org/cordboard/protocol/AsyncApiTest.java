package org.cordboard.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cordboard.protocol.RecordShape.Field;
import org.cordboard.protocol.RecordShape.Kind;
import org.junit.jupiter.api.Test;

/** Holds docs/asyncapi.yaml to the types: the same messages, fields, limits and words, and nothing else. */
class AsyncApiTest {

    private static final Path FILE = Path.of("../docs/asyncapi.yaml");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonNode document = read();
    private final Vocabulary vocabulary = Vocabulary.ofProtocol();

    private static JsonNode read() {
        try {
            return new YAMLMapper().readTree(FILE.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void namesEveryMessageOnceInItsDirection() {
        assertThat(names(document.at("/components/messages")))
                .containsExactlyInAnyOrderElementsOf(Vocabulary.messages().keySet());
        assertThat(names(document.at("/channels/agent/messages")))
                .containsExactlyInAnyOrderElementsOf(Vocabulary.messages().keySet());
        assertThat(document.at("/channels/agent/address").textValue()).isEqualTo(Limits.SOCKET_PATH);
        assertThat(references("/operations/hear/messages"))
                .containsExactlyInAnyOrderElementsOf(
                        MessageTypes.CLIENT.byName().keySet());
        assertThat(references("/operations/tell/messages"))
                .containsExactlyInAnyOrderElementsOf(
                        MessageTypes.SERVER.byName().keySet());
    }

    @Test
    void givesEachMessageTheFieldsOfItsRecord() {
        for (Map.Entry<String, RecordShape> message : Vocabulary.messages().entrySet()) {
            String name = message.getKey();
            JsonNode found = document.path("components").path("messages").path(name);
            assertThat(found.path("name").textValue()).isEqualTo(name);
            assertThat(found.path("summary").textValue()).as(name).isNotBlank();
            ObjectNode expected = schema(message.getValue(), name);
            if (MessageTypes.CLIENT.shape(name) != null) {
                expected.put("additionalProperties", false);
            }
            assertThat(withoutDescriptions(found.path("payload"))).as(name).isEqualTo(expected);
        }
    }

    @Test
    void givesEachObjectTheFieldsOfItsRecordAndEachSetItsWords() {
        List<String> expected = new ArrayList<>(vocabulary.objects().keySet());
        expected.addAll(vocabulary.words().keySet());
        JsonNode schemas = document.at("/components/schemas");
        assertThat(names(schemas)).containsExactlyInAnyOrderElementsOf(expected);
        vocabulary.objects().forEach((name, shape) -> assertThat(withoutDescriptions(schemas.path(name)))
                .as(name)
                .isEqualTo(schema(shape, "")));
        vocabulary.words().forEach((name, words) -> {
            ArrayNode constants = NODES.arrayNode();
            words.forEach(constants::add);
            assertThat(schemas.path(name).path("enum")).as(name).isEqualTo(constants);
        });
    }

    @Test
    void describesEveryField() {
        for (JsonNode properties : document.findValues("properties")) {
            for (Map.Entry<String, JsonNode> property : properties.properties()) {
                if (!property.getKey().equals(ProtocolCodec.TYPE)) {
                    assertThat(property.getValue().path("description").textValue())
                            .as(property.getKey())
                            .isNotBlank();
                }
            }
        }
    }

    @Test
    void namesTheCloseCodes() {
        List<String> found = new ArrayList<>();
        document.path("x-closeCodes")
                .forEach(code ->
                        found.add(code.path("code") + " " + code.path("name").textValue()));
        assertThat(found)
                .isEqualTo(Stream.of(CloseCode.values())
                        .map(code -> code.code() + " " + code.name())
                        .toList());
    }

    @Test
    void acceptsTheGoldenMessages() {
        Golden.files().forEach((type, text) -> assertThat(schemaOf(type).validate(text, InputFormat.JSON))
                .as(type)
                .isEmpty());
    }

    @Test
    void rejectsGoldenMessagesWithoutAFieldThatMustBeThere() throws IOException {
        for (Map.Entry<String, RecordShape> message : Vocabulary.messages().entrySet()) {
            Schema schema = schemaOf(message.getKey());
            for (Field field : message.getValue().fields()) {
                ObjectNode golden = (ObjectNode) new ObjectMapper().readTree(Golden.of(message.getKey()));
                golden.remove(field.name());
                assertThat(schema.validate(golden).isEmpty())
                        .as(message.getKey() + " without " + field.name())
                        .isEqualTo(field.optional());
            }
        }
    }

    /** The payload as a schema of its own, with the document's components beside it for its references. */
    private Schema schemaOf(String type) {
        ObjectNode schema = document.path("components")
                .path("messages")
                .path(type)
                .path("payload")
                .deepCopy();
        schema.set("components", document.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema);
    }

    private static ObjectNode schema(RecordShape shape, String type) {
        ObjectNode schema = NODES.objectNode().put("type", "object");
        ArrayNode required = schema.putArray("required");
        ObjectNode properties = schema.putObject("properties");
        if (!type.isEmpty()) {
            required.add(ProtocolCodec.TYPE);
            properties.putObject(ProtocolCodec.TYPE).put("const", type);
        }
        for (Field field : shape.fields()) {
            if (!field.optional()) {
                required.add(field.name());
            }
            properties.set(field.name(), schema(field.kind(), field));
        }
        return schema;
    }

    private static ObjectNode schema(Kind kind, Field field) {
        ObjectNode schema = NODES.objectNode();
        Limit limit = field.limit();
        return switch (kind) {
            case Kind.Text text
            when limit != null ->
                schema.put("type", "string").put("minLength", (int) limit.min()).put("maxLength", (int) limit.max());
            case Kind.Text text -> schema.put("type", "string");
            case Kind.Whole whole
            when limit != null ->
                number(number(schema.put("type", "integer"), "minimum", limit.min()), "maximum", limit.max());
            case Kind.Whole whole -> schema.put("type", "integer");
            case Kind.Flag flag -> schema.put("type", "boolean");
            case Kind.Word word -> reference(word.type());
            case Kind.Nested nested -> reference(nested.shape().type());
            case Kind.Items items -> {
                schema.put("type", "array").set("items", schema(items.item(), field));
                yield schema;
            }
            case Kind.Texts texts -> {
                schema.put("type", "object").putObject("additionalProperties").put("type", "string");
                yield schema;
            }
        };
    }

    /** As the parser makes them: of the smallest size that holds the value. */
    private static ObjectNode number(ObjectNode schema, String name, long value) {
        return value == (int) value ? schema.put(name, (int) value) : schema.put(name, value);
    }

    private static ObjectNode reference(Class<?> type) {
        return NODES.objectNode().put("$ref", "#/components/schemas/" + type.getSimpleName());
    }

    private static JsonNode withoutDescriptions(JsonNode schema) {
        ObjectNode copy = schema.deepCopy();
        copy.remove("description");
        copy.path("properties").forEach(property -> ((ObjectNode) property).remove("description"));
        return copy;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private List<String> references(String pointer) {
        List<String> names = new ArrayList<>();
        for (JsonNode reference : document.at(pointer)) {
            String path = reference.path("$ref").textValue();
            assertThat(path).startsWith("#/channels/agent/messages/");
            names.add(path.substring(path.lastIndexOf('/') + 1));
        }
        return names;
    }
}
