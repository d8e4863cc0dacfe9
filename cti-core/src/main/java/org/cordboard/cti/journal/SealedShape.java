package org.cordboard.cti.journal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A choice between journaled record types, told apart by their tags. */
final class SealedShape implements ValueCodec {

    private final String type;
    private final Map<Class<?>, TaggedShape> byClass = new LinkedHashMap<>();
    private int[] tags = {};
    private TaggedShape[] byTag = {};

    SealedShape(String type) {
        this.type = type;
    }

    /** A second step after construction, because a record may contain the interface it implements. */
    void fill(List<TaggedShape> shapes) {
        byTag = shapes.toArray(TaggedShape[]::new);
        Arrays.sort(byTag, Comparator.comparingInt(TaggedShape::tag));
        tags = Arrays.stream(byTag).mapToInt(TaggedShape::tag).toArray();
        for (TaggedShape shape : shapes) {
            if (shape.upcast() == null) {
                byClass.put(shape.shape().type(), shape);
            }
        }
    }

    @Override
    public void write(Object value, ByteSink out) {
        TaggedShape shape = byClass.get(value.getClass());
        if (shape == null) {
            throw new IllegalArgumentException(value.getClass().getName() + " is not journaled as " + type);
        }
        shape.write(value, out);
    }

    @Override
    public Object read(ByteSource in) {
        int tag = in.readInt();
        TaggedShape shape = find(tag);
        if (shape == null) {
            throw in.corrupt("no record of " + type + " has the tag " + Integer.toHexString(tag));
        }
        return shape.readAfterTag(in);
    }

    @Nullable
    TaggedShape find(int tag) {
        int index = Arrays.binarySearch(tags, tag);
        return index < 0 ? null : byTag[index];
    }
}
