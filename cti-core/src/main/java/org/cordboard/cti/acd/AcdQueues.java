package org.cordboard.cti.acd;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.cordboard.cti.agent.Agent;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentEvent;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.Agents;
import org.cordboard.cti.call.Call;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.Calls;
import org.cordboard.cti.call.Leg;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.call.LegRole;
import org.cordboard.cti.call.LegState;
import org.cordboard.cti.callback.CallBackEvent;
import org.cordboard.cti.engine.Deciding;
import org.cordboard.cti.engine.Effect;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Feature;
import org.cordboard.cti.engine.Refusal;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.Site;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.engine.SupervisorCommand;
import org.cordboard.cti.engine.TimerKey;
import org.cordboard.cti.engine.Timers;
import org.cordboard.cti.ivr.IvrEvent;
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestOutcome;
import org.jspecify.annotations.Nullable;

/**
 * The queues, their callers, and the offers of calls to agents.
 *
 * <p>A caller's place is the key <em>arrival minus head start</em>; nothing is re-sorted as time goes by, and the place is kept
 * when an offer comes to nothing. For any agent who could serve two callers, the first offer goes to the smaller key, so nobody
 * is overtaken by a caller who arrives later than the difference of their head starts. Exceptions are named in the offer's
 * {@link Explanation}: an agent's own customers, within a share of the agent's offers, and callers a supervisor moved.
 *
 * <p>Between two inputs no caller waits unoffered while an agent who may serve them is available. A caller may be kept for one
 * agent for a time ({@link Binding}) and may need skills ({@link SkillNeed}), which relax. A call is offered only to stations of
 * its own PBX, as legs of two PBXs cannot be joined.
 */
public final class AcdQueues implements Feature {

    private final Site site;
    private final Calls calls;
    private final Agents agents;
    private final Lines lines = new Lines();
    private final WaitingCalls waiting;
    private final Offers offers;
    private final Placement placement;
    private final Availability availability;
    private final Map<AgentId, OwnShare> shares = new LinkedHashMap<>();
    private final Matching matching;
    private final Prospects prospects;

    public AcdQueues(Site site, Calls calls, Agents agents, Timers timers) {
        this.site = site;
        this.calls = calls;
        this.agents = agents;
        this.waiting = new WaitingCalls(lines, timers);
        this.offers = new Offers(site, calls, timers);
        this.placement = new Placement(agents, lines);
        this.availability = new Availability(site, agents, lines);
        this.matching = new Matching(site, calls, agents, lines, waiting, shares);
        this.prospects = new Prospects(site, agents, lines, placement, waiting);
    }

    /** What callers can expect. */
    public Prospects prospects() {
        return prospects;
    }

    /** The books of all queues that have been used, in the order of the settings. */
    public List<QueueLedger> ledgers() {
        return waiting.queues().stream().map(Queue::ledger).toList();
    }

    /** The agents who hold an offer, by the call offered. */
    public Map<CallId, AgentId> offered() {
        Map<CallId, AgentId> result = new LinkedHashMap<>();
        openOffers().forEach(offer -> result.put(offer.call(), offer.agent()));
        return Collections.unmodifiableMap(result);
    }

    /**
     * An offer that rings, or was answered and is being joined.
     *
     * @param leg the leg at the agent's phone
     */
    public record OpenOffer(OfferId id, CallId call, AgentId agent, LegId leg, boolean accepted) {}

    public List<OpenOffer> openOffers() {
        return offers.all().stream().map(Offers::open).toList();
    }

    /** The open offer of a waiting call, or null. */
    public @Nullable OpenOffer openOffer(CallId id) {
        WaitingCall call = waiting.get(id);
        return call == null || call.offer == null ? null : Offers.open(call);
    }

    public @Nullable OpenOffer openOffer(OfferId id) {
        WaitingCall call = offers.get(id);
        return call == null ? null : Offers.open(call);
    }

    /** All callers who stand in a queue, offered or not, and the queue of each. */
    public Map<CallId, QueueId> waiting() {
        Map<CallId, QueueId> result = new LinkedHashMap<>();
        waiting.all().forEach(w -> result.put(w.call, w.queue));
        return Collections.unmodifiableMap(result);
    }

