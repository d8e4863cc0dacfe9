package org.cordboard.server.desktop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.call.Call;
import org.cordboard.cti.ivr.IvrEvent;

/** A caller's way through the tree and what agents have set on their call, as the next agent is to see it. */
final class Way {

    private static final int MOST = 64;

    private final List<String> path = new ArrayList<>();
    private final Map<String, String> collected = new LinkedHashMap<>();
    private final Map<String, String> data = new LinkedHashMap<>();
    private String language = "";

    void apply(IvrEvent event) {
        switch (event) {
            case IvrEvent.IvrNodeEntered e -> {
                if (path.size() < MOST) {
                    path.add(e.node());
                }
            }
            case IvrEvent.IvrCollected e -> note(e.name(), e.value() == null ? Call.BLOTTED : e.value());
            case IvrEvent.IvrNoted e -> note(e.name(), e.value());
            case IvrEvent.IvrLanguageSet e -> language = e.language();
            case IvrEvent.IvrEntered e -> {}
            case IvrEvent.IvrPromptsStarted e -> {}
            case IvrEvent.IvrDigitAwaited e -> {}
            case IvrEvent.IvrDigitTaken e -> {}
            case IvrEvent.IvrDigitsEntered e -> {}
            case IvrEvent.IvrEntryRefused e -> {}
            case IvrEvent.IvrLookUpStarted e -> {}
            case IvrEvent.IvrQueueReached e -> {}
            case IvrEvent.IvrAnnounced e -> {}
            case IvrEvent.IvrQueueKeyPressed e -> {}
            case IvrEvent.IvrLeft e -> {}
        }
    }

    /** @param value empty to remove it */
    void set(String name, String value) {
        if (value.isEmpty()) {
            data.remove(name);
        } else {
            data.put(name, value);
        }
    }

    private void note(String name, String value) {
        if (collected.size() < MOST || collected.containsKey(name)) {
            collected.put(name, value);
        }
    }

    Way copy() {
        return of(state());
    }

    record State(List<String> path, Map<String, String> collected, Map<String, String> data, String language) {}

    State state() {
        return new State(List.copyOf(path), new LinkedHashMap<>(collected), new LinkedHashMap<>(data), language);
    }

    static Way of(State from) {
        Way way = new Way();
        way.path.addAll(from.path());
        way.collected.putAll(from.collected());
        way.data.putAll(from.data());
        way.language = from.language();
        return way;
    }

    List<String> path() {
        return Collections.unmodifiableList(path);
    }

    String language() {
        return language;
    }

    Map<String, String> collected() {
        return Collections.unmodifiableMap(collected);
    }

    Map<String, String> data() {
        return Collections.unmodifiableMap(data);
    }
}
