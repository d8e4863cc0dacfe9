package org.cordboard.cti.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.port.RequestId;
import org.jspecify.annotations.Nullable;

/** What has been asked of the outside and not been answered. Each has a deadline. */
final class OutstandingEffects implements Feature {

    private final Timers timers;
    private final Map<RequestId, Effect> effects = new LinkedHashMap<>();

    OutstandingEffects(Timers timers) {
        this.timers = timers;
    }

    @Nullable
    Effect get(RequestId id) {
        return effects.get(id);
    }

    Collection<Effect> all() {
        return Collections.unmodifiableCollection(effects.values());
    }

    @Override
    public void apply(Event event, long at) {
        switch (event) {
            case SiteEvent.EffectRequested e -> {
                effects.put(e.effect().id(), e.effect());
                timers.start(new TimerKey.EffectLimit(e.effect().id()), e.until());
            }
            case SiteEvent.EffectSettled e -> {
                effects.remove(e.request());
                timers.cancel(new TimerKey.EffectLimit(e.request()));
            }
            default -> {}
        }
    }

    @Journaled("state.effects/1")
    record State(List<Effect> effects) {}

    @Override
    public Record state() {
        return new State(List.copyOf(effects.values()));
    }

    @Override
    public void restore(Record state) {
        ((State) state).effects().forEach(effect -> effects.put(effect.id(), effect));
    }
}
