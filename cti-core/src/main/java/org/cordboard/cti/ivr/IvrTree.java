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
 * The tree of one hotline. Every node named in it exists.
 *
 * @param entry the first node
 * @param afterTalk the node for callers whose agent hung up first; null clears the call
 */
public record IvrTree(String name, String entry, @Nullable String afterTalk, Map<String, IvrNode> nodes) {

    public IvrTree {
        Objects.requireNonNull(name);
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
        require(nodes, entry, "entry");
        if (afterTalk != null) {
            require(nodes, afterTalk, "afterTalk");
        }
        for (Map.Entry<String, IvrNode> node : nodes.entrySet()) {
            for (String next : successors(node.getValue())) {
                require(nodes, next, node.getKey());
            }
        }
    }

    /**
     * The ways that lead back to their start without the caller being asked for a digit or waiting in a queue, each as a list that
     * ends with the node it starts with. There should be none: a caller on such a way hears the same for ever, or is cleared
     * when nothing on it takes time.
     */
    public List<List<String>> roundsWithoutTime() {
        List<List<String>> rounds = new ArrayList<>();
        Set<String> finished = new LinkedHashSet<>();
        for (String node : nodes.keySet()) {
            addRounds(node, new ArrayList<>(), finished, rounds);
        }
        return rounds;
    }

    /** Depth first; a step back onto the way closes a round. */
    private void addRounds(String node, List<String> way, Set<String> finished, List<List<String>> rounds) {
        int before = way.indexOf(node);
        if (before >= 0) {
            List<String> round = new ArrayList<>(way.subList(before, way.size()));
            round.add(node);
            rounds.add(round);
            return;
        }
        if (finished.contains(node)) {
            return;
        }
        way.add(node);
        instantSuccessors(node(node)).forEach(next -> addRounds(next, way, finished, rounds));
        way.removeLast();
        finished.add(node);
    }

    /** The nodes that can follow a node in the same moment, once each. */
    private static Set<String> instantSuccessors(IvrNode node) {
        return switch (node) {
            // Prompts whose recordings are missing take no time.
            case IvrNode.Play play -> Set.of(play.next());
            case IvrNode.Menu menu -> Set.of();
            case IvrNode.Identify identify -> new LinkedHashSet<>(successors(identify));
            case IvrNode.Branch branch -> new LinkedHashSet<>(successors(branch));
            case IvrNode.Queue queue -> Set.of(queue.onNoAgents());
            case IvrNode.HangUp hangUp -> Set.of();
        };
    }

    /** The nodes that can follow a node, in the order in which they are written. */
    public static List<String> successors(IvrNode node) {
        return switch (node) {
            case IvrNode.Play play -> List.of(play.next());
            case IvrNode.Menu menu -> {
                List<String> next = new ArrayList<>(menu.choices().values());
                next.add(menu.otherwise());
                yield next;
            }
            case IvrNode.Identify identify -> List.of(identify.known(), identify.unknown());
            case IvrNode.Branch branch -> {
                List<String> next = new ArrayList<>(branch.cases().values());
                next.add(branch.otherwise());
                yield next;
            }
            case IvrNode.Queue queue -> List.of(queue.onTimeout(), queue.onNoAgents());
            case IvrNode.HangUp hangUp -> List.of();
        };
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
