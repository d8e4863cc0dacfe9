package org.cordboard.crm.organisation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The units as they are at one time. Everybody sees their own unit and those below, never a sibling's. */
public final class Organisation {

    private final Map<String, Unit> units = new LinkedHashMap<>();
    private final Map<String, List<String>> children = new LinkedHashMap<>();

    /**
     * Takes units whose tiers fit.
     *
     * @throws IllegalArgumentException when a unit is there twice, or does not stand right below the tier above
     */
    public Organisation(List<Unit> all) {
        for (Unit unit : all) {
            if (units.put(unit.id(), unit) != null) {
                throw new IllegalArgumentException("unit '" + unit.id() + "' is there twice");
            }
        }
        for (Unit unit : all) {
            String parent = unit.parent();
            if (parent != null) {
                check(unit, units.get(parent));
                children.computeIfAbsent(parent, id -> new ArrayList<>()).add(unit.id());
            }
        }
    }

    private static void check(Unit unit, @Nullable Unit parent) {
        if (parent == null) {
            throw new IllegalArgumentException("unit '" + unit.id() + "': there is no unit '" + unit.parent() + "'");
        }
        if (unit.tier().above().filter(parent.tier()::equals).isEmpty()) {
            throw new IllegalArgumentException("unit '" + unit.id() + "': a " + unit.tier() + " cannot stand below '"
                    + parent.id() + "', which is a " + parent.tier());
        }
    }

    public Optional<Unit> find(String id) {
        return Optional.ofNullable(units.get(id));
    }

    public List<Unit> all() {
        return List.copyOf(units.values());
    }

    /** A unit and all below it; empty when there is no such unit. */
    public List<String> withBelow(String id) {
        List<String> found = new ArrayList<>();
        if (units.containsKey(id)) {
            found.add(id);
            for (int i = 0; i < found.size(); i++) {
                found.addAll(children.getOrDefault(found.get(i), List.of()));
            }
        }
        return found;
    }

    /** Whether a unit is another one or stands below it. Units that are not known are below nobody. */
    public boolean isWithin(String unit, String above) {
        @Nullable Unit at = units.get(unit);
        while (at != null) {
            if (at.id().equals(above)) {
                return true;
            }
            String parent = at.parent();
            at = parent == null ? null : units.get(parent);
        }
        return false;
    }
}
