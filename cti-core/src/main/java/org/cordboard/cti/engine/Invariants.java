package org.cordboard.cti.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cordboard.cti.acd.AcdQueues;
import org.cordboard.cti.acd.Explanation;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.acd.QueueLedger;
import org.cordboard.cti.agent.Agent;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.AgentState;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.Call;
import org.cordboard.cti.call.CallData;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.Invitation;
import org.cordboard.cti.call.Leg;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.call.LegRole;
import org.cordboard.cti.call.LegState;
import org.cordboard.cti.call.Recording;
import org.cordboard.cti.callback.CallBack;
import org.cordboard.cti.dialout.DialOuts;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.TrunkId;
import org.jspecify.annotations.Nullable;

/**
 * What must hold between any two inputs, worked out afresh from the state: nobody is stuck (each caller, agent and leg is
 * waiting for something that is sure to come), nobody is served twice, and the books balance.
 *
 * <p>{@link #check} scans everything. {@link #checkTouched} looks only at the agents, calls and queues named by a decision's
 * facts, and at the order of its offers; it scans everything too when the facts concern the whole site (settings, links). What only the full scan
 * finds: timers without an owner, seats held by two, and counts of waiting callers that are wrong without any fact about
 * the queue.
 */
public final class Invariants {

    /** Requests outstanding for each open call, at most; each ends with its limit. */
    static final int EFFECTS_PER_CALL = 16;

    /** Requests outstanding that no open call accounts for, such as clearing unknown legs after a lost link. */
    static final int OTHER_EFFECTS = 10_000;

    private final Engine engine;
    private final AcdQueues queues;

    private Invariants(Engine engine) {
        this.engine = engine;
        this.queues = engine.queues();
    }

    /**
     * Checks everything.
     *
     * @throws EngineFault naming what is broken, with ids and states
     */
    public static void check(Engine engine) {
        new Invariants(engine).everything();
    }

    /**
     * Checks what a decision just taken by this engine has touched.
     *
     * @throws EngineFault naming what is broken, with ids and states
     */
    public static void checkTouched(Engine engine, Decision decision) {
        Touched touched = Touched.by(decision);
        Invariants invariants = new Invariants(engine);
        touched.offers.forEach(invariants::turn);
        if (touched.everything) {
            invariants.everything();
            return;
        }
        touched.calls.forEach(invariants::call);
        for (StationId station : touched.stations) {
            AgentId seated = engine.agents().seatedAt(station);
            if (seated != null) {
                touched.agents.add(seated);
            }
        }
        for (AgentId id : touched.agents) {
            Agent agent = engine.agents().agent(id);
            if (agent != null) {
                invariants.agent(agent);
            }
        }
        touched.queues.forEach(invariants::queue);
        invariants.effects();
    }

    private void everything() {
        engine.calls().all().forEach(call -> call(call.id()));
        legsTaken();
        trunks();
        engine.agents().all().forEach(this::agent);
        queues.ledgers().forEach(ledger -> queue(ledger.queue()));
        offers();
        connections();
        lines();
        callBacks();
        engine.dialOuts()
                .all()
                .forEach(dialOut ->
                        require(engine.calls().call(dialOut.call()) != null, "%s is of a closed call", dialOut));
        seats();
        timers();
        effects();
    }

    // ---- agents

    private void agent(Agent agent) {
        switch (agent.state()) {
            case AgentState.LoggedOut s -> require(agent.station() == null, "%s has a seat", agent);
            case AgentState.Ready s -> {
                require(agent.pending() == null, "%s has a pending state", agent);
                noCallerWaitsFor(agent);
            }
            case AgentState.NotReady s -> require(agent.pending() == null, "%s has a pending state", agent);
            case AgentState.Reserved s -> reserved(agent, s);
            case AgentState.Busy s ->
                require(hasLiveLeg(s.call(), agent.id()), "%s is stuck: no live leg in the call", agent);
            case AgentState.WrapUp s -> {
                require(engine.calls().call(s.call()) != null, "%s wraps up a call that is closed", agent);
                require(isRunning(new TimerKey.WrapUpLimit(agent.id())), "%s is stuck: no limit runs", agent);
            }
        }
        StationId station = agent.station();
        if (station != null) {
            AgentId holder = engine.agents().seatedAt(station);
            require(agent.id().equals(holder), "%s sits at %s, which is the seat of %s", agent, station, holder);
        }
        require(
                !(agent.state() instanceof AgentState.Ready)
                        || !agent.connectionLost()
                        || isRunning(new TimerKey.ConnectionGrace(agent.id())),
                "%s is without a desktop, and no grace period runs",
                agent);
    }

