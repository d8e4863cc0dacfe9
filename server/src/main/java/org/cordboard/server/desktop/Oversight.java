package org.cordboard.server.desktop;

import java.util.Set;
import org.cordboard.cti.agent.AgentId;
import org.jspecify.annotations.Nullable;

/**
 * How far somebody's rights over others reach at the moment.
 *
 * @param leads whether they may do anything to agents at all
 * @param led the agents to whom they may; null for everybody
 * @param watches whether they may see what others do
 * @param watched the agents of whom they may; null for everybody
 */
public record Oversight(
        boolean leads,
        @Nullable Set<AgentId> led,
        boolean watches,
        @Nullable Set<AgentId> watched) {

    static final Oversight NONE = new Oversight(false, Set.of(), false, Set.of());

    public Oversight {
        led = led == null ? null : Set.copyOf(led);
        watched = watched == null ? null : Set.copyOf(watched);
    }

    boolean leads(AgentId agent) {
        return leads && (led == null || led.contains(agent));
    }
}
