package org.cordboard.server.settings;

import static java.time.Duration.ofSeconds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.ivr.IvrNode;
import org.cordboard.cti.port.Cause;

/** Every key of a tree file, in the order of docs/CONFIG.md. The path of a node's key begins with the node's type. */
final class TreeKeys {

    /** The types of nodes. */
    enum NodeType {
        PLAY,
        MENU,
        IDENTIFY,
        BRANCH,
        QUEUE,
        HANG_UP
    }

    private static final List<Key> CATALOGUE = new ArrayList<>();

    static final ValueType<String> NODE =
            new ValueType<>("node", SettingsKeys.NAME.range(), SettingsKeys.NAME.parser());
    private static final ValueType<String> PROMPT = ValueType.form(
            "prompt",
            "the name of a recording at the PBX: letters, digits and / _ -, without its file type",
            "[A-Za-z0-9_-]{1,64}(?:/[A-Za-z0-9_-]{1,64}){0,4}");

    static final Key.Scalar<String> ENTRY = required("entry", NODE, "The node callers enter at.");
    static final Key.Scalar<String> AFTER_TALK = scalar(
            "afterTalk",
            NODE,
            Key.NONE,
            "The node for callers whose agent hung up first. Without it their call is cleared.");
    static final Key.Group NODES = add(new Key.Group(
            "nodes", Key.Kind.MAP, 1, 500, "The nodes by name. Each must be reachable from entry or afterTalk."));
    static final Key.Scalar<NodeType> TYPE = required(
            "nodes.*.type", ValueType.choice(nodeTypes()), "What the node does; its other keys follow from it.");

    static final Key.Values<String> PLAY_PROMPTS = add(new Key.Values<>(
            "play.prompts", PROMPT, 1, 16, "Played one after the other; digits do not interrupt them."));
    static final Key.Scalar<String> PLAY_NEXT = required("play.next", NODE, "The node that follows.");

    static final Key.Values<String> MENU_PROMPTS =
            add(new Key.Values<>("menu.prompts", PROMPT, 1, 16, "Played one after the other until a digit comes."));
    static final Key.Table<String, String> MENU_CHOICES = add(new Key.Table<>(
            "menu.choices",
            ValueType.form("digit", "0–9, * or #", "[0-9*#]"),
            NODE,
            1,
            12,
            "The node each digit leads to. Quote * and #."));
    static final Key.Scalar<Duration> MENU_TIMEOUT = scalar(
            "menu.timeout",
            ValueType.duration(ofSeconds(1), ofSeconds(60)),
            "5s",
            "How long after the prompts a digit is waited for.");
    static final Key.Scalar<Integer> MENU_TRIES =
            scalar("menu.tries", ValueType.integer(1, 9), "3", "How often the prompts are played in all.");
    static final Key.Scalar<String> MENU_OTHERWISE =
            required("menu.otherwise", NODE, "The node when the last try brought no valid digit.");

    static final Key.Scalar<String> IDENTIFY_KNOWN =
            required("identify.known", NODE, "The node when the calling number belongs to a customer.");
    static final Key.Scalar<String> IDENTIFY_UNKNOWN = required(
            "identify.unknown", NODE, "The node when it does not, is withheld, or the store did not answer in time.");

    static final Key.Scalar<IvrNode.Subject> BRANCH_ON = required(
            "branch.on",
            ValueType.choice(subjects()),
            "What is looked at: the customer's tier, or whether they are a target customer of the hotline.");
    static final Key.Table<String, String> BRANCH_CASES = add(new Key.Table<>(
            "branch.cases",
            ValueType.choice(caseValues()),
            NODE,
            1,
            4,
            "The node for each value: of a tier diamond, gold, silver or ordinary; of target true or false."));
    static final Key.Scalar<String> BRANCH_OTHERWISE = required(
            "branch.otherwise", NODE, "The node for values without a case, and for callers who are not identified.");

    static final Key.Scalar<QueueId> QUEUE_QUEUE = required(
            "queue.queue",
            SettingsKeys.NAME.as(QueueId::new),
            "The queue the caller waits in, by its id in the settings.");
    static final Key.Scalar<String> QUEUE_ON_TIMEOUT =
            required("queue.onTimeout", NODE, "The node when the queue's maxWait is over.");
    static final Key.Scalar<String> QUEUE_ON_NO_AGENTS =
            required("queue.onNoAgents", NODE, "The node when no agent of the queue is logged in.");

    static final Key.Scalar<Cause> HANG_UP_CAUSE = scalar(
            "hangUp.cause",
            ValueType.integer(1, 127).as(Cause::new),
            "16",
            "The Q.850 cause the call is cleared with: 16 is normal clearing, 17 busy.");

    private TreeKeys() {}

    static List<Key> catalogue() {
        return List.copyOf(CATALOGUE);
    }

    private static Map<String, NodeType> nodeTypes() {
        Map<String, NodeType> words = new LinkedHashMap<>();
        words.put("play", NodeType.PLAY);
        words.put("menu", NodeType.MENU);
        words.put("identify", NodeType.IDENTIFY);
        words.put("branch", NodeType.BRANCH);
        words.put("queue", NodeType.QUEUE);
        words.put("hangUp", NodeType.HANG_UP);
        return words;
    }

    private static Map<String, IvrNode.Subject> subjects() {
        Map<String, IvrNode.Subject> words = new LinkedHashMap<>();
        words.put("tier", IvrNode.Subject.TIER);
        words.put("target", IvrNode.Subject.TARGET);
        return words;
    }

    /** As written here, to the value in the engine. */
    private static Map<String, String> caseValues() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("diamond", "DIAMOND");
        words.put("gold", "GOLD");
        words.put("silver", "SILVER");
        words.put("ordinary", "ORDINARY");
        words.put("true", "true");
        words.put("false", "false");
        return words;
    }

    private static <K extends Key> K add(K key) {
        CATALOGUE.add(key);
        return key;
    }

    private static <T> Key.Scalar<T> required(String path, ValueType<T> value, String consequence) {
        return scalar(path, value, Key.REQUIRED, consequence);
    }

    private static <T> Key.Scalar<T> scalar(String path, ValueType<T> value, String fallback, String consequence) {
        return add(new Key.Scalar<>(path, value, fallback, consequence));
    }
}
