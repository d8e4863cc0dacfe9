package org.cordboard.cti.engine;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.acd.QueueRules;
import org.cordboard.cti.acd.SkillNeed;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.ivr.IvrTree;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.route.Outbound;

/**
 * A site's settings, checked: every name used in it is defined in it.
 *
 * @param outbound how the public network is reached
 */
public record SiteConfig(
        List<Hotline> hotlines,
        List<IvrTree> trees,
        List<QueueConfig> queues,
        List<AgentConfig> agents,
        List<StationConfig> stations,
        Limits limits,
        RecordingRules recording,
        Outbound outbound) {

    /** The music class of a queue that names none. */
    public static final String DEFAULT_MUSIC = "default";

    /**
     * @param number the number callers dial
     * @param tree the tree they enter
     * @param treeAnswers whether callers enter the tree while their call is not answered, which the tree then does itself
     */
    public record Hotline(String number, String name, String tree, boolean treeAnswers) {

        /** One whose calls are answered at once. */
        public Hotline(String number, String name, String tree) {
            this(number, name, tree, false);
        }
    }

    /**
     * @param headStarts how far ahead of others a tier's callers are placed; a tier not named has none
     * @param ringTimeout how long an agent's phone may ring before the offer is withdrawn
     * @param wrapUpLimit how long after-call work may last
     * @param maxWait the longest a caller may wait
     * @param rules who is served by whom, beyond who comes first by tier
     */
    public record QueueConfig(
            QueueId id,
            String name,
            Map<Tier, Duration> headStarts,
            Duration ringTimeout,
            Duration wrapUpLimit,
            Duration maxWait,
            String music,
            QueueRules rules) {

        public QueueConfig {
            headStarts = Collections.unmodifiableMap(new LinkedHashMap<>(headStarts));
        }

        /** A queue with {@link QueueRules#DEFAULT}. */
        public QueueConfig(
                QueueId id,
                String name,
                Map<Tier, Duration> headStarts,
                Duration ringTimeout,
                Duration wrapUpLimit,
                Duration maxWait,
                String music) {
            this(id, name, headStarts, ringTimeout, wrapUpLimit, maxWait, music, QueueRules.DEFAULT);
        }

        /** This queue with other rules. */
        public QueueConfig with(QueueRules others) {
            return new QueueConfig(id, name, headStarts, ringTimeout, wrapUpLimit, maxWait, music, others);
        }

        public Duration headStart(Tier tier) {
            return headStarts.getOrDefault(tier, Duration.ZERO);
        }
    }

    /**
     * @param queues the queues the agent serves
     * @param skills the agent's level in each, 1..{@value SkillNeed#HIGHEST}
     */
    public record AgentConfig(AgentId id, String name, List<QueueId> queues, Map<String, Integer> skills) {

        public AgentConfig {
            queues = List.copyOf(queues);
            skills = Collections.unmodifiableMap(new LinkedHashMap<>(skills));
            skills.forEach((skill, level) -> {
                if (level < 1 || level > SkillNeed.HIGHEST) {
                    throw new IllegalArgumentException("level of " + skill + " out of range 1..10: " + level);
                }
            });
        }

        /** An agent without special skills. */
        public AgentConfig(AgentId id, String name, List<QueueId> queues) {
            this(id, name, queues, Collections.emptyMap());
        }
    }

    /** @param pbx the PBX the telephone is registered at */
    public record StationConfig(StationId id, PbxId pbx) {}

    /**
     * @param lookUp how long a customer look-up may take before the caller counts as unknown
     * @param answer how long a PBX may take to answer a request that is carried out at once
     * @param prompt how long a request to play prompts may last
     * @param connectionGrace how long a desktop may be gone before its idle agent counts as NOT_READY
     * @param legs how many legs one PBX may have before new callers are turned away; those of lower tiers are earlier
     */
    public record Limits(Duration lookUp, Duration answer, Duration prompt, Duration connectionGrace, int legs) {

        public static final Limits DEFAULT = new Limits(
                Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofSeconds(30), 5_000);

        public Limits {
            if (legs < 1) {
                throw new IllegalArgumentException("a PBX must be allowed at least one leg: " + legs);
            }
        }

        /** These limits with another number of legs. */
        public Limits withLegs(int others) {
            return new Limits(lookUp, answer, prompt, connectionGrace, others);
        }
    }

    /** A site without anything: what an engine has before its settings are loaded. */
    public static final SiteConfig EMPTY =
            new SiteConfig(List.of(), List.of(), List.of(), List.of(), List.of(), Limits.DEFAULT);

    /** A site with the usual rules for recordings that dials nobody but its agents. */
    public SiteConfig(
            List<Hotline> hotlines,
            List<IvrTree> trees,
            List<QueueConfig> queues,
            List<AgentConfig> agents,
            List<StationConfig> stations,
            Limits limits) {
        this(hotlines, trees, queues, agents, stations, limits, RecordingRules.USUAL, Outbound.NONE);
    }

    /** This site with other rules for recordings. */
    public SiteConfig with(RecordingRules others) {
        return new SiteConfig(hotlines, trees, queues, agents, stations, limits, others, outbound);
    }

    /** This site with other ways into the public network. */
    public SiteConfig with(Outbound others) {
        return new SiteConfig(hotlines, trees, queues, agents, stations, limits, recording, others);
    }

    public SiteConfig {
        hotlines = List.copyOf(hotlines);
        trees = List.copyOf(trees);
        queues = List.copyOf(queues);
        agents = List.copyOf(agents);
        stations = List.copyOf(stations);
        Set<String> treeNames = unique("tree", trees.stream().map(IvrTree::name).toList());
        Set<QueueId> queueIds =
                unique("queue", queues.stream().map(QueueConfig::id).toList());
        unique("hotline", hotlines.stream().map(Hotline::number).toList());
        unique("agent", agents.stream().map(AgentConfig::id).toList());
        unique("station", stations.stream().map(StationConfig::id).toList());
        hotlines.forEach(h -> require(treeNames, h.tree(), "tree", "hotline " + h.number()));
        agents.forEach(a -> a.queues().forEach(q -> require(queueIds, q, "queue", "agent " + a.id())));
        for (IvrTree tree : trees) {
            tree.queues().forEach(queue -> require(queueIds, queue, "queue", "tree " + tree.name()));
        }
        Objects.requireNonNull(limits);
        Objects.requireNonNull(recording);
    }

    private static <T> Set<T> unique(String what, List<T> names) {
        Set<T> seen = new LinkedHashSet<>();
        for (T name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException(what + " '" + name + "' is defined twice");
            }
        }
        return seen;
    }

    private static <T> void require(Set<T> defined, T name, String what, String user) {
        if (!defined.contains(name)) {
            throw new IllegalArgumentException(user + " names " + what + " '" + name + "', which is not defined");
        }
    }
}
