package org.cordboard.sim.world;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.cordboard.cti.port.RequestId;
import org.jspecify.annotations.Nullable;

/** What {@link SimPbx} remembers of a leg, as an adapter to a real PBX would. */
final class SimLeg {

    /**
     * A request that is carried out by AGI commands, one after another.
     *
     * @param prompts whether it ends with {@code PromptsEnded}
     */
    record Job(RequestId request, boolean prompts, List<String> commands) {}

    final String id;
    final boolean inbound;
    final String trunk;
    final String caller;
    final String callerName;
    final String dialled;

    /** Offered or answered has been reported, or the leg was shown in a snapshot. */
    boolean known;

    boolean bridged;
    boolean inFallback;
    /** It was the server that sent it there. */
    boolean deflected;

    final Deque<Job> jobs = new ArrayDeque<>();

    @Nullable
    Job running;

    private SimLeg(String id, boolean inbound, String trunk, String caller, String callerName, String dialled) {
        this.id = id;
        this.inbound = inbound;
        this.trunk = trunk;
        this.caller = caller;
        this.callerName = callerName;
        this.dialled = dialled;
    }

    static SimLeg inbound(ChannelView channel) {
        return new SimLeg(
                channel.uniqueId(),
                true,
                channel.trunk(),
                channel.callerNumber(),
                channel.callerName(),
                channel.exten());
    }

    static SimLeg dialled(String id) {
        return new SimLeg(id, false, "", "", "", "");
    }
}
