package org.cordboard.cti.call;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentEvent;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.callback.CallBackEvent;
import org.cordboard.cti.customer.CustomerEvent;
import org.cordboard.cti.engine.Deciding;
import org.cordboard.cti.engine.Effect;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Feature;
import org.cordboard.cti.engine.Refusal;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.Site;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.engine.TimerKey;
import org.cordboard.cti.engine.Timers;
import org.cordboard.cti.ivr.IvrEvent;
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestOutcome;
import org.jspecify.annotations.Nullable;

/** All calls in progress and their legs. */
public final class Calls implements Feature {

    private final Site site;
    private final Timers timers;
    private final Map<CallId, Call> calls = new LinkedHashMap<>();
    private final Map<LegId, Leg> legs = new LinkedHashMap<>();

    public Calls(Site site, Timers timers) {
        this.site = site;
        this.timers = timers;
    }

    public @Nullable Call call(CallId id) {
        return calls.get(id);
    }

    public @Nullable Leg leg(LegId id) {
        return legs.get(id);
    }

    public Collection<Call> all() {
        return Collections.unmodifiableCollection(calls.values());
    }

    /** A call's id, its legs and their states, for people. */
    public static String describe(Call call) {
        return call.id() + " " + call.legs.values().stream().map(Leg::view).toList();
    }

    // ---- inputs

    @Override
    public void decide(PbxEvent event, Deciding out) {
        switch (event) {
            case PbxEvent.LegOffered e -> offered(e, out);
            case PbxEvent.LegAlerting e -> {
                Leg leg = legs.get(e.leg());
                if (leg != null && leg.state == LegState.INITIATED) {
                    out.fact(new CallEvent.LegRang(leg.call(), leg.id()));
                } else {
                    clearIfGivenUp(leg, out);
                }
            }
            case PbxEvent.LegAnswered e -> {
                Leg leg = legs.get(e.leg());
                if (leg != null && (leg.state == LegState.INITIATED || leg.state == LegState.ALERTING)) {
                    out.fact(new CallEvent.LegAnswered(leg.call(), leg.id(), out.at()));
                } else if (leg == null) {
                    clearUnknown(e.leg(), out);
                } else {
                    clearIfGivenUp(leg, out);
                }
            }
            case PbxEvent.LegFailed e -> ended(e.leg(), e.cause(), false, out);
            case PbxEvent.LegCleared e -> ended(e.leg(), e.cause(), false, out);
            case PbxEvent.LegsBridged e -> joined(e.first(), e.second(), out);
            case PbxEvent.LegReturned e -> {
                Leg leg = legs.get(e.leg());
                // From a conversation, or from a bridge that came too late to be one.
                if (leg != null && (leg.state == LegState.CONNECTED || leg.state == LegState.QUEUED)) {
                    out.fact(new CallEvent.LegReturned(leg.call(), leg.id()));
                }
            }
            case PbxEvent.LinkUp e -> compare(e, out);
            case PbxEvent.LinkDown e -> {}
            case PbxEvent.DigitPressed e -> {}
            case PbxEvent.RequestEnded e -> {}
            case PbxEvent.StationChanged e -> {}
            case PbxEvent.TrunkAlarm e -> {}
            case PbxEvent.TrunkAlarmCleared e -> {}
        }
    }

    /**
     * Somebody has answered a telephone we had dialled for a call that is closed by now, as the PBX heard of the dialling very late: nobody
     * would ever be with them. At which PBX it was is forgotten; each is asked, and those that have no such leg say so.
     */
    private void clearUnknown(LegId id, Deciding out) {
        for (PbxId pbx : site.linksUp()) {
            out.ask(pbx, request -> new PbxRequest.ClearLeg(request, id, Cause.NORMAL_CLEARING));
        }
    }

    /** A leg we had counted as ended, such as one whose dialling was never confirmed, is there after all. */
    private static void clearIfGivenUp(@Nullable Leg leg, Deciding out) {
        if (leg != null && !leg.alive()) {
            clearAtOnce(leg, Cause.NORMAL_CLEARING, out);
        }
    }

