package org.cordboard.server.settings;

import java.util.ArrayList;
import java.util.List;

/** Keys in the order in which they are documented. */
final class Catalogue {

    private final List<Key> keys = new ArrayList<>();

    <K extends Key> K add(K key) {
        keys.add(key);
        return key;
    }

    <T> Key.Scalar<T> required(String path, ValueType<T> value, String consequence) {
        return add(new Key.Scalar<>(path, value, Key.REQUIRED, consequence));
    }

    /** @param fallback as it would be written, or {@link Key#NONE} */
    <T> Key.Scalar<T> scalar(String path, ValueType<T> value, String fallback, String consequence) {
        return add(new Key.Scalar<>(path, value, fallback, consequence));
    }

    Key.Group list(String path, int least, int most, String consequence) {
        return add(new Key.Group(path, Key.Kind.LIST, least, most, consequence));
    }

    /** @param least 1 when it must be there, else 0 */
    Key.Group section(String path, int least, String consequence) {
        return add(new Key.Group(path, Key.Kind.SECTION, least, 1, consequence));
    }

    List<Key> keys() {
        return List.copyOf(keys);
    }
}
