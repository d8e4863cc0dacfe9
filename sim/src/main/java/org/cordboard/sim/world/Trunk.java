package org.cordboard.sim.world;

import org.jspecify.annotations.Nullable;

/** A trunk and what it carries. */
final class Trunk {
    final String name;
    final int capacity;
    int busy;

    @Nullable
    String alarm;

    Trunk(String name, int capacity) {
        this.name = name;
        this.capacity = capacity;
    }

    boolean takesCalls() {
        return alarm == null && busy < capacity;
    }
}
