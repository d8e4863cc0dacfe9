package org.cordboard.sim.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.StateSizes;
import org.cordboard.cti.journal.JournalEntry;

/**
 * Whether an engine keeps anything of what is over: it decides a whole day of a small and busy site with everything that can go wrong, and
 * its heap is looked at after a tenth of it and at the end, when everybody is gone.
 *
 * <p>A few hours come before, in which all that has a bound of its own fills up: the replies remembered of each agent above all. The
 * inputs were recorded, so that nothing but the engine grows.
 */
public final class EngineSoak {

    private static final int AGENTS = 20;
    private static final double CALLS_PER_HOUR = 500;
    private static final long TALK_MILLIS = 30_000;

    /** Parts of the state that stay when all calls are over: settings, agents, and what is remembered of them within bounds. */
    private static final List<String> STAYING = List.of(
            "Site.",
            "Agents.",
            "Notices.given",
            "Replies.",
            "AcdQueues.available.",
            "AcdQueues.shares",
            "AcdQueues.waiting.ledgers",
            "AcdQueues.waiting.paces");

    private record Recorded(long at, Input input) {}

    /**
     * What was seen.
     *
     * @param early bytes of heap the engine held after a tenth of the day
     * @param late the same at the end
     * @param state how many things stand in each list of the state at the end
     */
    public record Result(long inputs, long calls, long early, long late, Map<String, Long> state) {

        public Result {
            state = new TreeMap<>(state);
        }

        /** What is left of calls though all are over. */
        public Map<String, Long> left() {
            return leftOf(state);
        }

        public boolean good() {
            return late <= early + early / 20 && left().isEmpty();
        }
    }

    /** Those entries of a state's sizes, taken when all calls are over, that should be none. */
    public static Map<String, Long> leftOf(Map<String, Long> state) {
        Map<String, Long> left = new TreeMap<>();
        state.forEach((part, size) -> {
            if (size > 0 && STAYING.stream().noneMatch(part::startsWith)) {
                left.put(part, size);
            }
        });
        return left;
    }

    private final List<Recorded> inputs = new ArrayList<>();
    private final long tenth;
    private long calls;

    private EngineSoak(long seed, double before, double hours) {
        CallPlan usual = CallPlan.rush(0);
        CallPlan plan = new CallPlan(
                new CallPlan.Stream.Rates(List.of(new CallPlan.Step(0, CALLS_PER_HOUR))),
                usual.tiers(),
                usual.strangers(),
                usual.owned(),
                usual.impatient(),
                usual.patienceMillis(),
                TALK_MILLIS);
        for (JournalEntry entry : Simulation.record(seed, site(before + hours, plan))) {
            inputs.add(new Recorded(entry.at(), entry.input()));
            calls += entry.events().stream()
                    .filter(CallEvent.CallArrived.class::isInstance)
                    .count();
        }
        tenth = inputs.getFirst().at() + (long) ((before + hours / 10) * 3_600_000);
    }

    private static Scenario site(double hours, CallPlan calls) {
        Scenario usual = Scenario.of(new DayPlan(hours, AGENTS, 0, true));
        return new Scenario(hours, usual.teams(), usual.queues(), usual.lines(), calls, true, usual.troubles());
    }

    /**
     * Runs it.
     *
     * @param before hours until what has a bound is full
     * @param hours of the day
     */
    public static Result run(long seed, double before, double hours) {
        EngineSoak soak = new EngineSoak(seed, before, hours);
        return soak.measure();
    }

    private Result measure() {
        long[] heaps = new long[2];
        Map<String, Long> state = decideAll(heaps);
        // The engine is gone by now, and what the inputs take is there all the time.
        long nothing = LiveHeap.bytes();
        return new Result(inputs.size(), calls, heaps[0] - nothing, heaps[1] - nothing, state);
    }

    private Map<String, Long> decideAll(long[] heaps) {
        Engine engine = new Engine();
        int next = 0;
        while (next < inputs.size() && inputs.get(next).at() < tenth) {
            next++;
        }
        decide(engine, 0, next);
        heaps[0] = LiveHeap.bytes();
        decide(engine, next, inputs.size());
        heaps[1] = LiveHeap.bytes();
        return StateSizes.of(engine);
    }

    private void decide(Engine engine, int from, int until) {
        for (Recorded each : inputs.subList(from, until)) {
            engine.step(each.at(), each.input());
        }
    }
}
