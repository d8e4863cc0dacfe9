package org.cordboard.cti.consult;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.cordboard.cti.acd.OfferEnd;
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
import org.cordboard.cti.call.Invitation;
import org.cordboard.cti.call.InvitationEnd;
import org.cordboard.cti.call.InvitationPurpose;
import org.cordboard.cti.call.Leg;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.call.TransferTarget;
import org.cordboard.cti.engine.Deciding;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Feature;
import org.cordboard.cti.engine.Refusal;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.Site;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.TimerKey;
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.port.Cause;
import org.jspecify.annotations.Nullable;

/**
 * Agents who ask colleagues into their calls. A colleague is invited: their telephone is rung, under a lease, until they are in a
 * conversation of the call or will not be. Who then hears whom is only a matter of the conversation that is wanted. The agent in charge
 * decides; when that one leaves, the customer and the colleague are left with each other.
 *
 * <p>An open invitation is part of its call, see {@link Call#invitation}.
 */
public final class Consultations implements Feature {

    /** How long a colleague's telephone is rung. */
    static final Duration RING = Duration.ofSeconds(30);

    /** Who may take part in a call, the customer among them. */
    static final int MAX_PARTIES = 8;

    private final Site site;
    private final Calls calls;
    private final Agents agents;

    public Consultations(Site site, Calls calls, Agents agents) {
        this.site = site;
        this.calls = calls;
        this.agents = agents;
    }

    // ---- what agents ask for

    public Reply consult(AgentId by, AgentCommand.Consult command, Deciding out) {
        return inCharge(by, command.call(), call -> consult(call, by, command.colleague(), out));
    }

    private Reply consult(Call call, AgentId by, AgentId colleague, Deciding out) {
        if (call.agentsPresent().size() > 1) {
            return wrongState("A colleague is in call " + call.id() + " already.");
        }
        return invite(call, by, colleague, InvitationPurpose.CONSULT, out);
    }

    public Reply invite(AgentId by, AgentCommand.Invite command, Deciding out) {
        return inCharge(by, command.call(), call -> inviteToTalk(call, by, command.colleague(), out));
    }

    private Reply inviteToTalk(Call call, AgentId by, AgentId colleague, Deciding out) {
        if (!call.wantedConversation().contains(call.customerLeg().id())) {
            return wrongState("The customer of call " + call.id() + " is on hold.");
        }
        if (call.agentsPresent().size() + 1 >= MAX_PARTIES) {
            return new Reply.Refused(
                    Refusal.CONFERENCE_FULL, "No more than " + MAX_PARTIES + " can take part in a call.");
        }
        return invite(call, by, colleague, InvitationPurpose.CONFERENCE, out);
    }

    /** The agent leaves at once, and the customer waits for the colleague. */
    public Reply transfer(AgentId by, CallId id, TransferTarget.ToAgent to, Deciding out) {
        Reply reply = consult(by, new AgentCommand.Consult(id, to.agent()), out);
        if (reply instanceof Reply.Ok) {
            calls.clear(Objects.requireNonNull(calls.legOf(by, id)), Cause.NORMAL_CLEARING, out);
        }
        return reply;
    }

    private Reply invite(Call call, AgentId by, AgentId colleague, InvitationPurpose purpose, Deciding out) {
        if (site.agent(colleague) == null) {
            return new Reply.Refused(Refusal.UNKNOWN_AGENT, "No agent '" + colleague + "' in the site's settings.");
        }
        if (call.invitation() != null || call.transfer() != null) {
            return wrongState("Somebody is asked into call " + call.id() + " already.");
        }
        if (!site.linkUp(call.pbx())) {
            return Calls.linkDown(call);
        }
        Agent agent = agents.agent(colleague);
        SiteConfig.StationConfig station = agent == null ? null : station(agent, call);
        if (agent == null || station == null) {
            return new Reply.Refused(Refusal.NOT_AVAILABLE, "Agent " + colleague + " cannot be asked just now.");
        }
        if (purpose == InvitationPurpose.CONSULT) {
            Leg own = Objects.requireNonNull(call.inCharge());
            calls.converse(call, by, List.of(own), out);
        }
        OfferId offer = new OfferId(out.nextId());
        LegId leg = new LegId(out.nextId());
        long until = out.at() + RING.toMillis();
        out.fact(new CallEvent.ColleagueInvited(
                call.id(),
                offer,
                by,
                colleague,
                station.id(),
                leg,
                purpose,
                call.caller(),
                call.customer(),
                call.queue(),
                out.at(),
                until));
        return new Reply.Ok();
    }