    private void offered(PbxEvent.LegOffered e, Deciding out) {
        if (legs.containsKey(e.leg())) {
            return;
        }
        SiteConfig.Hotline hotline = site.hotline(e.dialled());
        if (hotline == null) {
            out.fact(new CallEvent.CallNotServed(e.leg(), e.pbx(), e.trunk(), e.dialled()));
            out.ask(e.pbx(), id -> new PbxRequest.ClearLeg(id, e.leg(), Cause.UNALLOCATED));
            return;
        }
        CallId call = new CallId(out.nextId());
        out.fact(new CallEvent.CallArrived(call, e.leg(), e.pbx(), e.trunk(), e.caller(), hotline.number(), out.at()));
        if (!hotline.treeAnswers()) {
            out.ask(e.pbx(), id -> new PbxRequest.AnswerLeg(id, e.leg()));
        }
    }

    /** Answers a customer's leg that rings; ends with {@code LegAnswered}, or with the leg. */
    public void answer(Leg leg, Deciding out) {
        out.ask(leg.pbx(), id -> new PbxRequest.AnswerLeg(id, leg.id()));
    }

    private void joined(LegId one, LegId other, Deciding out) {
        Leg first = legs.get(one);
        Leg second = legs.get(other);
        if (first == null || second == null || !first.call().equals(second.call()) || first.role() == second.role()) {
            return;
        }
        Leg customer = first.role() == LegRole.CUSTOMER ? first : second;
        Leg agent = first.role() == LegRole.CUSTOMER ? second : first;
        // A phone that is being cleared is no partner: its offer is over, and the caller may be offered to another
        // agent.
        if (customer.state == LegState.QUEUED && agent.state == LegState.QUEUED && !agent.clearing) {
            out.fact(new CallEvent.LegsJoined(first.call(), customer.id(), agent.id(), out.at()));
        }
    }

    private void ended(LegId id, Cause cause, boolean inferred, Deciding out) {
        Leg leg = legs.get(id);
        if (leg != null && leg.alive()) {
            out.fact(new CallEvent.LegEnded(leg.call(), id, leg.role(), leg.agent(), cause, out.at(), inferred));
        }
    }

    /**
     * After a gap: legs that are no longer there have ended; legs we wanted cleared, or do not know, are cleared; legs the PBX
     * joined meanwhile talk.
     */
    private void compare(PbxEvent.LinkUp up, Deciding out) {
        Map<LegId, PbxEvent.LegSeen> seen = new LinkedHashMap<>();
        up.legs().forEach(leg -> seen.put(leg.leg(), leg));
        for (Leg leg : legs.values()) {
            PbxEvent.LegSeen found = seen.get(leg.id());
            if (!leg.pbx().equals(up.pbx()) || leg.state == LegState.NULL || (found == null && !leg.alive())) {
                continue;
            }
            if (found == null) {
                ended(leg.id(), Cause.TEMPORARY_FAILURE, true, out);
            } else if (!leg.alive() || leg.clearing || orphaned(leg)) {
                clearAtOnce(leg, Cause.NORMAL_CLEARING, out);
            } else if (leg.role() == LegRole.CUSTOMER && isRinging(leg)) {
                ringsStill(leg, found, out);
            } else if (leg.state == LegState.CONNECTED && found.joinedTo().equals(leg.id())) {
                out.fact(new CallEvent.LegReturned(leg.call(), leg.id()));
            } else if (leg.role() == LegRole.CUSTOMER && leg.state == LegState.QUEUED) {
                joined(leg.id(), found.joinedTo(), out);
            }
        }
        for (PbxEvent.LegSeen leg : seen.values()) {
            // One that is not answered yet will be offered to us, or ends when its ringing time is over.
            if (leg.answered() && !legs.containsKey(leg.leg())) {
                out.ask(up.pbx(), request -> new PbxRequest.ClearLeg(request, leg.leg(), Cause.TEMPORARY_FAILURE));
            }
        }
    }

