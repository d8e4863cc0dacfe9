package org.cordboard.cti.agent;

/** The reasons the engine itself gives for NOT_READY; agents give words of their own. */
public final class NotReadyReasons {

    /** Just logged in. */
    public static final String LOGGED_IN = "LOGGED_IN";
    /** The phone rang and nobody answered (RONA). */
    public static final String NO_ANSWER = "NO_ANSWER";
    /** The agent or the phone declined the call. */
    public static final String REJECTED = "REJECTED";
    /** The phone could not be rung. */
    public static final String STATION_FAILED = "STATION_FAILED";
    /** The desktop was gone for longer than the grace period. */
    public static final String CONNECTION_LOST = "CONNECTION_LOST";

    private NotReadyReasons() {}
}