    /** Where a colleague who is free can be rung for this call, or null. */
    private SiteConfig.@Nullable StationConfig station(Agent colleague, Call call) {
        StationId seat = colleague.station();
        SiteConfig.StationConfig station = seat == null ? null : site.station(seat);
        boolean there =
                agents.canBeAsked(colleague) && station != null && station.pbx().equals(call.pbx());
        return there ? station : null;
    }

    public Reply alternate(AgentId by, AgentCommand.Alternate command, Deciding out) {
        return inCharge(by, command.call(), call -> alternate(call, by, out));
    }

    private Reply alternate(Call call, AgentId by, Deciding out) {
        Leg colleague = consulted(call);
        if (colleague == null || call.wantedConversation().size() != 2) {
            return wrongState("There is nobody to alternate with in call " + call.id() + ".");
        }
        boolean withCustomer =
                call.wantedConversation().contains(call.customerLeg().id());
        Leg own = Objects.requireNonNull(call.inCharge());
        return calls.converse(call, by, List.of(withCustomer ? colleague : call.customerLeg(), own), out);
    }

    public Reply complete(AgentId by, AgentCommand.CompleteTransfer command, Deciding out) {
        return inCharge(by, command.call(), call -> complete(call, by, out));
    }

    private Reply complete(Call call, AgentId by, Deciding out) {
        Leg colleague = consulted(call);
        if (colleague == null && call.invitation() == null) {
            return wrongState("There is no colleague in call " + call.id() + " who could take it over.");
        }
        if (!site.linkUp(call.pbx())) {
            return Calls.linkDown(call);
        }
        Leg own = Objects.requireNonNull(call.inCharge());
        if (colleague != null) {
            return calls.converse(call, by, List.of(call.customerLeg(), colleague), out);
        }
        calls.clear(own, Cause.NORMAL_CLEARING, out);
        return new Reply.Ok();
    }

    public Reply cancel(AgentId by, AgentCommand.CancelConsultation command, Deciding out) {
        return inCharge(by, command.call(), call -> cancel(call, by, out));
    }

    private Reply cancel(Call call, AgentId by, Deciding out) {
        Invitation invitation = call.invitation();
        Leg colleague = consulted(call);
        if (invitation == null && colleague == null) {
            return wrongState("There is no colleague in call " + call.id() + ".");
        }
        if (!site.linkUp(call.pbx())) {
            return Calls.linkDown(call);
        }
        Leg own = Objects.requireNonNull(call.inCharge());
        boolean conference = call.wantedConversation().size() > 2;
        if (!conference) {
            calls.converse(call, by, List.of(call.customerLeg(), own), out);
        }
        if (invitation != null) {
            withdraw(call, invitation, InvitationEnd.WITHDRAWN, out);
        } else if (colleague != null) {
            calls.clear(colleague, Cause.NORMAL_CLEARING, out);
        }
        return new Reply.Ok();
    }

    public Reply conference(AgentId by, AgentCommand.Conference command, Deciding out) {
        return inCharge(by, command.call(), call -> conference(call, by, out));
    }

    private Reply conference(Call call, AgentId by, Deciding out) {
        if (consulted(call) == null || call.wantedConversation().size() > 2) {
            return wrongState("There is nobody to be taken into a conference in call " + call.id() + ".");
        }
        List<Leg> all = new ArrayList<>();
        all.add(call.customerLeg());
        all.addAll(call.agentsPresent());
        return calls.converse(call, by, all, out);
    }

