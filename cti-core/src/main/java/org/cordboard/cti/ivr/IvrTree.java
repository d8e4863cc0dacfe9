package org.cordboard.cti.ivr;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.cordboard.cti.acd.QueueId;
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

    /**
     * The nodes that can follow a node without the caller being asked or made to wait, once each. Prompts whose recordings are
     * missing take no time; keys typed ahead run out, so nodes that use them do not count.
     */
    private static Set<String> instantSuccessors(IvrNode node) {
        return switch (node) {
            case IvrNode.AskToWait ask -> Collections.singleton(ask.free());
            case IvrNode.Asking asking -> Collections.emptySet();
            case IvrNode.OwnManager own -> all(own);
            case IvrNode.LeaveCallBack callBack -> all(callBack);
            case IvrNode.Queue queue -> refusals(queue);
            case IvrNode.Play play -> all(play);
            case IvrNode.Say say -> all(say);
            case IvrNode.Identify identify -> all(identify);
            case IvrNode.LookUp lookUp -> all(lookUp);
            case IvrNode.SetLanguage language -> all(language);
            case IvrNode.Hours hours -> all(hours);
            case IvrNode.Branch branch -> all(branch);
            case IvrNode.Answer answer -> all(answer);
            case IvrNode.GoTo goTo -> all(goTo);
            case IvrNode.Steer steer -> Collections.emptySet();
            case IvrNode.HangUp hangUp -> Collections.emptySet();
        };
    }

    /** Where callers go whom a queue does not let in. Overflow that is treated as a time-out mostly comes after a wait, too. */
    private static Set<String> refusals(IvrNode.Queue queue) {
        Set<String> refusals = new LinkedHashSet<>(List.of(queue.onNoAgents(), queue.onClosed()));
        if (!queue.onOverflow().equals(queue.onTimeout())) {
            refusals.add(queue.onOverflow());
        }
        return refusals;
    }

    private static Set<String> all(IvrNode node) {
        return new LinkedHashSet<>(successors(node));
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
            case IvrNode.Queue queue -> ways(queue);
            case IvrNode.OwnManager own -> List.of(own.free(), own.busy(), own.absent());
            case IvrNode.AskToWait ask -> List.of(ask.free(), ask.waits(), ask.leaves(), ask.otherwise());
            case IvrNode.LeaveCallBack callBack -> List.of(callBack.next(), callBack.otherwise());
            case IvrNode.Steer steer -> List.of();
            case IvrNode.HangUp hangUp -> List.of();
        };
    }

    private static List<String> ways(IvrNode.Queue queue) {
        List<String> all =
                new ArrayList<>(List.of(queue.onTimeout(), queue.onNoAgents(), queue.onOverflow(), queue.onClosed()));
        all.addAll(queue.waiting().keys().values());
        return all;
    }

    private static List<String> and(Iterable<String> some, String last) {
        List<String> all = new ArrayList<>();
        some.forEach(all::add);
        all.add(last);
        return all;
    }

    /**
     * The recordings the PBX needs for this tree, by name, in the order in which the nodes name them; in a tree with languages one
     * for each. What a {@code say} node puts together from digits and words is not among them.
     */
    public Set<String> prompts() {
        Set<String> named = new LinkedHashSet<>();
        nodes.values().forEach(node -> named.addAll(promptsOf(node)));
        named.removeAll(List.of(IvrNode.POSITION, IvrNode.MINUTES));
        if (languages.isEmpty()) {
            return named;
        }
        Set<String> spoken = new LinkedHashSet<>();
        languages.forEach(language -> named.forEach(prompt -> spoken.add(language + "/" + prompt)));
        return spoken;
    }

    private static List<String> promptsOf(IvrNode node) {
        return switch (node) {
            case IvrNode.Play play -> play.prompts();
            case IvrNode.Steer steer -> steer.prompts();
            case IvrNode.Asking asking -> promptsOf(asking.question());
            case IvrNode.Say say -> List.of();
            case IvrNode.Identify identify -> List.of();
            case IvrNode.LookUp lookUp -> List.of();
            case IvrNode.SetLanguage language -> List.of();
            case IvrNode.Hours hours -> List.of();
            case IvrNode.Branch branch -> List.of();
            case IvrNode.Answer answer -> List.of();
            case IvrNode.GoTo goTo -> List.of();
            case IvrNode.Queue queue -> queue.waiting().announcement();
            case IvrNode.OwnManager own -> List.of();
            case IvrNode.LeaveCallBack callBack -> List.of();
            case IvrNode.HangUp hangUp -> List.of();
        };
    }

    private static List<String> promptsOf(IvrNode.Question question) {
        List<String> prompts = new ArrayList<>(question.prompts());
        prompts.addAll(question.onSilence());
        prompts.addAll(question.onInvalid());
        return prompts;
    }

    /** The queues the tree names, in the order in which its nodes name them. */
    public Set<QueueId> queues() {
        Set<QueueId> named = new LinkedHashSet<>();
        for (IvrNode node : nodes.values()) {
            switch (node) {
                case IvrNode.Queue queue -> named.add(queue.queue());
                case IvrNode.AskToWait ask -> named.add(ask.queue());
                case IvrNode.LeaveCallBack callBack -> named.add(callBack.queue());
                default -> {}
            }
        }
        return named;
    }

    /** Whether there is a node of this name. */
    public boolean has(String name) {
        return nodes.containsKey(name);
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
