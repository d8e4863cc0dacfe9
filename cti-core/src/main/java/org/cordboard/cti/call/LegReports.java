package org.cordboard.cti.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.engine.Deciding;
import org.cordboard.cti.engine.Effect;
import org.cordboard.cti.engine.Site;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestOutcome;
import org.jspecify.annotations.Nullable;

/** What follows for calls from what a PBX reports of their legs, and from its answers to requests for them. */
final class LegReports {

    private final Site site;
    private final OpenCalls calls;
    private final CustomerDialling dialling;

    LegReports(Site site, OpenCalls calls, CustomerDialling dialling) {
        this.site = site;
        this.calls = calls;
        this.dialling = dialling;
    }

    void decide(PbxEvent event, Deciding out) {
        switch (event) {
            case PbxEvent.LegOffered e -> offered(e, out);
            case PbxEvent.LegAlerting e -> {
                Leg leg = calls.leg(e.leg());
                if (leg != null && leg.state == LegState.INITIATED) {
                    out.fact(new CallEvent.LegRang(leg.call(), leg.id()));
                } else {
                    clearIfGivenUp(leg, out);
                }
            }
            case PbxEvent.LegAnswered e -> {
                Leg leg = calls.leg(e.leg());
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
                Leg leg = calls.leg(e.leg());
                // From a conversation, or from a bridge that came too late to be one.
                if (leg != null && (leg.state == LegState.CONNECTED || leg.state == LegState.QUEUED)) {
                    out.fact(returned(leg, out.at()));
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
     * A leg that was in a conversation is on hold when that is wanted, or is being arranged, or when the customer waits while agents have talked
     * among themselves. Else the conversation is over for it.
     */
    private CallEvent returned(Leg leg, long at) {
        Call call = calls.call(leg);
        boolean aside = call.isBeingArranged()
                || !call.wantedConversation().contains(leg.id())
                || call.customerLeg().state == LegState.HELD
                || call.invitation != null;
        return leg.state == LegState.CONNECTED && aside && call.hasPartnerFor(leg)
                ? new CallEvent.LegHeld(leg.call(), leg.id(), at)
                : new CallEvent.LegReturned(leg.call(), leg.id());
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
            LegRequests.clear(leg, Cause.NORMAL_CLEARING, out);
        }
    }

    private void offered(PbxEvent.LegOffered e, Deciding out) {
        if (calls.leg(e.leg()) != null) {
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
    }

    private void joined(LegId one, LegId other, Deciding out) {
        Leg first = calls.leg(one);
        Leg second = calls.leg(other);
        if (first == null || second == null || !first.call().equals(second.call())) {
            return;
        }
        Call call = calls.call(first);
        List<LegId> two = List.of(one, other);
        Call.Step step = call.step;
        if (step != null && step.leadsTo().containsAll(two)) {
            formed(call, step.leadsTo(), out);
        } else if (waits(first) && waits(second)) {
            formed(call, two, out);
        }
    }

    /** These legs of a call are in one bridge. A phone that is being cleared is no partner: somebody else may be found for the caller. */
    private void formed(Call call, List<LegId> together, Deciding out) {
        List<Leg> parties = new ArrayList<>();
        for (LegId id : together) {
            Leg leg = calls.leg(id);
            if (leg != null && leg.up() && (!leg.clearing || leg.role() == LegRole.CUSTOMER)) {
                parties.add(leg);
            }
        }
        if (parties.size() < 2) {
            return;
        }
        if (parties.size() == 2 && parties.remove(call.customerLeg())) {
            LegId agent = parties.getFirst().id();
            out.fact(new CallEvent.LegsJoined(call.id(), call.customerLeg().id(), agent, out.at()));
        } else {
            List<LegId> ids = parties.stream().map(Leg::id).toList();
            out.fact(new CallEvent.ConversationFormed(call.id(), ids, out.at()));
        }
    }

    private static boolean waits(Leg leg) {
        return leg.state == LegState.QUEUED || leg.state == LegState.HELD;
    }

    private void ended(LegId id, Cause cause, boolean inferred, Deciding out) {
        Leg leg = calls.leg(id);
        if (leg != null && leg.alive() && (inferred || !dialling.again(leg, calls.call(leg), cause, out))) {
            out.fact(CallEvent.LegEnded.of(leg, cause, out.at(), inferred));
        }
    }

    /**
     * After a gap: legs that are no longer there have ended; legs we wanted cleared, or do not know, are cleared; legs that were dialled
     * and answered meanwhile are answered; legs the PBX joined meanwhile talk.
     */
    private void compare(PbxEvent.LinkUp up, Deciding out) {
        Map<LegId, PbxEvent.LegSeen> seen = new LinkedHashMap<>();
        up.legs().forEach(leg -> seen.put(leg.leg(), leg));
        Map<LegId, PbxEvent.EndNoted> noted = new LinkedHashMap<>();
        up.ended().forEach(note -> noted.put(note.leg(), note));
        for (Leg leg : calls.legs()) {
            PbxEvent.LegSeen found = seen.get(leg.id());
            if (!leg.pbx().equals(up.pbx()) || leg.state == LegState.NULL || (found == null && !leg.alive())) {
                continue;
            }
            if (found == null) {
                gone(leg, noted.get(leg.id()), out);
            } else if (!leg.alive() || leg.clearing || orphaned(leg)) {
                LegRequests.clear(leg, Cause.NORMAL_CLEARING, out);
            } else if (isRinging(leg)) {
                ringsStill(leg, found, out);
            } else if (leg.state == LegState.CONNECTED && found.joinedTo().equals(leg.id())) {
                out.fact(returned(leg, out.at()));
            } else if (waits(leg)) {
                foundTogether(leg, found, seen, out);
            }
        }
        for (PbxEvent.LegSeen leg : seen.values()) {
            // One that is not answered yet will be offered to us, or ends when its ringing time is over.
            if (leg.answered() && calls.leg(leg.leg()) == null) {
                out.ask(up.pbx(), request -> new PbxRequest.ClearLeg(request, leg.leg(), Cause.TEMPORARY_FAILURE));
            }
        }
    }

    /** A leg that was alone is in a bridge now: with whom can be seen. It is told once, by the first of those who are new to each other. */
    private void foundTogether(Leg leg, PbxEvent.LegSeen found, Map<LegId, PbxEvent.LegSeen> seen, Deciding out) {
        if (found.joinedTo().equals(leg.id())) {
            return;
        }
        Call call = calls.call(leg);
        List<LegId> together = new ArrayList<>();
        for (Leg other : call.legs()) {
            if (other.up() && bridgeOf(other.id(), seen).equals(bridgeOf(leg.id(), seen))) {
                together.add(other.id());
            }
        }
        LegId teller = together.stream()
                .filter(id -> !call.together.contains(id))
                .findFirst()
                .orElse(leg.id());
        if (teller.equals(leg.id())) {
            formed(call, together, out);
        }
    }

    /** Names the bridge a leg is in. The first two in it name each other, and every further one names the first. */
    private static LegId bridgeOf(LegId leg, Map<LegId, PbxEvent.LegSeen> seen) {
        LegId partner = joinedTo(leg, seen);
        LegId other = joinedTo(partner, seen);
        return partner.value().compareTo(other.value()) < 0 ? partner : other;
    }

    private static LegId joinedTo(LegId leg, Map<LegId, PbxEvent.LegSeen> seen) {
        PbxEvent.LegSeen found = seen.get(leg);
        return found == null ? leg : found.joinedTo();
    }

    /**
     * A leg is not there any more. It ended when the PBX noted it; without a note some time after the PBX was heard of for the last time.
     */
    private void gone(Leg leg, PbxEvent.@Nullable EndNoted note, Deciding out) {
        long at = out.at();
        long seen =
                Math.min(at, Math.max(site.lastHeard(leg.pbx()), calls.call(leg).shownAt()));
        long earliest = note == null ? seen : Math.clamp(at - note.agoMillis(), seen, at);
        long latest = note == null ? at : earliest;
        Cause cause = note == null ? causeUnknown(leg) : note.cause();
        out.fact(new CallEvent.LegEnded(
                leg.call(), leg.id(), leg.role(), leg.agent(), cause, at, true, earliest, latest));
        if (note == null && leg.state == LegState.INITIATED) {
            // Whether it was dialled at all is not known. Should the PBX get to it later, nobody would be there.
            LegRequests.clear(leg, Cause.NORMAL_CLEARING, out);
        }
    }

    private static Cause causeUnknown(Leg leg) {
        return leg.state == LegState.INITIATED ? Cause.NETWORK_OUT_OF_ORDER : Cause.TEMPORARY_FAILURE;
    }

    private static boolean isRinging(Leg leg) {
        return leg.state == LegState.INITIATED || leg.state == LegState.ALERTING;
    }

    /** A telephone that we dialled has perhaps been answered; a caller is to be answered, which may be done twice. */
    private void ringsStill(Leg leg, PbxEvent.LegSeen found, Deciding out) {
        Call call = calls.call(leg);
        boolean calledUs = leg.role() == LegRole.CUSTOMER && !call.isOutgoing();
        if (calledUs && !call.inTree && !call.screened) {
            LegRequests.answer(leg, out);
        } else if (!calledUs && found.answered()) {
            out.fact(new CallEvent.LegAnswered(leg.call(), leg.id(), out.at()));
        }
    }

    private boolean orphaned(Leg leg) {
        return leg.role() == LegRole.AGENT && !calls.call(leg).customerLeg().alive();
    }

    void settled(Effect effect, RequestOutcome outcome, Deciding out) {
        if (!(effect instanceof Effect.AskPbx ask)) {
            return;
        }
        switch (ask.request()) {
            case PbxRequest.AnswerLeg answer -> answered(ask.pbx(), answer.leg(), outcome, out);
            case PbxRequest.DialLeg dial -> {
                // With the link lost, it may have been dialled all the same: what the PBX shows afterwards decides.
                if (outcome instanceof RequestOutcome.Failed failed && failed.hasFailed()) {
                    ended(dial.leg(), Cause.TEMPORARY_FAILURE, false, out);
                    if (failed.reason() == RequestOutcome.Reason.TIMED_OUT) {
                        // It may still be carried out, and nobody would be there when the phone is answered.
                        out.ask(ask.pbx(), id -> new PbxRequest.ClearLeg(id, dial.leg(), Cause.NORMAL_CLEARING));
                    }
                }
            }
            case PbxRequest.DeflectLeg deflect -> deflected(ask.pbx(), deflect.leg(), outcome, out);
            case PbxRequest.ClearLeg clear -> {
                if (outcome.hasFailed()) {
                    // Whatever the PBX says, nobody of ours is on this leg any more: a leg that will not go must not
                    // hold an agent or a caller.
                    ended(clear.leg(), Cause.TEMPORARY_FAILURE, true, out);
                }
            }
            case PbxRequest.PlayPrompts play -> goneIfUnknown(play.leg(), outcome, out);
            case PbxRequest.StartMusic music -> goneIfUnknown(music.leg(), outcome, out);
            case PbxRequest.StopMusic music -> goneIfUnknown(music.leg(), outcome, out);
            case PbxRequest.TagLeg tag -> goneIfUnknown(tag.leg(), outcome, out);
            case PbxRequest.SendDigits digits -> goneIfUnknown(digits.leg(), outcome, out);
            case PbxRequest.MuteLeg mute -> goneIfUnknown(mute.leg(), outcome, out);
            case PbxRequest.RecordLeg record -> goneIfUnknown(record.leg(), outcome, out);
            case PbxRequest.BridgeLegs bridge -> {}
            case PbxRequest.PartLegs part -> {}
            case PbxRequest.AddLeg add -> {}
        }
    }

    private void answered(PbxId pbx, LegId id, RequestOutcome outcome, Deciding out) {
        Leg leg = calls.leg(id);
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

    private void deflected(PbxId pbx, LegId id, RequestOutcome outcome, Deciding out) {
        goneIfUnknown(id, outcome, out);
        if (outcome instanceof RequestOutcome.Failed failed
                && (failed.reason() == RequestOutcome.Reason.REFUSED
                        || failed.reason() == RequestOutcome.Reason.TIMED_OUT)) {
            out.ask(pbx, request -> new PbxRequest.ClearLeg(request, id, Cause.SWITCH_CONGESTION));
        }
    }

    private void goneIfUnknown(LegId leg, RequestOutcome outcome, Deciding out) {
        if (outcome instanceof RequestOutcome.Failed failed && failed.reason() == RequestOutcome.Reason.NO_SUCH_LEG) {
            ended(leg, Cause.TEMPORARY_FAILURE, true, out);
        }
    }
}
