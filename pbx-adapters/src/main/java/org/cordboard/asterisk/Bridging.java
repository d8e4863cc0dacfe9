package org.cordboard.asterisk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.port.PbxEvent.LegsBridged;
import org.cordboard.cti.port.PbxRequest.AddLeg;
import org.cordboard.cti.port.PbxRequest.BridgeLegs;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Joins two legs, or adds one to the talk of others. At most one Bridge is under way for a leg, because competing ones leave dead channels in Asterisk that only a restart
 * removes; and a short AGI command is let finish first.
 */
final class Bridging {

    private static final class Pair {
        final RequestId request;
        final Leg first;
        final Leg second;
        /** The first comes to the second, who goes on talking. */
        final boolean adds;

        boolean sent;
        boolean agreed;

        Pair(RequestId request, Leg first, Leg second, boolean adds) {
            this.request = request;
            this.first = first;
            this.second = second;
            this.adds = adds;
        }

        /** Those who come out of our control into a bridge. */
        List<Leg> moved() {
            return adds ? List.of(first) : List.of(first, second);
        }

        boolean has(Leg leg) {
            return leg == first || leg == second;
        }

        boolean touches(Pair other) {
            return has(other.first) || has(other.second);
        }
    }

    /** Tells the dialplan to whom a leg is to come. */
    private static final String JOIN_VARIABLE = "CORDBOARD_JOIN";

    private final Workings w;
    private final AgiCommands agi;
    private final Leases leases;
    private final Map<RequestId, Pair> pairs = new LinkedHashMap<>();

    Bridging(Workings workings, AgiCommands agi, Leases leases) {
        this.w = workings;
        this.agi = agi;
        this.leases = leases;
    }

    void request(BridgeLegs request, Leg first, Leg second, long at) {
        if (first == second || first.channel == null || second.channel == null) {
            w.requests().refuse(request.id(), Reason.REFUSED, "two legs under our control are needed");
            return;
        }
        begin(new Pair(request.id(), first, second, false), at);
    }

    void request(AddLeg request, Leg leg, Leg with, long at) {
        if (leg.channel == null || leg.bridge != null || with.bridge == null) {
            w.requests().refuse(request.id(), Reason.REFUSED, "a leg under our control and one that talks are needed");
            return;
        }
        begin(new Pair(request.id(), leg, with, true), at);
    }

    private void begin(Pair pair, long at) {
        w.requests().begin(pair.request);
        pairs.put(pair.request, pair);
        w.requests().timeOutAt(pair.request, at + Workings.IMMEDIATE_MILLIS, later -> abandon(pair, later));
        advance(at);
    }

    /** Sends what has become possible. */
    void advance(long at) {
        for (Pair pair : new ArrayList<>(pairs.values())) {
            if (!pair.sent && isFree(pair)) {
                send(pair, at);
            }
        }
    }

    void onEnter(Leg leg, String bridge, long at) {
        if (bridge.equals(leg.bridge)) {
            return;
        }
        leases.lift(leg);
        leg.inAgi = false;
        leg.astray = true;
        List<Leg> inside = w.ledger().enterBridge(leg, bridge);
        agi.onBridged(leg);
        if (inside.size() == 2) {
            joined(inside.get(0), inside.get(1), at);
        } else if (inside.size() > 2) {
            added(leg, inside, at);
        }
    }

    void onLeave(Leg leg) {
        w.ledger().leaveBridge(leg);
    }

    /** The leg is back: a bridge it was in, or was about to enter, is over for it. */
    void onReturn(Leg leg, long at) {
        w.ledger().leaveBridge(leg);
        for (Pair pair : new ArrayList<>(pairs.values())) {
            if (pair.agreed && pair.has(leg)) {
                abandon(pair, at);
            }
        }
    }