    /** The queue in which a call stands, offered or not, or null. */
    public @Nullable QueueId queueOf(CallId id) {
        WaitingCall call = waiting.get(id);
        return call == null ? null : call.queue;
    }

    /** The books of one queue, or null when nobody ever entered it. */
    public @Nullable QueueLedger ledger(QueueId id) {
        Queue queue = waiting.queue(id);
        return queue == null ? null : queue.ledger();
    }

    /** Callers in line and not offered to anyone, the next one first. */
    public List<CallId> unoffered(QueueId id) {
        return lines.callers(id).stream().map(w -> w.call).toList();
    }

    /** How many callers are in line and not offered to anyone. */
    public int unofferedCount(QueueId id) {
        return lines.count(id);
    }

    /**
     * A caller in line whom an agent, were they available, could be offered now, and whose key is smaller than a limit; null
     * when there is none.
     *
     * @param but callers who do not count
     */
    public @Nullable CallId passedOver(AgentId id, long limit, Set<CallId> but) {
        Lines.Profile profile = profile(id);
        if (profile != null) {
            for (WaitingCall call : waiting.all()) {
                boolean counts = call.offer == null && call.key < limit && !but.contains(call.call);
                if (counts && Lines.level(profile, call.eligibility()) >= 0) {
                    return call.call;
                }
            }
        }
        return null;
    }

    /** Whether an agent, were they available, could be offered this waiting call now. */
    public boolean mayServe(AgentId id, CallId callId) {
        WaitingCall call = waiting.get(callId);
        Lines.Profile profile = profile(id);
        return call != null && profile != null && Lines.level(profile, call.eligibility()) >= 0;
    }

    private Lines.@Nullable Profile profile(AgentId id) {
        Agent agent = agents.agent(id);
        return agent == null ? null : availability.profile(agent);
    }

    // ---- inputs

    public Reply reject(AgentId agent, AgentCommand.RejectOffer command, Deciding out) {
        WaitingCall call = offers.get(command.offer());
        if (call == null || call.offer == null || !call.offer.agent.equals(agent) || call.offer.accepted) {
            return new Reply.Refused(Refusal.NO_SUCH_OFFER, "Offer " + command.offer() + " is not open for you.");
        }
        offers.end(call, OfferEnd.REJECTED, out);
        return new Reply.Ok();
    }

    /** A supervisor puts a waiting caller into another queue, or to the head of one. */
    public Reply move(String by, SupervisorCommand.MoveCaller command, Deciding out) {
        WaitingCall call = waiting.get(command.call());
        SiteConfig.QueueConfig to = site.queue(command.queue());
        if (call == null) {
            return new Reply.Refused(Refusal.NO_SUCH_CALL, "Call " + command.call() + " does not wait in a queue.");
        }
        if (to == null) {
            return new Reply.Refused(Refusal.UNKNOWN_QUEUE, "There is no queue " + command.queue() + ".");
        }
        if (call.offer != null) {
            return new Reply.Refused(
                    Refusal.WRONG_STATE,
                    "Call " + command.call() + " rings at agent " + call.offer.agent + " already.");
        }
        Long first = lines.firstKey(to.id());
        long key = command.toHead() && first != null ? Math.min(call.key, first - 1) : call.key;
        leave(call, QueueExit.MOVED, out);
        Call moved = Objects.requireNonNull(calls.call(call.call));
        out.fact(placement.entry(moved, to, key, null, by, out.at()));
        return new Reply.Ok();
    }

    @Override
    public void decide(TimerKey timer, Deciding out) {
        switch (timer) {
            case TimerKey.OfferLease t -> {
                WaitingCall call = offers.get(t.offer());
                if (call != null && call.offer != null) {
                    offers.end(call, call.offer.accepted ? OfferEnd.NOT_JOINED : OfferEnd.TIMED_OUT, out);
                }
            }
            case TimerKey.WaitLimit t -> leaveUnlessOffered(t.call(), QueueExit.TIMED_OUT, out);
            case TimerKey.OverflowLimit t -> leaveUnlessOffered(t.call(), QueueExit.OVERFLOWED, out);
            case TimerKey.BindingLimit t -> {
                WaitingCall call = waiting.get(t.call());
                if (call != null && call.offer == null) {
                    endBinding(call, out);
                }
            }
            case TimerKey.NeedLimit t -> {
                WaitingCall call = waiting.get(t.call());
                if (call != null) {
                    long waited = out.at() - call.queuedAt;
                    out.fact(new QueueEvent.NeedsRelaxed(
                            call.call,
                            call.needs.stream()
                                    .filter(need -> need.appliesAfter(waited))
                                    .toList()));
                }
            }
            default -> {}
        }
    }

