package org.cordboard.server.desktop;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.callback.CallBackEvent;
import org.cordboard.cti.callback.CallBackId;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.ivr.IvrEvent;
import org.jspecify.annotations.Nullable;

/** The ways of all callers, and of those who asked to be called back until that has come out, however often they are tried. */
final class Ways {

    /** @param origin the call in which it was asked for */
    record Asked(CallId origin, Way way) {}

    private static final Way NOWHERE = new Way();

    private final Map<CallId, Way> ways = new LinkedHashMap<>();
    private final Map<CallBackId, Asked> asked = new LinkedHashMap<>();
    private final Map<CallId, Set<CallBackId>> byOrigin = new LinkedHashMap<>();
    /** Which call-back a call tries. */
    private final Map<CallId, CallBackId> attempts = new LinkedHashMap<>();

    Way of(CallId call) {
        return ways.getOrDefault(call, NOWHERE);
    }

    void apply(Event event) {
        switch (event) {
            case IvrEvent e -> change(e.call(), way -> way.apply(e));
            case CallEvent.CallDataSet e -> change(e.call(), way -> way.set(e.name(), e.value()));
            case CallBackEvent.CallBackRequested e ->
                add(
                        e.id(),
                        new Asked(
                                e.callBack().origin(), of(e.callBack().origin()).copy()));
            case CallBackEvent.CallBackBegun e -> {
                Asked wanted = asked.get(e.id());
                if (wanted != null) {
                    ways.put(e.call(), wanted.way().copy());
                    attempts.put(e.call(), e.id());
                }
            }
            case CallBackEvent.CallBackEnded e -> remove(e.id());
            case CallEvent.CallClosed e -> {
                ways.remove(e.record().call());
                attempts.remove(e.record().call());
            }
            default -> {}
        }
    }

    /** Changes the way of a call, and of the call-backs that were asked for in it or that it tries. */
    private void change(CallId call, Consumer<Way> change) {
        change.accept(ways.computeIfAbsent(call, id -> new Way()));
        for (CallBackId id : byOrigin.getOrDefault(call, Collections.emptySet())) {
            changeAsked(id, change);
        }
        CallBackId tried = attempts.get(call);
        if (tried != null) {
            changeAsked(tried, change);
        }
    }

    private void changeAsked(CallBackId id, Consumer<Way> change) {
        Asked wanted = asked.get(id);
        if (wanted != null) {
            change.accept(wanted.way());
        }
    }

    private void add(CallBackId id, Asked wanted) {
        asked.put(id, wanted);
        byOrigin.computeIfAbsent(wanted.origin(), call -> new LinkedHashSet<>()).add(id);
    }

    private void remove(CallBackId id) {
        @Nullable Asked over = asked.remove(id);
        Set<CallBackId> left = over == null ? null : byOrigin.get(over.origin());
        if (over != null && left != null) {
            left.remove(id);
            if (left.isEmpty()) {
                byOrigin.remove(over.origin());
            }
        }
    }

    record AskedState(CallId origin, Way.State way) {}

    record State(Map<CallId, Way.State> ways, Map<CallBackId, AskedState> asked, Map<CallId, CallBackId> attempts) {}

    State state() {
        Map<CallId, Way.State> kept = new LinkedHashMap<>();
        ways.forEach((call, way) -> kept.put(call, way.state()));
        Map<CallBackId, AskedState> wanted = new LinkedHashMap<>();
        asked.forEach((id, each) ->
                wanted.put(id, new AskedState(each.origin(), each.way().state())));
        return new State(kept, wanted, new LinkedHashMap<>(attempts));
    }

    void restore(State from) {
        from.ways().forEach((call, way) -> ways.put(call, Way.of(way)));
        from.asked().forEach((id, each) -> add(id, new Asked(each.origin(), Way.of(each.way()))));
        attempts.putAll(from.attempts());
    }
}
