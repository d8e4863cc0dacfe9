package org.cordboard.cti.ivr;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tree of one hotline. Every node, language and calendar named in it exists.
 *
 * @param entry the first node
 * @param afterTalk the node for callers whose agent hung up first; null clears the call
 * @param languages those the prompts exist in, the one callers begin in first; empty when prompts are named as they are
 */
public record IvrTree(
        String name,
        String entry,
        @Nullable String afterTalk,
        List<String> languages,
        Map<String, IvrCalendar> calendars,
        Map<String, IvrNode> nodes) {

    public IvrTree {
        Objects.requireNonNull(name);
        languages = List.copyOf(languages);
        calendars = Collections.unmodifiableMap(new LinkedHashMap<>(calendars));
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
        require(nodes, entry, "entry");
        if (afterTalk != null) {
            require(nodes, afterTalk, "afterTalk");
        }
        for (Map.Entry<String, IvrNode> node : nodes.entrySet()) {
            for (String next : successors(node.getValue())) {
                require(nodes, next, node.getKey());
            }
            if (node.getValue() instanceof IvrNode.SetLanguage set && !languages.contains(set.language())) {
                throw new IllegalArgumentException(
                        "node '" + node.getKey() + "' sets unknown language '" + set.language() + "'");
            }
            if (node.getValue() instanceof IvrNode.Hours hours && !calendars.containsKey(hours.calendar())) {
                throw new IllegalArgumentException(
                        "node '" + node.getKey() + "' asks unknown calendar '" + hours.calendar() + "'");
            }
        }
    }

    /** A tree in one language and without a calendar. */
    public IvrTree(String name, String entry, @Nullable String afterTalk, Map<String, IvrNode> nodes) {
        this(name, entry, afterTalk, List.of(), Collections.emptyMap(), nodes);
    }

    /**
     * A way that leads back to its start without a node that takes time, as a list that ends with the node it starts with;
     * empty when there is none, as it should be: a caller on such a way is cleared.
     */
    public List<String> roundWithoutTime() {
        Set<String> harmless = new LinkedHashSet<>();
        for (String node : nodes.keySet()) {
            List<String> round = round(node, new ArrayList<>(), harmless);
            if (!round.isEmpty()) {
                return round;
            }
        }
        return List.of();
    }

    private List<String> round(String node, List<String> way, Set<String> harmless) {
        if (harmless.contains(node)) {
            return List.of();
        }
        int before = way.indexOf(node);
        way.add(node);
        if (before >= 0) {
            return way.subList(before, way.size());
        }
        for (String next : instantSuccessors(node(node))) {
            List<String> round = round(next, way, harmless);
            if (!round.isEmpty()) {
                return round;
            }
        }
        way.remove(way.size() - 1);
        harmless.add(node);
        return List.of();
    }

    /** The nodes that can follow a node in the same moment. Keys typed ahead run out, so nodes that use them do not count. */
    private static List<String> instantSuccessors(IvrNode node) {
        return switch (node) {
            case IvrNode.Play play -> List.of();
            case IvrNode.Asking asking -> List.of();
            case IvrNode.Say say -> List.of(say.otherwise());
            // A withheld number is unknown at once, and so is one that was not collected.
            case IvrNode.Identify identify -> List.of(identify.unknown());
            case IvrNode.LookUp lookUp -> List.of(lookUp.notFound(), lookUp.onTimeout());
            case IvrNode.Queue queue -> List.of(queue.onNoAgents());
            case IvrNode.SetLanguage language -> successors(language);
            case IvrNode.Hours hours -> successors(hours);
            case IvrNode.Branch branch -> successors(branch);
            case IvrNode.Answer answer -> successors(answer);
            case IvrNode.GoTo goTo -> successors(goTo);
            case IvrNode.Steer steer -> List.of();
            case IvrNode.HangUp hangUp -> List.of();
        };
    }

    /** The nodes that can follow a node, in the order in which they are written. */
    public static List<String> successors(IvrNode node) {
        return switch (node) {
            case IvrNode.Play play -> List.of(play.next());
            case IvrNode.Menu menu -> and(menu.choices().values(), menu.otherwise());
            case IvrNode.Collect collect -> List.of(collect.next(), collect.otherwise());
            case IvrNode.Consent consent -> List.of(consent.given(), consent.otherwise());
            case IvrNode.Say say -> List.of(say.next(), say.otherwise());
            case IvrNode.SetLanguage language -> List.of(language.next());
            case IvrNode.Hours hours -> List.of(hours.open(), hours.closed(), hours.holiday());
            case IvrNode.Identify identify -> List.of(identify.known(), identify.unknown());
            case IvrNode.Branch branch -> and(branch.cases().values(), branch.otherwise());
            case IvrNode.LookUp lookUp -> List.of(lookUp.found(), lookUp.notFound(), lookUp.onTimeout());
            case IvrNode.Answer answer -> List.of(answer.next());
            case IvrNode.GoTo goTo -> List.of(goTo.next());
            case IvrNode.Queue queue -> List.of(queue.onTimeout(), queue.onNoAgents());
            case IvrNode.Steer steer -> List.of();
            case IvrNode.HangUp hangUp -> List.of();
        };
    }

    private static List<String> and(Iterable<String> some, String last) {
        List<String> all = new ArrayList<>();
        some.forEach(all::add);
        all.add(last);
        return all;
    }

    public IvrNode node(String name) {
        return Objects.requireNonNull(nodes.get(name), name);
    }

    private static void require(Map<String, IvrNode> nodes, String name, String from) {
        if (!nodes.containsKey(name)) {
            throw new IllegalArgumentException("node '" + from + "' leads to unknown node '" + name + "'");
        }
    }
}
