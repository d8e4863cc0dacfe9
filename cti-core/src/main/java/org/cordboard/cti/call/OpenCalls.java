package org.cordboard.cti.call;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.admission.AdmissionEvent;
import org.cordboard.cti.agent.AgentEvent;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.callback.CallBackEvent;
import org.cordboard.cti.customer.CustomerEvent;
import org.cordboard.cti.dialout.DialOutEvent;
import org.cordboard.cti.engine.Effect;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Site;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.engine.TimerKey;
import org.cordboard.cti.engine.Timers;
import org.cordboard.cti.ivr.IvrEvent;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RecordingStep;
import org.cordboard.cti.port.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * The calls in progress with their legs, and who was at work on them last. Facts alone change them, in {@link #change}.
 */
final class OpenCalls {

    private final Site site;
    private final Timers timers;
    private final Map<CallId, Call> calls = new LinkedHashMap<>();
    private final Map<LegId, Leg> legs = new LinkedHashMap<>();
    private final Map<AgentId, CallId> lastWork = new LinkedHashMap<>();
    /** The call of each {@link Call#step}. */
    private final Map<RequestId, CallId> steps = new LinkedHashMap<>();

    /** The call of each outstanding step of a recording. */
    private final Map<RequestId, CallId> recordingSteps = new LinkedHashMap<>();

    private final Map<PbxId, Integer> legsTaken = new LinkedHashMap<>();
    private final TrunkUse trunkUse = new TrunkUse();

    OpenCalls(Site site, Timers timers) {
        this.site = site;
        this.timers = timers;
    }

    @Nullable
    Call call(CallId id) {
        return calls.get(id);
    }

    @Nullable
    Leg leg(LegId id) {
        return legs.get(id);
    }

    Collection<Call> all() {
        return Collections.unmodifiableCollection(calls.values());
    }

    int legsTaken(PbxId pbx) {
        return legsTaken.getOrDefault(pbx, 0);
    }

    TrunkUse trunkUse() {
        return trunkUse;
    }

    Call call(Leg leg) {
        return Objects.requireNonNull(calls.get(leg.call()));
    }

    /** The agent's leg of a call that is up or being dialled, or null. */
    @Nullable
    Leg legOf(AgentId agent, CallId id) {
        Call call = calls.get(id);
        return call == null ? null : call.legOf(agent);
    }

    /** The call whose conversation an outstanding request changes, or null. */
    @Nullable
    Call arrangedBy(RequestId request) {
        CallId id = steps.get(request);
        return id == null ? null : calls.get(id);
    }

    /** The call the agent is, or last was, at work on, if it is still open. */
    @Nullable
    Call lastWorkOf(AgentId agent) {
        CallId id = lastWork.get(agent);
        return id == null ? null : calls.get(id);
    }

    void change(Event event, long at) {
        switch (event) {
            case CallEvent e -> applyCall(e, at);
            case AgentEvent e -> applyAgent(e);
            case AdmissionEvent e -> applyAdmission(e);
            case QueueEvent e -> applyQueue(e);
            case CallBackEvent.CallBackBegun e -> add(new Call(e));
            case DialOutEvent.DialOutBegun e -> add(new Call(e));
            case CallBackEvent.CallBackRequested e -> {
                Call call = calls.get(e.callBack().origin());
                if (call != null) {
                    call.callBackRequested = true;
                }
            }
            case IvrEvent.IvrQueueReached e -> arrived(e.call());
            case IvrEvent.IvrNodeEntered e -> {
                arrived(e.call());
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
                if (e.effect() instanceof Effect.AskPbx ask) {
                    switch (ask.request()) {
                        case PbxRequest.ClearLeg clear -> givenUp(clear.leg());
                        case PbxRequest.DeflectLeg deflect -> givenUp(deflect.leg());
                        case PbxRequest.BridgeLegs bridge -> stepBegun(bridge, bridge.first());
                        case PbxRequest.AddLeg add -> stepBegun(add, add.leg());
                        case PbxRequest.PartLegs part -> stepBegun(part, part.first());
                        case PbxRequest.RecordLeg record -> recordingAsked(record);
                        case PbxRequest.MuteLeg mute -> knownLeg(mute.leg()).lastMute = mute.id();
                        case PbxRequest.SendDigits digits -> knownLeg(digits.leg()).sendingDigits = true;
                        default -> {}
                    }
                }
            }
            case SiteEvent.EffectSettled e -> {
                stepEnded(e.request());
                recordingAnswered(e.request());
            }
            default -> {}
        }
    }

    /** Where the customer was sent. */
    private void arrived(CallId id) {
        Call call = calls.get(id);
        if (call != null) {
            call.transfer = null;
        }
    }

    private void givenUp(LegId id) {
        Leg leg = legs.get(id);
        if (leg != null) {
            leg.clearing = true;
        }
    }

    private void recordingAsked(PbxRequest.RecordLeg record) {
        Call call = known(knownLeg(record.leg()).call());
        recordingSteps.put(record.id(), call.id());
        call.recordingStep = record.id();
        call.doubtfulStep = null;
        call.doubtfulRecording = null;
        if (record.step() == RecordingStep.START) {
            call.recordings++;
        }
    }

    private void recordingAnswered(RequestId request) {
        CallId id = recordingSteps.remove(request);
        Call call = id == null ? null : calls.get(id);
        if (call != null && request.equals(call.recordingStep)) {
            call.recordingStep = null;
        }
    }

    private void stepBegun(PbxRequest request, LegId one) {
        Leg leg = legs.get(one);
        Call call = leg == null ? null : calls.get(leg.call());
        if (call != null) {
            forgetStep(call);
            call.step = new Call.Step(request.id(), leadsTo(request, call.together));
            steps.put(request.id(), call.id());
        }
    }

    /** The legs that hear each other when a request has been carried out. */
    private static List<LegId> leadsTo(PbxRequest request, Set<LegId> together) {
        Set<LegId> then = new LinkedHashSet<>(together);
        switch (request) {
            case PbxRequest.BridgeLegs bridge -> then = new LinkedHashSet<>(List.of(bridge.first(), bridge.second()));
            case PbxRequest.AddLeg add -> then.add(add.leg());
            case PbxRequest.PartLegs part -> then.removeAll(List.of(part.first(), part.second()));
            default -> throw new IllegalArgumentException("changes no conversation: " + request.id());
        }
        return then.size() < 2 ? Collections.emptyList() : List.copyOf(then);
    }

    private void stepEnded(RequestId request) {
        Call call = arrangedBy(request);
        if (call != null) {
            forgetStep(call);
        }
    }

    private void forgetStep(Call call) {
        if (call.step != null) {
            steps.remove(call.step.request());
            call.step = null;
        }
    }

    private void applyAdmission(AdmissionEvent event) {
        switch (event) {
            case AdmissionEvent.CallScreened e -> screen(known(e.call()), true);
            case AdmissionEvent.CallAdmitted e -> screen(known(e.call()), false);
            case AdmissionEvent.CallShed e -> {
                screen(known(e.call()), true);
                known(e.call()).shed = true;
            }
            case AdmissionEvent.AdmissionLimited e -> {}
        }
    }

    private void screen(Call call, boolean screened) {
        call.screened = screened;
        countLegs(call);
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
            case CallEvent.CustomerDialled e -> {
                knownLeg(e.leg()).state = LegState.INITIATED;
                if (e.over() != null) {
                    known(e.call()).dialledOver(e.over().trunk());
                }
                countLegs(known(e.call()));
            }
            case CallEvent.CustomerRerouted e -> {
                Call call = known(e.call());
                legs.put(e.leg(), call.dialledAgain(e.leg(), e.over().trunk()));
                countLegs(call);
            }
            case CallEvent.LegDialled e -> {
                Call call = known(e.call());
                SiteConfig.StationConfig station = site.station(e.station());
                PbxId pbx = station == null ? call.pbx() : station.pbx();
                Leg leg = new Leg(e.leg(), e.call(), pbx, LegRole.AGENT, e.agent(), LegState.INITIATED);
                leg.invited = call.invitation != null && call.invitation.leg().equals(e.leg());
                call.legs.put(e.leg(), leg);
                legs.put(e.leg(), leg);
                countLegs(call);
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
                call.together.clear();
                call.together.add(e.customer());
                call.together.add(e.agent());
                if (call.step == null || !call.wanted.contains(e.agent())) {
                    // The agent has not wanted anything else: an offer has led to it, or it came about by itself.
                    want(call, List.copyOf(call.together));
                }
            }
            case CallEvent.ConversationFormed e -> {
                Call call = known(e.call());
                e.legs().forEach(leg -> knownLeg(leg).state = LegState.CONNECTED);
                call.together.clear();
                call.together.addAll(e.legs());
            }
            case CallEvent.ColleagueInvited e -> {
                known(e.call()).invitation =
                        new Invitation(e.offer(), e.by(), e.agent(), e.leg(), e.purpose(), false, e.at());
                timers.start(new TimerKey.InvitationLimit(e.offer()), e.until());
            }
            case CallEvent.InvitationAccepted e -> {
                Call call = known(e.call());
                call.invitation = call.invitation == null ? null : call.invitation.asAccepted();
                timers.start(new TimerKey.InvitationLimit(e.offer()), e.until());
            }
            case CallEvent.InvitationEnded e -> {
                known(e.call()).invitation = null;
                timers.cancel(new TimerKey.InvitationLimit(e.offer()));
            }
            case CallEvent.LegReturned e -> {
                Leg leg = knownLeg(e.leg());
                leg.state = LegState.QUEUED;
                known(e.call()).together.remove(e.leg());
                known(e.call()).wanted.remove(e.leg());
                if (leg.role() == LegRole.CUSTOMER) {
                    timers.cancel(new TimerKey.ReturnLimit(e.call()));
                }
            }
            case CallEvent.ConversationWanted e -> want(known(e.call()), e.legs());
            case CallEvent.ConversationKept e -> want(known(e.call()), e.legs());
            case CallEvent.CallTransferred e -> known(e.call()).transfer = e.to();
            case CallEvent.LegHeld e -> {
                knownLeg(e.leg()).state = LegState.HELD;
                Call call = known(e.call());
                call.together.remove(e.leg());
                if (call.step == null) {
                    // Nobody has asked for that: it is as it is.
                    call.wanted.remove(e.leg());
                }
            }
            case CallEvent.CallDataSet e -> {}
            case CallEvent.LegEnded e -> end(e, at);
            case CallEvent.DigitsSent e -> knownLeg(e.leg()).sendingDigits = false;
            case CallEvent.LegMuted e -> knownLeg(e.leg()).muted = e.muted();
            case CallEvent.RecordingStarted e -> {
                known(e.call()).recorded.add(e.name());
                known(e.call()).recording = Recording.RUNNING;
            }
            case CallEvent.RecordingPaused e -> known(e.call()).recording = Recording.PAUSED;
            case CallEvent.RecordingResumed e -> known(e.call()).recording = Recording.RUNNING;
            case CallEvent.RecordingStopped e -> known(e.call()).recording = Recording.NONE;
            case CallEvent.RecordingKept e -> {
                known(e.call()).doubtfulStep = e.doubtful() ? e.step() : null;
                known(e.call()).doubtfulRecording = e.doubtful() ? e.name() : null;
            }
            case CallEvent.DispositionSet e -> known(e.call()).disposition = e.disposition();
            case CallEvent.CallClosed e -> {
                Call call = Objects.requireNonNull(calls.remove(e.record().call()));
                call.legs.keySet().forEach(legs::remove);
                forgetStep(call);
                legsTaken.merge(call.pbx(), -call.legsCounted, Integer::sum);
                call.legs.values().forEach(leg -> {
                    if (leg.agent() != null) {
                        lastWork.remove(leg.agent(), call.id());
                    }
                });
            }
            case CallEvent.CallNotServed e -> {}
        }
    }

    private static void want(Call call, List<LegId> legs) {
        call.wanted.clear();
        call.wanted.addAll(legs);
    }

    private void add(Call call) {
        calls.put(call.id(), call);
        legs.put(call.customerLeg().id(), call.customerLeg());
        countLegs(call);
    }

    /** To be called whenever one of its legs begins or ends, or it is decided whether the caller is taken. */
    private void countLegs(Call call) {
        int now = call.legsTaken();
        legsTaken.merge(call.pbx(), now - call.legsCounted, Integer::sum);
        call.legsCounted = now;
        trunkUse.count(call);
    }

    private void end(CallEvent.LegEnded e, long at) {
        Leg leg = knownLeg(e.leg());
        leg.state = leg.up() ? LegState.CLEARED : LegState.FAILED;
        Call call = known(e.call());
        call.together.remove(e.leg());
        call.wanted.remove(e.leg());
        if (call.customerLeg().state == LegState.HELD && !call.hasAgentLeg()) {
            // Nobody is there any more who could talk with the customer again.
            call.customerLeg().state = LegState.QUEUED;
        }
        countLegs(call);
        if (e.role() == LegRole.AGENT && call.customerLeg().state() == LegState.CONNECTED) {
            timers.start(
                    new TimerKey.ReturnLimit(e.call()),
                    at + site.limits().answer().toMillis());
        }
        if (e.role() == LegRole.CUSTOMER) {
            timers.cancel(new TimerKey.ReturnLimit(e.call()));
            call.endCause = e.cause();
            call.endedAt = e.latest();
            call.inferred = e.inferred();
            call.lastSeenAt = e.earliest() < e.latest() ? e.earliest() : null;
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
            case AgentEvent.StateForced e -> {}
            case AgentEvent.AgentConnectionLost e -> {}
            case AgentEvent.AgentConnectionRestored e -> {}
        }
    }

    private void workEnded(AgentId agent) {
        Call call = lastWorkOf(agent);
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

    /** All legs of open calls, those that have ended among them. */
    Collection<Leg> legs() {
        return Collections.unmodifiableCollection(legs.values());
    }

    List<Call.State> state() {
        return calls.values().stream().map(Call::state).toList();
    }

    Map<AgentId, CallId> lastWork() {
        return new LinkedHashMap<>(lastWork);
    }

    void restore(List<Call.State> from, Map<AgentId, CallId> work) {
        for (Call.State each : from) {
            Call call = new Call(each);
            calls.put(call.id(), call);
            legs.putAll(call.legs);
            if (call.step != null) {
                steps.put(call.step.request(), call.id());
            }
            if (call.recordingStep != null) {
                recordingSteps.put(call.recordingStep, call.id());
            }
            countLegs(call);
        }
        lastWork.putAll(work);
    }
}
