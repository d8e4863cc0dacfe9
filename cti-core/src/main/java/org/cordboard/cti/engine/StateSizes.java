package org.cordboard.cti.engine;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many things stand in each list and map of an engine's state, to see that nothing of what is over stays. What lists inside of others
 * hold is added up. Takes as long as a look at the whole state does.
 */
public final class StateSizes {

    private final Map<String, Long> sizes = new LinkedHashMap<>();

    private StateSizes() {}

    /** By names such as {@code Calls.calls.legs}: the feature, and the way to the list. */
    public static Map<String, Long> of(Engine engine) {
        StateSizes all = new StateSizes();
        for (Record state : engine.state()) {
            Class<?> feature = state.getClass().getEnclosingClass();
            all.add(feature == null ? state.getClass().getSimpleName() : feature.getSimpleName(), state);
        }
        return all.sizes;
    }

    private void add(String name, @Nullable Object value) {
        switch (value) {
            case Record entry -> {
                for (RecordComponent component : entry.getClass().getRecordComponents()) {
                    add(name + "." + component.getName(), value(component, entry));
                }
            }
            case Collection<?> all -> {
                sizes.merge(name, (long) all.size(), Long::sum);
                all.forEach(each -> add(name, each));
            }
            case Map<?, ?> all -> {
                sizes.merge(name, (long) all.size(), Long::sum);
                all.values().forEach(each -> add(name, each));
            }
            case null, default -> {}
        }
    }

    private static @Nullable Object value(RecordComponent component, Record of) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
