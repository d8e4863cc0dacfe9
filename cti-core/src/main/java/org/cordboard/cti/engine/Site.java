package org.cordboard.cti.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.acd.QueueRules;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.ivr.IvrTree;
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.port.PbxEvent.StationState;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.TrunkId;
import org.cordboard.cti.route.Outbound;
import org.cordboard.cti.route.Trunk;
import org.jspecify.annotations.Nullable;

/** The site's settings and the condition of its links, stations and trunks, for all features to read. */
public final class Site implements Feature {

    private SiteConfig config = SiteConfig.EMPTY;
    private final Map<String, SiteConfig.Hotline> hotlines = new LinkedHashMap<>();
    private final Map<String, IvrTree> trees = new LinkedHashMap<>();
    private final Map<QueueId, SiteConfig.QueueConfig> queues = new LinkedHashMap<>();
    private final Map<AgentId, SiteConfig.AgentConfig> agents = new LinkedHashMap<>();
    private final Map<StationId, SiteConfig.StationConfig> stations = new LinkedHashMap<>();
    private final Map<TrunkId, Trunk> trunks = new LinkedHashMap<>();
    private final Map<PbxId, Boolean> links = new LinkedHashMap<>();
    /** When PBXs whose links are lost were heard of for the last time, engine time. */
    private final Map<PbxId, Long> lastHeard = new LinkedHashMap<>();

    private final Map<StationId, StationState> stationStates = new LinkedHashMap<>();
    private final Map<TrunkId, String> alarms = new LinkedHashMap<>();
    private long wallClockOffset;

    @Override
    public void apply(Event event, long at) {
        if (event instanceof SiteEvent siteEvent) {
            switch (siteEvent) {
                case SiteEvent.SiteConfigured e -> configure(e.config());
                case SiteEvent.LinkChanged e -> linkChanged(e, at);
                case SiteEvent.StationChanged e -> stationStates.put(e.station(), e.state());
                case SiteEvent.TrunkAlarmChanged e -> {
                    if (e.alarm().isEmpty()) {
                        alarms.remove(e.trunk());
                    } else {
                        alarms.put(e.trunk(), e.alarm());
                    }
                }
                case SiteEvent.WallClockMoved e -> wallClockOffset = e.offsetMillis();
                case SiteEvent.SiteOpened e -> {}
                case SiteEvent.Bookkeeping e -> {}
            }
        }
    }

    private void linkChanged(SiteEvent.LinkChanged e, long at) {
        links.put(e.pbx(), e.up());
        if (e.up()) {
            lastHeard.remove(e.pbx());
        } else {
            lastHeard.put(e.pbx(), at - e.silentMillis());
        }
    }

    private void configure(SiteConfig loaded) {
        config = loaded;
        hotlines.clear();
        trees.clear();
        queues.clear();
        agents.clear();
        stations.clear();
        trunks.clear();
        loaded.hotlines().forEach(h -> hotlines.put(h.number(), h));
        loaded.trees().forEach(t -> trees.put(t.name(), t));
        loaded.queues().forEach(q -> queues.put(q.id(), q));
        loaded.agents().forEach(a -> agents.put(a.id(), a));
        loaded.stations().forEach(s -> stations.put(s.id(), s));
        loaded.outbound().trunks().forEach(t -> trunks.put(t.id(), t));
    }

    public SiteConfig config() {
        return config;
    }

    public SiteConfig.Limits limits() {
        return config.limits();
    }

    public Outbound outbound() {
        return config.outbound();
    }

    /** A trunk numbers may be dialled over, or null. */
    public @Nullable Trunk trunk(TrunkId id) {
        return trunks.get(id);
    }

    public SiteConfig.@Nullable Hotline hotline(String number) {
        return hotlines.get(number);
    }

    public @Nullable IvrTree tree(String name) {
        return trees.get(name);
    }

    public SiteConfig.@Nullable QueueConfig queue(QueueId id) {
        return queues.get(id);
    }

    /** How a queue routes; the usual way for one that is in the settings no more. */
    public QueueRules rules(QueueId id) {
        SiteConfig.QueueConfig queue = queues.get(id);
        return queue == null ? QueueRules.DEFAULT : queue.rules();
    }

    /** Whether calls of a hotline may be recorded at all. */
    public boolean mayBeRecorded(String hotline) {
        return !config.recording().forbidden().contains(hotline);
    }

    /** How many of a queue's calls are recorded by themselves, in percent. */
    public int recordedShare(QueueId queue) {
        return config.recording().shares().getOrDefault(queue, 0);
    }

    public SiteConfig.@Nullable AgentConfig agent(AgentId id) {
        return agents.get(id);
    }

    public Collection<SiteConfig.AgentConfig> agents() {
        return agents.values();
    }

    public SiteConfig.@Nullable StationConfig station(StationId id) {
        return stations.get(id);
    }

    /** Whether a call can be offered at this station: its PBX can be reached and the telephone is not known to be away. */
    public boolean canRing(StationId id) {
        SiteConfig.StationConfig station = stations.get(id);
        return station != null
                && links.getOrDefault(station.pbx(), false)
                && stationStates.get(id) != StationState.UNREACHABLE;
    }

    public boolean linkUp(PbxId pbx) {
        return links.getOrDefault(pbx, false);
    }

    /** Engine time at which a PBX whose link is lost was heard of for the last time; 0 of one that never was. */
    public long lastHeard(PbxId pbx) {
        return lastHeard.getOrDefault(pbx, 0L);
    }

    /** The PBXs that can be reached. */
    public List<PbxId> linksUp() {
        return links.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The PBX's word for a trunk's alarm; empty when there is none. */
    public String trunkAlarm(TrunkId trunk) {
        return alarms.getOrDefault(trunk, "");
    }

    /** Wall-clock milliseconds since 1970 for a point of engine time. */
    public long wallClock(long at) {
        return at + wallClockOffset;
    }

    Duration answerLimit() {
        return config.limits().answer();
    }

    @Journaled("state.site/3")
    record State(
            SiteConfig config,
            Map<PbxId, Boolean> links,
            Map<PbxId, Long> lastHeard,
            Map<StationId, StationState> stations,
            Map<TrunkId, String> alarms,
            long wallClockOffset) {}

    @Override
    public Record state() {
        return new State(
                config,
                new LinkedHashMap<>(links),
                new LinkedHashMap<>(lastHeard),
                new LinkedHashMap<>(stationStates),
                new LinkedHashMap<>(alarms),
                wallClockOffset);
    }

    @Override
    public void restore(Record state) {
        State from = (State) state;
        configure(from.config());
        links.putAll(from.links());
        lastHeard.putAll(from.lastHeard());
        stationStates.putAll(from.stations());
        alarms.putAll(from.alarms());
        wallClockOffset = from.wallClockOffset();
    }
}
