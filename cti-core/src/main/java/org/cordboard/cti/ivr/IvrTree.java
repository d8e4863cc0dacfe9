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

    /** The nodes that can follow a node in the same moment. */
    private static List<String> instantSuccessors(IvrNode node) {
        return switch (node) {
            case IvrNode.Play play -> List.of();
            case IvrNode.Menu menu -> List.of();
            // A withheld number is unknown at once.
            case IvrNode.Identify identify -> List.of(identify.unknown());
            case IvrNode.Branch branch -> successors(branch);
            case IvrNode.Queue queue -> List.of(queue.onNoAgents());
            case IvrNode.HangUp hangUp -> List.of();
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
