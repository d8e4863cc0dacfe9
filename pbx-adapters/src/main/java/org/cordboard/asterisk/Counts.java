package org.cordboard.asterisk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often something was ignored, by name; beyond {@value #MAX_NAMES} names they are counted together. */
final class Counts {

    static final int MAX_NAMES = 200;

    private final Map<String, Long> counts = new LinkedHashMap<>();

    synchronized void add(String name) {
        String key = counts.size() >= MAX_NAMES && !counts.containsKey(name) ? "(other)" : name;
        counts.merge(key, 1L, Long::sum);
    }

    synchronized Map<String, Long> all() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }
}
