package org.cordboard.sim.world;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long things take in the simulated PBX, in milliseconds, as measured on Asterisk 22.10 on loopback.
 *
 * @param agiPollWithMedia until a leg that receives or sends audio notices an AGI command
 * @param agiPollSilent the same for a leg without music or prompt
 * @param bridge from the request to both legs in the bridge
 * @param hangUp from the request to the leg's end
 * @param returnToDialplan from a partner's leaving the bridge to the leg's being under control again
 * @param dialSetUp from the originate to the far end's first sign
 * @param answerSetUp what the dialplan application Answer waits for
 * @param digit length of a key press
 * @param prompt length of a prompt that {@code prompts} does not know
 * @param prompts length of a prompt by its name
 */
public record WorldTimings(
        long agiPollWithMedia,
        long agiPollSilent,
        long bridge,
        long hangUp,
        long returnToDialplan,
        long dialSetUp,
        long answerSetUp,
        long digit,
        long prompt,
        Map<String, Long> prompts) {

    public WorldTimings {
        prompts = Collections.unmodifiableMap(new LinkedHashMap<>(prompts));
    }

    public static WorldTimings measured() {
        return new WorldTimings(7, 87, 1, 1, 2, 1, 0, 100, 2_000, Map.of());
    }

    /** These timings with the length of one prompt. */
    public WorldTimings withPrompt(String name, long millis) {
        Map<String, Long> known = new LinkedHashMap<>(prompts);
        known.put(name, millis);
        return new WorldTimings(
                agiPollWithMedia,
                agiPollSilent,
                bridge,
                hangUp,
                returnToDialplan,
                dialSetUp,
                answerSetUp,
                digit,
                prompt,
                known);
    }

    long lengthOf(String promptName) {
        return prompts.getOrDefault(promptName, prompt);
    }
}
