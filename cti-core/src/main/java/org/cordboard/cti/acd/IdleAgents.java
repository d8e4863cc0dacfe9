package org.cordboard.cti.acd;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.cordboard.cti.agent.AgentId;
import org.jspecify.annotations.Nullable;

/** The READY agents of the site, the one who has been idle longest first. */
final class IdleAgents {

    /** @param order breaks ties: who became ready first */
    record Entry(AgentId agent, long since, long order) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int bySince = Long.compare(since, other.since);
            return bySince != 0 ? bySince : Long.compare(order, other.order);
        }
    }

    private final TreeSet<Entry> entries = new TreeSet<>();
    private final Map<AgentId, Entry> byAgent = new LinkedHashMap<>();
    private long orders;

    void add(AgentId agent, long since) {
        remove(agent);
        Entry entry = new Entry(agent, since, ++orders);
        entries.add(entry);
        byAgent.put(agent, entry);
    }

    void remove(AgentId agent) {
        Entry entry = byAgent.remove(agent);
        if (entry != null) {
            entries.remove(entry);
        }
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    @Nullable
    Entry first(Predicate<AgentId> eligible) {
        for (Entry entry : entries) {
            if (eligible.test(entry.agent())) {
                return entry;
            }
        }
        return null;
    }

    /** The first ones, at most {@code limit}. */
    List<Entry> first(int limit, Predicate<AgentId> eligible) {
        List<Entry> found = new ArrayList<>();
        for (Entry entry : entries) {
            if (eligible.test(entry.agent())) {
                found.add(entry);
                if (found.size() == limit) {
                    break;
                }
            }
        }
        return found;
    }

    List<Entry> all() {
        return List.copyOf(entries);
    }
}
