package org.cordboard.cti.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.engine.Deciding;
import org.cordboard.cti.engine.Site;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.Destination;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.TrunkId;
import org.cordboard.cti.route.Route;
import org.cordboard.cti.route.RouteChoice;
import org.cordboard.cti.route.Routes;

/** Has customers dialled, and dialled again over the next trunk when one fails. */
final class CustomerDialling {

    private final Site site;
    private final Routes routes;

    CustomerDialling(Site site, Routes routes) {
        this.site = site;
        this.routes = routes;
    }

    /** Has the customer of a call dialled; where there is no way to them, their leg ends undialled. */
    void dial(Call call, Deciding out) {
        Leg leg = call.customerLeg();
        String number = call.caller().number();
        if (call.callBack() != null && !routes.any()) {
            out.fact(new CallEvent.CustomerDialled(call.id(), leg.id(), null));
            ask(call, leg.id(), call.trunk(), number, new CallerId(call.hotline(), ""), out);
            return;
        }
        switch (routes.choose(number, call.pbx(), call.failedTrunks())) {
            case Routes.Answer.Over over -> {
                out.fact(new CallEvent.CustomerDialled(call.id(), leg.id(), over.choice()));
                ask(call, leg.id(), over, out);
            }
            case Routes.Answer.Nowhere nowhere ->
                out.fact(CallEvent.LegEnded.of(leg, Cause.NO_CIRCUIT, out.at(), false));
        }
    }

    /** When a trunk or the network has failed, has the customer dialled over the next trunk; says whether there is one. */
    boolean again(Leg failed, Call call, Cause cause, Deciding out) {
        boolean rings = failed.state == LegState.INITIATED || failed.state == LegState.ALERTING;
        if (call.customerLeg() != failed || !call.routed || !rings || failed.clearing || !Routes.isTrunksFault(cause)) {
            return false;
        }
        List<TrunkId> tried = new ArrayList<>(call.failedTrunks());
        tried.add(call.trunk());
        if (routes.choose(call.caller().number(), call.pbx(), tried) instanceof Routes.Answer.Over over) {
            LegId leg = new LegId(out.nextId());
            out.fact(new CallEvent.CustomerRerouted(call.id(), failed.id(), cause, leg, over.choice()));
            ask(call, leg, over, out);
            return true;
        }
        return false;
    }

    private void ask(Call call, LegId leg, Routes.Answer.Over over, Deciding out) {
        Route route = over.route();
        RouteChoice choice = over.choice();
        String number = call.caller().number();
        ask(call, leg, choice.trunk(), route.sent(number), route.shown(call.hotline()), out);
    }

    private void ask(Call call, LegId leg, TrunkId trunk, String number, CallerId shown, Deciding out) {
        Destination to = new Destination.ToNumber(trunk, number);
        out.ask(
                call.pbx(),
                id -> new PbxRequest.DialLeg(id, leg, to, shown, ring(call), Calls.tags(call.id(), LegRole.CUSTOMER)));
    }

    /** How long the customer's telephone rings. */
    Duration ring(Call call) {
        QueueId queue = call.queue();
        return call.callBack() != null && queue != null
                ? site.rules(queue).callBack().ring()
                : site.outbound().ring();
    }
}
