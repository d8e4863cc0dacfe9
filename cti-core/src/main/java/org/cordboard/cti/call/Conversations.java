package org.cordboard.cti.call;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.engine.Deciding;
import org.cordboard.cti.engine.Effect;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Refusal;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.Site;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestOutcome;

/**
 * Who of a call hears whom. Agents say which conversation they want; this brings it about, one step at a time: when what is wanted is
 * not what there is, the PBX is asked for the step between, and when that has been done, for the next one. After a lost link that goes on
 * from what the PBX shows. A step that was not carried out ends it, and everything stays as it is.
 */
final class Conversations {

    private final Site site;
    private final OpenCalls calls;

    Conversations(Site site, OpenCalls calls) {
        this.site = site;
        this.calls = calls;
    }

    // ---- what agents want

    Reply hold(AgentId agent, CallId id, Deciding out) {
        Leg own = calls.legOf(agent, id);
        if (own == null) {
            return Calls.noLeg(id);
        }
        Call call = calls.call(own);
        Leg customer = call.customerLeg();
        if (!call.wantedConversation().equals(pair(own, customer))) {
            return new Reply.Refused(Refusal.WRONG_STATE, "You do not talk with the customer of call " + id + ".");
        }
        return want(call, agent, List.of(own.id()), out);
    }

    Reply retrieve(AgentId agent, CallId id, Deciding out) {
        Leg own = calls.legOf(agent, id);
        if (own == null) {
            return Calls.noLeg(id);
        }
        Call call = calls.call(own);
        Leg customer = call.customerLeg();
        boolean held = call.answered() && customer.up() && call.inCharge() == own;
        if (!held || call.wantedConversation().contains(customer.id())) {
            return new Reply.Refused(Refusal.WRONG_STATE, "The customer of call " + id + " is not on hold.");
        }
        return want(call, agent, List.of(customer.id(), own.id()), out);
    }

    private static Set<LegId> pair(Leg one, Leg other) {
        return new LinkedHashSet<>(List.of(one.id(), other.id()));
    }

    Reply want(Call call, AgentId by, List<LegId> legs, Deciding out) {
        if (!site.linkUp(call.pbx())) {
            return Calls.linkDown(call);
        }
        out.fact(new CallEvent.ConversationWanted(call.id(), by, legs, out.at()));
        return new Reply.Ok();
    }

    // ---- how it is brought about

    void react(Event event, Deciding out) {
        switch (event) {
            case CallEvent.ConversationWanted e -> {
                Call call = calls.call(e.call());
                if (call != null && !call.isBeingArranged()) {
                    bringAbout(call, out);
                }
            }
            case CallEvent.LegHeld e -> {
                Leg leg = calls.leg(e.leg());
                if (leg != null) {
                    music(leg, out);
                }
            }
            case CallEvent.LegEnded e -> {
                if (e.role() == LegRole.AGENT) {
                    leaveTogether(e, out);
                }
            }
            case SiteEvent.LinkChanged e -> {
                if (e.up()) {
                    linkIsBack(e, out);
                }
            }
            default -> {}
        }
    }

    /** Whoever was in charge is gone, and those who were on hold for them are left with each other. */
    private void leaveTogether(CallEvent.LegEnded e, Deciding out) {
        Call call = calls.call(e.call());
        if (call == null
                || !Objects.equals(call.agent, e.agent())
                || !call.answered()
                || !call.customerLeg().stays()
                || !call.wantedConversation().isEmpty()) {
            return;
        }
        List<LegId> rest = new ArrayList<>();
        rest.add(call.customerLeg().id());
        for (Leg leg : call.agentsPresent()) {
            rest.add(leg.id());
        }
        Leg next = call.inCharge();
        if (next != null && next.agent() != null) {
            out.fact(new CallEvent.ConversationWanted(call.id(), next.agent(), rest, out.at()));
        }
    }

    void settled(Effect effect, RequestOutcome outcome, Deciding out) {
        Call call = calls.arrangedBy(effect.id());
        // With the link lost, what the PBX shows when it is back decides.
        boolean lost =
                outcome instanceof RequestOutcome.Failed failed && failed.reason() == RequestOutcome.Reason.LINK_DOWN;
        if (call == null || lost || !call.answered()) {
            return;
        }
        boolean done = call.step != null && call.conversation().equals(new LinkedHashSet<>(call.step.leadsTo()));
        if (done) {
            bringAbout(call, out);
        } else if (!call.isArranged()) {
            out.fact(new CallEvent.ConversationKept(call.id(), new ArrayList<>(call.together), out.at()));
        }
    }

    private void linkIsBack(SiteEvent.LinkChanged e, Deciding out) {
        for (Call call : calls.all()) {
            if (call.pbx().equals(e.pbx()) && call.answered()) {
                if (!call.isBeingArranged()) {
                    bringAbout(call, out);
                }
                call.legs().forEach(leg -> music(leg, out));
            }
        }
    }

    private static void bringAbout(Call call, Deciding out) {
        if (call.isArranged()) {
            return;
        }
        List<LegId> wanted = List.copyOf(call.wantedConversation());
        List<LegId> now = List.copyOf(call.conversation());
        if (wanted.isEmpty()) {
            out.ask(call.pbx(), id -> new PbxRequest.PartLegs(id, now.get(0), now.get(1)));
        } else if (now.isEmpty() || !wanted.containsAll(now)) {
            out.ask(call.pbx(), id -> new PbxRequest.BridgeLegs(id, wanted.get(0), wanted.get(1)));
        } else {
            LegId missing = missing(wanted, now);
            out.ask(call.pbx(), id -> new PbxRequest.AddLeg(id, missing, now.getFirst()));
        }
    }

    private static LegId missing(List<LegId> wanted, List<LegId> now) {
        for (LegId leg : wanted) {
            if (!now.contains(leg)) {
                return leg;
            }
        }
        throw new IllegalStateException("nobody is missing of " + wanted);
    }

    /** Whoever is on hold hears the music of the queue the customer came from, but not the agent who has put them there. */
    private void music(Leg leg, Deciding out) {
        if (leg.state() == LegState.HELD && leg != calls.call(leg).inCharge()) {
            QueueId queue = calls.call(leg).queue();
            SiteConfig.QueueConfig config = queue == null ? null : site.queue(queue);
            String music = config == null ? SiteConfig.DEFAULT_MUSIC : config.music();
            out.ask(leg.pbx(), id -> new PbxRequest.StartMusic(id, leg.id(), music));
        }
    }
}
