package org.cordboard.cti.acd;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.cordboard.cti.call.Call;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.Calls;
import org.cordboard.cti.call.Leg;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.call.LegRole;
import org.cordboard.cti.call.LegState;
import org.cordboard.cti.engine.Deciding;
import org.cordboard.cti.engine.Site;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.engine.TimerKey;
import org.cordboard.cti.engine.Timers;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.PbxRequest;
import org.jspecify.annotations.Nullable;

/**
 * The offers that are open: a call rings at an agent's phone, or the phone was answered and the legs are being joined. Each is a
 * lease; it stands still only while the phone cannot be seen because its link is down.
 */
final class Offers {

    private final Site site;
    private final Calls calls;
    private final Timers timers;
    private final Map<OfferId, WaitingCall> byId = new LinkedHashMap<>();
    private final Map<LegId, WaitingCall> byLeg = new LinkedHashMap<>();

    Offers(Site site, Calls calls, Timers timers) {
        this.site = site;
        this.calls = calls;
        this.timers = timers;
    }

    /** The calls that are offered. */
    Collection<WaitingCall> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    @Nullable
    WaitingCall get(OfferId id) {
        return byId.get(id);
    }

    /** The call that is offered at an agent's leg, or null. */
    @Nullable
    WaitingCall at(LegId leg) {
        return byLeg.get(leg);
    }

    static AcdQueues.OpenOffer open(WaitingCall call) {
        Offer offer = of(call);
        return new AcdQueues.OpenOffer(offer.id, call.call, offer.agent, offer.leg, offer.accepted);
    }

    private static Offer of(WaitingCall call) {
        return Objects.requireNonNull(call.offer);
    }

    // ---- decisions

    /** Ends an offer and has the phone stop ringing. */
    void end(WaitingCall call, OfferEnd end, Deciding out) {
        Offer offer = of(call);
        out.fact(new QueueEvent.OfferEnded(offer.id, call.call, offer.agent, end));
        Leg leg = calls.leg(offer.leg);
        if (leg != null && !leg.clearing()) {
            calls.clear(leg, Cause.NORMAL_CLEARING, out);
        }
    }

    /** Has the agent's phone rung. */
    void dial(QueueEvent.OfferMade e, Deciding out) {
        SiteConfig.QueueConfig config = Objects.requireNonNull(site.queue(e.queue()));
        SiteConfig.StationConfig station = Objects.requireNonNull(site.station(e.station()));
        calls.ring(e.call(), e.leg(), e.agent(), station, config.ringTimeout(), out);
    }

    /** The agent is there: has the two legs joined, or the customer dialled who is called back. */
    void join(WaitingCall waitingCall, Deciding out) {
        Call call = Objects.requireNonNull(calls.call(waitingCall.call));
        Leg customer = call.customerLeg();
        if (customer.state() == LegState.QUEUED) {
            LegId agentLeg = of(waitingCall).leg;
            out.ask(customer.pbx(), id -> new PbxRequest.BridgeLegs(id, customer.id(), agentLeg));
        } else if (customer.state() == LegState.NULL) {
            calls.dialCustomer(call, out);
        }
    }

    /** A leg was answered: an offer's phone, perhaps. */
    void answered(LegId leg, Deciding out) {
        WaitingCall call = at(leg);
        if (call != null && !of(call).accepted) {
            Offer offer = of(call);
            long until = out.at() + joinLimit(call).toMillis();
            out.fact(new QueueEvent.OfferAccepted(offer.id, call.call, offer.agent, until));
        }
    }

    /** A customer who is called back takes as long to join as their telephone may ring. */
    private Duration joinLimit(WaitingCall waitingCall) {
        Duration answer = site.limits().answer();
        Call call = Objects.requireNonNull(calls.call(waitingCall.call));
        return call.customerLeg().state() == LegState.NULL
                ? answer.plus(answer).plus(calls.customerRing(call))
                : answer;
    }

    /** An agent's leg of the call has ended: that of its offer, perhaps. */
    void phoneEnded(WaitingCall call, CallEvent.LegEnded e, Deciding out) {
        Offer offer = call.offer;
        if (offer != null && offer.leg.equals(e.leg())) {
            OfferEnd end = e.inferred() ? OfferEnd.LINK_LOST : declinedOrFailed(offer, e);
            out.fact(new QueueEvent.OfferEnded(offer.id, call.call, offer.agent, end));
        }
    }

