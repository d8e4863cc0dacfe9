package org.cordboard.cti.call;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cordboard.cti.admission.AdmissionEvent;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentEvent;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.callback.CallBackId;
import org.cordboard.cti.engine.Deciding;
import org.cordboard.cti.engine.Effect;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Feature;
import org.cordboard.cti.engine.Refusal;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.Site;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.TimerKey;
import org.cordboard.cti.engine.Timers;
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.Destination;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestOutcome;
import org.cordboard.cti.port.TrunkId;
import org.cordboard.cti.route.Routes;
import org.jspecify.annotations.Nullable;

/**
 * All calls in progress and their legs, for the engine and the other features: what stands in {@link OpenCalls}, what is decided on
 * reports of PBXs by {@link LegReports}, and here what agents ask for and when a call is over.
 */
public final class Calls implements Feature {

    private final Site site;
    private final OpenCalls open;
    private final Routes routes;
    private final CustomerDialling dialling;
    private final LegReports reports;
    private final Conversations conversations;
    private final CallData data;
    private final LegServices services;
    private final Recordings recordings;

    public Calls(Site site, Timers timers) {
        this.site = site;
        this.open = new OpenCalls(site, timers);
        this.routes = new Routes(site, this::legsOn);
        this.dialling = new CustomerDialling(site, routes);
        this.reports = new LegReports(site, open, dialling);
        this.conversations = new Conversations(site, open);
        this.data = new CallData(open);
        this.services = new LegServices(site, open);
        this.recordings = new Recordings(site, open);
    }

    public @Nullable Call call(CallId id) {
        return open.call(id);
    }

    public @Nullable Leg leg(LegId id) {
        return open.leg(id);
    }

    /** The agent's leg of a call that is up or being dialled, or null. */
    public @Nullable Leg legOf(AgentId agent, CallId call) {
        return open.legOf(agent, call);
    }

    /** What an agent is told who has no leg in a call. */
    public static Reply noLeg(CallId call) {
        return new Reply.Refused(Refusal.NO_SUCH_CALL, "You have no leg in call " + call + ".");
    }

    /** What an agent is told when nothing can be asked of the call's PBX. */
    public static Reply linkDown(Call call) {
        return linkDown(call.pbx());
    }

    /** What an agent is told when nothing can be asked of a PBX. */
    public static Reply linkDown(PbxId pbx) {
        return new Reply.Refused(Refusal.LINK_DOWN, "The link to PBX " + pbx + " is down.");
    }

    /**
     * Two legs that the PBX did not join; null for everything else. With the link lost, it may have joined them all the same: what it shows
     * when the link is back decides.
     */
    public static PbxRequest.@Nullable BridgeLegs notJoined(Effect effect, RequestOutcome outcome) {
        return outcome.hasFailed()
                        && effect instanceof Effect.AskPbx ask
                        && ask.request() instanceof PbxRequest.BridgeLegs bridge
                ? bridge
                : null;
    }

    /** Whether a leg has ended because we have had it cleared, in the ordinary way. */
    public boolean wasHungUp(CallEvent.LegEnded e) {
        Leg leg = open.leg(e.leg());
        return leg != null && leg.clearing && e.cause().equals(Cause.NORMAL_CLEARING);
    }

    public Collection<Call> all() {
        return open.all();
    }

    /** Legs a PBX has, or is to dial, for callers who are taken. */
    public int legsTaken(PbxId pbx) {
        return open.legsTaken(pbx);
    }

    /** Legs on a trunk, incoming and outgoing. */
    public int legsOn(TrunkId trunk) {
        return open.trunkUse().legsOn(trunk);
    }

    /** Which numbers can be dialled now, and over which trunks. */
    public Routes routes() {
        return routes;
    }

    /** A call's id, its legs and their states, for people. */
    public static String describe(Call call) {
        return call.id() + " " + call.legs.values().stream().map(Leg::view).toList();
    }

    // ---- inputs

    @Override
    public void decide(PbxEvent event, Deciding out) {
        reports.decide(event, out);
    }

