package org.cordboard.server.desktop;

import java.util.List;
import org.cordboard.cti.agent.AgentId;
import org.jspecify.annotations.Nullable;

/**
 * Whom a notice is for.
 *
 * @param found whether it may be given at all, and if not, why
 * @param agents null for everybody
 */
public record Audience(Found found, @Nullable List<AgentId> agents) {

    /** What came of looking for the agents. */
    public enum Found {
        YES,
        FORBIDDEN,
        NO_SUCH_QUEUE,
        NO_SUCH_UNIT
    }

    /** Agents named in a notice, at most: as many as an organisation has. */
    public static final int MOST = 10_000;

    public static final Audience FORBIDDEN = new Audience(Found.FORBIDDEN, List.of());

    public Audience {
        agents = agents == null ? null : agents.stream().limit(MOST).toList();
    }
}