    /** A caller whose offer rings is not sent away: the offer decides, and the limit is looked at again after it. */
    private void leaveUnlessOffered(CallId id, QueueExit exit, Deciding out) {
        WaitingCall call = waiting.get(id);
        if (call != null && call.offer == null) {
            leave(call, exit, out);
        }
    }

    private static void leave(WaitingCall call, QueueExit exit, Deciding out) {
        out.fact(new QueueEvent.CallLeftQueue(call.call, call.queue, exit, out.at()));
    }

    private static void endBinding(WaitingCall call, Deciding out) {
        if (call.binding != null) {
            out.fact(new QueueEvent.BindingEnded(call.call, call.binding.agent()));
        }
    }

    @Override
    public void settled(Effect effect, RequestOutcome outcome, Deciding out) {
        PbxRequest.BridgeLegs bridge = Calls.notJoined(effect, outcome);
        if (bridge != null) {
            WaitingCall call = offers.at(bridge.second());
            if (call != null) {
                offers.end(call, OfferEnd.NOT_JOINED, out);
            }
        }
    }

    // ---- reactions

    @Override
    public void react(Event event, Deciding out) {
        switch (event) {
            case IvrEvent.IvrQueueReached e -> enter(e, out);
            case IvrEvent.IvrQueueKeyPressed e ->
                walkAway(e.call(), e.callBack() ? QueueExit.CALLBACK_REQUESTED : QueueExit.WITHDRAWN, out);
            case IvrEvent.IvrAnnounced e -> {
                WaitingCall call = waiting.get(e.call());
                if (call != null && !call.isBeingJoined()) {
                    music(call, out);
                }
            }
            case CallBackEvent.CallBackBegun e -> {
                Call call = calls.call(e.call());
                SiteConfig.QueueConfig config = site.queue(e.callBack().queue());
                if (call != null && config != null) {
                    out.fact(placement.entry(call, config, e.callBack().key(), null, null, out.at()));
                }
            }
            case QueueEvent.CallQueued e -> queued(e, out);
            case QueueEvent.OfferMade e -> {
                offers.dial(e, out);
                matching.next(out);
            }
            case QueueEvent.OfferAccepted e -> offers.join(Objects.requireNonNull(waiting.get(e.call())), out);
            case QueueEvent.OfferEnded e -> offerEnded(e, out);
            case QueueEvent.CallLeftQueue e -> {}
            case QueueEvent.BindingEnded e -> matching.next(out);
            case QueueEvent.NeedsRelaxed e -> matching.next(out);
            case AgentEvent.AgentLoggedOut e -> loggedOut(e.agent(), out);
            case AgentEvent.AgentBecameReady e -> matching.next(out);
            case AgentEvent.AgentConnectionRestored e -> matching.next(out);
            case AgentEvent.SeatTakenOver e -> matching.next(out);
            case SiteEvent.LinkChanged e -> {
                if (e.up()) {
                    offers.linkIsBack(e.pbx(), out);
                    musicAgain(e.pbx(), out);
                    matching.next(out);
                }
            }
            case SiteEvent.SiteConfigured e -> matching.next(out);
            case SiteEvent.StationChanged e -> {
                if (e.state() != PbxEvent.StationState.UNREACHABLE) {
                    matching.next(out);
                }
            }
            case CallEvent.LegAnswered e -> {
                WaitingCall call = waiting.get(e.call());
                if (call != null && call.offer != null && call.offer.accepted) {
                    // The customer who is called back: the agent is there already.
                    offers.join(call, out);
                } else {
                    offers.answered(e.leg(), out);
                }
            }
            case CallEvent.LegsJoined e -> {
                WaitingCall call = waiting.get(e.call());
                if (call != null) {
                    out.fact(new QueueEvent.CallLeftQueue(call.call, call.queue, QueueExit.ANSWERED, e.at()));
                }
            }
            case CallEvent.LegEnded e -> legEnded(e, out);
            case CallEvent.LegReturned e -> {
                WaitingCall call = waiting.get(e.call());
                if (call != null) {
                    music(call, out);
                }
            }
            default -> {}
        }
    }

