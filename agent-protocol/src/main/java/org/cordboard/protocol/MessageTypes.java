package org.cordboard.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages of one direction by their wire names, in the order in which the sealed types declare them. */
final class MessageTypes {

    static final MessageTypes CLIENT = new MessageTypes(ClientMessage.class);
    static final MessageTypes SERVER = new MessageTypes(ServerMessage.class);

    private final Map<String, RecordShape> byName = new LinkedHashMap<>();
    private final Map<Class<?>, String> names = new LinkedHashMap<>();

    private MessageTypes(Class<?> root) {
        collect(root);
    }

    private void collect(Class<?> type) {
        WireName name = type.getAnnotation(WireName.class);
        if (name != null) {
            byName.put(name.value(), new RecordShape(type.asSubclass(Record.class)));
            names.put(type, name.value());
        } else if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted);
            }
        }
    }

    @Nullable
    RecordShape shape(String wireName) {
        return byName.get(wireName);
    }

    @Nullable
    String nameOf(Class<?> type) {
        return names.get(type);
    }

    Map<String, RecordShape> byName() {
        return byName;
    }
}
