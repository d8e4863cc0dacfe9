package org.cordboard.sim.world;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cordboard.sim.time.Cancellable;
import org.jspecify.annotations.Nullable;

/** One leg inside the PBX. Only the world's thread touches it. */
final class Channel {
    final String uniqueId;
    final String name;
    final String device;
    final long createdAt;
    final long ordinal;
    final Map<String, String> variables = new LinkedHashMap<>();
    final Deque<QueuedAgi> agiQueue = new ArrayDeque<>();

    @Nullable
    Trunk trunk;

    /** The time slot, on a span. */
    @Nullable
    Circuit circuit;

    @Nullable
    Phone phone;

    @Nullable
    OriginateOrder order;

    Party party = Party.SILENT;

    ChannelState state;
    String callerNumber = "";
    String callerName = "";
    String connectedNumber = "";
    String connectedName = "";
    String context;
    String exten;
    int priority = 1;
    String linkedId;
    String dialled = "";
    String application = "";
    String applicationData = "";
    boolean inAgi;
    boolean inFallback;
    boolean everBridged;
    boolean noteHangup;
    /** The files it is recorded into, the oldest first. */
    final Deque<String> recordings = new ArrayDeque<>();

    boolean recordingMuted;
    /** What its party says is kept from everybody. */
    boolean muted;
    /** False for a leg dialled into an application: nothing follows when that ends. */
    boolean hasDialplan = true;

    /** Why the far end has hung up while nobody could hear of it; 0 when it has not. */
    int unheardCause;

    boolean gone;

    @Nullable
    String music;

    @Nullable
    Bridge bridge;

    @Nullable
    QueuedAgi running;

    long runningSince;

    @Nullable
    Cancellable agiTimer;

    @Nullable
    Cancellable lease;
    /** The one thing the leg waits for outside AGI: an answer, the end of an announcement, its return from a bridge. */
    @Nullable
    Cancellable activity;
    /** The ring time-out of a dialled leg. */
    @Nullable
    Cancellable dialTimeout;

    Channel(String uniqueId, String name, String device, long createdAt, long ordinal, ChannelState state) {
        this.uniqueId = uniqueId;
        this.name = name;
        this.device = device;
        this.createdAt = createdAt;
        this.ordinal = ordinal;
        this.state = state;
        this.linkedId = uniqueId;
        this.context = "";
        this.exten = "s";
    }

    boolean up() {
        return state == ChannelState.UP;
    }

    void cancelAgiTimer() {
        if (agiTimer != null) {
            agiTimer.cancel();
            agiTimer = null;
        }
    }

    void cancelActivity() {
        if (activity != null) {
            activity.cancel();
            activity = null;
        }
    }

    void cancelDialTimeout() {
        if (dialTimeout != null) {
            dialTimeout.cancel();
            dialTimeout = null;
        }
    }

    void cancelLease() {
        if (lease != null) {
            lease.cancel();
            lease = null;
        }
    }

    ChannelView view() {
        return new ChannelView(
                uniqueId,
                name,
                state,
                callerNumber,
                callerName,
                connectedNumber,
                connectedName,
                context,
                exten,
                priority,
                linkedId,
                application,
                applicationData,
                bridge == null ? "" : bridge.id,
                dialled,
                trunk == null ? "" : trunk.name,
                createdAt);
    }
}
