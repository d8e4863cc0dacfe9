package org.cordboard.cti.journal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The components of a record type, one after the other. */
final class RecordShape implements ValueCodec {

    private static final MethodType CONSTRUCTOR = MethodType.methodType(Object.class, Object[].class);

    private final Class<?> type;
    private final MethodHandle constructor;
    private Slot[] components = {};
    private @Nullable MethodHandle writer;

    RecordShape(Class<?> type) {
        this.type = type;
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            this.constructor = access(type)
                    .findConstructor(type, MethodType.methodType(void.class, types))
                    .asFixedArity()
                    .asSpreader(Object[].class, types.length)
                    .asType(CONSTRUCTOR);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("constructor of " + type.getName() + " cannot be called", e);
        }
    }

    /** A second step after construction, because a record may contain its own type. */
    void fill(List<Slot> slots) {
        components = slots.toArray(Slot[]::new);
        try {
            writer = RecordWriter.compose(type.getRecordComponents(), slots, access(type));
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(type.getName() + " cannot be read", e);
        }
    }

    /** Writes the components of a value, as {@link RecordWriter#WRITE}; null before {@link #fill}. */
    @Nullable
    MethodHandle writer() {
        return writer;
    }

    boolean isEmpty() {
        return components.length == 0;
    }

    private static MethodHandles.Lookup access(Class<?> type) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
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
            Objects.requireNonNull(writer).invokeExact(value, out);
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
            return (Object) constructor.invokeExact(values);
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
