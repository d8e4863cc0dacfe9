package org.cordboard.cti.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.acd.QueueId;

/**
 * Which calls are recorded.
 *
 * @param shares of the calls that agents of a queue talk in, how many are recorded by themselves, in percent; a queue not named has none
 * @param forbidden the hotlines whose calls are never recorded, by number
 */
public record RecordingRules(Map<QueueId, Integer> shares, List<String> forbidden) {

    /** Nothing is recorded by itself, and agents may record every call. */
    public static final RecordingRules USUAL = new RecordingRules(Collections.emptyMap(), List.of());

    public RecordingRules {
        shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
        forbidden = List.copyOf(forbidden);
        shares.forEach((queue, share) -> {
            if (share < 0 || share > 100) {
                throw new IllegalArgumentException("share of " + queue + " out of range 0..100: " + share);
            }
        });
    }
}
