package org.cordboard.server.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.ivr.IvrNode;
import org.cordboard.cti.ivr.IvrTree;
import org.cordboard.cti.port.Cause;
import org.jspecify.annotations.Nullable;

/** Reads the tree of a hotline from its own file. */
final class TreeReader {

    private final String name;
    private final Section file;
    private final Faults faults;
    private final Definitions<QueueId> queues;
    private final Definitions<String> nodeNames;
    private final Map<String, Place> nodePlaces = new LinkedHashMap<>();
    private final Map<String, IvrNode> nodes = new LinkedHashMap<>();
    private final List<Located<String>> links = new ArrayList<>();

    TreeReader(String name, Section file, Faults faults, Definitions<QueueId> queues) {
        this.name = name;
        this.file = file;
        this.faults = faults;
        this.queues = queues;
        this.nodeNames = new Definitions<>("node", faults);
    }

    /** The tree; null when any of it is faulty, which is then among the faults. */
    @Nullable
    IvrTree read() {
        int count = faults.count();
        String entry = link(file, TreeKeys.ENTRY);
        String afterTalk = link(file, TreeKeys.AFTER_TALK);
        readNodes();
        file.refuseOtherKeys();
        links.forEach(link -> nodeNames.require(link.value(), link.place()));
        if (faults.count() > count || entry == null) {
            return null;
        }
        IvrTree tree = new IvrTree(name, entry, afterTalk, nodes);
        new TreeShape(tree, nodePlaces, faults).check();
        return tree;
    }

    private void readNodes() {
        file.map(TreeKeys.NODES, SettingsKeys.NAME).forEach((node, section) -> {
            nodeNames.define(node.value(), node.place());
            nodePlaces.put(node.value(), node.place());
            TreeKeys.NodeType type = section.read(TreeKeys.TYPE);
            if (type == null) {
                return;
            }
            IvrNode read =
                    switch (type) {
                        case PLAY -> play(section);
                        case MENU -> menu(section);
                        case IDENTIFY -> identify(section);
                        case BRANCH -> branch(section);
                        case QUEUE -> queue(section);
                        case HANG_UP -> hangUp(section);
                    };
            section.refuseOtherKeys();
            if (read != null) {
                nodes.put(node.value(), read);
            }
        });
    }

    private @Nullable IvrNode play(Section node) {
        List<String> prompts = values(node.read(TreeKeys.PLAY_PROMPTS));
        String next = link(node, TreeKeys.PLAY_NEXT);
        return next == null ? null : new IvrNode.Play(prompts, next);
    }

    private @Nullable IvrNode menu(Section node) {
        List<String> prompts = values(node.read(TreeKeys.MENU_PROMPTS));
        Map<String, String> choices = linksOf(node.read(TreeKeys.MENU_CHOICES));
        var timeout = node.read(TreeKeys.MENU_TIMEOUT);
        Integer tries = node.read(TreeKeys.MENU_TRIES);
        String otherwise = link(node, TreeKeys.MENU_OTHERWISE);
        return timeout == null || tries == null || otherwise == null
                ? null
                : new IvrNode.Menu(prompts, choices, timeout, tries, otherwise);
    }

    private @Nullable IvrNode identify(Section node) {
        String known = link(node, TreeKeys.IDENTIFY_KNOWN);
        String unknown = link(node, TreeKeys.IDENTIFY_UNKNOWN);
        return known == null || unknown == null ? null : new IvrNode.Identify(known, unknown);
    }

    private @Nullable IvrNode branch(Section node) {
        IvrNode.Subject on = node.read(TreeKeys.BRANCH_ON);
        Map<String, Located<String>> cases = node.read(TreeKeys.BRANCH_CASES);
        String otherwise = link(node, TreeKeys.BRANCH_OTHERWISE);
        if (on == null || otherwise == null) {
            return null;
        }
        List<String> possible =
                switch (on) {
                    case TIER -> List.of("DIAMOND", "GOLD", "SILVER", "ORDINARY");
                    case TARGET -> List.of("true", "false");
                };
        cases.forEach((value, link) -> {
            if (!possible.contains(value)) {
                faults.add(
                        link.place(),
                        "this case can never be: the branch looks at "
                                + (on == IvrNode.Subject.TIER ? "the tier" : "target"),
                        on == IvrNode.Subject.TIER ? "use diamond, gold, silver, ordinary" : "use true, false");
            }
        });
        return new IvrNode.Branch(on, linksOf(cases), otherwise);
    }

    private @Nullable IvrNode queue(Section node) {
        QueueId queue = node.read(TreeKeys.QUEUE_QUEUE);
        String onTimeout = link(node, TreeKeys.QUEUE_ON_TIMEOUT);
        String onNoAgents = link(node, TreeKeys.QUEUE_ON_NO_AGENTS);
        if (queue != null) {
            queues.require(queue, node.place(TreeKeys.QUEUE_QUEUE));
        }
        return queue == null || onTimeout == null || onNoAgents == null
                ? null
                : new IvrNode.Queue(queue, onTimeout, onNoAgents);
    }

    private @Nullable IvrNode hangUp(Section node) {
        Cause cause = node.read(TreeKeys.HANG_UP_CAUSE);
        return cause == null ? null : new IvrNode.HangUp(cause);
    }

    private @Nullable String link(Section section, Key.Scalar<String> key) {
        String target = section.read(key);
        if (target != null) {
            links.add(new Located<>(target, section.place(key)));
        }
        return target;
    }

    private <K> Map<K, String> linksOf(Map<K, Located<String>> targets) {
        Map<K, String> plain = new LinkedHashMap<>();
        targets.forEach((key, target) -> {
            links.add(target);
            plain.put(key, target.value());
        });
        return plain;
    }

    private static List<String> values(List<Located<String>> located) {
        return located.stream().map(Located::value).toList();
    }
}