    private OfferEnd declinedOrFailed(Offer offer, CallEvent.LegEnded e) {
        if (offer.accepted && e.cause().equals(Cause.TEMPORARY_FAILURE)) {
            // The PBX cleared a phone that was answered and that nobody took in time, as when the server was away just
            // then.
            return OfferEnd.NOT_JOINED;
        }
        // Nobody but the agent has a leg cleared, in the ordinary way, whose offer is open.
        return offer.accepted || calls.wasHungUp(e) ? OfferEnd.REJECTED : OfferEnd.unanswered(e.cause());
    }

    /**
     * Clears the phones of offers that ended while the link was down, and has agents joined who had answered before and whom the PBX did
     * not join with their callers meanwhile.
     */
    void linkIsBack(PbxId pbx, Deciding out) {
        clearLostOffers(pbx, out);
        byId.values().stream()
                .filter(call -> isAcceptedAt(call, pbx) && !answeredNow(call, out.at()))
                .forEach(call -> join(call, out));
    }

    /** The link's return has shown that agent or customer has answered: they are being joined because of that. */
    private boolean answeredNow(WaitingCall call, long now) {
        return Objects.requireNonNull(calls.call(call.call)).customerLeg().wasAnsweredAt(now)
                || Objects.requireNonNull(calls.leg(of(call).leg)).wasAnsweredAt(now);
    }

    /** Phones that may still ring, or were answered, for offers that ended without the PBX. */
    private void clearLostOffers(PbxId pbx, Deciding out) {
        for (Call call : calls.all()) {
            for (Leg leg : call.legs()) {
                boolean talks = leg.state() == LegState.CONNECTED || leg.state() == LegState.HELD;
                if (leg.role() == LegRole.AGENT
                        && leg.alive()
                        && !talks
                        && !leg.invited()
                        && call.dialledBy() == null
                        && leg.pbx().equals(pbx)
                        && !byLeg.containsKey(leg.id())) {
                    calls.clear(leg, Cause.NORMAL_CLEARING, out);
                }
            }
        }
    }

    private boolean isAcceptedAt(WaitingCall call, PbxId pbx) {
        return of(call).accepted && isAt(call, pbx);
    }

    private boolean isAt(WaitingCall call, PbxId pbx) {
        Leg leg = calls.leg(of(call).leg);
        return leg != null && leg.alive() && leg.pbx().equals(pbx);
    }

    // ---- state

    /** Takes an offer up that was open already. */
    void restore(WaitingCall call, Offer offer) {
        byId.put(offer.id, call);
        byLeg.put(offer.leg, call);
    }

    void add(WaitingCall call, QueueEvent.OfferMade e) {
        call.offer = new Offer(e.offer(), e.agent(), e.leg());
        byId.put(e.offer(), call);
        byLeg.put(e.leg(), call);
        timers.start(new TimerKey.OfferLease(e.offer()), e.until());
    }

    void accept(QueueEvent.OfferAccepted e) {
        of(Objects.requireNonNull(byId.get(e.offer()))).accepted = true;
        timers.start(new TimerKey.OfferLease(e.offer()), e.until());
    }

    /** What becomes of a phone only its PBX can show, so the lease stands still while the link is down. */
    void holdLeases(SiteEvent.LinkChanged e, long at) {
        for (WaitingCall call : byId.values()) {
            if (isAt(call, e.pbx())) {
                TimerKey lease = new TimerKey.OfferLease(of(call).id);
                if (e.up()) {
                    timers.start(lease, at + leaseAfterGap(call).toMillis());
                } else {
                    timers.cancel(lease);
                }
            }
        }
    }

    /** A phone that still rings is not rung for longer than the PBX had been asked to at first. */
    private Duration leaseAfterGap(WaitingCall call) {
        SiteConfig.QueueConfig config = site.queue(call.queue);
        return of(call).accepted || config == null ? site.limits().answer() : config.ringTimeout();
    }

    /** The call that was offered, or null when there is no such offer. */
    @Nullable
    WaitingCall remove(OfferId id) {
        WaitingCall call = byId.remove(id);
        timers.cancel(new TimerKey.OfferLease(id));
        if (call != null && call.offer != null) {
            byLeg.remove(call.offer.leg);
            call.offer = null;
        }
        return call;
    }
}
