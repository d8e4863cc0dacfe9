package org.cordboard.cti.acd;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.agent.Agent;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.AgentState;
import org.cordboard.cti.agent.Agents;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.engine.Site;
import org.cordboard.cti.engine.SiteConfig;
import org.jspecify.annotations.Nullable;

/** Who can be offered calls. Tells the lines whenever that may have changed. */
final class Availability {

    private final Site site;
    private final Agents agents;
    private final Lines lines;
    /** When each READY agent became so, counted: who comes first of those idle since the same moment. */
    private final Map<AgentId, Long> order = new LinkedHashMap<>();

    private long readied;

    Availability(Site site, Agents agents, Lines lines) {
        this.site = site;
        this.agents = agents;
        this.lines = lines;
    }

    void becameReady(AgentId id) {
        order.put(id, ++readied);
    }

    void seeAll() {
        agents.all().forEach(agent -> see(agent.id()));
    }

    /** Looks at an agent again. */
    void see(AgentId id) {
        Agent agent = agents.agent(id);
        if (agent == null || !(agent.state() instanceof AgentState.Ready ready)) {
            order.remove(id);
            lines.remove(id);
            return;
        }
        Lines.Profile profile = agents.available(agent) ? profile(agent) : null;
        if (profile == null) {
            lines.remove(id);
        } else {
            lines.add(profile, ready.since(), order.getOrDefault(id, 0L));
        }
    }

    /** What decides which callers an agent may serve; null when they have no telephone, or are not in the settings. */
    Lines.@Nullable Profile profile(Agent agent) {
        SiteConfig.AgentConfig config = site.agent(agent.id());
        StationId at = agent.station();
        SiteConfig.StationConfig station = at == null ? null : site.station(at);
        return config == null || station == null
                ? null
                : new Lines.Profile(agent.id(), station.pbx(), config.queues(), config.skills());
    }

    record Readied(AgentId agent, long order) {}

    record State(List<Readied> ready, long readied) {}

    State state() {
        return new State(
                order.entrySet().stream()
                        .map(e -> new Readied(e.getKey(), e.getValue()))
                        .toList(),
                readied);
    }

    /** To be called when agents and settings are there. */
    void restore(State from) {
        from.ready().forEach(each -> order.put(each.agent(), each.order()));
        readied = from.readied();
        seeAll();
    }
}