    private void enter(IvrEvent.IvrQueueReached e, Deciding out) {
        Call call = calls.call(e.call());
        SiteConfig.QueueConfig config = site.queue(e.queue());
        if (call != null && config != null && waiting.get(e.call()) == null) {
            long key = call.arrivedAt() - Placement.headStart(config, call.customer());
            out.fact(placement.entry(call, config, key, e.ownPatience(), null, out.at()));
        }
    }

    /** A caller has thought better of waiting. An offer that rings is taken back. */
    private void walkAway(CallId id, QueueExit exit, Deciding out) {
        WaitingCall call = waiting.get(id);
        if (call != null && !call.isBeingJoined()) {
            if (call.offer != null) {
                offers.end(call, OfferEnd.CALLER_GONE, out);
            }
            leave(call, exit, out);
        }
    }

    /** Takes a call out of its queue that need not wait any more; does nothing when it is being joined, or waits nowhere. */
    public void withdraw(CallId id, Deciding out) {
        walkAway(id, QueueExit.WITHDRAWN, out);
    }

    /** Whether the customer's telephone rings, or is about to, because they are called back. */
    private boolean isRung(WaitingCall waitingCall) {
        Call call = Objects.requireNonNull(calls.call(waitingCall.call));
        LegState state = call.customerLeg().state();
        return call.callBack() != null && (state == LegState.INITIATED || state == LegState.ALERTING);
    }

    private void queued(QueueEvent.CallQueued e, Deciding out) {
        WaitingCall call = Objects.requireNonNull(waiting.get(e.call()));
        Call entered = Objects.requireNonNull(calls.call(e.call()));
        QueueExit refusal = prospects.refusal(entered, e.queue(), out.at());
        if (refusal != null) {
            leave(call, refusal, out);
            return;
        }
        music(call, out);
        matching.next(out);
    }

    /** Callers who waited for this agent alone are for everybody now; where nobody is left, a queue may let its callers go. */
    private void loggedOut(AgentId agent, Deciding out) {
        for (WaitingCall call : List.copyOf(waiting.all())) {
            if (call.offer != null) {
                continue;
            }
            if (site.rules(call.queue).leaveWhenEmpty() && agents.staffing(call.queue) == 0) {
                leave(call, QueueExit.NO_AGENTS, out);
            } else if (call.binding != null && call.binding.agent().equals(agent)) {
                endBinding(call, out);
            }
        }
    }

    private void music(WaitingCall call, Deciding out) {
        SiteConfig.QueueConfig config = site.queue(call.queue);
        Leg leg = Objects.requireNonNull(calls.call(call.call)).customerLeg();
        if (config != null && leg.state() == LegState.QUEUED) {
            out.ask(leg.pbx(), id -> new PbxRequest.StartMusic(id, leg.id(), config.music()));
        }
    }

    /** Nobody knows what the callers of a PBX heard while its link was down, or what was asked for and lost. */
    private void musicAgain(PbxId pbx, Deciding out) {
        for (WaitingCall call : waiting.all()) {
            boolean here = Objects.requireNonNull(calls.call(call.call)).pbx().equals(pbx);
            if (here && !call.isBeingJoined() && call.queuedAt < out.at()) {
                music(call, out);
            }
        }
    }

    /** The caller is there still, perhaps: is it the turn of something that was put off while the offer rang? */
    private void offerEnded(QueueEvent.OfferEnded e, Deciding out) {
        WaitingCall call = waiting.get(e.call());
        if (call == null || call.offer != null) {
            // Gone, or already offered to somebody else because of an earlier fact of the same input.
            return;
        }
        QueueExit exit = exitAfterOffer(call, out.at());
        if (exit != null) {
            leave(call, exit, out);
            return;
        }
        if (e.end() == OfferEnd.NOT_JOINED) {
            // The attempt to join the legs may have stopped it.
            music(call, out);
        }
        if (call.binding == null) {
            matching.next(out);
        } else {
            endBinding(call, out);
        }
    }

