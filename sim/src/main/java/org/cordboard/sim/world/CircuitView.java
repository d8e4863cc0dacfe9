package org.cordboard.sim.world;

/**
 * A time slot as it was at one moment.
 *
 * @param number DAHDI's, which counts on from span to span
 * @param call the id of the channel it carries; empty when it is free
 */
public record CircuitView(int number, String call) {}
