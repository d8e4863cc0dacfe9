package org.cordboard.sim.ami;

/** How the wire between the PBX and a client fails, within what TCP allows. */
public sealed interface WireFault {

    /** The connection breaks; what was under way is lost. */
    record Disconnect() implements WireFault {}

    /**
     * The connection stays open and nothing passes, either way (half-open). Afterwards everything held back arrives at once.
     *
     * @param forMillis 0 for ever
     */
    record Stall(long forMillis) implements WireFault {}

    /**
     * Everything sent to the client is late; the order stays.
     *
     * @param millis 0 ends the delay
     */
    record Delay(long millis) implements WireFault {}

    /**
     * What the PBX sends comes in pieces cut anywhere, and several frames at once; the order stays.
     *
     * @param frames how many are cut up
     */
    record Chop(int frames) implements WireFault {}

    /**
     * What the PBX sends comes twice.
     *
     * @param frames how many
     */
    record Repeat(int frames) implements WireFault {}

    /** The PBX sends bytes that are no message. */
    record Garbage(String text) implements WireFault {}
}
