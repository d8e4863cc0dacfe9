package org.cordboard.cti.agent;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cordboard.cti.acd.OfferEnd;
import org.cordboard.cti.acd.OfferId;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentEvent.AgentBecameBusy;
import org.cordboard.cti.agent.AgentEvent.AgentBecameNotReady;
import org.cordboard.cti.agent.AgentEvent.AgentBecameReady;
import org.cordboard.cti.agent.AgentEvent.AgentConnectionLost;
import org.cordboard.cti.agent.AgentEvent.AgentConnectionRestored;
import org.cordboard.cti.agent.AgentEvent.AgentEnteredWrapUp;
import org.cordboard.cti.agent.AgentEvent.AgentLoggedIn;
import org.cordboard.cti.agent.AgentEvent.AgentLoggedOut;
import org.cordboard.cti.agent.AgentEvent.AgentReserved;
import org.cordboard.cti.agent.AgentEvent.PendingStateSet;
import org.cordboard.cti.agent.AgentEvent.SeatTakenOver;
import org.cordboard.cti.call.Call;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.Calls;
import org.cordboard.cti.call.InvitationEnd;
import org.cordboard.cti.call.Leg;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.dialout.DialOutEvent;
import org.cordboard.cti.engine.Deciding;
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
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.port.PbxId;
import org.jspecify.annotations.Nullable;

/** All agents: who sits where, and what each is doing. */
public final class Agents implements Feature {

    private final Site site;
    private final Calls calls;
    private final Timers timers;
    private final Map<AgentId, Agent> agents = new LinkedHashMap<>();
    private final Map<StationId, AgentId> seats = new LinkedHashMap<>();
    private final Map<QueueId, Integer> staffing = new LinkedHashMap<>();

    public Agents(Site site, Calls calls, Timers timers) {
        this.site = site;
        this.calls = calls;
        this.timers = timers;
    }

    public @Nullable Agent agent(AgentId id) {
        return agents.get(id);
    }

    /** The agents seen so far, in the order of their first login. */
    public Collection<Agent> all() {
        return Collections.unmodifiableCollection(agents.values());
    }

    /** Whose seat the station is, or null. */
    public @Nullable AgentId seatedAt(StationId station) {
        return seats.get(station);
    }

    /** How many agents of a queue are logged in. */
    public int staffing(QueueId queue) {
        return staffing.getOrDefault(queue, 0);
    }

    /** Ready, at a desktop, and at a telephone that can be rung. */
    public boolean available(Agent agent) {
        return agent.state instanceof AgentState.Ready && canBeRung(agent);
    }

    /** Free to be asked by a colleague, whether ready for callers or not. */
    public boolean canBeAsked(Agent agent) {
        return agent.isFree() && canBeRung(agent);
    }

    /** At a desktop, and at a telephone that can be rung. */
    private boolean canBeRung(Agent agent) {
        return agent.connectionLostUntil == null && agent.station != null && site.canRing(agent.station);
    }

    /** Whether the agent's station is at this PBX. */
    public boolean isAt(Agent agent, PbxId pbx) {
        SiteConfig.StationConfig config = agent.station == null ? null : site.station(agent.station);
        return config != null && config.pbx().equals(pbx);
    }

    // ---- commands

    /** Decides on what an agent wants to be, who is logged in. */
    public Reply decide(AgentId id, AgentCommand.OwnState command, Deciding out) {
        Agent agent = Objects.requireNonNull(agents.get(id));
        return switch (command) {
            case AgentCommand.LogOut c -> logOut(agent, out);
            case AgentCommand.MakeReady c -> makeReady(agent, out);
            case AgentCommand.MakeNotReady c -> makeNotReady(agent, c.reason(), out);
            case AgentCommand.ClearPendingState c -> {
                if (agent.pending == null) {
                    yield refused(Refusal.NO_PENDING_STATE, "No state is pending.");
                }
                out.fact(new PendingStateSet(id, null));
                yield new Reply.Ok();
            }
            case AgentCommand.EndWrapUp c -> {
                if (!(agent.state instanceof AgentState.WrapUp)) {
                    yield refused(Refusal.WRONG_STATE, "You are " + agent.state.label() + ", not WRAP_UP.");
                }
                settle(agent, out.at(), out);
                yield new Reply.Ok();
            }
        };
    }

