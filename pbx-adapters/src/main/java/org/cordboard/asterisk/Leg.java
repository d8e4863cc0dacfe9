package org.cordboard.asterisk;

import java.util.ArrayDeque;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestId;
import org.jspecify.annotations.Nullable;

/** A channel that is ours: one that came in and was offered, or one we dialled. Its id is the channel's Uniqueid. */
final class Leg {

    final LegId id;
    final boolean dialled;
    final AgiQueue agi = new AgiQueue();
    /** Requests for a dialled leg that has no channel yet. */
    final ArrayDeque<PbxRequest> untilBorn = new ArrayDeque<>();
    /** Requests to clear it that Asterisk has not answered. */
    final ArrayDeque<RequestId> clearing = new ArrayDeque<>();

    @Nullable
    String channel;

    @Nullable
    String bridge;

    @Nullable
    RequestId dialRequest;

    boolean up;
    /** Its party has been told to listen, though the call is not answered. */
    boolean hears;
    /** Offered or answered has been reported, so that its end is a {@code LegCleared}. */
    boolean taken;

    boolean alerting;
    /** Waits in {@code AGI(agi:async)} for our commands. */
    boolean inAgi;
    /** Is in a bridge or was told to enter one; the next AsyncAGIStart is a return. */
    boolean astray;
    /** Our dial gave up on it: it is hung up when it shows, and nothing of it is reported. */
    boolean doomed;
    /** Left to the PBX's announcement: nothing more is done with it, and only its end is reported. */
    boolean deflected;
    /** The PBX gave up ringing, whatever cause it writes. */
    boolean ringTimedOut;

    /** How long the PBX may ring; for a leg that was dialled before a restart, longer than it was asked to. */
    long ringMillis = 60_000;

    Timers.@Nullable Timer lease;
    Timers.@Nullable Timer backstop;

    Leg(LegId id, boolean dialled) {
        this.id = id;
        this.dialled = dialled;
    }

    /** The channel's name, for an action that is only sent when there is one. */
    String channelName() {
        return channel == null ? "" : channel;
    }

    @Override
    public String toString() {
        return id + (channel == null ? "" : "(" + channel + ")");
    }
}
