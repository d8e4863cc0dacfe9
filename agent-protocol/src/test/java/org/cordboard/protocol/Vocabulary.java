package org.cordboard.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.protocol.RecordShape.Field;
import org.cordboard.protocol.RecordShape.Kind;

/** All records and words the messages are made of, found by walking through them: what documents must name. */
final class Vocabulary {

    private final Map<String, RecordShape> objects = new LinkedHashMap<>();
    private final Map<String, List<String>> words = new LinkedHashMap<>();

    private Vocabulary() {}

    static Vocabulary ofProtocol() {
        Vocabulary vocabulary = new Vocabulary();
        MessageTypes.CLIENT.byName().values().forEach(vocabulary::walk);
        MessageTypes.SERVER.byName().values().forEach(vocabulary::walk);
        return vocabulary;
    }

    /** Messages of both directions by type. */
    static Map<String, RecordShape> messages() {
        Map<String, RecordShape> messages = new LinkedHashMap<>(MessageTypes.CLIENT.byName());
        messages.putAll(MessageTypes.SERVER.byName());
        return messages;
    }

    /** Records inside messages, by name. */
    Map<String, RecordShape> objects() {
        return objects;
    }

    /** Constants of the enums, by the enum's name. */
    Map<String, List<String>> words() {
        return words;
    }

    private void walk(RecordShape shape) {
        for (Field field : shape.fields()) {
            walk(field.kind());
        }
    }

    private void walk(Kind kind) {
        switch (kind) {
            case Kind.Nested nested -> {
                objects.put(nested.shape().type().getSimpleName(), nested.shape());
                walk(nested.shape());
            }
            case Kind.Items items -> walk(items.item());
            case Kind.Word word -> {
                List<String> constants = new ArrayList<>();
                for (Enum<?> constant : word.type().getEnumConstants()) {
                    constants.add(constant.name());
                }
                words.put(word.type().getSimpleName(), constants);
            }
            case Kind.Text text -> {}
            case Kind.Whole whole -> {}
            case Kind.Flag flag -> {}
            case Kind.Texts texts -> {}
        }
    }
}
