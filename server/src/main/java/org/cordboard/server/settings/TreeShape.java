package org.cordboard.server.settings;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cordboard.cti.ivr.IvrNode;
import org.cordboard.cti.ivr.IvrTree;

/**
 * Checks what a tree's nodes form together: every node can be reached, and no caller can be sent round and round without
 * being asked for a digit or waiting in a queue on the way.
 */
final class TreeShape {

    private final IvrTree tree;
    private final Map<String, Place> places;
    private final Faults faults;

    TreeShape(IvrTree tree, Map<String, Place> places, Faults faults) {
        this.tree = tree;
        this.places = places;
        this.faults = faults;
    }

    void check() {
        Set<String> reachable = reachable();
        for (String node : tree.nodes().keySet()) {
            if (!reachable.contains(node)) {
                faults.add(
                        place(node),
                        "no caller can reach node '" + node + "'",
                        "lead another node to it, or remove it");
            }
        }
        for (List<String> round : tree.roundsWithoutTime()) {
            faults.add(
                    place(round.getFirst()),
                    "callers can go round without end: " + String.join(" → ", round),
                    "break the loop with a menu, a queue's onTimeout (give it an onOverflow of its own), or a hangUp");
        }
    }

    private Set<String> reachable() {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>();
        open.add(tree.entry());
        if (tree.afterTalk() != null) {
            open.add(tree.afterTalk());
        }
        while (!open.isEmpty()) {
            String node = open.remove();
            if (seen.add(node)) {
                open.addAll(IvrTree.successors(tree.node(node)));
            }
        }
        return seen;
    }

    /**
     * Finds nodes that need an answered call and that callers of a hotline reach before it is answered.
     *
     * @param hotline its number, for messages
     */
    void checkAnswered(String hotline) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>();
        open.add(tree.entry());
        while (!open.isEmpty()) {
            String name = open.remove();
            IvrNode node = tree.node(name);
            if (!seen.add(name) || node instanceof IvrNode.Answer) {
                continue;
            }
            if (node instanceof IvrNode.Asking || node instanceof IvrNode.Queue) {
                faults.add(
                        place(name),
                        "callers of hotline " + hotline + " reach node '" + name
                                + "' before their call is answered, and it asks or queues them",
                        "lead them through a node of 'type: answer' first, or let the hotline answer at once");
                continue;
            }
            open.addAll(IvrTree.successors(node));
        }
    }

    private Place place(String node) {
        return places.getOrDefault(node, Place.wholeFile(tree.name()));
    }
}