    /** A supervisor sets an agent's state. */
    public Reply force(String by, SupervisorCommand.ForceState command, Deciding out) {
        AgentId id = command.agent();
        return site.agent(id) == null
                ? refused(Refusal.UNKNOWN_AGENT, "No agent '" + id + "' in the site's settings.")
                : ForcedStates.decide(agents.getOrDefault(id, new Agent(id)), by, command.state(), out);
    }

    /** Has an agent take a seat, or a new session take it over. */
    public Reply logIn(AgentId id, SessionId session, StationId station, Deciding out) {
        if (site.agent(id) == null) {
            return refused(Refusal.UNKNOWN_AGENT, "No agent '" + id + "' in the site's settings.");
        }
        if (site.station(station) == null) {
            return refused(Refusal.UNKNOWN_STATION, "No station '" + station + "' in the site's settings.");
        }
        Agent agent = agents.get(id);
        if (agent != null && agent.loggedIn()) {
            if (station.equals(agent.station)) {
                out.fact(new SeatTakenOver(id, session));
                return new Reply.Ok();
            }
            if (agent.call() != null) {
                return refused(
                        Refusal.WRONG_STATE, "You are " + agent.state.label() + " at station " + agent.station + ".");
            }
        }
        AgentId holder = seats.get(station);
        if (holder != null && !holder.equals(id)) {
            Agent other = Objects.requireNonNull(agents.get(holder));
            if (other.connectionLostUntil == null || other.call() != null) {
                return refused(Refusal.STATION_IN_USE, "Station " + station + " is in use by " + holder + ".");
            }
            out.fact(new AgentLoggedOut(holder, out.at()));
        }
        out.fact(new AgentLoggedIn(id, session, station, out.at()));
        return new Reply.Ok();
    }

    private static Reply logOut(Agent agent, Deciding out) {
        if (agent.call() != null) {
            out.fact(new PendingStateSet(agent.id(), new PendingState.LoggedOut()));
        } else {
            out.fact(new AgentLoggedOut(agent.id(), out.at()));
        }
        return new Reply.Ok();
    }

    private static Reply makeReady(Agent agent, Deciding out) {
        switch (agent.state) {
            case AgentState.NotReady s -> out.fact(new AgentBecameReady(agent.id(), out.at()));
            case AgentState.WrapUp s -> out.fact(new AgentBecameReady(agent.id(), out.at()));
            case AgentState.Reserved s -> out.fact(new PendingStateSet(agent.id(), new PendingState.Ready()));
            case AgentState.Busy s -> out.fact(new PendingStateSet(agent.id(), new PendingState.Ready()));
            case AgentState.Ready s -> {}
            case AgentState.LoggedOut s -> throw new IllegalStateException("checked by the caller");
        }
        return new Reply.Ok();
    }

    private static Reply makeNotReady(Agent agent, String reason, Deciding out) {
        if (agent.call() != null) {
            out.fact(new PendingStateSet(agent.id(), new PendingState.NotReady(reason)));
        } else {
            out.fact(new AgentBecameNotReady(agent.id(), reason, out.at()));
        }
        return new Reply.Ok();
    }

    public void desktopLost(AgentId id, SessionId session, Deciding out) {
        Agent agent = agents.get(id);
        if (agent != null && agent.loggedIn() && session.equals(agent.session) && agent.connectionLostUntil == null) {
            long until = out.at() + site.limits().connectionGrace().toMillis();
            out.fact(new AgentConnectionLost(id, out.at(), until));
        }
    }

    public void desktopReturned(AgentId id, SessionId session, Deciding out) {
        Agent agent = agents.get(id);
        if (agent != null && agent.loggedIn() && session.equals(agent.session) && agent.connectionLostUntil != null) {
            out.fact(new AgentConnectionRestored(id));
        }
    }

