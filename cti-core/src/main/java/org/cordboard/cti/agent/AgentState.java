package org.cordboard.cti.agent;

import org.cordboard.cti.acd.OfferId;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.journal.Journaled;

/** What an agent is doing, as far as routing goes. A lost desktop is a flag beside it, not a state. */
public sealed interface AgentState {

    @Journaled("agent.logged-out/1")
    record LoggedOut() implements AgentState {}

    /** @param since engine time from which idleness counts; kept when an offer comes to nothing through no fault of the agent */
    @Journaled("agent.ready/1")
    record Ready(long since) implements AgentState {}

    /** @param reason a word of the site, or one of {@link NotReadyReasons} */
    @Journaled("agent.not-ready/1")
    record NotReady(String reason, long since) implements AgentState {}

    /**
     * An offer rings.
     *
     * @param idleSince when the agent became ready, to go back to if the offer is rescinded
     */
    @Journaled("agent.reserved/1")
    record Reserved(OfferId offer, CallId call, long idleSince) implements AgentState {}

    /** On a call, from the moment the phone was answered. */
    @Journaled("agent.busy/1")
    record Busy(CallId call, long since) implements AgentState {}

    /** @param until engine time at which the wrap-up ends by itself */
    @Journaled("agent.wrap-up/1")
    record WrapUp(CallId call, long since, long until) implements AgentState {}

    /** The state's name on the wire and in documents. */
    default String label() {
        return switch (this) {
            case LoggedOut s -> "LOGGED_OUT";
            case Ready s -> "READY";
            case NotReady s -> "NOT_READY";
            case Reserved s -> "RESERVED";
            case Busy s -> "BUSY";
            case WrapUp s -> "WRAP_UP";
        };
    }
}
