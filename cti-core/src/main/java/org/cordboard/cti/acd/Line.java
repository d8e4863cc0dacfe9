package org.cordboard.cti.acd;

import java.util.TreeSet;
import org.cordboard.cti.agent.AgentId;

/** Callers whom the same agents may serve, and those of these agents who are available. Only one of the two waits for long. */
final class Line {

    /**
     * An available agent as this line sees them: the better ones first, then those idle longest.
     *
     * @param level the agent's lowest level in the skills that are needed; 0 when none is
     * @param since idle since, engine time
     * @param order breaks ties: who became ready first
     */
    record Candidate(AgentId agent, int level, long since, long order) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            int byLevel = Integer.compare(other.level, level);
            if (byLevel != 0) {
                return byLevel;
            }
            int bySince = Long.compare(since, other.since);
            return bySince != 0 ? bySince : Long.compare(order, other.order);
        }
    }

    final Eligibility who;
    final TreeSet<WaitingCall> callers = new TreeSet<>();
    final TreeSet<Candidate> agents = new TreeSet<>();

    Line(Eligibility who) {
        this.who = who;
    }

    boolean canServe() {
        return !callers.isEmpty() && !agents.isEmpty();
    }
}