    private static boolean isRinging(Leg leg) {
        return leg.state == LegState.INITIATED || leg.state == LegState.ALERTING;
    }

    /** The customer calls, and is to be answered; or is called back, and has perhaps answered. */
    private void ringsStill(Leg leg, PbxEvent.LegSeen found, Deciding out) {
        if (call(leg).callBack() != null) {
            if (found.answered()) {
                out.fact(new CallEvent.LegAnswered(leg.call(), leg.id(), out.at()));
            }
        } else if (!call(leg).inTree) {
            answer(leg, out);
        }
    }

    private boolean orphaned(Leg leg) {
        return leg.role() == LegRole.AGENT && !call(leg).customerLeg().alive();
    }

    private Call call(Leg leg) {
        return Objects.requireNonNull(calls.get(leg.call()));
    }

    @Override
    public void decide(TimerKey timer, Deciding out) {
        if (timer instanceof TimerKey.ReturnLimit limit) {
            Call call = calls.get(limit.call());
            if (call != null && call.customerLeg().state() == LegState.CONNECTED && !call.hasAgentLeg()) {
                clear(call.customerLeg(), Cause.TEMPORARY_FAILURE, out);
            }
        }
    }

    @Override
    public void settled(Effect effect, RequestOutcome outcome, Deciding out) {
        if (!(effect instanceof Effect.AskPbx ask)) {
            return;
        }
        switch (ask.request()) {
            case PbxRequest.AnswerLeg answer -> answered(ask.pbx(), answer.leg(), outcome, out);
            case PbxRequest.DialLeg dial -> {
                if (outcome instanceof RequestOutcome.Failed failed) {
                    ended(dial.leg(), dialFailure(failed), false, out);
                    if (failed.reason() == RequestOutcome.Reason.TIMED_OUT) {
                        // It may still be carried out, and nobody would be there when the phone is answered.
                        out.ask(ask.pbx(), id -> new PbxRequest.ClearLeg(id, dial.leg(), Cause.NORMAL_CLEARING));
                    }
                }
            }
            case PbxRequest.ClearLeg clear -> {
                if (outcome instanceof RequestOutcome.Failed failed
                        && failed.reason() != RequestOutcome.Reason.LINK_DOWN) {
                    // Whatever the PBX says, nobody of ours is on this leg any more: a leg that will not go must not
                    // hold an agent or a caller.
                    ended(clear.leg(), Cause.TEMPORARY_FAILURE, true, out);
                }
            }
            case PbxRequest.PlayPrompts play -> goneIfUnknown(play.leg(), outcome, out);
            case PbxRequest.StartMusic music -> goneIfUnknown(music.leg(), outcome, out);
            case PbxRequest.StopMusic music -> goneIfUnknown(music.leg(), outcome, out);
            case PbxRequest.TagLeg tag -> goneIfUnknown(tag.leg(), outcome, out);
            case PbxRequest.BridgeLegs bridge -> {}
        }
    }

    private void answered(PbxId pbx, LegId id, RequestOutcome outcome, Deciding out) {
        Leg leg = legs.get(id);
        if (leg == null || leg.state != LegState.ALERTING) {
            return;
        }
        if (outcome instanceof RequestOutcome.Failed failed) {
            switch (failed.reason()) {
                case NO_SUCH_LEG -> ended(id, Cause.TEMPORARY_FAILURE, true, out);
                case REFUSED, TIMED_OUT ->
                    out.ask(pbx, request -> new PbxRequest.ClearLeg(request, id, Cause.TEMPORARY_FAILURE));
                case LINK_DOWN -> {}
            }
        } else {
            out.fact(new CallEvent.LegAnswered(leg.call(), id, out.at()));
        }
    }

    private static Cause dialFailure(RequestOutcome.Failed failed) {
        return failed.reason() == RequestOutcome.Reason.LINK_DOWN
                ? Cause.NETWORK_OUT_OF_ORDER
                : Cause.TEMPORARY_FAILURE;
    }