    @Override
    public void settled(Effect effect, RequestOutcome outcome, Deciding out) {
        reports.settled(effect, outcome, out);
        conversations.settled(effect, outcome, out);
        services.settled(effect, outcome, out);
        recordings.settled(effect, outcome, out);
    }

    @Override
    public void decide(TimerKey timer, Deciding out) {
        if (timer instanceof TimerKey.ReturnLimit limit) {
            Call call = open.call(limit.call());
            if (call != null && call.customerLeg().state() == LegState.CONNECTED && !call.hasAgentLeg()) {
                clear(call.customerLeg(), Cause.TEMPORARY_FAILURE, out);
            }
        }
    }

    /** Answers a customer's leg that rings; ends with {@code LegAnswered}, or with the leg. */
    public void answer(Leg leg, Deciding out) {
        LegRequests.answer(leg, out);
    }

    /** Leaves a customer's leg that rings to the PBX. */
    public void deflect(Leg leg, Deciding out) {
        LegRequests.deflect(leg, out);
    }

    /** An agent hangs up their own leg. */
    public Reply hangUp(AgentId agent, AgentCommand.HangUp command, Deciding out) {
        Leg leg = open.legOf(agent, command.call());
        if (leg == null) {
            return noLeg(command.call());
        }
        clear(leg, Cause.NORMAL_CLEARING, out);
        return new Reply.Ok();
    }

    /** An agent puts the customer on hold. */
    public Reply hold(AgentId agent, AgentCommand.Hold command, Deciding out) {
        return conversations.hold(agent, command.call(), out);
    }

    /** From now on these legs are to hear each other, as an agent wants it. Refused while the link is down. */
    public Reply converse(Call call, AgentId by, List<Leg> legs, Deciding out) {
        return conversations.want(call, by, legs.stream().map(Leg::id).toList(), out);
    }

    /** Has an agent's telephone rung, for a leg of the call. */
    public void ring(CallId call, LegId leg, AgentId agent, SiteConfig.StationConfig at, Duration limit, Deciding out) {
        out.fact(new CallEvent.LegDialled(call, leg, agent, at.id()));
        // The engine's lease ends first; the PBX's own limit only serves when the server is gone by then.
        Duration ring = limit.plusSeconds(2);
        CallerId shown = Objects.requireNonNull(open.call(call)).caller();
        out.ask(
                at.pbx(),
                id -> new PbxRequest.DialLeg(
                        id, leg, new Destination.ToStation(at.id()), shown, ring, tags(call, LegRole.AGENT)));
    }

