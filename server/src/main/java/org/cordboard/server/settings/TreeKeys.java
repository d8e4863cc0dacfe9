package org.cordboard.server.settings;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.ivr.DigitCheck;
import org.cordboard.cti.ivr.IvrNode;
import org.cordboard.cti.ivr.SayAs;
import org.cordboard.cti.port.Cause;

/** Every key of a tree file, in the order of docs/CONFIG.md. The path of a node's key begins with the node's type. */
final class TreeKeys {

    /** The types of nodes. */
    enum NodeType {
        PLAY,
        MENU,
        COLLECT,
        CONSENT,
        SAY,
        LANGUAGE,
        HOURS,
        IDENTIFY,
        BRANCH,
        LOOK_UP,
        STEER,
        ANSWER,
        GO_TO,
        QUEUE,
        OWN_MANAGER,
        ASK_TO_WAIT,
        CALL_BACK,
        HANG_UP
    }

    private static final Catalogue KEYS = new Catalogue();

    static final ValueType<String> NODE =
            new ValueType<>("node", SettingsKeys.NAME.range(), SettingsKeys.NAME.parser());
    private static final ValueType<String> PROMPT = ValueType.form(
            "prompt",
            "the name of a recording at the PBX: letters, digits and / _ -, without its file type",
            "[A-Za-z0-9_-]{1,64}(?:/[A-Za-z0-9_-]{1,64}){0,4}");

    private static final ValueType<String> QUEUE_PROMPT = ValueType.form(
            "prompt",
            "the name of a recording as in play.prompts, $position or $minutes",
            "\\$position|\\$minutes|[A-Za-z0-9_-]{1,64}(?:/[A-Za-z0-9_-]{1,64}){0,4}");

    private static final ValueType<String> VALUE_NAME =
            ValueType.form("value name", "1–32 letters, digits and _ -", "[A-Za-z0-9_-]{1,32}");
    private static final ValueType<String> LANGUAGE_NAME = ValueType.form(
            "language", "the folder of its prompts, such as en, zh or zh-TW", "[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})?");
    private static final ValueType<String> DIGIT = ValueType.form("digit", "0–9, * or #", "[0-9*#]");
    private static final ValueType<Boolean> YES_OR_NO = ValueType.yesOrNo();

    static final Key.Scalar<String> ENTRY = required("entry", NODE, "The node callers enter at.");
    static final Key.Scalar<String> AFTER_TALK = scalar(
            "afterTalk",
            NODE,
            Key.NONE,
            "The node for callers whose agent hung up first. Without it their call is cleared.");
    static final Key.Values<String> LANGUAGES = add(new Key.Values<>(
            "languages",
            LANGUAGE_NAME,
            0,
            16,
            "The languages the prompts exist in, the one callers begin in first. A prompt is then looked for in the folder"
                    + " of the call's language: welcome becomes zh/welcome."));
    static final Key.Group CALENDARS =
            add(new Key.Group("calendars", Key.Kind.MAP, 0, 16, "Opening hours by name, for nodes of type hours."));
    static final CalendarKeys CALENDAR = CalendarKeys.below("calendars.*", KEYS);
    static final Key.Group NODES = add(new Key.Group(
            "nodes", Key.Kind.MAP, 1, 500, "The nodes by name. Each must be reachable from entry or afterTalk."));
    static final Key.Scalar<NodeType> TYPE = required(
            "nodes.*.type", ValueType.choice(nodeTypes()), "What the node does; its other keys follow from it.");

    static final Key.Values<String> PLAY_PROMPTS = prompts("play.prompts", 1, "Played one after the other.");
    static final Key.Scalar<Boolean> PLAY_INTERRUPTIBLE = scalar(
            "play.interruptible",
            YES_OR_NO,
            "false",
            "Whether a key stops the prompts; keys pressed meanwhile count for the next node that asks. Otherwise what is"
                    + " pressed until their end is forgotten.");
    /** Known only to be refused, until there is a text-to-speech port. */
    static final Key.Scalar<String> PLAY_TEXT =
            new Key.Scalar<>("play.text", ValueType.text(1000), Key.NONE, "A text to be spoken.");

    static final Key.Scalar<String> PLAY_NEXT = required("play.next", NODE, "The node that follows.");

