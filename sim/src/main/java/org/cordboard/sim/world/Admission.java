package org.cordboard.sim.world;

/**
 * What became of a call that came to a trunk.
 *
 * @param channel its channel's id; empty when it was not taken
 * @param cause what the caller is told when it was not taken (Q.850), else 0
 */
public record Admission(String channel, int cause) {

    public boolean taken() {
        return !channel.isEmpty();
    }
}
