package org.cordboard.cti.agent;

import org.cordboard.cti.call.CallId;
import org.jspecify.annotations.Nullable;

/** An agent who has been seen since the site was opened. Changed by {@link Agents} alone, while facts are applied. */
public final class Agent {

    private final AgentId id;
    AgentState state = new AgentState.LoggedOut();

    @Nullable
    SessionId session;

    @Nullable
    StationId station;

    @Nullable
    PendingState pending;
    /** Engine time at which an absent desktop stops being excused; null while the desktop is there. */
    @Nullable
    Long connectionLostUntil;
    /** Agent and customer of the present call have been joined. */
    boolean talked;
    /** The offer or invitation is over, and the agent is free as soon as their phone's leg is gone, unless they talked with the customer. */
    boolean releasing;

    Agent(AgentId id) {
        this.id = id;
    }

    Agent(State from) {
        this(from.id());
        this.state = from.state();
        this.session = from.session();
        this.station = from.station();
        this.pending = from.pending();
        this.connectionLostUntil = from.connectionLostUntil();
        this.talked = from.talked();
        this.releasing = from.releasing();
    }

    public AgentId id() {
        return id;
    }

    public AgentState state() {
        return state;
    }

    public @Nullable SessionId session() {
        return session;
    }

    public @Nullable StationId station() {
        return station;
    }

    public @Nullable PendingState pending() {
        return pending;
    }

    public boolean connectionLost() {
        return connectionLostUntil != null;
    }

    /** Whether agent and customer of the present call have been joined. */
    public boolean talked() {
        return talked;
    }

    /** Whether the offer or invitation is over and the agent, unless they have talked, is free as soon as their phone's leg is gone. */
    public boolean releasing() {
        return releasing;
    }

    public boolean loggedIn() {
        return !(state instanceof AgentState.LoggedOut);
    }

    /** With nothing at hand, whether ready for callers or not. */
    public boolean isFree() {
        return state instanceof AgentState.Ready || state instanceof AgentState.NotReady;
    }

    /** The call that is offered, talked or wrapped up, or null. */
    public @Nullable CallId call() {
        return switch (state) {
            case AgentState.Reserved s -> s.call();
            case AgentState.Busy s -> s.call();
            case AgentState.WrapUp s -> s.call();
            case AgentState.LoggedOut s -> null;
            case AgentState.Ready s -> null;
            case AgentState.NotReady s -> null;
        };
    }

    record State(
            AgentId id,
            AgentState state,
            @Nullable SessionId session,
            @Nullable StationId station,
            @Nullable PendingState pending,
            @Nullable Long connectionLostUntil,
            boolean talked,
            boolean releasing) {}

    State view() {
        return new State(id, state, session, station, pending, connectionLostUntil, talked, releasing);
    }
}
