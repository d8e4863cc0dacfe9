package org.cordboard.sim.world;

/**
 * The person at the far end of a channel, told what they would notice. Calls come from the world's thread, each from a task
 * of its own, so that a party may act on the world at once.
 */
public interface Party {

    Party SILENT = new Party() {};

    default void answered() {}

    /** A prompt begins. */
    default void hearsPrompt(String prompt) {}

    default void hearsMusic(String musicClass) {}

    /** The other side has pressed a key. */
    default void hearsKey(char key) {}

    /** The PBX's own announcement instead of the service: nobody took the call. */
    default void hearsFallback() {}

    /** Talks with the party of another channel. */
    default void joined(String otherUniqueId) {}

    /** Hears that party no longer; the call goes on. */
    default void left() {}

    /** @param byParty this party hung up */
    default void ended(int cause, boolean byParty) {}

    /** The line under the call has failed; nobody hung up. */
    default void cut(int cause) {
        ended(cause, false);
    }
}
