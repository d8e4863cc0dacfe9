package org.cordboard.cti.journal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Codecs of the types that consist of nothing else. */
final class ScalarCodecs {

    private static final int NANOS_PER_SECOND = 1_000_000_000;

    private ScalarCodecs() {}

    /** The codec of a scalar type or its box; null for a type that is no scalar. */
    static @Nullable ValueCodec of(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return new BooleanCodec();
        } else if (type == int.class || type == Integer.class) {
            return new IntCodec();
        } else if (type == long.class || type == Long.class) {
            return new LongCodec();
        } else if (type == char.class || type == Character.class) {
            return new CharCodec();
        } else if (type == double.class || type == Double.class) {
            return new DoubleCodec();
        } else if (type == String.class) {
            return new StringCodec();
        } else if (type == Duration.class) {
            return new DurationCodec();
        } else if (type.isEnum()) {
            return new EnumCodec(type);
        }
        return null;
    }

    private static final class BooleanCodec implements ValueCodec {
        @Override
        public void write(Object value, ByteSink out) {
            out.writeByte((Boolean) value ? 1 : 0);
        }

        @Override
        public Object read(ByteSource in) {
            return in.readBoolean();
        }
    }

    private static final class IntCodec implements ValueCodec {
        @Override
        public void write(Object value, ByteSink out) {
            out.writeNumber((Integer) value);
        }

        @Override
        public Object read(ByteSource in) {
            return in.readIntNumber();
        }
    }

    private static final class LongCodec implements ValueCodec {
        @Override
        public void write(Object value, ByteSink out) {
            out.writeNumber((Long) value);
        }

        @Override
        public Object read(ByteSource in) {
            return in.readNumber();
        }
    }

    private static final class CharCodec implements ValueCodec {
        @Override
        public void write(Object value, ByteSink out) {
            out.writeNumber((Character) value);
        }

        @Override
        public Object read(ByteSource in) {
            long value = in.readNumber();
            if (value != (char) value) {
                throw in.corrupt("a character of " + value);
            }
            return (char) value;
        }
    }

    private static final class DoubleCodec implements ValueCodec {
        @Override
        public void write(Object value, ByteSink out) {
            out.writeLong(Double.doubleToLongBits((Double) value));
        }

        @Override
        public Object read(ByteSource in) {
            return Double.longBitsToDouble(in.readLong());
        }
    }

    static final class StringCodec implements ValueCodec {
        @Override
        public void write(Object value, ByteSink out) {
            out.writeString((String) value);
        }

        @Override
        public Object read(ByteSource in) {
            return in.readString();
        }
    }

    private static final class DurationCodec implements ValueCodec {
        @Override
        public void write(Object value, ByteSink out) {
            Duration duration = (Duration) value;
            out.writeNumber(duration.getSeconds());
            out.writeNumber(duration.getNano());
        }

        @Override
        public Object read(ByteSource in) {
            long seconds = in.readNumber();
            long nanos = in.readNumber();
            if (nanos < 0 || nanos >= NANOS_PER_SECOND) {
                throw in.corrupt("a duration with " + nanos + " ns");
            }
            return Duration.ofSeconds(seconds, nanos);
        }
    }

    /** By name, so that constants may be added and moved; one that was ever written may not be renamed or removed. */
    private static final class EnumCodec implements ValueCodec {

        private final Class<?> type;
        private final Object[] constants;
        private final byte[][] names;

        EnumCodec(Class<?> type) {
            this.type = type;
            this.constants = type.getEnumConstants();
            this.names = new byte[constants.length][];
            for (int i = 0; i < names.length; i++) {
                names[i] = ((Enum<?>) constants[i]).name().getBytes(StandardCharsets.UTF_8);
            }
        }

        @Override
        @SuppressWarnings("EnumOrdinal") // Within one run only; what is written is the name.
        public void write(Object value, ByteSink out) {
            byte[] name = names[((Enum<?>) value).ordinal()];
            out.writeLength(name.length);
            out.writeBytes(name, 0, name.length);
        }

        @Override
        public Object read(ByteSource in) {
            int index = in.readChoice(names);
            if (index < 0) {
                throw in.corrupt("no constant of " + type.getSimpleName());
            }
            return constants[index];
        }
    }
}
