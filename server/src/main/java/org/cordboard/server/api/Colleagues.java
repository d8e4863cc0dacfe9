package org.cordboard.server.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.server.login.Staff;
import org.jspecify.annotations.Nullable;

/** Whose things somebody may see: their own, those of their unit and below, or everybody's. */
final class Colleagues {

    private final Staff staff;

    Colleagues(Staff staff) {
        this.staff = staff;
    }

    /** The agents whose things may be seen; empty when it is everybody's, and what is nobody's. */
    Optional<Set<AgentId>> seenBy(Asker asker, Resource resource) {
        if (asker.isLimitedToOwn(resource, Action.VIEW)) {
            return Optional.of(Set.of(asker.login()));
        }
        return asker.access().units(resource, Action.VIEW).map(units -> staff.loginsIn(units).stream()
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether something may be done to an agent of the units that a right reaches. */
    boolean mayChange(Asker asker, Resource resource, AgentId agent) {
        Optional<List<String>> units = asker.access().units(resource, Action.CHANGE);
        return staff.find(agent)
                .filter(user -> units.isEmpty() || units.get().contains(user.unit()))
                .isPresent();
    }

    /** Whether what is an agent's, or nobody's, may be seen. */
    boolean maySee(Asker asker, Resource resource, @Nullable AgentId agent) {
        Optional<List<String>> units = asker.access().units(resource, Action.VIEW);
        return units.isEmpty()
                || (agent != null
                        && (agent.equals(asker.login())
                                || staff.find(agent)
                                        .filter(user -> units.get().contains(user.unit()))
                                        .isPresent()));
    }
}
