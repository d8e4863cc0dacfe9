package org.cordboard.sim.world;

/**
 * A channel as it was at one moment.
 *
 * @param callerNumber empty when unknown
 * @param connectedNumber the other party as shown to this one; empty when unknown
 * @param linkedId the oldest channel this one has talked with
 * @param application the dialplan application that runs; empty in a bridge
 * @param bridgeId empty when not bridged
 * @param dialled the number the caller dialled; empty for legs the PBX dialled itself
 * @param trunk the trunk it came or goes by; empty for a telephone
 */
public record ChannelView(
        String uniqueId,
        String name,
        ChannelState state,
        String callerNumber,
        String callerName,
        String connectedNumber,
        String connectedName,
        String context,
        String exten,
        int priority,
        String linkedId,
        String application,
        String applicationData,
        String bridgeId,
        String dialled,
        String trunk,
        long createdAt) {

    /** Leaves numbers out: views end up in logs. */
    @Override
    public String toString() {
        return name + "(" + uniqueId + " " + state + " " + context + "," + exten + "," + priority + ")";
    }
}
