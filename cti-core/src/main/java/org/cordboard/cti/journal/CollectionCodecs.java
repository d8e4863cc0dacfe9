package org.cordboard.cti.journal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Codecs of lists and maps: a count, then the elements in their order. */
final class CollectionCodecs {

    private CollectionCodecs() {}

    record ListCodec(Slot element) implements ValueCodec {

        @Override
        public void write(Object value, ByteSink out) {
            List<?> list = (List<?>) value;
            out.writeLength(list.size());
            for (Object each : list) {
                element.write(each, out);
            }
        }

        @Override
        public Object read(ByteSource in) {
            int count = in.readLength();
            if (count == 0) {
                return List.of();
            }
            List<@Nullable Object> list = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                list.add(element.read(in));
            }
            return Collections.unmodifiableList(list);
        }
    }

    /** The order is part of the value. A record must hold its maps in an order that does not change from run to run. */
    record MapCodec(Slot key, Slot value) implements ValueCodec {

        @Override
        public void write(Object map, ByteSink out) {
            Map<?, ?> entries = (Map<?, ?>) map;
            out.writeLength(entries.size());
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                key.write(entry.getKey(), out);
                value.write(entry.getValue(), out);
            }
        }

        @Override
        public Object read(ByteSource in) {
            int count = in.readLength();
            Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                Object each = key.read(in);
                if (entries.containsKey(each)) {
                    throw in.corrupt("a map with a key twice");
                }
                entries.put(each, value.read(in));
            }
            return Collections.unmodifiableMap(entries);
        }
    }
}
