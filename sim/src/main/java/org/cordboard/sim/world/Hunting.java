package org.cordboard.sim.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the circuit an outgoing call goes by. */
final class Hunting {

    private final Core core;

    /** The circuit each group took last, for those that take turns; groups are few. */
    private final Map<Integer, Integer> lastOfGroup = new LinkedHashMap<>();

    Hunting(Core core) {
        this.core = core;
    }

    /** A circuit and the span it is in. */
    record Found(SpanTrunk trunk, Circuit circuit) {}

    /** Null when none is free in a span that works. */
    @Nullable
    Found find(DahdiDialString dial) {
        List<Found> candidates = candidates(dial);
        switch (dial.order()) {
            case UPWARDS -> {}
            case DOWNWARDS -> candidates = candidates.reversed();
            case IN_TURN_UPWARDS -> candidates = behindLast(candidates, dial.group());
            case IN_TURN_DOWNWARDS -> candidates = behindLast(candidates.reversed(), dial.group());
        }
        for (Found candidate : candidates) {
            if (candidate.trunk().works() && candidate.circuit().isFree()) {
                lastOfGroup.put(dial.group(), candidate.circuit().number);
                return candidate;
            }
        }
        return null;
    }

    private List<Found> candidates(DahdiDialString dial) {
        List<Found> candidates = new ArrayList<>();
        for (Trunk trunk : core.trunks.values()) {
            if (trunk instanceof SpanTrunk span && dial.means(span)) {
                span.circuits.stream().filter(dial::means).forEach(circuit -> candidates.add(new Found(span, circuit)));
            }
        }
        return candidates;
    }

    private List<Found> behindLast(List<Found> candidates, int group) {
        int last = lastOfGroup.getOrDefault(group, 0);
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.get(i).circuit().number == last) {
                List<Found> turned = new ArrayList<>(candidates.subList(i + 1, candidates.size()));
                turned.addAll(candidates.subList(0, i + 1));
                return turned;
            }
        }
        return candidates;
    }
}