    public Reply drop(AgentId by, AgentCommand.DropParty command, Deciding out) {
        return inCharge(by, command.call(), call -> drop(call, by, command.colleague(), out));
    }

    private Reply drop(Call call, AgentId by, AgentId colleague, Deciding out) {
        Leg leg = colleague.equals(by) ? null : call.legOf(colleague);
        if (leg == null) {
            return wrongState("Agent " + colleague + " is not in call " + call.id() + ".");
        }
        Invitation invitation = call.invitation();
        if (invitation != null && invitation.leg().equals(leg.id())) {
            withdraw(call, invitation, InvitationEnd.WITHDRAWN, out);
        } else {
            calls.clear(leg, Cause.NORMAL_CLEARING, out);
        }
        return new Reply.Ok();
    }

    /** Declines an invitation, or null when there is no such one. */
    public @Nullable Reply reject(AgentId agent, AgentCommand.RejectOffer command, Deciding out) {
        Agent colleague = agents.agent(agent);
        Call call = colleague == null || colleague.call() == null ? null : calls.call(colleague.call());
        Invitation invitation = call == null ? null : call.invitation();
        if (call == null
                || invitation == null
                || invitation.accepted()
                || !invitation.offer().equals(command.offer())) {
            return null;
        }
        withdraw(call, invitation, InvitationEnd.REJECTED, out);
        return new Reply.Ok();
    }

    /** Only the agent in charge steers a call, and only while its customer is there. */
    private Reply inCharge(AgentId by, CallId id, Function<Call, Reply> then) {
        Leg own = calls.legOf(by, id);
        Call call = calls.call(id);
        if (own == null || call == null) {
            return Calls.noLeg(id);
        }
        if (!call.answered() || !call.customerLeg().stays() || !own.stays()) {
            return wrongState("You do not talk with the customer of call " + id + ".");
        }
        return own == call.inCharge() ? then.apply(call) : wrongState("You are not in charge of call " + id + ".");
    }

    private static Reply wrongState(String detail) {
        return new Reply.Refused(Refusal.WRONG_STATE, detail);
    }

    /** The one colleague beside the agent in charge who has been in a conversation, or null. */
    private static @Nullable Leg consulted(Call call) {
        Invitation invitation = call.invitation();
        Leg found = null;
        for (Leg leg : call.agentsPresent()) {
            boolean coming = invitation != null && invitation.leg().equals(leg.id());
            if (leg != call.inCharge() && !coming) {
                if (found != null) {
                    return null;
                }
                found = leg;
            }
        }
        return found;
    }

    // ---- how it goes on

    @Override
    public void decide(TimerKey timer, Deciding out) {
        if (timer instanceof TimerKey.InvitationLimit limit) {
            for (Call call : calls.all()) {
                Invitation invitation = call.invitation();
                if (invitation != null && invitation.offer().equals(limit.offer())) {
                    withdraw(
                            call,
                            invitation,
                            invitation.accepted() ? InvitationEnd.NOT_JOINED : InvitationEnd.TIMED_OUT,
                            out);
                    return;
                }
            }
        }
    }

    @Override
    public void react(Event event, Deciding out) {
        switch (event) {
            case CallEvent.ColleagueInvited e -> {
                SiteConfig.StationConfig station = Objects.requireNonNull(site.station(e.station()));
                calls.ring(e.call(), e.leg(), e.agent(), station, RING, out);
            }
            case CallEvent.LegAnswered e -> answered(e, out);
            case CallEvent.InvitationAccepted e -> accepted(e, out);
            case CallEvent.LegsJoined e -> joined(e.call(), List.of(e.agent()), out);
            case CallEvent.ConversationFormed e -> joined(e.call(), e.legs(), out);
            case CallEvent.LegEnded e -> ended(e, out);
            default -> {}
        }
    }

    private void answered(CallEvent.LegAnswered e, Deciding out) {
        Call call = calls.call(e.call());
        Invitation invitation = call == null ? null : call.invitation();
        if (invitation != null && invitation.leg().equals(e.leg()) && !invitation.accepted()) {
            long until = out.at() + site.limits().answer().toMillis();
            out.fact(new CallEvent.InvitationAccepted(e.call(), invitation.offer(), invitation.agent(), until));
        }
    }

