package org.cordboard.server.desktop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.protocol.AgentStatus;
import org.cordboard.protocol.Event;
import org.jspecify.annotations.Nullable;

/**
 * What a session that has subscribed to the floor was told of it. An update tells what is different from that, so changes in between
 * are put together, and no more is kept than there are agents and queues.
 */
final class FloorWatch {

    /** Agents in one message, so that it stays well below the largest frame. */
    static final int AGENTS_A_MESSAGE = 100;

    private final @Nullable Set<AgentId> watched;
    private final Map<AgentId, AgentStatus> agents = new LinkedHashMap<>();
    private final Map<String, LiveFigures.Queue> queues = new LinkedHashMap<>();
    private boolean whole = true;

    /** @param watched the agents of whom it may be told; null for all */
    FloorWatch(@Nullable Set<AgentId> watched) {
        this.watched = watched;
    }

    boolean watches(AgentId agent) {
        return watched == null || watched.contains(agent);
    }

    /** The desktop does not know any more what it was told. */
    void again() {
        agents.clear();
        queues.clear();
        whole = true;
    }

    /** @param now how things stand, of agents who are {@linkplain #watches watched} */
    List<Event> update(Map<AgentId, AgentStatus> now, List<LiveFigures.Queue> lines, long wall) {
        if (!now.keySet().containsAll(agents.keySet())) {
            again();
        }
        List<Event> told = new ArrayList<>();
        List<AgentStatus> changed = new ArrayList<>();
        now.forEach((agent, status) -> {
            if (!status.equals(agents.put(agent, status))) {
                changed.add(status);
            }
        });
        for (int i = 0; i < changed.size() || whole; i += AGENTS_A_MESSAGE) {
            int end = Math.min(changed.size(), i + AGENTS_A_MESSAGE);
            told.add(new Event.FloorChanged(0, whole, changed.subList(i, end)));
            whole = false;
        }
        for (LiveFigures.Queue line : lines) {
            if (!line.equals(queues.put(line.id().value(), line))) {
                long longest = line.waiting() == 0 ? 0 : Math.max(0, wall - line.oldestSince());
                told.add(new Event.QueueStateChanged(0, line.id().value(), line.waiting(), longest, line.ready()));
            }
        }
        return told;
    }
}