    static final Key.Values<String> MENU_PROMPTS =
            prompts("menu.prompts", 1, "Played one after the other until a digit comes.");
    static final Key.Table<String, String> MENU_CHOICES =
            add(new Key.Table<>("menu.choices", DIGIT, NODE, 1, 12, "The node each digit leads to. Quote * and #."));
    static final Asking MENU = asking("menu");
    static final Key.Scalar<String> MENU_OTHERWISE =
            required("menu.otherwise", NODE, "The node when the last try brought no valid digit.");

    static final Key.Values<String> COLLECT_PROMPTS =
            prompts("collect.prompts", 1, "Played one after the other until a digit comes.");
    static final Key.Scalar<String> COLLECT_INTO = required(
            "collect.into",
            VALUE_NAME,
            "The name the digits travel under, to other nodes, the agent's screen and the books.");
    static final Key.Scalar<Integer> COLLECT_LEAST =
            scalar("collect.least", ValueType.integer(1, 32), "1", "The fewest digits.");
    static final Key.Scalar<Integer> COLLECT_MOST = required(
            "collect.most", ValueType.integer(1, 32), "The number of digits after which nothing more is waited for.");
    static final Key.Scalar<String> COLLECT_TERMINATOR = scalar(
            "collect.terminator",
            ValueType.choice(terminators()),
            "#",
            "The key that ends the entry early. Quote * and #. Unless it is the terminator, * begins the entry again.");
    static final Key.Scalar<Duration> COLLECT_DIGIT_TIMEOUT = scalar(
            "collect.digitTimeout",
            ValueType.duration(ofSeconds(1), ofSeconds(30)),
            "4s",
            "The longest pause between two digits; then the entry counts as ended.");
    static final Key.Scalar<DigitCheck> COLLECT_CHECK = scalar(
            "collect.check",
            ValueType.choice(checks()),
            "any",
            "What the digits must satisfy: any will do, or luhn, the check digit of card numbers.");
    static final Key.Scalar<Boolean> COLLECT_SENSITIVE = scalar(
            "collect.sensitive",
            YES_OR_NO,
            "false",
            "Whether the digits are kept in memory alone: never written, logged or shown. Only a lookUp can compare them.");
    static final Asking COLLECT = asking("collect");
    static final Key.Scalar<String> COLLECT_NEXT =
            required("collect.next", NODE, "The node when the entry is complete.");
    static final Key.Scalar<String> COLLECT_OTHERWISE =
            required("collect.otherwise", NODE, "The node when the last try brought no valid entry.");

    static final Key.Values<String> CONSENT_PROMPTS =
            prompts("consent.prompts", 1, "The announcement and the question, played until a digit comes.");
    static final Key.Scalar<String> CONSENT_INTO = scalar(
            "consent.into", VALUE_NAME, "consent", "The name the answer is recorded under, as given or refused.");
    static final Key.Scalar<String> CONSENT_YES = scalar("consent.yes", DIGIT, "1", "The key for consent.");
    static final Key.Scalar<String> CONSENT_NO = scalar("consent.no", DIGIT, "2", "The key against it.");
    static final Asking CONSENT = asking("consent");
    static final Key.Scalar<String> CONSENT_GIVEN = required("consent.given", NODE, "The node when the caller agrees.");
    static final Key.Scalar<String> CONSENT_REFUSED =
            required("consent.refused", NODE, "The node when the caller does not, or the last try brought no answer.");

    static final Key.Scalar<SayAs> SAY_AS = required(
            "say.as",
            ValueType.choice(saidAs()),
            "How the value is said: as a number, digit by digit, or as a date (yyyy-mm-dd or yyyymmdd).");
    static final Key.Scalar<Topic> SAY_OF = required(
            "say.of", Topic.said(), "What is said: what was collected or looked up, or a field of the customer.");
    static final Key.Scalar<String> SAY_NEXT = required("say.next", NODE, "The node that follows.");
    static final Key.Scalar<String> SAY_OTHERWISE =
            required("say.otherwise", NODE, "The node when there is no such value, or it cannot be said that way.");

    static final Key.Scalar<String> LANGUAGE_LANGUAGE =
            required("language.language", LANGUAGE_NAME, "The language of the prompts from here on, one of languages.");
    static final Key.Scalar<String> LANGUAGE_NEXT = required("language.next", NODE, "The node that follows.");

