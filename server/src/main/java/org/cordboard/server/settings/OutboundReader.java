package org.cordboard.server.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.port.TrunkId;
import org.cordboard.cti.route.Outbound;
import org.cordboard.cti.route.Route;
import org.cordboard.cti.route.Trunk;

/** Reads how the public network is reached, and what nobody may dial there. */
final class OutboundReader {

    private final Definitions<TrunkId> trunkIds;
    private final Faults faults;
    private final Definitions<String> routeIds;
    /** Where each prefix stands; the empty one for routes of every number. */
    private final Map<String, Place> prefixes = new LinkedHashMap<>();

    OutboundReader(Definitions<TrunkId> trunkIds, Faults faults) {
        this.trunkIds = trunkIds;
        this.faults = faults;
        this.routeIds = new Definitions<>("route", faults);
    }

    /** @param ofUsers what single users may not dial */
    Outbound read(Section root, List<Trunk> trunks, List<Outbound.Forbidden> ofUsers) {
        List<Route> routes = new ArrayList<>();
        int count = faults.count();
        for (Section section : root.list(OutboundKeys.ROUTES)) {
            route(section, routes);
        }
        Section section = root.sectionOrEmpty(OutboundKeys.OUTBOUND);
        List<Outbound.Forbidden> forbidden = new ArrayList<>();
        values(section, OutboundKeys.FORBIDDEN).forEach(prefix -> forbidden.add(new Outbound.Forbidden(prefix, null)));
        forbidden.addAll(ofUsers);
        List<String> emergency = values(section, OutboundKeys.EMERGENCY);
        Duration ring = section.read(OutboundKeys.RING);
        Duration wrapUp = section.read(OutboundKeys.WRAP_UP_LIMIT);
        section.refuseOtherKeys();
        return faults.count() > count || ring == null || wrapUp == null
                ? Outbound.NONE
                : new Outbound(trunks, routes, forbidden, emergency, ring, wrapUp);
    }

    /** What a user may not dial. */
    static List<Outbound.Forbidden> forbidden(Section user, AgentId login) {
        return values(user, SettingsKeys.USER_FORBIDDEN).stream()
                .map(prefix -> new Outbound.Forbidden(prefix, login))
                .toList();
    }

    private void route(Section section, List<Route> routes) {
        String id = SettingsReading.define(section, OutboundKeys.ROUTE_ID, routeIds);
        List<Located<String>> begin = section.read(OutboundKeys.ROUTE_PREFIXES);
        begin.forEach(prefix -> once(prefix.value(), prefix.place()));
        if (!section.has(OutboundKeys.ROUTE_PREFIXES)) {
            once("", section.place());
        }
        List<TrunkId> trunks = new ArrayList<>();
        for (Located<TrunkId> trunk : section.read(OutboundKeys.ROUTE_TRUNKS)) {
            trunkIds.require(trunk.value(), trunk.place());
            if (trunks.contains(trunk.value())) {
                faults.add(trunk.place(), "trunk '" + trunk.value() + "' stands twice here", "keep one of them");
            }
            trunks.add(trunk.value());
        }
        Integer strip = section.read(OutboundKeys.ROUTE_STRIP);
        String prepend = section.read(OutboundKeys.ROUTE_PREPEND);
        String shown = section.read(OutboundKeys.ROUTE_CALLER_ID);
        section.refuseOtherKeys();
        if (id != null && !trunks.isEmpty() && strip != null) {
            List<String> all = begin.stream().map(Located::value).toList();
            routes.add(new Route(
                    id,
                    all,
                    trunks,
                    strip,
                    Objects.requireNonNullElse(prepend, ""),
                    Objects.requireNonNullElse(shown, "")));
        }
    }

    private void once(String prefix, Place place) {
        Place earlier = prefixes.putIfAbsent(prefix, place);
        if (earlier != null) {
            String what = prefix.isEmpty() ? "a route for every number" : "prefix " + prefix;
            faults.add(place, what + " stands already on line " + earlier.line(), "keep one of them");
        }
    }

    private static List<String> values(Section section, Key.Values<String> key) {
        return section.read(key).stream().map(Located::value).toList();
    }
}
