package org.cordboard.cti.journal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The components of a record type, one after the other. */
final class RecordShape implements ValueCodec {

    private static final MethodType CONSTRUCTOR = MethodType.methodType(Object.class, Object[].class);
    private static final MethodType OBJECT_GETTER = MethodType.methodType(Object.class, Object.class);
    private static final MethodType LONG_GETTER = MethodType.methodType(long.class, Object.class);
    private static final MethodType BOOLEAN_GETTER = MethodType.methodType(boolean.class, Object.class);

    private final Class<?> type;
    private final MethodHandle constructor;
    private Component[] components = {};

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
        RecordComponent[] declared = type.getRecordComponents();
        components = new Component[declared.length];
        for (int i = 0; i < declared.length; i++) {
            components[i] = component(declared[i], slots.get(i));
        }
    }

    private Component component(RecordComponent declared, Slot slot) {
        Class<?> kind = declared.getType();
        try {
            MethodHandle getter = access(type).unreflect(declared.getAccessor());
            if (kind == long.class || kind == int.class) {
                return new NumberComponent(getter.asType(LONG_GETTER), slot);
            } else if (kind == boolean.class) {
                return new BooleanComponent(getter.asType(BOOLEAN_GETTER), slot);
            }
            return new ObjectComponent(getter.asType(OBJECT_GETTER), slot);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(slot.where() + " cannot be read", e);
        }
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
        for (Component component : components) {
            component.write(value, out);
        }
    }

    Object readComponents(ByteSource in) {
        in.enter();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = components[i].slot().read(in);
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

    private sealed interface Component {

        Slot slot();

        void write(Object holder, ByteSink out);
    }

    /** int and long are written alike, without boxing. */
    private record NumberComponent(MethodHandle getter, Slot slot) implements Component {

        @Override
        public void write(Object holder, ByteSink out) {
            long value;
            try {
                value = (long) getter.invokeExact(holder);
            } catch (RuntimeException e) {
                throw e;
            } catch (Throwable t) {
                throw fatal(t);
            }
            out.writeNumber(value);
        }
    }

    private record BooleanComponent(MethodHandle getter, Slot slot) implements Component {

        @Override
        public void write(Object holder, ByteSink out) {
            boolean value;
            try {
                value = (boolean) getter.invokeExact(holder);
            } catch (RuntimeException e) {
                throw e;
            } catch (Throwable t) {
                throw fatal(t);
            }
            out.writeByte(value ? 1 : 0);
        }
    }

    private record ObjectComponent(MethodHandle getter, Slot slot) implements Component {

        @Override
        public void write(Object holder, ByteSink out) {
            Object value;
            try {
                value = (Object) getter.invokeExact(holder);
            } catch (RuntimeException e) {
                throw e;
            } catch (Throwable t) {
                throw fatal(t);
            }
            slot.write(value, out);
        }
    }
}