    private void reserved(Agent agent, AgentState.Reserved state) {
        AcdQueues.OpenOffer offer = queues.openOffer(state.offer());
        Call call = engine.calls().call(state.call());
        Invitation invitation = call == null ? null : call.invitation();
        DialOuts.Open dialOut = engine.dialOuts().open(state.offer());
        if (dialOut != null) {
            boolean own = dialOut.agent().equals(agent.id()) && dialOut.call().equals(state.call());
            require(own && !dialOut.accepted(), "%s is reserved for what is no dialling of theirs: %s", agent, dialOut);
        } else if (invitation != null && invitation.offer().equals(state.offer())) {
            require(invitation.agent().equals(agent.id()), "%s is reserved for somebody else: %s", agent, invitation);
        } else if (offer == null) {
            require(
                    agent.releasing() && hasLiveLeg(state.call(), agent.id()),
                    "%s is stuck: neither an open offer nor a leg that is going away",
                    agent);
        } else {
            boolean own = offer.agent().equals(agent.id()) && offer.call().equals(state.call());
            require(own, "%s is reserved for the offer of somebody else: %s", agent, offer);
        }
    }

    private boolean hasLiveLeg(CallId id, AgentId agent) {
        Call call = engine.calls().call(id);
        return call != null && call.legOf(agent) != null;
    }

    private void noCallerWaitsFor(Agent agent) {
        if (engine.agents().available(agent)) {
            CallId waits = queues.passedOver(agent.id(), Long.MAX_VALUE, Collections.emptySet());
            require(waits == null, "%s is available while %s waits", agent, waits);
        }
    }

    /** P4: a caller whose turn it was for the same agent may only be passed over for a reason that is named and counted. */
    private void turn(QueueEvent.OfferMade offer, Set<CallId> cameLater) {
        if (offer.explanation().overtaking() != Explanation.Overtaking.NONE) {
            return;
        }
        CallId before = queues.passedOver(offer.agent(), offer.explanation().key(), cameLater);
        require(before == null, "%s was passed over by %s", before, offer);
    }

    // ---- calls

    private void call(CallId id) {
        Call call = engine.calls().call(id);
        QueueId queue = queues.queueOf(id);
        if (call == null) {
            require(queue == null, "closed call %s still waits in %s", id, queue);
            for (TimerKey key :
                    List.of(new TimerKey.WaitLimit(id), new TimerKey.DigitLimit(id), new TimerKey.LookUpLimit(id))) {
                require(!isRunning(key), "%s of a closed call runs", key);
            }
            return;
        }
        require(call.data().size() <= CallData.MOST, "%s has more data than it can", call);
        boolean live = call.legs().stream().anyMatch(Leg::alive);
        require(live || !call.atWork().isEmpty(), "%s is stuck: no live leg and nobody at work on it", call);
        waiting(call, queue);
        dialOut(call);
        customerLeg(call, queue != null);
        int connected = 0;
        for (Leg leg : call.legs()) {
            if (leg.role() == LegRole.AGENT && leg.alive()) {
                agentLeg(call, leg);
                connected += leg.state() == LegState.CONNECTED && !leg.invited() ? 1 : 0;
            }
        }
        require(
                call.recording() == Recording.NONE || call.customerLeg().alive(),
                "%s is recorded without its customer",
                call);
        require(connected <= 1, "%s agents whom nobody has invited are connected to %s", connected, call);
        invitation(call);
        boolean settled =
                call.isArranged() || call.isBeingArranged() || !engine.site().linkUp(call.pbx());
        require(settled, "the conversation of %s is not as it is to be, and nothing is under way", call);
    }

    private void invitation(Call call) {
        Invitation invitation = call.invitation();
        Leg leg = invitation == null ? null : engine.calls().leg(invitation.leg());
        if (invitation != null) {
            require(leg != null && leg.alive(), "the leg of %s is gone", invitation);
            require(isRunning(new TimerKey.InvitationLimit(invitation.offer())), "%s has no limit", invitation);
        }
        boolean heldByNobody =
                call.customerLeg().state() == LegState.HELD && call.inCharge() == null && !call.hasAgentLeg();
        require(!heldByNobody, "the customer of %s is on hold for nobody", call);
    }

