package org.cordboard.server.api;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.cordboard.crm.organisation.User;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.crm.permission.Scope;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.engine.SiteConfig;

/**
 * What of the reports one user sees: the agents their right reaches, and the queues that one of these serves. Who may see those of
 * their unit, and whose unit has all others below it, sees everything, also what belongs to nobody any more. For one request.
 */
final class ReportScope {

    private final Gate gate;
    private final Asker asker;
    private final boolean everything;
    /** Those asked for, so that a report of many intervals asks for each of its agents once. */
    private final Map<AgentId, Optional<User>> users = new HashMap<>();

    ReportScope(Gate gate, Asker asker) {
        this.gate = gate;
        this.asker = asker;
        boolean isTop = gate.organisation().withBelow(asker.user().unit()).size()
                == gate.organisation().all().size();
        Scope scope = asker.scope(Resource.REPORT, Action.VIEW);
        this.everything = scope == Scope.TENANT || (scope == Scope.UNIT && isTop);
    }

    boolean isShown(AgentId agent) {
        return everything
                || user(agent)
                        .filter(user -> asker.access().mayTo(Resource.REPORT, Action.VIEW, agent, user.unit()))
                        .isPresent();
    }

    private Optional<User> user(AgentId agent) {
        return users.computeIfAbsent(agent, gate::user);
    }

    boolean isShown(QueueId queue, SiteConfig config) {
        return everything
                || config.agents().stream().anyMatch(agent -> agent.queues().contains(queue) && isShown(agent.id()));
    }

    /** The unit of an agent who is shown, in a part of the organisation or anywhere; empty for others. */
    Optional<String> unit(AgentId agent, Optional<String> within) {
        return Optional.of(agent)
                .filter(this::isShown)
                .flatMap(this::user)
                .map(User::unit)
                .filter(unit -> within.isEmpty() || gate.organisation().isWithin(unit, within.get()));
    }
}
