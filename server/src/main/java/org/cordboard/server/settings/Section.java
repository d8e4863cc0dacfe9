package org.cordboard.server.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The keys and values at one level of a file. Each read reports what is wrong with its key and gives null (or leaves the
 * entry out) then, so that reading goes on and all faults come to light together.
 */
final class Section {

    /** A key as written and what stands under it. */
    private record Entry(ScalarNode key, Node value) {}

    private final String file;
    private final String path;
    private final Node node;
    private final Faults faults;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    Section(String file, String path, MappingNode node, Faults faults) {
        this.file = file;
        this.path = path;
        this.node = node;
        this.faults = faults;
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                faults.add(place(tuple.getKeyNode(), path), "a key must be a word", "write the key as one word");
                continue;
            }
            Entry earlier = entries.putIfAbsent(key.getValue(), new Entry(key, tuple.getValueNode()));
            if (earlier != null) {
                faults.add(
                        place(key, child(key.getValue())),
                        "the key stands twice, first on line "
                                + (earlier.key().getStartMark().getLine() + 1),
                        "keep one of them");
            }
        }
    }

    /** Where the section begins. */
    Place place() {
        return place(node, path);
    }

    boolean has(Key key) {
        return entries.containsKey(key.name());
    }

    /** The value's place, or the section's when the key is missing. */
    Place place(Key key) {
        Entry entry = entries.get(key.name());
        String where = child(key.name());
        return entry == null ? place(node, where) : place(entry.value(), where);
    }

    /** The value; null when it is faulty, or missing without a default. */
    <T> @Nullable T read(Key.Scalar<T> key) {
        Entry entry = ask(key, key.isRequired());
        if (entry == null) {
            return key.fallbackValue();
        }
        Located<T> value = scalar(entry.value(), child(key.name()), key.value());
        return value == null ? null : value.value();
    }

    <T> List<Located<T>> read(Key.Values<T> key) {
        Entry entry = ask(key, key.least() > 0);
        List<Located<T>> values = new ArrayList<>();
        if (entry == null || !(sequence(entry.value(), key) instanceof SequenceNode list)) {
            return values;
        }
        for (int i = 0; i < list.getValue().size(); i++) {
            Located<T> value = scalar(list.getValue().get(i), child(key.name()) + "[" + i + "]", key.value());
            if (value != null) {
                values.add(value);
            }
        }
        checkCount(key, list.getValue().size(), key.least(), key.most());
        return values;
    }

    <K, V> Map<K, Located<V>> read(Key.Table<K, V> key) {
        Entry entry = ask(key, key.least() > 0);
        Map<K, Located<V>> values = new LinkedHashMap<>();
        Section table = entry == null ? null : mapping(entry.value(), child(key.name()));
        if (table == null) {
            return values;
        }
        table.entries.forEach((name, value) -> {
            Located<K> read = table.scalar(value.key(), table.child(name), key.entry());
            Located<V> located = table.scalar(value.value(), table.child(name), key.value());
            if (read != null && located != null) {
                values.put(read.value(), located);
            }
        });
        checkCount(key, table.entries.size(), key.least(), key.most());
        return values;
    }

    /** The sections of a list. */
    List<Section> list(Key.Group key) {
        Entry entry = ask(key, key.least() > 0);
        List<Section> sections = new ArrayList<>();
        if (entry == null || !(sequence(entry.value(), key) instanceof SequenceNode list)) {
            return sections;
        }
        for (int i = 0; i < list.getValue().size(); i++) {
            Section section = mapping(list.getValue().get(i), child(key.name()) + "[" + i + "]");
            if (section != null) {
                sections.add(section);
            }
        }
        checkCount(key, list.getValue().size(), key.least(), key.most());
        return sections;
    }

    /** The sections of a map, by name. */
    Map<Located<String>, Section> map(Key.Group key, ValueType<String> names) {
        Map<Located<String>, Section> sections = new LinkedHashMap<>();
        Section map = section(key);
        if (map == null) {
            return sections;
        }
        map.entries.forEach((name, value) -> {
            Located<String> read = map.scalar(value.key(), map.child(name), names);
            Section section = map.mapping(value.value(), map.child(name));
            if (read != null && section != null) {
                sections.put(read, section);
            }
        });
        checkCount(key, map.entries.size(), key.least(), key.most());
        return sections;
    }

    /** The section below a key; null when it is missing or faulty. */
    @Nullable
    Section section(Key.Group key) {
        Entry entry = ask(key, key.least() > 0);
        return entry == null ? null : mapping(entry.value(), child(key.name()));
    }

    /** The section below a key; an empty one, whose keys all have their defaults, when it is missing or faulty. */
    Section sectionOrEmpty(Key.Group key) {
        Section section = section(key);
        return section == null ? new Section(file, child(key.name()), emptyLike(node), faults) : section;
    }

    private static MappingNode emptyLike(Node node) {
        return new MappingNode(
                Tag.MAP,
                true,
                new ArrayList<>(),
                node.getStartMark(),
                node.getEndMark(),
                DumperOptions.FlowStyle.BLOCK);
    }

    /** Reports the keys that nobody asked for. */
    void refuseOtherKeys() {
        entries.forEach((name, entry) -> {
            if (!asked.contains(name)) {
                faults.add(
                        place(entry.key(), child(name)),
                        "unknown key" + (speakable(name) ? " '" + name + "'" : ""),
                        Nearest.advice(name, asked, "remove it"));
            }
        });
    }

    private @Nullable Entry ask(Key key, boolean required) {
        asked.add(key.name());
        Entry entry = entries.get(key.name());
        if (entry == null && required) {
            faults.add(
                    place(node, child(key.name())),
                    "the key '" + key.name() + "' is missing",
                    "add it: " + key.type() + ", " + key.range());
        }
        return entry;
    }

    private <T> @Nullable Located<T> scalar(Node value, String where, ValueType<T> type) {
        Place place = place(value, where);
        if (!(value instanceof ScalarNode scalar)) {
            faults.add(place, "expected one value, found " + kind(value), "write " + type.type() + ", " + type.range());
            return null;
        }
        boolean absent = scalar.isPlain() && scalar.getTag().equals(Tag.NULL);
        if (absent) {
            faults.add(place, "the value is missing", "write " + type.type() + ", " + type.range());
            return null;
        }
        try {
            return new Located<>(type.parse(scalar.getValue()), place);
        } catch (BadValue e) {
            faults.add(place, e.problem(), e.advice());
            return null;
        }
    }

    private @Nullable Section mapping(Node value, String where) {
        if (value instanceof MappingNode mapping) {
            return new Section(file, where, mapping, faults);
        }
        faults.add(
                place(value, where), "expected keys with values, found " + kind(value), "write lines of 'key: value'");
        return null;
    }

    private Node sequence(Node value, Key key) {
        if (!(value instanceof SequenceNode)) {
            faults.add(
                    place(value, child(key.name())),
                    "expected a list, found " + kind(value),
                    "write " + key.type() + ", each entry after a '- '");
        }
        return value;
    }

    private void checkCount(Key key, int count, int least, int most) {
        if (count < least || count > most) {
            faults.add(
                    place(key), count + " entries are too " + (count < least ? "few" : "many"), "use " + key.range());
        }
    }

    private Place place(Node at, String where) {
        return new Place(
                file, at.getStartMark().getLine() + 1, at.getStartMark().getColumn() + 1, where);
    }

    private String child(String name) {
        String shown = speakable(name) ? name : "?";
        return path.isEmpty() ? shown : path + "." + shown;
    }

    /** What looks like no key may be half a password, such as one with a comma in it, and is not shown. */
    private static boolean speakable(String name) {
        return name.matches("[A-Za-z0-9._*#-]{1,64}");
    }

    private static String kind(Node value) {
        return switch (value) {
            case SequenceNode list -> "a list";
            case MappingNode mapping -> "keys with values";
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> "nothing";
            default -> "a single value";
        };
    }
}
