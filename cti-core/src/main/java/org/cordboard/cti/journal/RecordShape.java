package org.cordboard.cti.journal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The components of a record type, one after the other. The method handles are made when the first record of the type is written or
 * read: there are hundreds of types, and a start meets a part of them.
 */
final class RecordShape implements ValueCodec {

    private static final MethodType CONSTRUCTOR = MethodType.methodType(Object.class, Object[].class);
    /** One for all types, because records contain each other. */
    private static final Object COMPOSING = new Object();

    private final Class<?> type;
    private final MethodHandles.Lookup access;
    private Slot[] components = {};
    private boolean composing;
    private volatile @Nullable MethodHandle constructor;
    private volatile @Nullable MethodHandle writer;

    RecordShape(Class<?> type) {
        this.type = type;
        try {
            this.access = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(type.getName() + " cannot be read", e);
        }
    }

    /** A second step after construction, because a record may contain its own type. */
    void fill(List<Slot> slots) {
        components = slots.toArray(Slot[]::new);
    }

    /** Writes the components of a value, as {@link RecordWriter#WRITE}; null while it is being composed, as for a record inside itself. */
    @Nullable
    MethodHandle writer() {
        MethodHandle known = writer;
        return known == null ? composedWriter() : known;
    }

    private @Nullable MethodHandle composedWriter() {
        synchronized (COMPOSING) {
            if (writer == null && !composing) {
                composing = true;
                try {
                    writer = RecordWriter.compose(type.getRecordComponents(), List.of(components), access);
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(type.getName() + " cannot be read", e);
                } finally {
                    composing = false;
                }
            }
            return writer;
        }
    }

    private MethodHandle constructor() {
        MethodHandle known = constructor;
        if (known != null) {
            return known;
        }
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            MethodHandle made = access.findConstructor(type, MethodType.methodType(void.class, types))
                    .asFixedArity()
                    .asSpreader(Object[].class, types.length)
                    .asType(CONSTRUCTOR);
            constructor = made;
            return made;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("constructor of " + type.getName() + " cannot be called", e);
        }
    }

    boolean isEmpty() {
        return components.length == 0;
    }

    Class<?> type() {
        return type;
    }

    /** As a value among others, where even a record without components takes a byte. */
    @Override
    public void write(Object value, ByteSink out) {
        if (components.length == 0) {
            out.writeByte(0);
        }
        writeComponents(value, out);
    }

    @Override
    public Object read(ByteSource in) {
        if (components.length == 0 && in.readByte() != 0) {
            throw in.corrupt("no empty " + type.getSimpleName());
        }
        return readComponents(in);
    }

    void writeComponents(Object value, ByteSink out) {
        try {
            Objects.requireNonNull(writer()).invokeExact(value, out);
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable t) {
            throw fatal(t);
        }
    }

    Object readComponents(ByteSource in) {
        in.enter();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = components[i].read(in);
        }
        in.leave();
        try {
            return (Object) constructor().invokeExact(values);
        } catch (RuntimeException e) {
            throw in.corrupt("no valid " + type.getSimpleName() + " (" + e.getMessage() + ")", e);
        } catch (Throwable t) {
            throw fatal(t);
        }
    }

    /** Only errors of the virtual machine are left: neither a constructor nor an accessor of a record throws checked ones. */
    private static Error fatal(Throwable t) {
        return t instanceof Error error ? error : new AssertionError(t);
    }
}
