package org.cordboard.crm.organisation;

/** What a user is; the table of permissions says what each may do. */
public enum Role {
    /** Serves customers by phone. */
    AGENT,
    /** Leads a team or a district (班长), and works as an agent, too. */
    DISTRICT_LEAD,
    /** Leads the business of a unit: lists, targets, queues. */
    SUPERVISOR,
    /** Runs the system: users, settings, erasure. Does not see customers by that. */
    ADMINISTRATOR
}
