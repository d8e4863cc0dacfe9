package org.cordboard.cti.acd;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.port.PbxId;
import org.jspecify.annotations.Nullable;

/**
 * All lines of a site with their callers and available agents. Every change costs the logarithm of a line's length, times the
 * lines an agent can serve; what can be served at the moment is known without a search.
 */
public final class Lines {

    /**
     * Lines by skills a queue can have. Where rules make for more, which takes very many needs that relax at different times,
     * further callers stand in the line of those who need no skills.
     *
     * <p>Lines without callers count, and are in no snapshot: after a restart a queue may have room again. That changes who may
     * stand where, never what was decided.
     */
    static final int MOST_PER_QUEUE = 256;

    /**
     * What of an agent decides which lines they can serve.
     *
     * @param pbx where the agent's telephone is
     */
    public record Profile(AgentId agent, PbxId pbx, List<QueueId> queues, Map<String, Integer> skills) {}

    private static final class Available {
        final Profile profile;
        final long since;
        final long order;
        final Map<Line, Line.Candidate> in = new LinkedHashMap<>();

        Available(Profile profile, long since, long order) {
            this.profile = profile;
            this.since = since;
            this.order = order;
        }
    }

    private final Map<Eligibility, Line> lines = new LinkedHashMap<>();
    private final Map<QueueId, List<Line>> byQueue = new LinkedHashMap<>();
    private final Map<AgentId, List<Line>> own = new LinkedHashMap<>();
    private final Map<AgentId, Available> available = new LinkedHashMap<>();
    private final Map<WaitingCall, Line> standing = new LinkedHashMap<>();
    private final Set<Line> servable = new LinkedHashSet<>();

    // ---- callers

    void add(WaitingCall call, Eligibility who) {
        Line line = line(who);
        line.callers.add(call);
        standing.put(call, line);
        note(line);
    }

    /** Does nothing when the caller stands in no line. */
    void remove(WaitingCall call) {
        Line line = standing.remove(call);
        if (line == null) {
            return;
        }
        line.callers.remove(call);
        note(line);
        AgentId only = line.who.only();
        if (only != null && line.callers.isEmpty()) {
            lines.remove(line.who);
            List<Line> ofAgent = own.getOrDefault(only, new ArrayList<>());
            ofAgent.remove(line);
            if (ofAgent.isEmpty()) {
                own.remove(only);
            }
            Available agent = available.get(only);
            if (agent != null) {
                agent.in.remove(line);
            }
        }
    }

    private Line line(Eligibility wanted) {
        Line known = lines.get(wanted);
        if (known != null) {
            return known;
        }
        List<Line> ofQueue = byQueue.computeIfAbsent(wanted.queue(), queue -> new ArrayList<>());
        if (wanted.only() == null
                && ofQueue.size() >= MOST_PER_QUEUE
                && !wanted.needs().isEmpty()) {
            return line(new Eligibility(wanted.queue(), wanted.pbx(), List.of(), null));
        }
        Line line = new Line(wanted);
        lines.put(wanted, line);
        AgentId only = wanted.only();
        if (only == null) {
            ofQueue.add(line);
            available.values().forEach(agent -> admit(agent, line));
        } else {
            own.computeIfAbsent(only, agent -> new ArrayList<>()).add(line);
            Available agent = available.get(only);
            if (agent != null) {
                admit(agent, line);
            }
        }
        return line;
    }

    // ---- agents

    /** The agent can be offered calls. Replaces what was known of them. */
    public void add(Profile profile, long since, long order) {
        remove(profile.agent());
        Available agent = new Available(profile, since, order);
        available.put(profile.agent(), agent);
        for (QueueId queue : profile.queues()) {
            for (Line line : byQueue.getOrDefault(queue, List.of())) {
                admit(agent, line);
            }
        }
        own.getOrDefault(profile.agent(), List.of()).forEach(line -> admit(agent, line));
    }

