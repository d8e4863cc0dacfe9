package org.cordboard.cti.engine;

import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.SessionId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.TrunkId;

/** Facts about the site as a whole: its settings, its links, its outstanding effects, its answers. */
public sealed interface SiteEvent extends Event {

    /**
     * What the engine notes for itself about ids, timers, effects, replies and its own state: every second fact, and nothing
     * follows from it.
     */
    sealed interface Bookkeeping extends SiteEvent {}

    /** @param epoch makes the ids of this journal different from those of every other, Unix seconds */
    @Journaled("site.opened/1")
    record SiteOpened(SiteId site, long epoch) implements SiteEvent {}

    @Journaled("site.configured/3")
    record SiteConfigured(SiteConfig config) implements SiteEvent {}

    /** Ids up to and including this number have been given out. */
    @Journaled("site.ids-taken/1")
    record IdsTaken(long upTo) implements Bookkeeping {}

    /** A timer fired and is no longer running. */
    @Journaled("site.timer-expired/1")
    record TimerExpired(TimerKey timer) implements Bookkeeping {}

    /**
     * Something is wanted from the outside.
     *
     * @param until without an answer by then it counts as timed out
     */
    @Journaled("site.effect-requested/1")
    record EffectRequested(Effect effect, long until) implements Bookkeeping {}

    @Journaled("site.effect-settled/1")
    record EffectSettled(RequestId request) implements Bookkeeping {}

    @Journaled("site.command-answered/1")
    record CommandAnswered(AgentId agent, SessionId session, CommandId command, Reply reply) implements Bookkeeping {}

    /**
     * What the state was before this fact, by which a replay is held against the engine that decided.
     *
     * @param hash {@link Engine#stateHash}
     */
    @Journaled("site.state-noted/1")
    record StateNoted(long hash) implements Bookkeeping {}

    /** @param silentMillis since when nothing had been heard of a PBX whose link is lost */
    @Journaled("site.link-changed/2")
    record LinkChanged(PbxId pbx, boolean up, long silentMillis) implements SiteEvent {}

    @Journaled("site.station-changed/1")
    record StationChanged(StationId station, PbxEvent.StationState state) implements SiteEvent {}

    /** @param alarm the PBX's word for it; empty when the alarm is over */
    @Journaled("site.trunk-alarm-changed/1")
    record TrunkAlarmChanged(TrunkId trunk, String alarm) implements SiteEvent {}

    /** @param offsetMillis what to add to engine time to get wall-clock time from now on */
    @Journaled("site.wall-clock-moved/1")
    record WallClockMoved(long offsetMillis) implements SiteEvent {}
}