    static final Key.Scalar<String> HOURS_CALENDAR =
            required("hours.calendar", NODE, "The calendar that is asked, one of calendars.");
    static final Key.Scalar<String> HOURS_OPEN = required("hours.open", NODE, "The node during opening hours.");
    static final Key.Scalar<String> HOURS_CLOSED = required("hours.closed", NODE, "The node outside of them.");
    static final Key.Scalar<String> HOURS_HOLIDAY =
            scalar("hours.holiday", NODE, Key.NONE, "The node on a holiday; without it the one for closed hours.");

    static final Key.Scalar<String> IDENTIFY_BY = scalar(
            "identify.by",
            VALUE_NAME,
            Key.NONE,
            "The name of the collected number the customer is looked up by; without it by the calling number.");
    static final Key.Scalar<String> IDENTIFY_KNOWN =
            required("identify.known", NODE, "The node when the number belongs to a customer.");
    static final Key.Scalar<String> IDENTIFY_UNKNOWN = required(
            "identify.unknown", NODE, "The node when it does not, is withheld, or the store did not answer in time.");

    static final Key.Scalar<Topic> BRANCH_ON = required(
            "branch.on",
            Topic.any(),
            "What is looked at: the customer's tier, whether they are a target customer of the hotline, the language, what"
                    + " was collected or looked up, or a field of the customer.");
    static final Key.Table<String, String> BRANCH_CASES = add(new Key.Table<>(
            "branch.cases",
            ValueType.text(100),
            NODE,
            1,
            100,
            "The node for each value: of a tier diamond, gold, silver or ordinary; of target true or false; else the value"
                    + " as it is."));
    static final Key.Scalar<String> BRANCH_OTHERWISE = required(
            "branch.otherwise", NODE, "The node for values without a case, and for callers of whom there is no value.");

    static final Key.Scalar<String> LOOK_UP_ATTRIBUTE = required(
            "lookUp.attribute",
            ValueType.text(100),
            "The field of the identified customer that the store is asked for, as it is now.");
    static final Key.Scalar<String> LOOK_UP_EXPECTED = scalar(
            "lookUp.expected",
            VALUE_NAME,
            Key.NONE,
            "The name of a collected value the field must be equal to, such as a PIN; it may be sensitive.");
    static final Key.Scalar<String> LOOK_UP_INTO = scalar(
            "lookUp.into", VALUE_NAME, Key.NONE, "The name the field travels under; needed unless expected is given.");
    static final Key.Scalar<Duration> LOOK_UP_TIMEOUT = scalar(
            "lookUp.timeout",
            ValueType.duration(Duration.ofMillis(50), ofSeconds(30)),
            "2s",
            "How long the store may take.");
    static final Key.Scalar<String> LOOK_UP_FOUND =
            required("lookUp.found", NODE, "The node when there is such a field, or it is equal to what is expected.");
    static final Key.Scalar<String> LOOK_UP_NOT_FOUND = required(
            "lookUp.notFound", NODE, "The node when there is none, it is not equal, or the caller is not identified.");
    static final Key.Scalar<String> LOOK_UP_ON_TIMEOUT =
            required("lookUp.onTimeout", NODE, "The node when the store does not answer in time, or cannot.");

    static final Key.Scalar<String> STEER_CHANNEL = required(
            "steer.channel", SettingsKeys.NAME, "The channel the caller is sent to; it is recorded as channel.");
    static final Key.Values<String> STEER_PROMPTS =
            prompts("steer.prompts", 1, "Played one after the other; then the call is cleared.");

    static final Key.Scalar<String> ANSWER_NEXT = required(
            "answer.next",
            NODE,
            "The node that follows once the call is answered, which is at once unless the hotline leaves it to the tree.");

    static final Key.Scalar<String> GO_TO_NEXT = required("goto.next", NODE, "The node that follows.");

