package org.cordboard.cti.call;

import org.cordboard.cti.engine.Deciding;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxRequest;

/** What is asked of a PBX for one leg. */
final class LegRequests {

    private LegRequests() {}

    static void answer(Leg leg, Deciding out) {
        out.ask(leg.pbx(), id -> new PbxRequest.AnswerLeg(id, leg.id()));
    }

    static void deflect(Leg leg, Deciding out) {
        out.ask(leg.pbx(), id -> new PbxRequest.DeflectLeg(id, leg.id()));
    }

    /** Asks for a leg to be cleared, even if that was asked for before: the PBX may not have heard of it. */
    static void clear(Leg leg, Cause cause, Deciding out) {
        out.ask(leg.pbx(), id -> new PbxRequest.ClearLeg(id, leg.id(), cause));
    }
}