    private void goneIfUnknown(LegId leg, RequestOutcome outcome, Deciding out) {
        if (outcome instanceof RequestOutcome.Failed failed && failed.reason() == RequestOutcome.Reason.NO_SUCH_LEG) {
            ended(leg, Cause.TEMPORARY_FAILURE, true, out);
        }
    }

    /** An agent hangs up their own leg. */
    public Reply hangUp(AgentId agent, AgentCommand.HangUp command, Deciding out) {
        Call call = calls.get(command.call());
        Leg leg = call == null ? null : call.legOf(agent);
        if (leg == null) {
            return new Reply.Refused(Refusal.NO_SUCH_CALL, "You have no leg in call " + command.call() + ".");
        }
        clear(leg, Cause.NORMAL_CLEARING, out);
        return new Reply.Ok();
    }

    public Reply setDisposition(AgentId agent, AgentCommand.SetDisposition command, Deciding out) {
        Call call = calls.get(command.call());
        if (call == null || !call.atWork.contains(agent)) {
            return new Reply.Refused(Refusal.NO_SUCH_CALL, "You are not at work on call " + command.call() + ".");
        }
        out.fact(new CallEvent.DispositionSet(command.call(), command.disposition()));
        return new Reply.Ok();
    }

    /** Asks for a leg to be cleared, unless it is gone or that has been asked for. */
    public void clear(Leg leg, Cause cause, Deciding out) {
        if (leg.alive() && !leg.clearing) {
            clearAtOnce(leg, cause, out);
        }
    }

    private static void clearAtOnce(Leg leg, Cause cause, Deciding out) {
        out.ask(leg.pbx(), id -> new PbxRequest.ClearLeg(id, leg.id(), cause));
    }

    // ---- reactions

    @Override
    public void react(Event event, Deciding out) {
        switch (event) {
            case CallEvent.LegEnded e -> {
                Call call = calls.get(e.call());
                if (call == null) {
                    return;
                }
                if (e.role() == LegRole.CUSTOMER) {
                    call.legs.values().forEach(leg -> clear(leg, Cause.NORMAL_CLEARING, out));
                }
                closeIfOver(call, out);
            }
            case CallEvent.LegReturned e -> {
                // The conversation is over for a phone that has left its bridge, whoever ended it.
                Leg leg = legs.get(e.leg());
                if (leg != null && leg.role() == LegRole.AGENT && call(leg).answered()) {
                    clear(leg, Cause.NORMAL_CLEARING, out);
                }
            }
            case AgentEvent.AgentBecameReady e -> closeLastOf(e.agent(), out);
            case AgentEvent.AgentBecameNotReady e -> closeLastOf(e.agent(), out);
            case AgentEvent.AgentLoggedOut e -> closeLastOf(e.agent(), out);
            default -> {}
        }
    }

    private void closeLastOf(AgentId agent, Deciding out) {
        CallId id = lastWork.get(agent);
        Call call = id == null ? null : calls.get(id);
        if (call != null) {
            closeIfOver(call, out);
        }
    }

    private void closeIfOver(Call call, Deciding out) {
        if (!call.over()) {
            return;
        }
        out.fact(new CallEvent.CallClosed(new CallRecord(
                call.id(),
                call.trunk(),
                call.hotline(),
                call.caller().number(),
                call.customer == null ? null : call.customer.id(),
                call.ivrPath,
                call.language,
                call.collected,
                call.queue,
                call.agent,
                call.result(),
                call.endCause == null ? Cause.UNSPECIFIED : call.endCause,
                call.disposition,
                call.offers,
                site.wallClock(call.arrivedAt()),
                wall(call.queuedAt),
                wall(call.joinedAt),
                site.wallClock(call.endedAt),
                site.wallClock(out.at()),
                call.callBack() == null ? null : call.callBack().origin(),
                call.inferred)));
    }

    private @Nullable Long wall(@Nullable Long at) {
        return at == null ? null : site.wallClock(at);
    }

    // ---- state

