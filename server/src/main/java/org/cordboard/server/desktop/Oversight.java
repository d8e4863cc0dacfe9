package org.cordboard.server.desktop;

import java.util.Set;
import org.cordboard.cti.agent.AgentId;
import org.jspecify.annotations.Nullable;

/**
 * How far somebody's rights over others reach at the moment.
 *
 * @param leads whether they may do anything to agents at all
 * @param led the agents to whom they may; null for everybody
 */
public record Oversight(boolean leads, @Nullable Set<AgentId> led) {

    static final Oversight NONE = new Oversight(false, Set.of());

    public Oversight {
        led = led == null ? null : Set.copyOf(led);
    }

    boolean leads(AgentId agent) {
        return leads && (led == null || led.contains(agent));
    }
}