    /** The colleague talks with whoever asked, with everybody, or with the customer if whoever asked has left. */
    private void accepted(CallEvent.InvitationAccepted e, Deciding out) {
        Call call = Objects.requireNonNull(calls.call(e.call()));
        Invitation invitation = Objects.requireNonNull(call.invitation());
        Leg asked = call.legOf(invitation.by());
        boolean here = asked != null && asked.stays();
        Set<Leg> together = new LinkedHashSet<>();
        if (here && invitation.purpose() == InvitationPurpose.CONSULT) {
            together.add(asked);
        } else {
            together.add(call.customerLeg());
            together.addAll(call.agentsPresent());
        }
        together.add(Objects.requireNonNull(calls.leg(invitation.leg())));
        List<LegId> legs = together.stream().map(Leg::id).toList();
        out.fact(new CallEvent.ConversationWanted(call.id(), invitation.by(), legs, out.at()));
    }

    private void joined(CallId id, List<LegId> legs, Deciding out) {
        Call call = calls.call(id);
        Invitation invitation = call == null ? null : call.invitation();
        if (call != null && invitation != null && legs.contains(invitation.leg())) {
            end(call, invitation, InvitationEnd.JOINED, out);
        }
    }

    private void ended(CallEvent.LegEnded e, Deciding out) {
        Call call = calls.call(e.call());
        Invitation invitation = call == null ? null : call.invitation();
        Leg leg = invitation == null ? null : calls.leg(invitation.leg());
        // After a gap it may be the end of another leg that is told first, and the call closed before it is this one's
        // turn.
        if (call != null && invitation != null && leg != null && !leg.alive()) {
            end(call, invitation, endOf(e, call, invitation), out);
        }
    }

    private InvitationEnd endOf(CallEvent.LegEnded e, Call call, Invitation invitation) {
        if (!call.customerLeg().alive()) {
            return InvitationEnd.WITHDRAWN;
        }
        if (e.inferred() || e.cause().equals(Cause.NETWORK_OUT_OF_ORDER)) {
            return InvitationEnd.LINK_LOST;
        }
        if (invitation.accepted() || calls.wasHungUp(e)) {
            return InvitationEnd.REJECTED;
        }
        return switch (OfferEnd.unanswered(e.cause())) {
            case REJECTED -> InvitationEnd.REJECTED;
            case TIMED_OUT -> InvitationEnd.TIMED_OUT;
            case LINK_LOST -> InvitationEnd.LINK_LOST;
            case STATION_FAILED, CALLER_GONE, CUSTOMER_NOT_REACHED, NOT_JOINED -> InvitationEnd.STATION_FAILED;
        };
    }

    private void withdraw(Call call, Invitation invitation, InvitationEnd end, Deciding out) {
        end(call, invitation, end, out);
        calls.clear(Objects.requireNonNull(calls.leg(invitation.leg())), Cause.NORMAL_CLEARING, out);
    }

    /** A customer whom nobody is left to talk with waits where they had waited before. */
    private static void end(Call call, Invitation invitation, InvitationEnd end, Deciding out) {
        AgentId by = invitation.by();
        out.fact(new CallEvent.InvitationEnded(call.id(), invitation.offer(), by, invitation.agent(), end, out.at()));
        boolean alone = call.agentsPresent().stream().allMatch(leg -> leg.id().equals(invitation.leg()));
        if (end != InvitationEnd.JOINED && alone && call.customerLeg().stays() && call.queue() != null) {
            TransferTarget queue = new TransferTarget.ToQueue(call.queue());
            out.fact(new CallEvent.CallTransferred(call.id(), by, queue, out.at()));
        }
    }

    // ---- state

    @Override
    public void apply(Event event, long at) {}

    @Journaled("state.consultations/1")
    record State() {}

    @Override
    public Record state() {
        return new State();
    }

    @Override
    public void restore(Record state) {}
}
