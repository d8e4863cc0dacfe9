package org.cordboard.cti.route;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.port.TrunkId;
import org.jspecify.annotations.Nullable;

/**
 * A site's settings for calls into the public network.
 *
 * @param forbidden what agents may not dial
 * @param emergency numbers, in full, that agents may dial whatever is forbidden
 * @param ring how long a telephone rings that is dialled for an agent: their own, and then the customer's
 * @param wrapUpLimit how long after-call work may last after a call that an agent has dialled
 */
public record Outbound(
        List<Trunk> trunks,
        List<Route> routes,
        List<Forbidden> forbidden,
        List<String> emergency,
        Duration ring,
        Duration wrapUpLimit) {

    /**
     * @param prefix what forbidden numbers begin with
     * @param agent whom it is forbidden to; null for everybody
     */
    public record Forbidden(String prefix, @Nullable AgentId agent) {}

    /** No trunk that anybody could dial over. */
    public static final Outbound NONE =
            new Outbound(List.of(), List.of(), List.of(), List.of(), Duration.ofSeconds(45), Duration.ofSeconds(30));

    public Outbound {
        trunks = List.copyOf(trunks);
        routes = List.copyOf(routes);
        forbidden = List.copyOf(forbidden);
        emergency = List.copyOf(emergency);
        Set<TrunkId> known = new LinkedHashSet<>();
        for (Trunk trunk : trunks) {
            if (!known.add(trunk.id())) {
                throw new IllegalArgumentException("trunk '" + trunk.id() + "' is defined twice");
            }
        }
        for (Route route : routes) {
            for (TrunkId trunk : route.trunks()) {
                if (!known.contains(trunk)) {
                    throw new IllegalArgumentException(
                            "route '" + route.id() + "' names trunk '" + trunk + "', which is not defined");
                }
            }
        }
    }
}