    static final Key.Scalar<QueueId> QUEUE_QUEUE = required(
            "queue.queue",
            SettingsKeys.NAME.as(QueueId::new),
            "The queue the caller waits in, by its id in the settings.");
    static final Key.Scalar<String> QUEUE_ON_TIMEOUT =
            required("queue.onTimeout", NODE, "The node when the queue's maxWait is over.");
    static final Key.Scalar<String> QUEUE_ON_NO_AGENTS =
            required("queue.onNoAgents", NODE, "The node when no agent of the queue is logged in.");
    static final Key.Scalar<String> QUEUE_ON_OVERFLOW = scalar(
            "queue.onOverflow",
            NODE,
            Key.NONE,
            "The node when the queue is full, or its overflowAfter is over, often one that leads to another queue; without it"
                    + " the one for maxWait.");
    static final Key.Scalar<String> QUEUE_ON_CLOSED = scalar(
            "queue.onClosed",
            NODE,
            Key.NONE,
            "The node outside of the queue's hours; without it the one for when no agent is logged in.");

    static final Key.Values<String> QUEUE_ANNOUNCE = add(new Key.Values<>(
            "queue.announce",
            QUEUE_PROMPT,
            0,
            16,
            "Prompts played to the waiting caller from time to time, over the music. $position stands for the place in line,"
                    + " $minutes for the estimated wait."));
    static final Key.Scalar<Duration> QUEUE_ANNOUNCE_AFTER = scalar(
            "queue.announceAfter",
            ValueType.duration(Duration.ZERO, ofHours(1)),
            "15s",
            "The waiting time after which they are played first.");
    static final Key.Scalar<Duration> QUEUE_ANNOUNCE_EVERY = scalar(
            "queue.announceEvery",
            ValueType.duration(IvrNode.Waiting.LEAST_PAUSE, ofHours(1)),
            "60s",
            "The time from their end until they are played again.");
    static final Key.Table<String, String> QUEUE_KEYS = add(
            new Key.Table<>(
                    "queue.keys",
                    DIGIT,
                    NODE,
                    0,
                    12,
                    "The node for each key by which a waiting caller leaves the queue, such as one of type callBack. Quote * and #."));
    static final Key.Scalar<Duration> QUEUE_OWN_PATIENCE = scalar(
            "queue.ownPatience",
            ValueType.duration(Duration.ZERO, ofMinutes(30)),
            Key.NONE,
            "How long the caller waits for their owner or the deputy alone; without it the queue's ownerPatience.");

    static final Key.Scalar<String> OWN_MANAGER_FREE =
            required("ownManager.free", NODE, "The node when the customer's owner, or the owner's deputy, is free.");
    static final Key.Scalar<String> OWN_MANAGER_BUSY =
            required("ownManager.busy", NODE, "The node when they are at work with somebody else.");
    static final Key.Scalar<String> OWN_MANAGER_ABSENT =
            required("ownManager.absent", NODE, "The node when neither is at work, and for callers who have no owner.");

    static final Key.Scalar<QueueId> ASK_TO_WAIT_QUEUE = required(
            "askToWait.queue",
            SettingsKeys.NAME.as(QueueId::new),
            "The queue the caller would wait in, by its id in the settings.");
    static final Key.Values<String> ASK_TO_WAIT_PROMPTS = add(new Key.Values<>(
            "askToWait.prompts",
            QUEUE_PROMPT,
            1,
            16,
            "The question, played until a digit comes. $position stands for the place in line, $minutes for the estimated"
                    + " wait."));
    static final Asking ASK_TO_WAIT = asking("askToWait");
    static final Key.Scalar<String> ASK_TO_WAIT_FREE = required(
            "askToWait.free",
            NODE,
            "The node when nobody need be asked: an agent is free, or the queue would not let the caller in; mostly the one"
                    + " of type queue.");
    static final Key.Scalar<String> ASK_TO_WAIT_WAIT =
            scalar("askToWait.wait", DIGIT, "1", "The key of who wants to wait.");
    static final Key.Scalar<String> ASK_TO_WAIT_WAITS =
            required("askToWait.waits", NODE, "The node of who wants to wait.");
    static final Key.Scalar<String> ASK_TO_WAIT_LEAVE =
            scalar("askToWait.leave", DIGIT, "2", "The key of who does not.");
    static final Key.Scalar<String> ASK_TO_WAIT_LEAVES =
            required("askToWait.leaves", NODE, "The node of who does not, such as one of type callBack.");
    static final Key.Scalar<String> ASK_TO_WAIT_OTHERWISE =
            required("askToWait.otherwise", NODE, "The node when the last try brought no valid digit.");

