package org.cordboard.cti.acd;

import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.call.LegId;

/** A waiting call rings at an agent's phone. */
final class Offer {

    final OfferId id;
    final AgentId agent;
    final LegId leg;
    /** The phone was answered; the legs are being joined. */
    boolean accepted;

    Offer(OfferId id, AgentId agent, LegId leg) {
        this.id = id;
        this.agent = agent;
        this.leg = leg;
    }

    Offer(State from) {
        this(from.id(), from.agent(), from.leg());
        this.accepted = from.accepted();
    }

    record State(OfferId id, AgentId agent, LegId leg, boolean accepted) {}

    State state() {
        return new State(id, agent, leg, accepted);
    }
}
