package org.cordboard.sim.world;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened in the simulated PBX, at the grain of Asterisk's own events: rich enough to be written as AMI in
 * the order a real Asterisk uses. {@code at} is in milliseconds since the Unix epoch.
 */
public sealed interface WorldEvent {

    long at();

    record ChannelCreated(long at, ChannelView channel) implements WorldEvent {}

    record ExtensionEntered(long at, ChannelView channel) implements WorldEvent {}

    record ChannelRinging(long at, ChannelView channel) implements WorldEvent {}

    record ChannelAnswered(long at, ChannelView channel) implements WorldEvent {}

    record CallerIdSet(long at, ChannelView channel) implements WorldEvent {}

    record ConnectedLineSet(long at, ChannelView channel) implements WorldEvent {}

    /** @param channel null for a global variable */
    record VariableSet(long at, @Nullable ChannelView channel, String name, String value) implements WorldEvent {}

    /** The leg waits for commands. */
    record AgiEntered(long at, ChannelView channel) implements WorldEvent {}

    /** The leg no longer waits for commands and goes on in its dialplan or ends; bridging does not bring this. */
    record AgiLeft(long at, ChannelView channel) implements WorldEvent {}

    /** @param number the PBX's own number of the command, not the client's id */
    record AgiCommandStarted(long at, ChannelView channel, int number, String command) implements WorldEvent {}

    /** @param commandId the client's id; empty when it gave none */
    record AgiCommandEnded(long at, ChannelView channel, int number, String commandId, String command, AgiResult result)
            implements WorldEvent {}

    record MusicStarted(long at, ChannelView channel, String musicClass) implements WorldEvent {}

    record MusicStopped(long at, ChannelView channel) implements WorldEvent {}

    record DialBegun(long at, ChannelView channel, String dialString) implements WorldEvent {}

    record DialStateChanged(long at, ChannelView channel, String status) implements WorldEvent {}

    record DialEnded(long at, ChannelView channel, String status) implements WorldEvent {}

    /**
     * @param channel the channel's name, or what was dialled when there was no channel or no answer
     * @param reason Asterisk's: 4 answered, 3 timed out, 0 everything else
     */
    record OriginateEnded(long at, OriginateOrder order, boolean success, String channel, int reason, String uniqueId)
            implements WorldEvent {}

    record BridgeCreated(long at, BridgeView bridge) implements WorldEvent {}

    record BridgeEntered(long at, BridgeView bridge, ChannelView channel) implements WorldEvent {}

    record BridgeLeft(long at, BridgeView bridge, ChannelView channel) implements WorldEvent {}

    record BridgeDestroyed(long at, BridgeView bridge) implements WorldEvent {}

    /**
     * The far end asks for the end.
     *
     * @param techCause the SIP answer, 0 when there was none
     */
    record HangupRequested(long at, ChannelView channel, int cause, int techCause) implements WorldEvent {}

    /** The PBX itself asks for the end. */
    record SoftHangupRequested(long at, ChannelView channel, int cause) implements WorldEvent {}

    /** @param answered whether the channel had been answered */
    record ChannelHungUp(long at, ChannelView channel, int cause, int techCause, boolean answered)
            implements WorldEvent {}

    record DtmfBegun(long at, ChannelView channel, char digit) implements WorldEvent {}

    record DtmfEnded(long at, ChannelView channel, char digit, long durationMillis) implements WorldEvent {}

    record DeviceStateChanged(long at, String device, DeviceState state) implements WorldEvent {}

    /** @param alarm Asterisk's word, such as {@code Red Alarm} */
    record TrunkAlarmRaised(long at, TrunkView trunk, String alarm) implements WorldEvent {}

    record TrunkAlarmCleared(long at, TrunkView trunk) implements WorldEvent {}

    /** A call has its time slot, or another one than before. */
    record CircuitAssigned(long at, ChannelView channel, Span span, int circuit) implements WorldEvent {}

    /**
     * The network turned a caller away who never got to the PBX. Asterisk knows nothing of it.
     *
     * @param full whether every channel was busy; else the line was out of order
     */
    record CallRefused(long at, String trunk, int cause, boolean full) implements WorldEvent {}

    /** Both sides seized the same time slot. Asterisk writes it to its log at most. */
    record GlareMet(long at, String trunk, int circuit, boolean oursStays) implements WorldEvent {}

    /** The line under a call failed and the call ends with it: neither party hung up. The channel's end follows. */
    record CallCut(long at, ChannelView channel, int cause) implements WorldEvent {}

    /** The dialplan helps itself: the caller hears the announcement. Asterisk has no such event; clients see Newexten. */
    record FallbackEntered(long at, ChannelView channel) implements WorldEvent {}
}
