package org.cordboard.protocol;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a record says about its JSON object: the fields in order, their kinds, limits, and whether they may be absent. */
final class RecordShape {

    /** What a field may hold. */
    sealed interface Kind {
        record Text() implements Kind {}

        /** @param small whether it must fit in 32 bits */
        record Whole(boolean small) implements Kind {}

        record Flag() implements Kind {}

        record Word(Class<? extends Enum<?>> type) implements Kind {}

        record Nested(RecordShape shape) implements Kind {}

        record Items(Kind item) implements Kind {}

        record Texts() implements Kind {}
    }

    record Field(
            String name,
            Kind kind,
            boolean optional,
            @Nullable Limit limit,
            Method accessor) {

        @Nullable
        Object of(Record value) {
            try {
                return accessor.invoke(value);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("Cannot read " + accessor, e);
            }
        }
    }

    private final Class<? extends Record> type;
    private final Constructor<? extends Record> constructor;
    private final Map<String, Field> fields = new LinkedHashMap<>();

    RecordShape(Class<? extends Record> type) {
        this.type = type;
        RecordComponent[] components = type.getRecordComponents();
        try {
            this.constructor = type.getDeclaredConstructor(
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("No canonical constructor in " + type, e);
        }
        for (RecordComponent component : components) {
            fields.put(component.getName(), field(component));
        }
    }

    private static Field field(RecordComponent component) {
        return new Field(
                component.getName(),
                kind(component.getGenericType()),
                component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                component.getAnnotation(Limit.class),
                component.getAccessor());
    }

    private static Kind kind(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class
                    ? new Kind.Items(kind(generic.getActualTypeArguments()[0]))
                    : new Kind.Texts();
        }
        if (type == String.class) {
            return new Kind.Text();
        }
        if (type == long.class || type == Long.class || type == int.class) {
            return new Kind.Whole(type == int.class);
        }
        if (type == boolean.class) {
            return new Kind.Flag();
        }
        if (type instanceof Class<?> c && c.isEnum()) {
            return new Kind.Word(enumClass(c));
        }
        if (type instanceof Class<?> c && c.isRecord()) {
            return new Kind.Nested(new RecordShape(c.asSubclass(Record.class)));
        }
        throw new IllegalStateException("No field of the protocol can be a " + type);
    }

    @SuppressWarnings("unchecked") // isEnum was asked before.
    private static Class<? extends Enum<?>> enumClass(Class<?> type) {
        return (Class<? extends Enum<?>>) type;
    }

    Class<? extends Record> type() {
        return type;
    }

    List<Field> fields() {
        return List.copyOf(fields.values());
    }

    @Nullable
    Field field(String name) {
        return fields.get(name);
    }

    /** @param values in the order of the fields, null for those that are absent */
    Record create(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("Cannot make a " + type + " of " + Arrays.toString(values), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot make a " + type, e);
        }
    }
}
