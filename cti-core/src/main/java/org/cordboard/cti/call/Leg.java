package org.cordboard.cti.call;

import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.RequestId;
import org.jspecify.annotations.Nullable;

/** One party of a call. Changed by {@link OpenCalls} alone, while facts are applied. */
public final class Leg {

    private final LegId id;
    private final CallId call;
    private final PbxId pbx;
    private final LegRole role;
    private final @Nullable AgentId agent;
    LegState state;
    /** When it was answered, engine time, or null. */
    @Nullable
    Long answeredAt;
    /** We have asked the PBX to clear it. */
    boolean clearing;
    /** Digits of an agent are on their way to its party. */
    boolean sendingDigits;
    /** Its party is not to be heard. */
    boolean muted;
    /** The last request that had to do with that; null as long as there was none. */
    @Nullable
    RequestId lastMute;
    /** A colleague has invited whoever is at this leg. */
    boolean invited;

    Leg(LegId id, CallId call, PbxId pbx, LegRole role, @Nullable AgentId agent, LegState state) {
        this.id = id;
        this.call = call;
        this.pbx = pbx;
        this.role = role;
        this.agent = agent;
        this.state = state;
    }

    Leg(CallId call, State from) {
        this(from.id(), call, from.pbx(), from.role(), from.agent(), from.state());
        this.answeredAt = from.answeredAt();
        this.clearing = from.clearing();
        this.sendingDigits = from.sendingDigits();
        this.muted = from.muted();
        this.lastMute = from.lastMute();
        this.invited = from.invited();
    }

    public LegId id() {
        return id;
    }

    public CallId call() {
        return call;
    }

    public PbxId pbx() {
        return pbx;
    }

    public LegRole role() {
        return role;
    }

    /** Whose phone it is; null for a customer's leg. */
    public @Nullable AgentId agent() {
        return agent;
    }

    public LegState state() {
        return state;
    }

    /** Engine time, or null as long as it is not answered. */
    public @Nullable Long answeredAt() {
        return answeredAt;
    }

    /** Whether it was at this moment that it was answered. */
    public boolean wasAnsweredAt(long time) {
        return answeredAt != null && answeredAt == time;
    }

    public boolean clearing() {
        return clearing;
    }

    /** Whether nobody is to hear its party. */
    public boolean muted() {
        return muted;
    }

    /** Whether a colleague has invited the agent whose leg it is into the call. */
    public boolean invited() {
        return invited;
    }

    /** Answered, and neither over nor about to be. */
    public boolean stays() {
        return up() && !clearing;
    }

    public boolean alive() {
        return state != LegState.CLEARED && state != LegState.FAILED;
    }

    /** Answered, and not over. */
    public boolean up() {
        return state == LegState.QUEUED || state == LegState.CONNECTED || state == LegState.HELD;
    }

    record State(
            LegId id,
            PbxId pbx,
            LegRole role,
            @Nullable AgentId agent,
            LegState state,
            @Nullable Long answeredAt,
            boolean clearing,
            boolean sendingDigits,
            boolean muted,
            @Nullable RequestId lastMute,
            boolean invited) {}

    State view() {
        return new State(id, pbx, role, agent, state, answeredAt, clearing, sendingDigits, muted, lastMute, invited);
    }
}