    @Override
    public void decide(TimerKey timer, Deciding out) {
        switch (timer) {
            case TimerKey.WrapUpLimit t -> {
                Agent agent = agents.get(t.agent());
                if (agent != null && agent.state instanceof AgentState.WrapUp) {
                    settle(agent, out.at(), out);
                }
            }
            case TimerKey.ConnectionGrace t -> {
                Agent agent = agents.get(t.agent());
                if (agent != null && agent.state instanceof AgentState.Ready) {
                    out.fact(new AgentBecameNotReady(agent.id(), NotReadyReasons.CONNECTION_LOST, out.at()));
                }
            }
            default -> {}
        }
    }

    // ---- reactions

    @Override
    public void react(Event event, Deciding out) {
        switch (event) {
            case QueueEvent.OfferMade e -> out.fact(new AgentReserved(e.agent(), e.offer(), e.call()));
            case QueueEvent.OfferAccepted e -> out.fact(new AgentBecameBusy(e.agent(), e.call(), out.at()));
            case QueueEvent.OfferEnded e -> offerEnded(e, out);
            case CallEvent.ColleagueInvited e -> invited(e, out);
            case CallEvent.InvitationAccepted e -> out.fact(new AgentBecameBusy(e.agent(), e.call(), out.at()));
            case CallEvent.InvitationEnded e -> invitationEnded(e, out);
            case DialOutEvent.DialOutAccepted e -> out.fact(new AgentBecameBusy(e.agent(), e.call(), out.at()));
            case DialOutEvent.DialOutEnded e -> dialOutEnded(e, out);
            case CallEvent.LegEnded e -> legEnded(e, out);
            default -> {}
        }
    }

    private void offerEnded(QueueEvent.OfferEnded e, Deciding out) {
        Agent agent = on(e.call(), e.agent());
        if (agent == null || agent.talked) {
            return;
        }
        switch (e.end()) {
            case REJECTED -> unready(agent, NotReadyReasons.REJECTED, out);
            case TIMED_OUT -> unready(agent, NotReadyReasons.NO_ANSWER, out);
            case STATION_FAILED -> unready(agent, NotReadyReasons.STATION_FAILED, out);
            case CALLER_GONE, CUSTOMER_NOT_REACHED, NOT_JOINED, LINK_LOST -> {
                // Not the agent's doing: ready again as soon as the phone has stopped ringing.
                settleIfPhoneIsFree(agent, e.call(), out);
            }
        }
    }

    /** Whoever is asked goes back afterwards to what they had been. */
    private void invited(CallEvent.ColleagueInvited e, Deciding out) {
        reserve(Objects.requireNonNull(agents.get(e.agent())), e.offer(), e.call(), out);
    }

    /** Reserves an agent who is asked into a call, or who dials. Whoever was not ready is so again afterwards. */
    public void reserve(Agent agent, OfferId offer, CallId call, Deciding out) {
        out.fact(new AgentReserved(agent.id(), offer, call));
        if (agent.state instanceof AgentState.NotReady before) {
            out.fact(new PendingStateSet(agent.id(), new PendingState.NotReady(before.reason())));
        }
    }

    private void invitationEnded(CallEvent.InvitationEnded e, Deciding out) {
        Agent agent = on(e.call(), e.agent());
        if (agent != null && e.end() != InvitationEnd.JOINED) {
            settleIfPhoneIsFree(agent, e.call(), out);
        }
    }

    /** An agent who has not answered their own telephone is what they were before, as soon as it has stopped ringing. */
    private void dialOutEnded(DialOutEvent.DialOutEnded e, Deciding out) {
        Agent agent = on(e.call(), e.agent());
        if (agent != null && agent.releasing) {
            settleIfPhoneIsFree(agent, e.call(), out);
        }
    }

    /** Agents whose telephone still rings, or is still up, settle when its leg has ended. */
    private void settleIfPhoneIsFree(Agent agent, CallId call, Deciding out) {
        if (phoneIsFree(call, agent.id())) {
            settle(agent, idleSince(agent, out.at()), out);
        }
    }