    /** An agent who dials is reserved or busy, and their telephone or the customer's is sure to come to an end. */
    private void dialOut(Call call) {
        DialOuts.Open dialOut = engine.dialOuts().open(call.id());
        if (dialOut == null) {
            return;
        }
        Agent agent = engine.agents().agent(dialOut.agent());
        require(agent != null && call.id().equals(agent.call()), "%s is open, and its agent is %s", dialOut, agent);
        Leg leg = engine.calls().leg(dialOut.agentLeg());
        require(leg != null && leg.alive(), "the leg of %s is gone", dialOut);
        require(call.customerLeg().alive(), "the customer of %s is gone", dialOut);
        boolean leased = isRunning(new TimerKey.OfferLease(dialOut.lease()));
        require(leased || !engine.site().linkUp(dialOut.pbx()), "the lease of %s does not run", dialOut);
    }

    private void waiting(Call call, @Nullable QueueId queue) {
        AcdQueues.OpenOffer offer = queues.openOffer(call.id());
        if (queue == null) {
            require(offer == null, "%s is offered and in no queue: %s", call, offer);
            return;
        }
        require(call.customerLeg().alive(), "%s waits in %s without its caller", call, queue);
        if (offer != null) {
            offer(offer);
            return;
        }
        require(isRunning(new TimerKey.WaitLimit(call.id())), "%s waits in %s without a limit", call, queue);
        for (Agent agent : engine.agents().all()) {
            boolean passedBy = engine.agents().available(agent) && queues.mayServe(agent.id(), call.id());
            require(!passedBy, "%s is available while %s waits in %s", agent, call, queue);
        }
    }

    private void offer(AcdQueues.OpenOffer offer) {
        Agent agent = engine.agents().agent(offer.agent());
        AgentState state = agent == null ? null : agent.state();
        boolean held =
                switch (state) {
                    case AgentState.Reserved s -> s.offer().equals(offer.id()) && !offer.accepted();
                    case AgentState.Busy s -> s.call().equals(offer.call()) && offer.accepted();
                    case null -> false;
                    case AgentState.LoggedOut s -> false;
                    case AgentState.Ready s -> false;
                    case AgentState.NotReady s -> false;
                    case AgentState.WrapUp s -> false;
                };
        require(held, "%s is open, but its agent is %s", offer, state);
        Leg leg = engine.calls().leg(offer.leg());
        require(leg != null && leg.alive(), "the leg of %s is gone", offer);
        boolean waitsForTheLink = leg != null && !engine.site().linkUp(leg.pbx());
        boolean leased = isRunning(new TimerKey.OfferLease(offer.id()));
        require(leased || waitsForTheLink, "the lease of %s does not run", offer);
    }

    private void customerLeg(Call call, boolean queued) {
        Leg leg = call.customerLeg();
        if (!leg.alive() || leg.clearing() || !engine.site().linkUp(leg.pbx())) {
            return;
        }
        if (leg.state() == LegState.CONNECTED) {
            require(
                    call.hasAgentLeg() || isRunning(new TimerKey.ReturnLimit(call.id())),
                    "the caller of %s is connected to nobody",
                    call);
            return;
        }
        boolean going = queued
                || (call.hasAgentLeg() && call.answered())
                || engine.dialOuts().open(call.id()) != null
                || isRunning(new TimerKey.DigitLimit(call.id()))
                || isRunning(new TimerKey.LookUpLimit(call.id()))
                || isAskedFor(call.id(), leg.id());
        require(going, "the caller of %s is stuck: nothing is under way for them", call);
    }

    private boolean isAskedFor(CallId call, LegId leg) {
        for (Effect effect : engine.outstandingEffects()) {
            boolean asked =
                    switch (effect) {
                        case Effect.AskPbx ask -> movesOn(ask.request(), leg);
                        case Effect.QueryCustomer query -> query.query().call().equals(call);
                        // Its own limit runs.
                        case Effect.LookUpCustomer lookUp -> false;
                    };
            if (asked) {
                return true;
            }
        }
        return false;
    }

    /** Whether something follows for the caller from the answer to a request. */
    private static boolean movesOn(PbxRequest request, LegId leg) {
        return switch (request) {
            case PbxRequest.AnswerLeg r -> r.leg().equals(leg);
            case PbxRequest.PlayPrompts r -> r.leg().equals(leg);
            case PbxRequest.DeflectLeg r -> r.leg().equals(leg);
            case PbxRequest.ClearLeg r -> r.leg().equals(leg);
            case PbxRequest.DialLeg r -> false;
            case PbxRequest.StartMusic r -> false;
            case PbxRequest.StopMusic r -> false;
            case PbxRequest.TagLeg r -> false;
            case PbxRequest.SendDigits r -> false;
            case PbxRequest.RecordLeg r -> false;
            case PbxRequest.MuteLeg r -> false;
            case PbxRequest.BridgeLegs r -> false;
            case PbxRequest.AddLeg r -> false;
            case PbxRequest.PartLegs r -> false;
        };
    }

