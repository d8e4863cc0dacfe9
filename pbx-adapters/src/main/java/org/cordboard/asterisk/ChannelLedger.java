package org.cordboard.asterisk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.call.LegId;
import org.jspecify.annotations.Nullable;

/** The legs that are ours, by Uniqueid, and who is with whom in a bridge. Never holds more than its limit. */
final class ChannelLedger {

    private final int limit;
    private final Map<String, Leg> legs = new LinkedHashMap<>();
    private final Map<String, List<Leg>> bridges = new LinkedHashMap<>();

    ChannelLedger(int limit) {
        this.limit = limit;
    }

    boolean isFull() {
        return legs.size() >= limit;
    }

    int size() {
        return legs.size();
    }

    @Nullable
    Leg find(LegId id) {
        return legs.get(id.value());
    }

    @Nullable
    Leg find(String uniqueId) {
        return legs.get(uniqueId);
    }

    List<Leg> all() {
        return new ArrayList<>(legs.values());
    }

    void add(Leg leg) {
        legs.put(leg.id.value(), leg);
    }

    void remove(Leg leg) {
        leaveBridge(leg);
        legs.remove(leg.id.value(), leg);
    }

    void clear() {
        legs.clear();
        bridges.clear();
    }

    /** Puts a leg into a bridge; returns our legs now in it, in the order they came. */
    List<Leg> enterBridge(Leg leg, String bridge) {
        leaveBridge(leg);
        leg.bridge = bridge;
        List<Leg> inside = bridges.computeIfAbsent(bridge, id -> new ArrayList<>());
        inside.add(leg);
        return List.copyOf(inside);
    }

    void leaveBridge(Leg leg) {
        String bridge = leg.bridge;
        leg.bridge = null;
        List<Leg> inside = bridge == null ? null : bridges.get(bridge);
        if (inside != null && inside.remove(leg) && inside.isEmpty() && bridge != null) {
            bridges.remove(bridge);
        }
    }

    /** The leg it is bridged with, or itself. */
    Leg partnerOf(Leg leg) {
        List<Leg> inside = leg.bridge == null ? List.of() : bridges.getOrDefault(leg.bridge, List.of());
        for (Leg other : inside) {
            if (other != leg) {
                return other;
            }
        }
        return leg;
    }
}