    /** The call each agent is, or last was, at work on. */
    private final Map<AgentId, CallId> lastWork = new LinkedHashMap<>();

    @Override
    public void apply(Event event, long at) {
        switch (event) {
            case CallEvent e -> applyCall(e, at);
            case AgentEvent e -> applyAgent(e);
            case QueueEvent e -> applyQueue(e);
            case CallBackEvent.CallBackBegun e -> add(new Call(e));
            case CallBackEvent.CallBackRequested e -> {
                Call call = calls.get(e.callBack().origin());
                if (call != null) {
                    call.callBackRequested = true;
                }
            }
            case IvrEvent.IvrNodeEntered e -> {
                Call call = calls.get(e.call());
                if (call != null && call.ivrPath.size() < Call.MAX_IVR_PATH) {
                    call.ivrPath.add(e.node());
                }
            }
            case IvrEvent.IvrEntered e -> {
                Call call = calls.get(e.call());
                if (call != null) {
                    call.inTree = true;
                }
            }
            case IvrEvent.IvrLanguageSet e -> {
                Call call = calls.get(e.call());
                if (call != null) {
                    call.language = e.language();
                }
            }
            case IvrEvent.IvrCollected e -> collected(e.call(), e.name(), e.value() == null ? Call.BLOTTED : e.value());
            case IvrEvent.IvrNoted e -> collected(e.call(), e.name(), e.value());
            case IvrEvent.IvrLeft e -> {
                Call call = calls.get(e.call());
                if (call != null) {
                    call.ivrExit = e.exit();
                }
            }
            case CustomerEvent.CustomerIdentified e -> {
                Call call = calls.get(e.call());
                if (call != null) {
                    call.customer = e.customer();
                }
            }
            case SiteEvent.EffectRequested e -> {
                if (e.effect() instanceof Effect.AskPbx ask && ask.request() instanceof PbxRequest.ClearLeg clear) {
                    Leg leg = legs.get(clear.leg());
                    if (leg != null) {
                        leg.clearing = true;
                    }
                }
            }
            default -> {}
        }
    }

    private void collected(CallId id, String name, String value) {
        Call call = calls.get(id);
        if (call != null && (call.collected.size() < Call.MAX_COLLECTED || call.collected.containsKey(name))) {
            call.collected.put(name, value);
        }
    }

    private void applyCall(CallEvent event, long at) {
        switch (event) {
            case CallEvent.CallArrived e -> add(new Call(e));
            case CallEvent.CustomerDialled e -> knownLeg(e.leg()).state = LegState.INITIATED;
            case CallEvent.LegDialled e -> {
                Call call = known(e.call());
                SiteConfig.StationConfig station = site.station(e.station());
                PbxId pbx = station == null ? call.pbx() : station.pbx();
                Leg leg = new Leg(e.leg(), e.call(), pbx, LegRole.AGENT, e.agent(), LegState.INITIATED);
                call.legs.put(e.leg(), leg);
                legs.put(e.leg(), leg);
            }
            case CallEvent.LegRang e -> knownLeg(e.leg()).state = LegState.ALERTING;
            case CallEvent.LegAnswered e -> {
                knownLeg(e.leg()).state = LegState.QUEUED;
                knownLeg(e.leg()).answeredAt = e.at();
            }
            case CallEvent.LegsJoined e -> {
                knownLeg(e.customer()).state = LegState.CONNECTED;
                knownLeg(e.agent()).state = LegState.CONNECTED;
                Call call = known(e.call());
                call.agent = knownLeg(e.agent()).agent();
                if (call.joinedAt == null) {
                    call.joinedAt = e.at();
                }
            }
            case CallEvent.LegReturned e -> {
                Leg leg = knownLeg(e.leg());
                leg.state = LegState.QUEUED;
                if (leg.role() == LegRole.CUSTOMER) {
                    timers.cancel(new TimerKey.ReturnLimit(e.call()));
                }
            }
            case CallEvent.LegEnded e -> end(e, at);
            case CallEvent.DispositionSet e -> known(e.call()).disposition = e.disposition();
            case CallEvent.CallClosed e -> {
                Call call = Objects.requireNonNull(calls.remove(e.record().call()));
                call.legs.keySet().forEach(legs::remove);
                call.legs.values().forEach(leg -> {
                    if (leg.agent() != null) {
                        lastWork.remove(leg.agent(), call.id());
                    }
                });
            }
            case CallEvent.CallNotServed e -> {}
        }
    }

