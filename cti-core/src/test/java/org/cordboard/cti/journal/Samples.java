package org.cordboard.cti.journal;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes values of any journaled type from its declaration, so that a new type needs no code here. A record that refuses what
 * it is given (a tree whose nodes lead nowhere) is tried again and then made of one word and one small number throughout,
 * which satisfies every rule that names must refer to something.
 */
final class Samples {

    private static final int TRIES = 3;
    private static final List<String> ALPHABET = List.of(
            "a", "Z", "0", "-", " ", "\"", "\u0000", "é", "ß", "あ", "\uD83D\uDE00", "\uD800", "\uDC00", "\uFFFF");

    /** Looking at annotations is slow, and a test makes very many records. */
    private static final Map<Class<?>, Shape> SHAPES = new ConcurrentHashMap<>();

    private final Source source;

    private Samples(Source source) {
        this.source = source;
    }

    /** Always the same values: strings are named after their components, numbers count up. */
    static Samples fixed() {
        return new Samples(new Fixed());
    }

    static Samples random(RandomGenerator random) {
        return new Samples(new Random(random));
    }

    <T> T of(Class<T> type) {
        return type.cast(value(type, type.getSimpleName(), source));
    }

    private Object value(Class<?> type, String name, Source from) {
        if (type.isInterface() && type.isSealed()) {
            List<Class<?>> permitted = records(type);
            return value(permitted.get(from.choose(permitted.size())), name, from);
        } else if (type.isRecord()) {
            return record(type, name, from);
        } else if (type.isEnum()) {
            return type.getEnumConstants()[from.choose(type.getEnumConstants().length)];
        } else if (type == String.class) {
            return from.text(name);
        } else if (type == boolean.class || type == Boolean.class) {
            return from.choose(2) == 0;
        } else if (type == int.class || type == Integer.class) {
            return (int) from.number();
        } else if (type == long.class || type == Long.class) {
            return from.number();
        } else if (type == char.class || type == Character.class) {
            return (char) ('0' + from.choose(10));
        } else if (type == double.class || type == Double.class) {
            return from.number() / 8.0;
        } else if (type == Duration.class) {
            return Duration.ofMillis(from.number());
        }
        throw new IllegalArgumentException("no sample of " + type);
    }

    static List<Class<?>> records(Class<?> sealed) {
        List<Class<?>> records = new ArrayList<>();
        for (Class<?> permitted : sealed.getPermittedSubclasses()) {
            if (permitted.isSealed()) {
                records.addAll(records(permitted));
            } else {
                records.add(permitted);
            }
        }
        return records;
    }

    private Object record(Class<?> type, String name, Source from) {
        IllegalArgumentException refusal = null;
        for (int i = 0; i <= TRIES; i++) {
            try {
                return construct(type, name, i < TRIES ? from : new OneWord(from.choose(9) + 1));
            } catch (IllegalArgumentException e) {
                refusal = e;
            }
        }
        throw new IllegalArgumentException("no sample of " + type.getName() + " is accepted", refusal);
    }

    private Object construct(Class<?> type, String name, Source from) {
        Shape shape = SHAPES.computeIfAbsent(type, Shape::of);
        @Nullable Object[] values = new @Nullable Object[shape.types.length];
        for (int i = 0; i < values.length; i++) {
            // A CallId's value is named after the component that holds the id.
            values[i] = component(shape.types[i], shape.names[i].equals("value") ? name : shape.names[i], from);
        }
        try {
            return shape.constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw new IllegalArgumentException(cause.getMessage(), cause);
            }
            throw new AssertionError(e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type.getName(), e);
        }
    }

    private static final class Shape {
        private final Constructor<?> constructor;
        private final AnnotatedType[] types;
        private final String[] names;

        private Shape(Constructor<?> constructor, RecordComponent[] components) {
            this.constructor = constructor;
            this.types = Arrays.stream(components)
                    .map(RecordComponent::getAnnotatedType)
                    .toArray(AnnotatedType[]::new);
            this.names = Arrays.stream(components).map(RecordComponent::getName).toArray(String[]::new);
        }

        static Shape of(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            try {
                Constructor<?> constructor = type.getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
                constructor.setAccessible(true);
                return new Shape(constructor, components);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(type.getName(), e);
            }
        }
    }

    private @Nullable Object component(AnnotatedType type, String name, Source from) {
        if (type.isAnnotationPresent(Nullable.class) && from.leaveOut()) {
            return null;
        } else if (type.getType() instanceof ParameterizedType generic) {
            AnnotatedType[] arguments = ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments();
            int size = from.size();
            if (generic.getRawType() == List.class) {
                List<@Nullable Object> list = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    list.add(component(arguments[0], name, from));
                }
                return list;
            }
            Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
            for (int i = 0; i < size; i++) {
                map.put(component(arguments[0], name + "-key", from), component(arguments[1], name, from));
            }
            return map;
        }
        return value((Class<?>) type.getType(), name, from);
    }

    private interface Source {
        int choose(int among);

        int size();

        long number();

        String text(String name);

        boolean leaveOut();
    }

    private static final class Fixed implements Source {
        private int numbers;

        @Override
        public int choose(int among) {
            return 0;
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public long number() {
            return 100L + 7L * numbers++;
        }

        @Override
        public String text(String name) {
            return name;
        }

        @Override
        public boolean leaveOut() {
            return false;
        }
    }

    private record Random(RandomGenerator random) implements Source {
        @Override
        public int choose(int among) {
            return random.nextInt(among);
        }

        @Override
        public int size() {
            return random.nextInt(4);
        }

        @Override
        public long number() {
            return random.nextLong() >> random.nextInt(64);
        }

        @Override
        public String text(String name) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(3) == 0 ? random.nextInt(300) : random.nextInt(12);
            boolean plain = random.nextBoolean();
            for (int i = 0; i < length; i++) {
                text.append(plain ? (char) ('a' + random.nextInt(26)) : ALPHABET.get(random.nextInt(ALPHABET.size())));
            }
            return text.toString();
        }

        @Override
        public boolean leaveOut() {
            return random.nextInt(3) == 0;
        }
    }

    private record OneWord(int seed) implements Source {
        @Override
        public int choose(int among) {
            return seed % among;
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public long number() {
            return seed;
        }

        @Override
        public String text(String name) {
            // A zone must be one of those there are.
            return name.equals("zone") ? "UTC" : "word" + seed;
        }

        @Override
        public boolean leaveOut() {
            return seed % 2 == 0;
        }
    }
}
