package org.cordboard.sim.world;

/**
 * Told of everything that happens, in order, on the world's thread and inside the operation that brings it about. It must not
 * call the world: what it wants done it schedules.
 */
@FunctionalInterface
public interface WorldListener {

    void happened(WorldEvent event);
}