    private void add(Call call) {
        calls.put(call.id(), call);
        legs.put(call.customerLeg().id(), call.customerLeg());
    }

    private void end(CallEvent.LegEnded e, long at) {
        Leg leg = knownLeg(e.leg());
        boolean answered =
                leg.state == LegState.QUEUED || leg.state == LegState.CONNECTED || leg.state == LegState.HELD;
        leg.state = answered ? LegState.CLEARED : LegState.FAILED;
        Call call = known(e.call());
        if (e.role() == LegRole.AGENT && call.customerLeg().state() == LegState.CONNECTED) {
            timers.start(
                    new TimerKey.ReturnLimit(e.call()),
                    at + site.limits().answer().toMillis());
        }
        if (e.role() == LegRole.CUSTOMER) {
            timers.cancel(new TimerKey.ReturnLimit(e.call()));
            call.endCause = e.cause();
            call.endedAt = e.at();
            call.inferred = e.inferred();
        }
    }

    private void applyAgent(AgentEvent event) {
        switch (event) {
            case AgentEvent.AgentBecameBusy e -> {
                known(e.call()).atWork.add(e.agent());
                lastWork.put(e.agent(), e.call());
            }
            case AgentEvent.AgentBecameReady e -> workEnded(e.agent());
            case AgentEvent.AgentBecameNotReady e -> workEnded(e.agent());
            case AgentEvent.AgentLoggedOut e -> workEnded(e.agent());
            case AgentEvent.AgentEnteredWrapUp e -> {}
            case AgentEvent.AgentLoggedIn e -> {}
            case AgentEvent.SeatTakenOver e -> {}
            case AgentEvent.AgentReserved e -> {}
            case AgentEvent.PendingStateSet e -> {}
            case AgentEvent.AgentConnectionLost e -> {}
            case AgentEvent.AgentConnectionRestored e -> {}
        }
    }

    private void workEnded(AgentId agent) {
        CallId id = lastWork.get(agent);
        Call call = id == null ? null : calls.get(id);
        if (call != null) {
            call.atWork.remove(agent);
        }
    }

    private void applyQueue(QueueEvent event) {
        switch (event) {
            case QueueEvent.CallQueued e -> {
                Call call = known(e.call());
                call.queue = e.queue();
                call.queueExit = null;
                if (call.queuedAt == null) {
                    call.queuedAt = e.at();
                }
            }
            case QueueEvent.OfferMade e -> known(e.call()).offers++;
            case QueueEvent.CallLeftQueue e -> known(e.call()).queueExit = e.exit();
            case QueueEvent.OfferAccepted e -> {}
            case QueueEvent.OfferEnded e -> {}
            case QueueEvent.BindingEnded e -> {}
            case QueueEvent.NeedsRelaxed e -> {}
        }
    }

    private Call known(CallId id) {
        return Objects.requireNonNull(calls.get(id), () -> "no call " + id);
    }

    private Leg knownLeg(LegId id) {
        return Objects.requireNonNull(legs.get(id), () -> "no leg " + id);
    }

    @Journaled("state.calls/1")
    record State(List<Call.State> calls, Map<AgentId, CallId> lastWork) {}

    @Override
    public Record state() {
        return new State(calls.values().stream().map(Call::state).toList(), lastWork);
    }

    @Override
    public void restore(Record state) {
        State from = (State) state;
        for (Call.State each : from.calls()) {
            Call call = new Call(each);
            calls.put(call.id(), call);
            legs.putAll(call.legs);
        }
        lastWork.putAll(from.lastWork());
    }
}