    private void agentLeg(Call call, Leg leg) {
        if (leg.clearing() || !engine.site().linkUp(leg.pbx())) {
            return;
        }
        if (leg.state() == LegState.CONNECTED || leg.state() == LegState.HELD) {
            AgentId id = leg.agent();
            Agent agent = id == null ? null : engine.agents().agent(id);
            require(
                    agent != null
                            && agent.state() instanceof AgentState.Busy busy
                            && busy.call().equals(call.id()),
                    "%s is in a conversation of %s",
                    agent,
                    call);
        } else {
            AcdQueues.OpenOffer offer = queues.openOffer(call.id());
            Invitation invitation = call.invitation();
            DialOuts.Open dialOut = engine.dialOuts().open(call.id());
            require(
                    (offer != null && offer.leg().equals(leg.id()))
                            || (invitation != null && invitation.leg().equals(leg.id()))
                            || (dialOut != null && dialOut.agentLeg().equals(leg.id())),
                    "agent's leg %s of %s is stuck: neither offer nor invitation nor dialling, and nobody clears it",
                    leg.id(),
                    call);
        }
    }

    // ---- queues

    private void queue(QueueId id) {
        QueueLedger ledger = queues.ledger(id);
        if (ledger == null) {
            return;
        }
        require(ledger.balances(), "the books do not balance: %s", ledger);
        int line = queues.unofferedCount(id);
        require(line <= ledger.waiting(), "%s in line, more than in the books: %s", line, ledger);
    }

    /** Each caller who waits stands in exactly one line or is offered, and the books count just these. */
    private void lines() {
        Map<CallId, QueueId> waiting = queues.waiting();
        Map<QueueId, Long> counts = new LinkedHashMap<>();
        waiting.forEach((call, queue) -> counts.merge(queue, 1L, Long::sum));
        Set<CallId> seen = new LinkedHashSet<>();
        for (QueueLedger ledger : queues.ledgers()) {
            long there = counts.getOrDefault(ledger.queue(), 0L);
            require(ledger.waiting() == there, "%s callers are there, the books say %s", there, ledger);
            for (CallId id : queues.unoffered(ledger.queue())) {
                require(seen.add(id), "%s stands in two lines", id);
                require(ledger.queue().equals(waiting.get(id)), "%s stands in the line of %s", id, ledger.queue());
                require(queues.openOffer(id) == null, "%s stands in line and is offered", id);
            }
        }
        waiting.forEach((call, queue) -> {
            require(engine.calls().call(call) != null, "closed call %s waits in %s", call, queue);
            require(seen.contains(call) || queues.openOffer(call) != null, "%s is lost from line %s", call, queue);
        });
    }

    /** A customer who is to be called back stands in a queue, or is sure to do so later. */
    private void callBacks() {
        for (CallBack callBack : engine.callBacks().all()) {
            CallId attempt = engine.callBacks().attempt(callBack.id());
            require(
                    attempt == null
                            ? isRunning(new TimerKey.CallBackDue(callBack.id()))
                            : queues.prospects().isWaiting(attempt),
                    "%s is stuck: neither in a queue nor waiting for a time",
                    callBack);
        }
    }

    private void offers() {
        Set<AgentId> agents = new LinkedHashSet<>();
        Set<CallId> calls = new LinkedHashSet<>();
        for (AcdQueues.OpenOffer offer : queues.openOffers()) {
            require(agents.add(offer.agent()), "%s holds two offers", offer.agent());
            require(calls.add(offer.call()), "%s is offered twice", offer.call());
            require(queues.queueOf(offer.call()) != null, "%s is offered and in no queue", offer.call());
            offer(offer);
        }
    }

    private void connections() {
        Set<AgentId> connected = new LinkedHashSet<>();
        for (Call call : engine.calls().all()) {
            for (Leg leg : call.legs()) {
                AgentId agent = leg.agent();
                if (agent != null && leg.state() == LegState.CONNECTED) {
                    require(connected.add(agent), "%s is connected to two calls", agent);
                }
            }
        }
    }

    // ---- the whole site

    private void legsTaken() {
        Map<PbxId, Integer> counts = new LinkedHashMap<>();
        engine.calls().all().forEach(call -> counts.merge(call.pbx(), call.legsTaken(), Integer::sum));
        counts.forEach((pbx, legs) -> require(
                engine.calls().legsTaken(pbx) == legs,
                "%s legs are taken at %s, not %s",
                legs,
                pbx,
                engine.calls().legsTaken(pbx)));
    }

