package org.cordboard.server.settings;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One key of the catalogue. The readers take values through these, so the documentation, which a test compares with the
 * catalogue, cannot say anything else than the code does.
 */
sealed interface Key {

    /** Where the key stands, such as {@code queues[].ringTimeout}. */
    String path();

    /** What the value does, one sentence. */
    String consequence();

    /** The type's name in the documentation. */
    String type();

    /** What is allowed, in the documentation. */
    String range();

    /** {@code required}, {@code none}, or the value that holds when the key is missing. */
    String fallback();

    /** The key as written in the file: the last part of the path. */
    default String name() {
        return path().substring(path().lastIndexOf('.') + 1);
    }

    /** One value. */
    record Scalar<T>(String path, ValueType<T> value, String fallback, String consequence) implements Key {

        @Override
        public String type() {
            return value.type();
        }

        @Override
        public String range() {
            return value.range();
        }

        @Nullable
        T fallbackValue() {
            return isRequired() || fallback.equals(NONE) ? null : value.parse(fallback);
        }

        boolean isRequired() {
            return fallback.equals(REQUIRED);
        }
    }

    /** A list of values. */
    record Values<T>(String path, ValueType<T> value, int least, int most, String consequence) implements Key {

        @Override
        public String type() {
            return "list of " + value.type();
        }

        @Override
        public String range() {
            return least + "–" + most + " entries; each " + value.range();
        }

        @Override
        public String fallback() {
            return least == 0 ? "empty" : REQUIRED;
        }
    }

    /** Values by name. */
    record Table<K, V>(String path, ValueType<K> entry, ValueType<V> value, int least, int most, String consequence)
            implements Key {

        @Override
        public String type() {
            return "map from " + entry.type() + " to " + value.type();
        }

        @Override
        public String range() {
            return least + "–" + most + " entries; " + entry.range() + "; each " + value.range();
        }

        @Override
        public String fallback() {
            return least == 0 ? "empty" : REQUIRED;
        }
    }

    /** Keys below this one, once or in a list or map. */
    record Group(String path, Kind kind, int least, int most, String consequence) implements Key {

        @Override
        public String type() {
            return switch (kind) {
                case SECTION -> "section";
                case LIST -> "list of sections";
                case MAP -> "map from name to section";
            };
        }

        @Override
        public String range() {
            return kind == Kind.SECTION ? "–" : String.format(Locale.ROOT, "%d–%d entries", least, most);
        }

        @Override
        public String fallback() {
            return least > 0 ? REQUIRED : kind == Kind.SECTION ? NONE : "empty";
        }
    }

    /** How the keys of a group are laid out. */
    enum Kind {
        SECTION,
        LIST,
        MAP
    }

    String REQUIRED = "required";
    String NONE = "none";
}
