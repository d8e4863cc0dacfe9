package org.cordboard.cti.call;

/** What a colleague is asked to come for. */
public enum InvitationPurpose {
    /** To talk with the agent, while the customer is on hold. */
    CONSULT,
    /** To join the talk. */
    CONFERENCE
}
