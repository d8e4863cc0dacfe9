package org.cordboard.sim.world;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome;
import org.cordboard.cti.port.RequestOutcome.Reason;

/** Legs on their way from one talk to another, by redirects: added to those who talk, or taken apart. */
final class LegMoves {

    private final PbxWorld world;
    private final BiConsumer<RequestId, RequestOutcome> end;
    /** The legs on their way to those who talk, by the request to add them. */
    private final Map<RequestId, SimLeg> adding = new LinkedHashMap<>();
    /** The legs that have not come back yet, by the request to take them apart. */
    private final Map<RequestId, Set<SimLeg>> parting = new LinkedHashMap<>();

    /** @param end told how a request has ended */
    LegMoves(PbxWorld world, BiConsumer<RequestId, RequestOutcome> end) {
        this.world = world;
        this.end = end;
    }

    void add(RequestId request, SimLeg leg, ChannelView with) {
        if (leg.bridged || with.bridgeId().isEmpty()) {
            end.accept(
                    request, Outcomes.failed(Reason.REFUSED, "a leg under our control and one that talks are needed"));
            return;
        }
        adding.put(request, leg);
        world.setVariable(leg.id, Dialplan.JOIN, with.name());
        world.redirect(new PbxWorld.Redirection(leg.id, Dialplan.LEG, "join", 1), Optional.empty());
    }

    void part(RequestId request, SimLeg first, SimLeg second) {
        String bridge = bridgeOf(first);
        if (first == second || bridge.isEmpty() || !bridge.equals(bridgeOf(second))) {
            end.accept(request, Outcomes.failed(Reason.REFUSED, "two legs that are joined are needed"));
            return;
        }
        parting.put(request, new LinkedHashSet<>(List.of(first, second)));
        Optional<Refused> obstacle = world.redirect(backToUs(first), Optional.of(backToUs(second)));
        if (obstacle.isPresent()) {
            parting.remove(request);
            end.accept(request, Outcomes.of(obstacle));
        }
    }

    private String bridgeOf(SimLeg leg) {
        return world.find(leg.id).map(ChannelView::bridgeId).orElse("");
    }

    private static PbxWorld.Redirection backToUs(SimLeg leg) {
        return new PbxWorld.Redirection(leg.id, Dialplan.LEG, "s", 1);
    }

    /** Whether a leg is on its way to those who talk. */
    boolean isComing(SimLeg leg) {
        return adding.containsValue(leg);
    }

    /** A leg has come to those who talk. */
    void joined(SimLeg leg) {
        added(leg, new RequestOutcome.Done());
    }

    /** A leg is back under control. */
    void returned(SimLeg leg) {
        parted(leg, new RequestOutcome.Done());
        added(leg, Outcomes.failed(Reason.REFUSED, "the talk was over"));
    }

    void gone(SimLeg leg) {
        parted(leg, Outcomes.legEnded());
        added(leg, Outcomes.legEnded());
    }

    private void added(SimLeg leg, RequestOutcome outcome) {
        for (RequestId request : List.copyOf(adding.keySet())) {
            if (leg == adding.get(request)) {
                adding.remove(request);
                end.accept(request, outcome);
            }
        }
    }

    private void parted(SimLeg leg, RequestOutcome ifLast) {
        for (RequestId request : List.copyOf(parting.keySet())) {
            Set<SimLeg> missing = parting.getOrDefault(request, Set.of());
            if (missing.remove(leg) && (missing.isEmpty() || ifLast instanceof RequestOutcome.Failed)) {
                parting.remove(request);
                end.accept(request, ifLast);
            }
        }
    }

    /** The link is lost: nobody waits for them any more. */
    void clear() {
        adding.clear();
        parting.clear();
    }
}
