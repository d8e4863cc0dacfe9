package org.cordboard.cti.dialout;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cordboard.cti.acd.OfferId;
import org.cordboard.cti.agent.Agent;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.Agents;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.Call;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.Calls;
import org.cordboard.cti.call.Leg;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.call.LegRole;
import org.cordboard.cti.call.LegState;
import org.cordboard.cti.customer.Customers;
import org.cordboard.cti.dialout.DialOutEvent.DialOutAccepted;
import org.cordboard.cti.dialout.DialOutEvent.DialOutBegun;
import org.cordboard.cti.dialout.DialOutEvent.DialOutEnded;
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
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestOutcome;
import org.cordboard.cti.route.Routes;
import org.jspecify.annotations.Nullable;

/**
 * Agents who dial. Their own telephone is rung first; when they have answered, the customer is dialled over a route, and joined with them
 * on answering. From then on it is a conversation like any other. What is kept here is the time before: a lease, as an offer is one, that
 * stands still only while the PBX cannot be seen.
 */
public final class DialOuts implements Feature {

    private final Site site;
    private final Calls calls;
    private final Agents agents;
    private final Customers customers;
    private final Timers timers;
    private final Map<CallId, Open> open = new LinkedHashMap<>();
    private final Map<OfferId, CallId> byLease = new LinkedHashMap<>();

    /**
     * An agent is being joined with whom they dialled.
     *
     * @param accepted the agent has answered their telephone
     */
    public record Open(OfferId lease, CallId call, AgentId agent, LegId agentLeg, PbxId pbx, boolean accepted) {

        private Open answered() {
            return new Open(lease, call, agent, agentLeg, pbx, true);
        }
    }

    public DialOuts(Site site, Calls calls, Agents agents, Customers customers, Timers timers) {
        this.site = site;
        this.calls = calls;
        this.agents = agents;
        this.customers = customers;
        this.timers = timers;
    }

    /** What is under way for a call, until the two talk; null when nothing is. */
    public @Nullable Open open(CallId call) {
        return open.get(call);
    }

    /** The same by what reserves the agent. */
    public @Nullable Open open(OfferId lease) {
        CallId call = byLease.get(lease);
        return call == null ? null : open.get(call);
    }

    /** All that is under way, the oldest first. */
    public List<Open> all() {
        return List.copyOf(open.values());
    }

    // ---- decisions

    /** An agent who is free, or not ready, dials a number. */
    public Reply dial(AgentId id, AgentCommand.Dial command, Deciding out) {
        Agent agent = Objects.requireNonNull(agents.agent(id));
        StationId station = agent.station();
        if (!agent.isFree() || station == null) {
            return refused(Refusal.WRONG_STATE, "You are " + agent.state().label() + ".");
        }
        String number = Routes.diallable(command.number());
        if (number == null) {
            return refused(Refusal.BAD_NUMBER, "A number has 3 to 20 digits, perhaps after a plus.");
        }
        String forbidden = calls.routes().forbidden(id, number);
        if (forbidden != null) {
            return refused(Refusal.FORBIDDEN_NUMBER, forbidden);
        }
        SiteConfig.StationConfig phone = site.station(station);
        if (phone == null) {
            return refused(Refusal.UNKNOWN_STATION, "No station '" + station + "' in the site's settings.");
        }
        if (!site.linkUp(phone.pbx())) {
            return Calls.linkDown(phone.pbx());
        }
        if (!site.canRing(station)) {
            return refused(Refusal.WRONG_STATE, "Your telephone " + station + " is not registered at the PBX.");
        }
        return switch (calls.routes().choose(number, phone.pbx(), List.of())) {
            case Routes.Answer.Nowhere nowhere -> refused(nowhere.code(), nowhere.detail());
            case Routes.Answer.Over over -> {
                CallId call = new CallId(out.nextId());
                OfferId lease = new OfferId(out.nextId());
                out.fact(new DialOutBegun(
                        call,
                        id,
                        lease,
                        phone.pbx(),
                        over.choice().trunk(),
                        number,
                        new LegId(out.nextId()),
                        new LegId(out.nextId()),
                        station,
                        out.at(),
                        out.at() + ring().toMillis()));
                agents.reserve(agent, lease, call, out);
                yield new Reply.Ok();
            }
        };
    }

