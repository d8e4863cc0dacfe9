package org.cordboard.sim.world;

/** What a telephone or trunk is doing, in the words of Asterisk's DeviceStateChange. */
public enum DeviceState {
    NOT_INUSE,
    RINGING,
    INUSE,
    UNAVAILABLE
}