    void onGone(Leg leg, long at) {
        for (Pair pair : new ArrayList<>(pairs.values())) {
            if (pair.has(leg)) {
                w.requests().fail(pair.request, Reason.NO_SUCH_LEG, "a leg ended before the bridge");
                abandon(pair, at);
            }
        }
    }

    void clear() {
        pairs.clear();
    }

    private boolean isFree(Pair pair) {
        boolean busy = pair.first.agi.isBusyWithShortCommand() || pair.second.agi.isBusyWithShortCommand();
        return !busy && pairs.values().stream().noneMatch(other -> other.sent && other.touches(pair));
    }

    private void send(Pair pair, long at) {
        pair.sent = true;
        for (Leg leg : pair.moved()) {
            leases.lift(leg);
            // From here on no AGI command goes out: it would wait in Asterisk until the leg comes back.
            leg.astray = true;
        }
        if (pair.adds) {
            w.sendUnwatched(AmiAction.named("Setvar")
                    .with("Channel", pair.first.channelName())
                    .with("Variable", JOIN_VARIABLE)
                    .with("Value", pair.second.channelName()));
        }
        w.actions()
                .send(
                        pair.adds ? toTheJoin(pair.first) : together(pair),
                        (response, later) -> onResponse(pair, response, later));
        // The request's own time-out covers the response; the pair is let go even when the bridge is never entered.
        w.timers().set(at + 2 * Workings.IMMEDIATE_MILLIS, later -> abandon(pair, later));
    }

    private static AmiAction together(Pair pair) {
        return AmiAction.named("Bridge")
                .with("Channel1", pair.first.channelName())
                .with("Channel2", pair.second.channelName())
                .with("Tone", "no");
    }

    private AmiAction toTheJoin(Leg leg) {
        return AmiAction.named("Redirect")
                .with("Channel", leg.channelName())
                .with("Context", w.settings().legContext())
                .with("Exten", "join")
                .with("Priority", "1");
    }

    private void onResponse(Pair pair, AmiMessage response, long at) {
        if (response.succeeded()) {
            agreed(pair);
        } else {
            w.requests().fail(pair.request, Workings.reasonOf(response), response.text("Message"));
            abandon(pair, at);
        }
    }

    private void agreed(Pair pair) {
        pair.agreed = true;
        // Bridging swallows the result of a running prompt: the bridge is its end.
        pair.moved().forEach(agi::onBridged);
    }

    /** A leg has come to those who talk. */
    private void added(Leg leg, List<Leg> inside, long at) {
        for (Leg other : inside) {
            if (other != leg && find(leg, other) != null) {
                joined(leg, other, at);
                return;
            }
        }
        w.out().report(new LegsBridged(leg.id, inside.getFirst().id));
    }

    private void joined(Leg one, Leg other, long at) {
        Pair pair = find(one, other);
        if (pair == null) {
            w.out().report(new LegsBridged(one.id, other.id));
            return;
        }
        // The response may come after the bridge's events; that they hear each other is what counts.
        pairs.remove(pair.request);
        w.out().report(new LegsBridged(pair.first.id, pair.second.id));
        w.requests().done(pair.request);
        advance(at);
    }

    private @Nullable Pair find(Leg one, Leg other) {
        for (Pair pair : pairs.values()) {
            if (pair.sent && pair.has(one) && pair.has(other)) {
                return pair;
            }
        }
        return null;
    }

    /** The bridge did not come about: the survivors wait again, under a lease. */
    private void abandon(Pair pair, long at) {
        if (!pairs.remove(pair.request, pair)) {
            return;
        }
        w.requests().fail(pair.request, Reason.REFUSED, "the bridge did not come about");
        for (Leg leg : List.of(pair.first, pair.second)) {
            boolean waits = w.ledger().find(leg.id) == leg && leg.bridge == null;
            if (waits && leg.taken && leg.lease == null) {
                leases.take(leg, at);
            }
            if (waits && leg.inAgi) {
                leg.astray = false;
                agi.onStart(leg, at);
            }
        }
        advance(at);
    }
}
