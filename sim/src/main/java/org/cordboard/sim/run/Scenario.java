package org.cordboard.sim.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.customer.Tier;
import org.cordboard.sim.world.Span;

/**
 * A day to be simulated: who works, over which lines who calls, and what goes wrong.
 *
 * @param hours how long new calls come in; afterwards the day goes on until everybody is gone
 * @param queues the queues callers choose by key 1, 2 and so on; empty for the usual two, VIP and English
 * @param random whether people also do what they should not, stores fail, lines and links are lost, all at random moments
 * @param troubles what goes wrong at given moments
 */
public record Scenario(
        double hours,
        List<Team> teams,
        List<QueuePlan> queues,
        List<Line> lines,
        CallPlan calls,
        boolean random,
        List<Trouble> troubles) {

    /** The most agents of a day. */
    public static final int MAX_AGENTS = 8_000;

    /**
     * Agents who serve the same queues.
     *
     * @param queues none: all of the day's
     */
    public record Team(int agents, List<QueueId> queues, Map<String, Integer> skills) {

        public Team {
            queues = List.copyOf(queues);
            skills = Collections.unmodifiableMap(new LinkedHashMap<>(skills));
        }
    }

    /** A queue without needs of skills. */
    public record QueuePlan(
            QueueId id, String name, Map<Tier, Duration> headStarts, Duration ringTimeout, Duration maxWait) {

        public QueuePlan {
            headStarts = Collections.unmodifiableMap(new LinkedHashMap<>(headStarts));
        }
    }

    /** What calls come over; a line's share is a weight among all of them. */
    public sealed interface Line {

        String trunk();

        int share();

        record OverSpan(Span span, int share) implements Line {

            @Override
            public String trunk() {
                return span.trunk();
            }
        }

        record OverSip(String trunk, int capacity, int share) implements Line {}
    }

    public Scenario {
        teams = List.copyOf(teams);
        queues = List.copyOf(queues);
        lines = List.copyOf(lines);
        troubles = List.copyOf(troubles);
        int agents = teams.stream().mapToInt(Team::agents).sum();
        if (!(hours > 0) || agents < 1 || agents > MAX_AGENTS || lines.isEmpty()) {
            throw new IllegalArgumentException("a day needs hours, lines and 1 to " + MAX_AGENTS + " agents");
        }
    }

    /** The usual day: half of the calls in a rush hour, for every 20 agents a PRI of 23 channels, an SS7 of 30 and 5 SIP calls. */
    public static Scenario of(DayPlan plan) {
        List<Line> lines = new ArrayList<>();
        int pairs = (plan.agents() + 19) / 20;
        for (int i = 0; i < pairs; i++) {
            lines.add(new Line.OverSpan(Span.pri(2 * i + 1, Span.Line.T1), 12));
            lines.add(new Line.OverSpan(Span.ss7(2 * i + 2, Span.Line.E1), 6));
        }
        lines.add(new Line.OverSip("carrier", 5 * pairs, 3 * pairs));
        return new Scenario(
                plan.hours(),
                List.of(new Team(plan.agents(), List.of(), Map.of())),
                List.of(),
                lines,
                CallPlan.rush(plan.calls()),
                plan.trouble(),
                List.of());
    }

    long millis() {
        return (long) (hours * 3_600_000);
    }

    int agents() {
        return teams.stream().mapToInt(Team::agents).sum();
    }
}
