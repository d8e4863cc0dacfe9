package org.cordboard.cti.journal;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Derives the codecs of all types that can be reached from a codec's roots. */
final class Shapes {

    private final Map<Class<?>, RecordShape> records = new LinkedHashMap<>();
    private final Map<Class<?>, SealedShape> choices = new LinkedHashMap<>();
    private final Map<Class<?>, TaggedShape> tagged = new LinkedHashMap<>();
    private final Map<Integer, String> names = new LinkedHashMap<>();
    private final Map<Class<?>, Upcaster<?, ?>> upcasters = new LinkedHashMap<>();
    private final SealedShape any = new SealedShape("any kind");

    Shapes(List<Class<?>> roots, List<? extends Upcaster<?, ?>> upcasters) {
        for (Class<?> root : roots) {
            if (isChoice(root)) {
                choice(root);
            } else if (root.isRecord()) {
                tagged(root);
            } else {
                throw new IllegalArgumentException(root.getName() + " is neither a sealed interface nor a record");
            }
        }
        for (Upcaster<?, ?> upcaster : upcasters) {
            if (tagged.containsKey(upcaster.old()) || this.upcasters.put(upcaster.old(), upcaster) != null) {
                throw new IllegalArgumentException(upcaster.old().getName() + " is not an old version of one record");
            }
        }
        this.upcasters.keySet().forEach(this::tagged);
        choices.forEach((type, shape) -> shape.fill(tagged.values().stream()
                .filter(t -> type.isAssignableFrom(t.result()))
                .toList()));
        any.fill(List.copyOf(tagged.values()));
    }

    SealedShape any() {
        return any;
    }

    SortedMap<String, Class<?>> types() {
        SortedMap<String, Class<?>> types = new TreeMap<>();
        for (TaggedShape shape : tagged.values()) {
            if (shape.upcast() == null) {
                types.put(shape.name(), shape.shape().type());
            }
        }
        return Collections.unmodifiableSortedMap(types);
    }

    /** An enum whose constants have bodies is sealed, too, and no choice. */
    private static boolean isChoice(Class<?> type) {
        return type.isInterface() && type.isSealed();
    }

    private SealedShape choice(Class<?> type) {
        SealedShape known = choices.get(type);
        if (known != null) {
            return known;
        }
        SealedShape shape = new SealedShape(type.getSimpleName());
        choices.put(type, shape);
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            if (isChoice(permitted)) {
                choice(permitted);
            } else if (permitted.isRecord()) {
                tagged(permitted);
            } else {
                throw new IllegalArgumentException(
                        permitted.getName() + " in " + type.getName() + " is neither a sealed interface nor a record");
            }
        }
        return shape;
    }

    private void tagged(Class<?> type) {
        if (tagged.containsKey(type)) {
            return;
        }
        String name = TaggedShape.nameOf(type);
        int tag = TaggedShape.tagOf(name);
        String other = names.put(tag, name);
        if (other != null) {
            throw new IllegalArgumentException(
                    name.equals(other)
                            ? "two records are @Journaled(\"" + name + "\"), one is " + type.getName()
                            : "the names " + name + " and " + other + " have the same tag; choose another for one");
        }
        Class<?> result = result(type);
        tagged.put(type, new TaggedShape(name, tag, record(type), result, result == type ? null : upcast(type)));
    }

    private Class<?> result(Class<?> type) {
        Set<Class<?>> passed = new LinkedHashSet<>();
        Class<?> result = type;
        for (Upcaster<?, ?> step = upcasters.get(result); step != null; step = upcasters.get(result)) {
            if (!passed.add(result)) {
                throw new IllegalArgumentException("upcasters go in a circle: " + passed);
            }
            result = step.next();
        }
        if (!passed.isEmpty() && !tagged.containsKey(result)) {
            throw new IllegalArgumentException(
                    "the upcaster of " + type.getName() + " ends at " + result.getName() + ", which is not journaled");
        }
        return result;
    }

    private UnaryOperator<Object> upcast(Class<?> type) {
        return old -> {
            Object value = old;
            for (Upcaster<?, ?> step = upcasters.get(type); step != null; step = upcasters.get(value.getClass())) {
                value = step.apply(value);
            }
            return value;
        };
    }

    private RecordShape record(Class<?> type) {
        RecordShape known = records.get(type);
        if (known != null) {
            return known;
        }
        RecordShape shape = new RecordShape(type);
        records.put(type, shape);
        List<Slot> slots = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            slots.add(slot(component.getAnnotatedType(), type.getSimpleName() + "." + component.getName()));
        }
        shape.fill(slots);
        return shape;
    }

    private Slot slot(AnnotatedType type, String where) {
        return new Slot(codec(type, where), type.isAnnotationPresent(Nullable.class), where);
    }

    private ValueCodec codec(AnnotatedType annotated, String where) {
        Type type = annotated.getType();
        if (annotated instanceof AnnotatedParameterizedType parameterized
                && type instanceof ParameterizedType generic) {
            AnnotatedType[] arguments = parameterized.getAnnotatedActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return new CollectionCodecs.ListCodec(slot(arguments[0], where + "[]"));
            } else if (generic.getRawType() == Map.class) {
                return new CollectionCodecs.MapCodec(
                        slot(arguments[0], where + " (key)"), slot(arguments[1], where + " (value)"));
            }
        } else if (type instanceof Class<?> plain) {
            ValueCodec scalar = ScalarCodecs.of(plain);
            if (scalar != null) {
                return scalar;
            } else if (plain.isRecord() && plain.getTypeParameters().length == 0) {
                return record(plain);
            } else if (isChoice(plain)) {
                return choice(plain);
            }
        }
        throw new IllegalArgumentException(where + " is of type " + type + ", which cannot be journaled");
    }
}