    private void trunks() {
        Map<TrunkId, Integer> counts = new LinkedHashMap<>();
        for (Call call : engine.calls().all()) {
            Leg leg = call.customerLeg();
            counts.merge(call.trunk(), leg.alive() && leg.state() != LegState.NULL ? 1 : 0, Integer::sum);
        }
        counts.forEach((trunk, legs) -> require(
                engine.calls().legsOn(trunk) == legs,
                "%s legs are on trunk %s, not %s",
                legs,
                trunk,
                engine.calls().legsOn(trunk)));
    }

    private void seats() {
        Set<StationId> taken = new LinkedHashSet<>();
        for (Agent agent : engine.agents().all()) {
            StationId station = agent.station();
            require(station == null || taken.add(station), "two agents sit at %s", station);
        }
    }

    private boolean isRunning(TimerKey key) {
        return engine.timers().isRunning(key);
    }

    private void timers() {
        for (Timers.Started timer : engine.timers().all()) {
            require(hasOwner(timer.key()), "%s belongs to nothing that is alive", timer);
        }
        for (Effect effect : engine.outstandingEffects()) {
            require(isRunning(new TimerKey.EffectLimit(effect.id())), "nothing ends request %s", effect.id());
        }
    }

    private boolean hasOwner(TimerKey key) {
        return switch (key) {
            case TimerKey.OfferLease t ->
                queues.openOffer(t.offer()) != null || engine.dialOuts().open(t.offer()) != null;
            case TimerKey.InvitationLimit t ->
                engine.calls().all().stream()
                        .map(Call::invitation)
                        .anyMatch(invitation ->
                                invitation != null && invitation.offer().equals(t.offer()));
            case TimerKey.WrapUpLimit t -> {
                Agent agent = engine.agents().agent(t.agent());
                yield agent != null && agent.state() instanceof AgentState.WrapUp;
            }
            case TimerKey.LookUpLimit t -> engine.calls().call(t.call()) != null;
            case TimerKey.WaitLimit t -> queues.prospects().isWaiting(t.call());
            case TimerKey.BindingLimit t -> queues.prospects().isWaiting(t.call());
            case TimerKey.NeedLimit t -> queues.prospects().isWaiting(t.call());
            case TimerKey.OverflowLimit t -> queues.prospects().isWaiting(t.call());
            case TimerKey.ReturnLimit t -> engine.calls().call(t.call()) != null;
            case TimerKey.DigitLimit t -> engine.calls().call(t.call()) != null;
            case TimerKey.AnnouncementDue t -> queues.prospects().isWaiting(t.call());
            case TimerKey.CallBackDue t -> engine.callBacks().get(t.callBack()) != null;
            case TimerKey.ConnectionGrace t -> {
                Agent agent = engine.agents().agent(t.agent());
                yield agent != null && agent.connectionLost();
            }
            case TimerKey.EffectLimit t -> engine.outstanding(t.request()) != null;
        };
    }

    private void effects() {
        int outstanding = engine.outstandingEffects().size();
        int bound = OTHER_EFFECTS + EFFECTS_PER_CALL * engine.calls().all().size();
        require(outstanding <= bound, "%s requests are outstanding, more than %s", outstanding, bound);
    }

    // ---- words

    private void require(boolean holds, String message, @Nullable Object... about) {
        if (!holds) {
            @Nullable Object[] words = new @Nullable Object[about.length];
            for (int i = 0; i < words.length; i++) {
                words[i] = describe(about[i]);
            }
            throw new EngineFault("at " + engine.now() + ": " + message.formatted(words));
        }
    }

    private static @Nullable Object describe(@Nullable Object thing) {
        return switch (thing) {
            case Agent agent -> describe(agent);
            case Call call -> describe(call);
            case null, default -> thing;
        };
    }

    private static String describe(Agent agent) {
        return "agent " + agent.id() + " [" + agent.state() + (agent.talked() ? " talked" : "")
                + (agent.releasing() ? " releasing" : "") + " pending " + agent.pending() + "]";
    }

    private static String describe(Call call) {
        StringBuilder words = new StringBuilder("call ").append(call.id()).append(" [");
        for (Leg leg : call.legs()) {
            words.append(leg.role()).append(' ').append(leg.id()).append(' ').append(leg.state());
            words.append(leg.agent() == null ? "" : " of " + leg.agent());
            words.append(leg.clearing() ? " clearing; " : "; ");
        }
        return words.append("at work: ").append(call.atWork()).append(']').toString();
    }
}
