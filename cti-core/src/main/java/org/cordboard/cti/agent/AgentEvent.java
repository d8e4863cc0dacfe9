package org.cordboard.cti.agent;

import org.cordboard.cti.acd.OfferId;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.journal.Journaled;
import org.jspecify.annotations.Nullable;

/** Facts about agents. */
public sealed interface AgentEvent extends Event {

    AgentId agent();

    @Journaled("agent.logged-in/1")
    record AgentLoggedIn(AgentId agent, SessionId session, StationId station, long at) implements AgentEvent {}

    /** Another session of the same agent has taken the seat over; state and station stay. */
    @Journaled("agent.seat-taken-over/1")
    record SeatTakenOver(AgentId agent, SessionId session) implements AgentEvent {}

    @Journaled("agent.logged-out-event/1")
    record AgentLoggedOut(AgentId agent, long at) implements AgentEvent {}

    /** @param idleSince from when idleness counts, engine time */
    @Journaled("agent.became-ready/1")
    record AgentBecameReady(AgentId agent, long idleSince) implements AgentEvent {}

    @Journaled("agent.became-not-ready/1")
    record AgentBecameNotReady(AgentId agent, String reason, long at) implements AgentEvent {}

    @Journaled("agent.was-reserved/1")
    record AgentReserved(AgentId agent, OfferId offer, CallId call) implements AgentEvent {}

    @Journaled("agent.became-busy/1")
    record AgentBecameBusy(AgentId agent, CallId call, long at) implements AgentEvent {}

    /** @param until when the wrap-up ends by itself, engine time */
    @Journaled("agent.entered-wrap-up/1")
    record AgentEnteredWrapUp(AgentId agent, CallId call, long at, long until) implements AgentEvent {}

    /** @param pending what the agent will become, or null when the note was cleared */
    @Journaled("agent.pending-state-set/1")
    record PendingStateSet(AgentId agent, @Nullable PendingState pending) implements AgentEvent {}

    /**
     * A supervisor has set the agent's state; what follows says whether at once or for afterwards.
     *
     * @param by the supervisor's login
     */
    @Journaled("agent.state-forced/1")
    record StateForced(AgentId agent, String by, PendingState state, long at) implements AgentEvent {}

    /**
     * The desktop is gone.
     *
     * @param until after this an idle agent counts as NOT_READY, engine time
     */
    @Journaled("agent.connection-lost/1")
    record AgentConnectionLost(AgentId agent, long at, long until) implements AgentEvent {}

    @Journaled("agent.connection-restored/1")
    record AgentConnectionRestored(AgentId agent) implements AgentEvent {}
}