    /** Why a caller must leave now that their offer has ended, or null. */
    private @Nullable QueueExit exitAfterOffer(WaitingCall call, long at) {
        if (isRung(call)) {
            // The agent they were called back for is gone: better no call than one that nobody speaks in.
            return QueueExit.NOT_REACHED;
        }
        if (at >= call.until) {
            return QueueExit.TIMED_OUT;
        }
        return call.overflowAt != null && at >= call.overflowAt ? QueueExit.OVERFLOWED : null;
    }

    private void legEnded(CallEvent.LegEnded e, Deciding out) {
        WaitingCall call = waiting.get(e.call());
        if (call == null) {
            return;
        }
        if (e.role() == LegRole.CUSTOMER) {
            boolean calledUs = Objects.requireNonNull(calls.call(e.call())).callBack() == null;
            boolean reached =
                    calledUs || Objects.requireNonNull(calls.leg(e.leg())).state() == LegState.CLEARED;
            if (call.offer != null) {
                offers.end(call, reached ? OfferEnd.CALLER_GONE : OfferEnd.CUSTOMER_NOT_REACHED, out);
            }
            QueueExit exit = reached ? QueueExit.ABANDONED : QueueExit.NOT_REACHED;
            out.fact(new QueueEvent.CallLeftQueue(call.call, call.queue, exit, e.at()));
        } else {
            offers.phoneEnded(call, e, out);
        }
    }

    // ---- state

    @Override
    public void apply(Event event, long at) {
        switch (event) {
            case QueueEvent e -> applyQueue(e);
            case AgentEvent e -> {
                if (e instanceof AgentEvent.AgentBecameReady) {
                    availability.becameReady(e.agent());
                }
                availability.see(e.agent());
            }
            case SiteEvent.StationChanged e -> {
                AgentId seated = agents.seatedAt(e.station());
                if (seated != null) {
                    availability.see(seated);
                }
            }
            case SiteEvent.SiteConfigured e -> availability.seeAll();
            case SiteEvent.LinkChanged e -> {
                offers.holdLeases(e, at);
                availability.seeAll();
            }
            default -> {}
        }
    }

    private void applyQueue(QueueEvent event) {
        switch (event) {
            case QueueEvent.CallQueued e ->
                waiting.enter(e, Objects.requireNonNull(calls.call(e.call())).pbx());
            case QueueEvent.BindingEnded e -> waiting.endBinding(e);
            case QueueEvent.NeedsRelaxed e -> waiting.relax(e);
            case QueueEvent.OfferMade e -> {
                WaitingCall call = waiting.offered(e.call());
                lines.remove(e.agent());
                offers.add(call, e);
                shares.computeIfAbsent(e.agent(), agent -> new OwnShare())
                        .add(e.explanation().overtaking() == Explanation.Overtaking.OWN_CUSTOMER);
            }
            case QueueEvent.OfferAccepted e -> offers.accept(e);
            case QueueEvent.OfferEnded e -> {
                WaitingCall call = offers.remove(e.offer());
                if (call != null) {
                    waiting.offerEnded(call);
                }
            }
            case QueueEvent.CallLeftQueue e -> {
                WaitingCall call = Objects.requireNonNull(waiting.get(e.call()));
                if (call.offer != null) {
                    offers.remove(call.offer.id);
                }
                waiting.leave(e);
            }
        }
    }

    record Share(AgentId agent, int bits) {}

    /** @param offered calls with an open offer, the oldest offer first */
    @Journaled("state.queues/1")
    record State(WaitingCalls.State waiting, Availability.State available, List<Share> shares, List<CallId> offered) {}

    @Override
    public Record state() {
        return new State(
                waiting.state(),
                availability.state(),
                shares.entrySet().stream()
                        .map(e -> new Share(e.getKey(), e.getValue().bits()))
                        .toList(),
                offers.all().stream().map(call -> call.call).toList());
    }

    @Override
    public void restore(Record state) {
        State from = (State) state;
        waiting.restore(
                from.waiting(), id -> Objects.requireNonNull(calls.call(id)).pbx());
        for (CallId id : from.offered()) {
            WaitingCall call = Objects.requireNonNull(waiting.get(id));
            offers.restore(call, Objects.requireNonNull(call.offer));
        }
        from.shares().forEach(share -> shares.put(share.agent(), new OwnShare(share.bits())));
        availability.restore(from.available());
    }
}
