package org.cordboard.cti.call;

import org.cordboard.cti.acd.OfferId;
import org.cordboard.cti.agent.AgentId;

/**
 * A colleague who has been asked to come into a call: a lease, from the ringing of their telephone until they are in a conversation.
 *
 * @param offer what the colleague sees and may decline
 * @param by the agent who asked
 * @param agent the colleague
 * @param leg the colleague's
 * @param accepted whether the telephone was answered
 * @param at engine time at which they were asked
 */
public record Invitation(
        OfferId offer, AgentId by, AgentId agent, LegId leg, InvitationPurpose purpose, boolean accepted, long at) {

    Invitation asAccepted() {
        return new Invitation(offer, by, agent, leg, purpose, true, at);
    }
}