    /** What stays with a leg at its PBX and outlives the server. */
    public static Map<String, String> tags(CallId call, LegRole role) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("CALL", call.value());
        tags.put("ROLE", role.name());
        return tags;
    }

    /** An agent goes on talking with the customer on hold. */
    public Reply retrieve(AgentId agent, AgentCommand.Retrieve command, Deciding out) {
        return conversations.retrieve(agent, command.call(), out);
    }

    /** An agent sets a named value of a call. */
    public Reply setData(AgentId agent, AgentCommand.SetCallData command, Deciding out) {
        return data.set(agent, command, out);
    }

    /** Whether a command may be written down with its value. */
    public boolean mayBeWritten(AgentCommand.SetCallData command) {
        return data.mayBeWritten(command);
    }

    /** What agents do with one leg of a call they talk in. */
    public LegServices services() {
        return services;
    }

    public Recordings recordings() {
        return recordings;
    }

    public Reply setDisposition(AgentId agent, AgentCommand.SetDisposition command, Deciding out) {
        Call call = open.call(command.call());
        if (call == null || !call.atWork.contains(agent)) {
            return new Reply.Refused(Refusal.NO_SUCH_CALL, "You are not at work on call " + command.call() + ".");
        }
        out.fact(new CallEvent.DispositionSet(command.call(), command.disposition()));
        return new Reply.Ok();
    }

    /** Asks for a leg to be cleared, unless it is gone or that has been asked for. */
    public void clear(Leg leg, Cause cause, Deciding out) {
        if (leg.alive() && !leg.clearing) {
            LegRequests.clear(leg, cause, out);
        }
    }

    /** Has the customer of a call dialled; where there is no way to them, their leg ends undialled. */
    public void dialCustomer(Call call, Deciding out) {
        dialling.dial(call, out);
    }

    /** How long the telephone of a customer rings whom we dial. */
    public Duration customerRing(Call call) {
        return dialling.ring(call);
    }

    /** A leg that was never dialled will not be. */
    public void endUndialled(Leg leg, Deciding out) {
        out.fact(CallEvent.LegEnded.of(leg, Cause.NORMAL_CLEARING, out.at(), false));
    }

    // ---- reactions

    @Override
    public void react(Event event, Deciding out) {
        conversations.react(event, out);
        services.react(event, out);
        recordings.react(event, out);
        switch (event) {
            case CallEvent.CallArrived e -> answerUnlessScreened(e.call(), out);
            case AdmissionEvent.CallAdmitted e -> answerUnlessScreened(e.call(), out);
            case CallEvent.LegEnded e -> {
                Call call = open.call(e.call());
                if (call == null) {
                    return;
                }
                if (e.role() == LegRole.CUSTOMER) {
                    call.legs.values().forEach(leg -> clear(leg, Cause.NORMAL_CLEARING, out));
                }
                closeIfOver(call, out);
            }
            case CallEvent.ConversationWanted e -> {
                // Who wants a conversation without themselves leaves the call.
                Leg leg = open.legOf(e.by(), e.call());
                if (leg != null && e.legs().size() > 1 && !e.legs().contains(leg.id())) {
                    clear(leg, Cause.NORMAL_CLEARING, out);
                }
            }
            case CallEvent.CallTransferred e -> {
                Leg leg = open.legOf(e.by(), e.call());
                if (leg != null) {
                    clear(leg, Cause.NORMAL_CLEARING, out);
                }
            }
            case CallEvent.LegReturned e -> {
                // The conversation is over for a phone that has left its bridge, whoever ended it.
                Leg leg = open.leg(e.leg());
                if (leg != null && leg.role() == LegRole.AGENT && open.call(leg).answered()) {
                    clear(leg, Cause.NORMAL_CLEARING, out);
                }
            }
            case AgentEvent.AgentBecameReady e -> closeLastOf(e.agent(), out);
            case AgentEvent.AgentBecameNotReady e -> closeLastOf(e.agent(), out);
            case AgentEvent.AgentLoggedOut e -> closeLastOf(e.agent(), out);
            default -> {}
        }
    }

    private void answerUnlessScreened(CallId id, Deciding out) {
        Call call = open.call(id);
        if (call == null || call.screened) {
            return;
        }
        SiteConfig.Hotline hotline = site.hotline(call.hotline());
        if (hotline == null) {
            // The settings changed while the caller was looked up.
            clear(call.customerLeg(), Cause.UNALLOCATED, out);
        } else if (!hotline.treeAnswers()) {
            LegRequests.answer(call.customerLeg(), out);
        }
    }

    private void closeLastOf(AgentId agent, Deciding out) {
        Call call = open.lastWorkOf(agent);
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
                call.data,
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
                call.inferred,
                wall(call.lastSeenAt),
                call.recorded,
                call.isOutgoing() ? CallDirection.OUTBOUND : CallDirection.INBOUND)));
    }

    private @Nullable Long wall(@Nullable Long at) {
        return at == null ? null : site.wallClock(at);
    }

    // ---- state

    @Override
    public void apply(Event event, long at) {
        open.change(event, at);
        data.change(event);
    }

    @Journaled("state.calls/3")
    record State(List<Call.State> calls, Map<AgentId, CallId> lastWork, Map<CallBackId, CallData.Kept> callBackData) {}

    @Override
    public Record state() {
        return new State(open.state(), open.lastWork(), data.state());
    }

    @Override
    public void restore(Record state) {
        State from = (State) state;
        open.restore(from.calls(), from.lastWork());
        data.restore(from.callBackData());
    }
}