    private static Reply refused(Refusal code, String detail) {
        return new Reply.Refused(code, detail);
    }

    private Duration ring() {
        return site.outbound().ring();
    }

    @Override
    public void decide(TimerKey timer, Deciding out) {
        if (timer instanceof TimerKey.OfferLease lease) {
            Open dialOut = open(lease.offer());
            if (dialOut != null) {
                giveUp(dialOut, DialOutEnd.TIMED_OUT, Cause.NO_ANSWER, out);
            }
        }
    }

    @Override
    public void settled(Effect effect, RequestOutcome outcome, Deciding out) {
        PbxRequest.BridgeLegs bridge = Calls.notJoined(effect, outcome);
        if (bridge != null) {
            Open dialOut = at(bridge.second());
            if (dialOut != null) {
                giveUp(dialOut, DialOutEnd.TIMED_OUT, Cause.TEMPORARY_FAILURE, out);
            }
        }
    }

    /** What is under way at an agent's leg, or null. */
    private @Nullable Open at(LegId id) {
        Leg leg = calls.leg(id);
        Open dialOut = leg == null ? null : open.get(leg.call());
        return dialOut == null || !dialOut.agentLeg().equals(id) ? null : dialOut;
    }

    // ---- reactions

    @Override
    public void react(Event event, Deciding out) {
        switch (event) {
            case DialOutBegun e -> ringAgent(e, out);
            case DialOutAccepted e -> calls.dialCustomer(Objects.requireNonNull(calls.call(e.call())), out);
            case CallEvent.LegAnswered e -> answered(e, out);
            case CallEvent.LegsJoined e -> {
                Open dialOut = open.get(e.call());
                if (dialOut != null) {
                    end(dialOut, DialOutEnd.JOINED, Cause.UNSPECIFIED, out);
                }
            }
            case CallEvent.LegEnded e -> ended(e, out);
            case CallEvent.LegReturned e -> talkedOut(e.call(), out);
            case SiteEvent.LinkChanged e -> {
                if (e.up()) {
                    linkIsBack(e.pbx(), out);
                }
            }
            default -> {}
        }
    }

    private void ringAgent(DialOutBegun e, Deciding out) {
        SiteConfig.StationConfig phone = Objects.requireNonNull(site.station(e.station()));
        calls.ring(e.call(), e.agentLeg(), e.agent(), phone, ring(), out);
        customers.identify(e.call(), e.number(), out);
    }

    private void answered(CallEvent.LegAnswered e, Deciding out) {
        Open dialOut = open.get(e.call());
        if (dialOut == null) {
            return;
        }
        if (!dialOut.accepted() && dialOut.agentLeg().equals(e.leg())) {
            Duration answer = site.limits().answer();
            long until = out.at() + answer.plus(answer).plus(ring()).toMillis();
            out.fact(new DialOutAccepted(e.call(), dialOut.agent(), until));
        } else {
            join(dialOut, out);
        }
    }

    /** Has the two joined, once both are there. */
    private void join(Open dialOut, Deciding out) {
        Leg customer = Objects.requireNonNull(calls.call(dialOut.call())).customerLeg();
        Leg agent = Objects.requireNonNull(calls.leg(dialOut.agentLeg()));
        if (customer.state() == LegState.QUEUED && agent.state() == LegState.QUEUED && !agent.clearing()) {
            out.ask(dialOut.pbx(), id -> new PbxRequest.BridgeLegs(id, customer.id(), agent.id()));
        }
    }

