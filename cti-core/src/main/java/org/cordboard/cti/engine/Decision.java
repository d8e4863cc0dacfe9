package org.cordboard.cti.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one input.
 *
 * @param events the facts, already applied, in order
 * @param effects what to ask of the outside once the events are durable
 * @param reply the answer to a command; null for every other input
 */
public record Decision(
        List<Event> events, List<Effect> effects, @Nullable Reply reply) {

    public Decision {
        events = List.copyOf(events);
        effects = List.copyOf(effects);
    }
}
