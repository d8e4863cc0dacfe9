package org.cordboard.server.desktop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.call.Call;
import org.cordboard.cti.ivr.IvrEvent;

/** A caller's way through the tree, as their agent is to see it. */
final class Way {

    private static final int MOST = 64;

    private final List<String> path = new ArrayList<>();
    private final Map<String, String> collected = new LinkedHashMap<>();
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

    private void note(String name, String value) {
        if (collected.size() < MOST || collected.containsKey(name)) {
            collected.put(name, value);
        }
    }

    record State(List<String> path, Map<String, String> collected, String language) {}

    State state() {
        return new State(List.copyOf(path), new LinkedHashMap<>(collected), language);
    }

    static Way of(State from) {
        Way way = new Way();
        way.path.addAll(from.path());
        way.collected.putAll(from.collected());
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
}
