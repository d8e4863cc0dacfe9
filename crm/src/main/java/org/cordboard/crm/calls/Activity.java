package org.cordboard.crm.calls;

import java.util.Locale;

/** What an agent who is logged in does at a time. */
public enum Activity {
    READY,
    NOT_READY,
    /** A call is offered, or they dial, and their phone rings. */
    RINGING,
    /** The phone is up, and agent and caller are not joined: not yet, or no longer. */
    BUSY,
    /** Joined with a caller. */
    TALKING,
    /** The caller is on hold. */
    HOLDING,
    WRAP_UP;

    /** The column of this activity in {@code agent_quarters}. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
