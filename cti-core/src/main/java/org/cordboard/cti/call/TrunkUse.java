package org.cordboard.cti.call;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cordboard.cti.port.TrunkId;

/** How many legs of ours are on each trunk, whoever called. Kept up to date by {@link OpenCalls}, while facts are applied. */
final class TrunkUse {

    private final Map<TrunkId, Integer> legs = new LinkedHashMap<>();
    private final Map<CallId, TrunkId> counted = new LinkedHashMap<>();

    int legsOn(TrunkId trunk) {
        return legs.getOrDefault(trunk, 0);
    }

    /** To be called whenever the customer's leg of a call begins or ends, or goes over another trunk. */
    void count(Call call) {
        TrunkId before = counted.remove(call.id());
        if (before != null) {
            legs.computeIfPresent(before, (trunk, count) -> count == 1 ? null : count - 1);
        }
        if (call.isOnTrunk()) {
            counted.put(call.id(), call.trunk());
            legs.merge(call.trunk(), 1, Integer::sum);
        }
    }
}