    private void ended(CallEvent.LegEnded e, Deciding out) {
        Open dialOut = open.get(e.call());
        if (dialOut == null) {
            talkedOut(e.call(), out);
        } else if (e.role() == LegRole.CUSTOMER) {
            end(dialOut, DialOutEnd.NOT_REACHED, e.cause(), out);
        } else if (dialOut.agentLeg().equals(e.leg())) {
            giveUp(dialOut, e.inferred() ? DialOutEnd.LINK_LOST : DialOutEnd.AGENT_GONE, e.cause(), out);
        }
    }

    private static void end(Open dialOut, DialOutEnd end, Cause cause, Deciding out) {
        out.fact(new DialOutEnded(dialOut.call(), dialOut.agent(), end, cause, out.at()));
    }

    /** Ends it, and has whatever telephone still rings stop. */
    private void giveUp(Open dialOut, DialOutEnd end, Cause cause, Deciding out) {
        end(dialOut, end, cause, out);
        Leg agent = calls.leg(dialOut.agentLeg());
        if (agent != null) {
            calls.clear(agent, Cause.NORMAL_CLEARING, out);
        }
        Leg customer = Objects.requireNonNull(calls.call(dialOut.call())).customerLeg();
        if (customer.state() == LegState.NULL) {
            calls.endUndialled(customer, out);
        } else {
            calls.clear(customer, Cause.NORMAL_CLEARING, out);
        }
    }

    /** The agent has hung up first: there is no tree that would have the last word. */
    private void talkedOut(CallId id, Deciding out) {
        Call call = calls.call(id);
        if (call != null
                && call.dialledBy() != null
                && call.answered()
                && !call.hasAgentLeg()
                && call.customerLeg().state() == LegState.QUEUED) {
            calls.clear(call.customerLeg(), Cause.NORMAL_CLEARING, out);
        }
    }

    /** Both had answered before the link was lost, and the PBX did not join them meanwhile. */
    private void linkIsBack(PbxId pbx, Deciding out) {
        for (Open dialOut : open.values()) {
            Leg agent = calls.leg(dialOut.agentLeg());
            Leg customer = Objects.requireNonNull(calls.call(dialOut.call())).customerLeg();
            boolean answeredNow = customer.wasAnsweredAt(out.at()) || (agent != null && agent.wasAnsweredAt(out.at()));
            if (dialOut.pbx().equals(pbx) && dialOut.accepted() && !answeredNow) {
                join(dialOut, out);
            }
        }
    }

    // ---- state

    @Override
    public void apply(Event event, long at) {
        switch (event) {
            case DialOutBegun e -> {
                add(new Open(e.lease(), e.call(), e.agent(), e.agentLeg(), e.pbx(), false));
                timers.start(new TimerKey.OfferLease(e.lease()), e.until());
            }
            case DialOutAccepted e -> {
                Open dialOut = Objects.requireNonNull(open.get(e.call())).answered();
                open.put(e.call(), dialOut);
                timers.start(new TimerKey.OfferLease(dialOut.lease()), e.until());
            }
            case DialOutEnded e -> {
                Open dialOut = Objects.requireNonNull(open.remove(e.call()));
                byLease.remove(dialOut.lease());
                timers.cancel(new TimerKey.OfferLease(dialOut.lease()));
            }
            case SiteEvent.LinkChanged e -> holdLeases(e, at);
            default -> {}
        }
    }

    private void add(Open dialOut) {
        open.put(dialOut.call(), dialOut);
        byLease.put(dialOut.lease(), dialOut.call());
    }

    /** What becomes of telephones only their PBX can show. */
    private void holdLeases(SiteEvent.LinkChanged e, long at) {
        for (Open dialOut : open.values()) {
            if (!dialOut.pbx().equals(e.pbx())) {
                continue;
            }
            TimerKey lease = new TimerKey.OfferLease(dialOut.lease());
            if (e.up()) {
                timers.start(lease, at + ring().plus(site.limits().answer()).toMillis());
            } else {
                timers.cancel(lease);
            }
        }
    }

    @Journaled("state.dial-outs/1")
    record State(List<Open> open) {}

    @Override
    public Record state() {
        return new State(all());
    }

    @Override
    public void restore(Record state) {
        ((State) state).open().forEach(this::add);
    }
}
