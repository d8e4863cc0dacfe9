package org.cordboard.server.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.ivr.IvrNode;
import org.cordboard.cti.ivr.SayAs;
import org.jspecify.annotations.Nullable;

/** The names a tree defines and uses, which can be compared only when all of it has been read. */
final class TreeNames {

    /** Under this name a node of type steer leaves its channel. */
    static final String CHANNEL = "channel";

    /** Among prompts about a queue these stand for numbers that are said. */
    private static final List<String> NUMBERS = List.of(IvrNode.POSITION, IvrNode.MINUTES);

    private final Faults faults;
    private final Definitions<String> nodes;
    private final Definitions<String> languages;
    private final Definitions<String> calendars;
    private final @Nullable Definitions<QueueId> queues;
    private final List<Located<String>> links = new ArrayList<>();
    private final List<Located<String>> languagesUsed = new ArrayList<>();
    private final List<Located<String>> calendarsUsed = new ArrayList<>();
    private final Set<String> values = new LinkedHashSet<>();
    private final Map<String, Boolean> sensitive = new LinkedHashMap<>();
    private final List<Located<String>> valuesUsed = new ArrayList<>();
    private final List<Located<String>> valuesTold = new ArrayList<>();
    private final List<Located<String>> prompts = new ArrayList<>();
    private final List<Located<SayAs>> said = new ArrayList<>();

    TreeNames(Faults faults, @Nullable Definitions<QueueId> queues) {
        this.faults = faults;
        this.queues = queues;
        this.nodes = new Definitions<>("node", faults);
        this.languages = new Definitions<>("language", faults);
        this.calendars = new Definitions<>("calendar", faults);
        values.add(CHANNEL);
    }

    Definitions<String> nodes() {
        return nodes;
    }

    Definitions<String> languages() {
        return languages;
    }

    Definitions<String> calendars() {
        return calendars;
    }

    List<Located<String>> prompts() {
        return prompts;
    }

    List<Located<SayAs>> said() {
        return said;
    }

    /** Reads the name of a node. */
    @Nullable
    String link(Section section, Key.Scalar<String> key) {
        return noted(section, key, links);
    }

    @Nullable
    String language(Section section, Key.Scalar<String> key) {
        return noted(section, key, languagesUsed);
    }

    @Nullable
    String calendar(Section section, Key.Scalar<String> key) {
        return noted(section, key, calendarsUsed);
    }

    /** Reads the name of a value that the tree compares or looks up by. */
    @Nullable
    String used(Section section, Key.Scalar<String> key, boolean told) {
        return noted(section, key, told ? valuesTold : valuesUsed);
    }

    private static @Nullable String noted(Section section, Key.Scalar<String> key, List<Located<String>> list) {
        String name = section.read(key);
        if (name != null) {
            list.add(new Located<>(name, section.place(key)));
        }
        return name;
    }

    /** Reads the name under which a value will travel. */
    @Nullable
    String into(Section section, Key.Scalar<String> key, boolean secret) {
        String name = section.read(key);
        if (name == null) {
            return null;
        }
        if (name.equals(CHANNEL)) {
            faults.add(
                    section.place(key), "the name 'channel' is kept for the nodes of type steer", "use another name");
        }
        Boolean earlier = sensitive.putIfAbsent(name, secret);
        if (earlier != null && earlier != secret) {
            faults.add(
                    section.place(key),
                    "'" + name + "' is sensitive in one node and not in another",
                    "give one of them another name");
        }
        values.add(name);
        return name;
    }

    /** Reads the subject of a branch or of what is said. */
    @Nullable
    Topic topic(Section section, Key.Scalar<Topic> key) {
        Topic topic = section.read(key);
        if (topic != null && topic.subject() == IvrNode.Subject.COLLECTED) {
            valuesTold.add(new Located<>(topic.name(), section.place(key)));
        }
        return topic;
    }

    List<String> prompts(Section section, Key.Values<String> key) {
        List<Located<String>> read = section.read(key);
        for (Located<String> prompt : read) {
            if (NUMBERS.contains(prompt.value())) {
                said.add(new Located<>(SayAs.NUMBER, prompt.place()));
            } else {
                prompts.add(prompt);
            }
        }
        return read.stream().map(Located::value).toList();
    }

    void says(SayAs as, Place place) {
        said.add(new Located<>(as, place));
    }

    void queue(QueueId queue, Place place) {
        if (queues != null) {
            queues.require(queue, place);
        }
    }

    <K> Map<K, String> links(Map<K, Located<String>> targets) {
        Map<K, String> plain = new LinkedHashMap<>();
        targets.forEach((key, target) -> {
            links.add(target);
            plain.put(key, target.value());
        });
        return plain;
    }

    /** Compares what is used with what is there. */
    void check() {
        links.forEach(link -> nodes.require(link.value(), link.place()));
        languagesUsed.forEach(used -> languages.require(used.value(), used.place()));
        calendarsUsed.forEach(used -> calendars.require(used.value(), used.place()));
        valuesUsed.forEach(this::requireValue);
        for (Located<String> told : valuesTold) {
            requireValue(told);
            if (sensitive.getOrDefault(told.value(), false)) {
                faults.add(
                        told.place(),
                        "'" + told.value() + "' is sensitive and may not be told",
                        "compare it in a lookUp with 'expected', or collect it without 'sensitive: true'");
            }
        }
    }

    private void requireValue(Located<String> used) {
        if (!values.contains(used.value())) {
            faults.add(
                    used.place(),
                    "no node collects '" + used.value() + "'",
                    Nearest.advice(used.value(), values, "collect it with 'into'"));
        }
    }
}
