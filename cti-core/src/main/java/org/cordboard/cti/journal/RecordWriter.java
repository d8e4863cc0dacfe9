package org.cordboard.cti.journal;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;

/**
 * Composes the writing of a record, its components and the records inside them, into one method handle. The virtual machine
 * compiles that as if the record's writing had been spelled out by hand, which interpreting the shapes component by component
 * comes nowhere near: encoding is done for every fact, on the engine's thread.
 */
final class RecordWriter {

    /** A value of any type and the sink. */
    static final MethodType WRITE = methodType(void.class, Object.class, ByteSink.class);

    private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
    private static final MethodHandle NUMBER = of(ByteSink.class, "writeNumber", methodType(void.class, long.class));
    private static final MethodHandle STRING = of(ByteSink.class, "writeString", methodType(void.class, String.class));
    private static final MethodHandle BYTE = of(ByteSink.class, "writeByte", methodType(void.class, int.class));
    private static final MethodHandle ANY =
            of(ValueCodec.class, "write", methodType(void.class, Object.class, ByteSink.class));
    private static final MethodHandle NULL = nullTest();

    private RecordWriter() {}

    /**
     * The components one after the other, as {@link #WRITE}.
     *
     * @param access can call the accessors
     */
    static MethodHandle compose(RecordComponent[] declared, List<Slot> slots, MethodHandles.Lookup access)
            throws IllegalAccessException {
        MethodHandle all = MethodHandles.empty(WRITE);
        for (int i = declared.length - 1; i >= 0; i--) {
            all = MethodHandles.foldArguments(all, component(declared[i], slots.get(i), access));
        }
        return all;
    }

    private static MethodHandle component(RecordComponent declared, Slot slot, MethodHandles.Lookup access)
            throws IllegalAccessException {
        MethodHandle getter = access.unreflect(declared.getAccessor());
        Class<?> kind = declared.getType();
        MethodHandle write;
        if (kind == long.class || kind == int.class) {
            write = valueFirst(NUMBER).asType(methodType(void.class, kind, ByteSink.class));
        } else if (kind == boolean.class) {
            write = MethodHandles.explicitCastArguments(
                    valueFirst(BYTE), methodType(void.class, boolean.class, ByteSink.class));
        } else {
            write = nullChecked(slot).asType(methodType(void.class, kind, ByteSink.class));
        }
        return MethodHandles.filterArguments(write, 0, getter).asType(WRITE);
    }

    private static MethodHandle nullChecked(Slot slot) {
        MethodHandle value = value(slot.codec());
        // The slot itself says what is to be done about null.
        MethodHandle absent = of(Slot.class, "write", WRITE).bindTo(slot);
        MethodHandle present = slot.nullable() ? MethodHandles.foldArguments(value, constantByte(1)) : value;
        return MethodHandles.guardWithTest(NULL, absent, present);
    }

    private static MethodHandle value(ValueCodec codec) {
        if (codec instanceof RecordShape shape && shape.writer() != null) {
            MethodHandle components = shape.writer();
            return shape.isEmpty() ? MethodHandles.foldArguments(components, constantByte(0)) : components;
        }
        if (codec instanceof ScalarCodecs.StringCodec) {
            return valueFirst(STRING).asType(WRITE);
        }
        return ANY.bindTo(codec);
    }

    private static MethodHandle constantByte(int value) {
        MethodHandle write = MethodHandles.insertArguments(BYTE, 1, value);
        return MethodHandles.dropArguments(write, 0, Object.class);
    }

    /** From (sink, value) to (value, sink). */
    private static MethodHandle valueFirst(MethodHandle write) {
        Class<?> value = write.type().parameterType(1);
        return MethodHandles.permuteArguments(write, methodType(void.class, value, ByteSink.class), 1, 0);
    }

    private static MethodHandle nullTest() {
        try {
            return HERE.findStatic(Objects.class, "isNull", methodType(boolean.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static MethodHandle of(Class<?> type, String method, MethodType signature) {
        try {
            return HERE.findVirtual(type, method, signature);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
