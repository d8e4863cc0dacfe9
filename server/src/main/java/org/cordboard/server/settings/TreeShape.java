package org.cordboard.server.settings;

import java.util.ArrayDeque;
import java.util.ArrayList;
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
    private final Set<String> finished = new LinkedHashSet<>();
    private final List<String> trail = new ArrayList<>();

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
            walk(node);
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

    /** Depth first; a step back onto the trail closes a loop. A tree has 500 nodes at most, so the recursion is shallow. */
    private void walk(String node) {
        int start = trail.indexOf(node);
        if (start >= 0) {
            List<String> loop = new ArrayList<>(trail.subList(start, trail.size()));
            loop.add(node);
            faults.add(
                    place(node),
                    "callers can go round without end: " + String.join(" → ", loop),
                    "break the loop with a menu, a queue's onTimeout, or a hangUp");
            return;
        }
        if (finished.contains(node)) {
            return;
        }
        trail.add(node);
        restlessSuccessors(tree.node(node)).forEach(this::walk);
        trail.removeLast();
        finished.add(node);
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

    /** The nodes that follow without the caller having pressed anything or waited. */
    private static Set<String> restlessSuccessors(IvrNode node) {
        return switch (node) {
            case IvrNode.Asking asking -> Set.of();
            case IvrNode.Queue queue -> Set.of(queue.onNoAgents());
            case IvrNode.Play play -> all(play);
            case IvrNode.Say say -> all(say);
            case IvrNode.SetLanguage language -> all(language);
            case IvrNode.Hours hours -> all(hours);
            case IvrNode.Identify identify -> all(identify);
            case IvrNode.Branch branch -> all(branch);
            case IvrNode.LookUp lookUp -> all(lookUp);
            case IvrNode.Answer answer -> all(answer);
            case IvrNode.GoTo goTo -> all(goTo);
            case IvrNode.Steer steer -> Set.of();
            case IvrNode.HangUp hangUp -> Set.of();
        };
    }

    private static Set<String> all(IvrNode node) {
        return new LinkedHashSet<>(IvrTree.successors(node));
    }

    private Place place(String node) {
        return places.getOrDefault(node, Place.wholeFile(tree.name()));
    }
}