    /** Does nothing when the agent is not available. */
    public void remove(AgentId id) {
        Available agent = available.remove(id);
        if (agent != null) {
            agent.in.forEach((line, candidate) -> {
                line.agents.remove(candidate);
                note(line);
            });
        }
    }

    boolean isAvailable(AgentId agent) {
        return available.containsKey(agent);
    }

    private void admit(Available agent, Line line) {
        int level = level(agent.profile, line.who);
        if (level >= 0) {
            Line.Candidate candidate = new Line.Candidate(agent.profile.agent(), level, agent.since, agent.order);
            line.agents.add(candidate);
            agent.in.put(line, candidate);
            note(line);
        }
    }

    /** The agent's lowest level in the skills needed, or -1 when the agent may not serve the line. */
    static int level(Profile profile, Eligibility who) {
        boolean may = who.only() == null
                ? profile.queues().contains(who.queue())
                : who.only().equals(profile.agent());
        if (!may || !profile.pbx().equals(who.pbx())) {
            return -1;
        }
        int lowest = who.needs().isEmpty() ? 0 : SkillNeed.HIGHEST;
        for (SkillNeed need : who.needs()) {
            int level = profile.skills().getOrDefault(need.skill(), 0);
            if (level < need.level()) {
                return -1;
            }
            lowest = Math.min(lowest, level);
        }
        return lowest;
    }

    private void note(Line line) {
        if (line.canServe()) {
            servable.add(line);
        } else {
            servable.remove(line);
        }
    }

    // ---- what can be served

    /** Lines that have both callers and agents. Between two inputs there is none. */
    Collection<Line> servable() {
        return Collections.unmodifiableSet(servable);
    }

    /** The caller with the smallest key whom this agent could serve, those who wait for them alone included, or null. */
    @Nullable
    WaitingCall firstFor(AgentId id) {
        Available agent = available.get(id);
        WaitingCall first = null;
        if (agent != null) {
            for (Line line : agent.in.keySet()) {
                if (!line.callers.isEmpty()
                        && (first == null || line.callers.first().compareTo(first) < 0)) {
                    first = line.callers.first();
                }
            }
        }
        return first;
    }

    /** Whether a caller of this kind could be served at once. */
    boolean anyAvailable(Eligibility who) {
        Line line = lines.get(who);
        if (line != null) {
            return !line.agents.isEmpty();
        }
        return available.values().stream().anyMatch(agent -> level(agent.profile, who) >= 0);
    }

    /**
     * How many callers of a queue, offered ones not among them, stand before a place; counts no further than {@code most}.
     *
     * @param order breaks the tie with callers of the same key
     */
    int countBefore(QueueId queue, long key, long order, int most) {
        int count = 0;
        for (Line line : lines.values()) {
            if (line.who.queue().equals(queue)) {
                for (WaitingCall call : line.callers) {
                    boolean before = call.key < key || (call.key == key && call.order < order);
                    if (!before || count >= most) {
                        break;
                    }
                    count++;
                }
            }
        }
        return count;
    }

    /** The smallest key of a queue's callers, offered ones not among them, or null when there is none. */
    @Nullable
    Long firstKey(QueueId queue) {
        Long first = null;
        for (Line line : lines.values()) {
            if (line.who.queue().equals(queue) && !line.callers.isEmpty()) {
                long key = line.callers.first().key;
                first = first == null ? key : Math.min(first, key);
            }
        }
        return first;
    }

    int count(QueueId queue) {
        int count = 0;
        for (Line line : lines.values()) {
            count += line.who.queue().equals(queue) ? line.callers.size() : 0;
        }
        return count;
    }

    /** Unoffered callers of a queue in the order of their keys. */
    List<WaitingCall> callers(QueueId queue) {
        List<WaitingCall> all = new ArrayList<>();
        for (Line line : lines.values()) {
            if (line.who.queue().equals(queue)) {
                all.addAll(line.callers);
            }
        }
        Collections.sort(all);
        return all;
    }
}