    private static void unready(Agent agent, String reason, Deciding out) {
        if (agent.pending instanceof PendingState.LoggedOut) {
            out.fact(new AgentLoggedOut(agent.id(), out.at()));
        } else {
            out.fact(new AgentBecameNotReady(agent.id(), reason, out.at()));
        }
    }

    private boolean phoneIsFree(CallId id, AgentId agent) {
        Call call = calls.call(id);
        return call == null || call.legs().stream().noneMatch(leg -> agent.equals(leg.agent()) && leg.alive());
    }

    private void legEnded(CallEvent.LegEnded e, Deciding out) {
        Agent agent = on(e.call(), e.agent());
        if (agent == null) {
            return;
        }
        Call call = calls.call(e.call());
        if (call != null && call.legOf(agent.id()) != null) {
            // It was the leg of an earlier offer of the same call.
            return;
        }
        boolean dialled = call != null && agent.id().equals(call.dialledBy());
        if ((agent.talked || dialled) && agent.state instanceof AgentState.Busy) {
            long limit = dialled
                    ? site.outbound().wrapUpLimit().toMillis()
                    : wrapUpLimit(call == null ? null : call.queue());
            if (limit > 0) {
                out.fact(new AgentEnteredWrapUp(agent.id(), e.call(), out.at(), out.at() + limit));
            } else {
                settle(agent, out.at(), out);
            }
        } else if (agent.releasing) {
            settle(agent, idleSince(agent, out.at()), out);
        }
    }

    private long wrapUpLimit(@Nullable QueueId queue) {
        SiteConfig.QueueConfig config = queue == null ? null : site.queue(queue);
        return config == null ? 0 : config.wrapUpLimit().toMillis();
    }

    private static long idleSince(Agent agent, long at) {
        return agent.state instanceof AgentState.Reserved reserved ? reserved.idleSince() : at;
    }

    /** The work is over: take the pending state, or be ready. */
    private static void settle(Agent agent, long idleSince, Deciding out) {
        AgentId id = agent.id();
        if (agent.pending instanceof PendingState.LoggedOut) {
            out.fact(new AgentLoggedOut(id, out.at()));
        } else if (agent.pending instanceof PendingState.NotReady pending) {
            out.fact(new AgentBecameNotReady(id, pending.reason(), out.at()));
        } else if (agent.connectionLostUntil != null && out.at() >= agent.connectionLostUntil) {
            out.fact(new AgentBecameNotReady(id, NotReadyReasons.CONNECTION_LOST, out.at()));
        } else {
            out.fact(new AgentBecameReady(id, idleSince));
        }
    }

    // ---- state

    @Override
    public void apply(Event event, long at) {
        switch (event) {
            case AgentEvent e -> applyAgent(e, at);
            case SiteEvent.SiteConfigured e -> countStaff();
            case QueueEvent.OfferEnded e -> {
                Agent agent = on(e.call(), e.agent());
                if (agent != null && !agent.talked && notTheAgentsDoing(e.end())) {
                    agent.releasing = true;
                }
            }
            case DialOutEvent.DialOutEnded e -> {
                Agent agent = on(e.call(), e.agent());
                if (agent != null && agent.state instanceof AgentState.Reserved) {
                    agent.releasing = true;
                }
            }
            case CallEvent.InvitationEnded e -> {
                // Not the agent's doing, whatever it was: they are free as soon as their leg is gone.
                Agent agent = on(e.call(), e.agent());
                if (agent != null) {
                    agent.releasing = true;
                }
            }
            case CallEvent.LegsJoined e -> talks(e.call(), e.agent());
            case CallEvent.ConversationFormed e -> {
                Call call = calls.call(e.call());
                if (call != null && e.legs().contains(call.customerLeg().id())) {
                    e.legs().forEach(leg -> talks(e.call(), leg));
                }
            }
            default -> {}
        }
    }

    /** The agent at this leg of a call and its customer hear each other. */
    private void talks(CallId call, LegId legId) {
        Leg leg = calls.leg(legId);
        Agent agent = on(call, leg == null ? null : leg.agent());
        if (agent != null) {
            agent.talked = true;
        }
    }