    static final Key.Scalar<QueueId> CALL_BACK_QUEUE = required(
            "callBack.queue",
            SettingsKeys.NAME.as(QueueId::new),
            "The queue in which the caller keeps their place and is called back when it is their turn.");
    static final Key.Scalar<String> CALL_BACK_NUMBER = scalar(
            "callBack.number",
            VALUE_NAME,
            Key.NONE,
            "The name of the collected number to call; without it the calling number.");
    static final Key.Scalar<String> CALL_BACK_NEXT = required("callBack.next", NODE, "The node when it is noted.");
    static final Key.Scalar<String> CALL_BACK_OTHERWISE = required(
            "callBack.otherwise",
            NODE,
            "The node when it cannot be: the number is withheld or cannot be dialled, or 10,000 requests are open.");

    static final Key.Scalar<Cause> HANG_UP_CAUSE = scalar(
            "hangUp.cause",
            ValueType.integer(1, 127).as(Cause::new),
            "16",
            "The Q.850 cause the call is cleared with: 16 is normal clearing, 17 busy.");

    private TreeKeys() {}

    static List<Key> catalogue() {
        return KEYS.keys();
    }

    private static Map<String, NodeType> nodeTypes() {
        Map<String, NodeType> words = new LinkedHashMap<>();
        words.put("play", NodeType.PLAY);
        words.put("menu", NodeType.MENU);
        words.put("collect", NodeType.COLLECT);
        words.put("consent", NodeType.CONSENT);
        words.put("say", NodeType.SAY);
        words.put("language", NodeType.LANGUAGE);
        words.put("hours", NodeType.HOURS);
        words.put("identify", NodeType.IDENTIFY);
        words.put("branch", NodeType.BRANCH);
        words.put("lookUp", NodeType.LOOK_UP);
        words.put("steer", NodeType.STEER);
        words.put("answer", NodeType.ANSWER);
        words.put("goto", NodeType.GO_TO);
        words.put("queue", NodeType.QUEUE);
        words.put("ownManager", NodeType.OWN_MANAGER);
        words.put("askToWait", NodeType.ASK_TO_WAIT);
        words.put("callBack", NodeType.CALL_BACK);
        words.put("hangUp", NodeType.HANG_UP);
        return words;
    }

    private static Map<String, String> terminators() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("#", "#");
        words.put("*", "*");
        words.put("none", "");
        return words;
    }

    private static Map<String, DigitCheck> checks() {
        Map<String, DigitCheck> words = new LinkedHashMap<>();
        words.put("any", DigitCheck.NONE);
        words.put("luhn", DigitCheck.LUHN);
        return words;
    }

    private static Map<String, SayAs> saidAs() {
        Map<String, SayAs> words = new LinkedHashMap<>();
        words.put("number", SayAs.NUMBER);
        words.put("digits", SayAs.DIGITS);
        words.put("date", SayAs.DATE);
        return words;
    }

    /** The keys of how a node asks, which are the same for all that do. */
    record Asking(
            Key.Values<String> onSilence,
            Key.Values<String> onInvalid,
            Key.Scalar<Duration> timeout,
            Key.Scalar<Integer> tries) {}

    private static Asking asking(String type) {
        return new Asking(
                prompts(
                        type + ".onSilence",
                        0,
                        "Played before the prompts when they are repeated because nothing was pressed."),
                prompts(
                        type + ".onInvalid",
                        0,
                        "Played before the prompts when they are repeated because of what was pressed."),
                scalar(
                        type + ".timeout",
                        ValueType.duration(ofSeconds(1), ofSeconds(60)),
                        "5s",
                        "How long after the prompts the first digit is waited for."),
                scalar(type + ".tries", ValueType.integer(1, 9), "3", "How often the prompts are played in all."));
    }

    private static Key.Values<String> prompts(String path, int least, String consequence) {
        return add(new Key.Values<>(path, PROMPT, least, 16, consequence));
    }

    private static <K extends Key> K add(K key) {
        return KEYS.add(key);
    }

    private static <T> Key.Scalar<T> required(String path, ValueType<T> value, String consequence) {
        return KEYS.required(path, value, consequence);
    }

    private static <T> Key.Scalar<T> scalar(String path, ValueType<T> value, String fallback, String consequence) {
        return KEYS.scalar(path, value, fallback, consequence);
    }
}
