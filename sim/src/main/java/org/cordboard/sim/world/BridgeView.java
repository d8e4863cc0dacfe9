package org.cordboard.sim.world;

/**
 * A bridge as it was at one moment.
 *
 * @param technology {@code simple_bridge} while it is being built, {@code native_rtp} once media flows
 * @param channels how many channels it holds after what is being reported
 */
public record BridgeView(String id, String technology, int channels) {}