    /** The agent, if the call is the one at hand for them; else null. */
    private @Nullable Agent on(CallId call, @Nullable AgentId id) {
        Agent agent = id == null ? null : agents.get(id);
        return agent != null && call.equals(agent.call()) ? agent : null;
    }

    private static boolean notTheAgentsDoing(OfferEnd end) {
        return switch (end) {
            case CALLER_GONE, CUSTOMER_NOT_REACHED, NOT_JOINED, LINK_LOST -> true;
            case REJECTED, TIMED_OUT, STATION_FAILED -> false;
        };
    }

    private void countStaff() {
        staffing.clear();
        agents.values().stream().filter(Agent::loggedIn).forEach(agent -> count(agent, 1));
    }

    private void count(Agent agent, int more) {
        SiteConfig.AgentConfig config = site.agent(agent.id());
        if (config != null) {
            config.queues().forEach(queue -> staffing.merge(queue, more, Integer::sum));
        }
    }

    private void applyAgent(AgentEvent event, long at) {
        Agent agent = agents.computeIfAbsent(event.agent(), Agent::new);
        switch (event) {
            case AgentLoggedIn e -> {
                if (!agent.loggedIn()) {
                    count(agent, 1);
                }
                if (agent.station != null) {
                    seats.remove(agent.station, agent.id());
                }
                agent.session = e.session();
                agent.station = e.station();
                seats.put(e.station(), agent.id());
                connected(agent);
                idle(agent, new AgentState.NotReady(NotReadyReasons.LOGGED_IN, e.at()));
            }
            case SeatTakenOver e -> {
                agent.session = e.session();
                connected(agent);
            }
            case AgentLoggedOut e -> {
                if (agent.loggedIn()) {
                    count(agent, -1);
                }
                if (agent.station != null) {
                    seats.remove(agent.station, agent.id());
                }
                agent.session = null;
                agent.station = null;
                connected(agent);
                idle(agent, new AgentState.LoggedOut());
            }
            case AgentBecameReady e -> idle(agent, new AgentState.Ready(e.idleSince()));
            case AgentBecameNotReady e -> idle(agent, new AgentState.NotReady(e.reason(), e.at()));
            case AgentReserved e -> {
                long since = agent.state instanceof AgentState.Ready ready ? ready.since() : at;
                agent.state = new AgentState.Reserved(e.offer(), e.call(), since);
            }
            case AgentBecameBusy e -> agent.state = new AgentState.Busy(e.call(), e.at());
            case AgentEnteredWrapUp e -> {
                agent.state = new AgentState.WrapUp(e.call(), e.at(), e.until());
                timers.start(new TimerKey.WrapUpLimit(agent.id()), e.until());
            }
            case PendingStateSet e -> agent.pending = e.pending();
            case AgentEvent.StateForced e -> {}
            case AgentConnectionLost e -> {
                agent.connectionLostUntil = e.until();
                timers.start(new TimerKey.ConnectionGrace(agent.id()), e.until());
            }
            case AgentConnectionRestored e -> connected(agent);
        }
    }

    private void connected(Agent agent) {
        agent.connectionLostUntil = null;
        timers.cancel(new TimerKey.ConnectionGrace(agent.id()));
    }

    private void idle(Agent agent, AgentState state) {
        agent.state = state;
        agent.pending = null;
        agent.talked = false;
        agent.releasing = false;
        timers.cancel(new TimerKey.WrapUpLimit(agent.id()));
    }

    private static Reply refused(Refusal code, String detail) {
        return new Reply.Refused(code, detail);
    }

    @Journaled("state.agents/1")
    record State(List<Agent.State> agents) {}

    @Override
    public Record state() {
        return new State(agents.values().stream().map(Agent::view).toList());
    }

    @Override
    public void restore(Record state) {
        for (Agent.State from : ((State) state).agents()) {
            Agent agent = new Agent(from);
            agents.put(agent.id(), agent);
            if (agent.station != null) {
                seats.put(agent.station, agent.id());
            }
        }
        countStaff();
    }
}
