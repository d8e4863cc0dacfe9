package org.cordboard.sim.world;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trunk as it was at one moment.
 *
 * @param span null for a SIP trunk
 * @param alarm empty when all is well
 * @param signalling whether its signalling works: the D channel, or a link of its linkset
 * @param busy calls it carries
 * @param capacity calls it can carry
 * @param circuits its time slots for calls; empty for a SIP trunk
 */
public record TrunkView(
        String name,
        @Nullable Span span,
        String alarm,
        boolean signalling,
        int busy,
        int capacity,
        List<CircuitView> circuits) {

    public TrunkView {
        circuits = List.copyOf(circuits);
    }
}
