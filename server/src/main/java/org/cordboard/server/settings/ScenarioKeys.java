package org.cordboard.server.settings;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.acd.SkillNeed;
import org.cordboard.cti.customer.Tier;
import org.cordboard.sim.run.Scenario;
import org.cordboard.sim.world.Span;

/** Every key of a scenario file, in the order of docs/SIMULATION.md. */
final class ScenarioKeys {

    private static final Catalogue KEYS = new Catalogue();
    private static final ValueType<Duration> MOMENT = ValueType.duration(ZERO, ofHours(24));
    private static final ValueType<Duration> LENGTH = ValueType.duration(Duration.ofMillis(1), ofHours(24));
    private static final ValueType<Integer> PERCENT = ValueType.integer(0, 100);
    private static final ValueType<Integer> WEIGHT = ValueType.integer(0, 1_000);

    /** The words of a trouble's kind. */
    enum What {
        ALARM,
        LINK_LOSS,
        PHONES_LOST,
        STORE_FAILS,
        GLARE
    }

    static final Key.Scalar<Integer> SEED =
            KEYS.scalar("seed", ValueType.integer(0, Integer.MAX_VALUE), "1", "What everything random is drawn from.");
    static final Key.Scalar<Duration> LASTS = KEYS.scalar(
            "lasts",
            ValueType.duration(ofMinutes(1), ofHours(24)),
            "2h",
            "How long new calls come in. Afterwards the day goes on until everybody is gone.");
    static final Key.Scalar<Boolean> RANDOM = KEYS.scalar(
            "random",
            ValueType.yesOrNo(),
            "false",
            "Whether people also do what they should not, and links, lines, telephones and the store fail, at random moments.");

    static final Key.Group AGENTS = KEYS.list("agents", 1, 100, "Who works, in groups.");
    static final Key.Scalar<Integer> AGENT_COUNT =
            KEYS.required("agents[].count", ValueType.integer(1, Scenario.MAX_AGENTS), "How many.");
    static final Key.Values<QueueId> AGENT_QUEUES = KEYS.add(new Key.Values<>(
            "agents[].queues", SettingsKeys.NAME.as(QueueId::new), 0, 100, "The queues they serve; none means all."));
    static final Key.Table<String, Integer> AGENT_SKILLS = KEYS.add(new Key.Table<>(
            "agents[].skills",
            SettingsKeys.SKILL,
            ValueType.integer(1, SkillNeed.HIGHEST),
            0,
            32,
            "Their skills with the level of each. The usual queues ask for english."));

    static final Key.Group QUEUES = KEYS.list(
            "queues",
            0,
            4,
            "The queues callers choose by key 1, 2 and so on. Without them there are the usual two, vip and english.");
    static final Key.Scalar<QueueId> QUEUE_ID =
            KEYS.required("queues[].id", SettingsKeys.NAME.as(QueueId::new), "The queue's name.");
    static final Key.Table<Tier, Duration> HEAD_STARTS = KEYS.add(new Key.Table<>(
            "queues[].headStarts",
            ValueType.choice(tiers()),
            ValueType.duration(ZERO, ofHours(1)),
            0,
            4,
            "How far ahead of others a tier's callers are placed."));
    static final Key.Scalar<Duration> RING_TIMEOUT = KEYS.scalar(
            "queues[].ringTimeout",
            ValueType.duration(ofSeconds(1), ofMinutes(2)),
            "10s",
            "How long a telephone rings before the call goes to the next agent.");
    static final Key.Scalar<Duration> MAX_WAIT = KEYS.scalar(
            "queues[].maxWait",
            ValueType.duration(ofSeconds(1), ofHours(4)),
            "5m",
            "After this the caller hears that all are busy, and the call ends.");

    static final Key.Group LINES = KEYS.list(
            "lines",
            1,
            64,
            "What calls come over: each is a span or a SIP trunk. Spans are numbered on by DAHDI as they stand here.");
    static final Key.Scalar<Integer> SPAN = KEYS.scalar(
            "lines[].span", ValueType.integer(1, 64), Key.NONE, "A span's number; its trunk is called span1, span2.");
    static final Key.Scalar<Span.Line> LINE =
            KEYS.scalar("lines[].line", ValueType.choice(lines()), "E1", "30 calls, or 23.");
    static final Key.Scalar<Boolean> SS7 = KEYS.scalar(
            "lines[].signalling", ValueType.choice(words("pri", "ss7")), "pri", "How its calls are set up.");
    static final Key.Scalar<Integer> GROUP =
            KEYS.scalar("lines[].group", ValueType.integer(0, 63), "1", "The group that calls going out name.");
    static final Key.Scalar<Boolean> WINS = KEYS.scalar(
            "lines[].glare",
            ValueType.choice(words("lose", "win")),
            "lose",
            "Whose call stays when both sides seize a PRI channel at once: ours if this is the network's side. On SS7: win controls"
                    + " the even circuits, lose the odd ones.");
    static final Key.Scalar<Integer> LINKSET = KEYS.scalar(
            "lines[].linkset",
            ValueType.integer(1, 32),
            "1",
            "The linkset of an SS7 span; calls outlive an alarm as long as it has another.");
    static final Key.Scalar<String> SIP =
            KEYS.scalar("lines[].sip", SettingsKeys.NAME, Key.NONE, "A SIP trunk's name, instead of a span.");
    static final Key.Scalar<Integer> CAPACITY =
            KEYS.scalar("lines[].capacity", ValueType.integer(1, 10_000), "30", "The calls a SIP trunk carries.");
    static final Key.Scalar<Integer> SHARE =
            KEYS.scalar("lines[].share", WEIGHT, "1", "How many of the calls come over it, as a weight.");

    static final Key.Group CALLS = KEYS.section("calls", 1, "Who calls.");
    static final Key.Group RATE = KEYS.list("calls.rate", 1, 200, "How often, over the day.");
    static final Key.Scalar<Duration> RATE_FROM =
            KEYS.required("calls.rate[].from", MOMENT, "From this moment on, until the next entry.");
    static final Key.Scalar<Integer> RATE_PER_HOUR = KEYS.required(
            "calls.rate[].perHour", ValueType.integer(0, 100_000), "Calls in an hour, at random moments.");
    static final Key.Table<Tier, Integer> TIERS = KEYS.add(new Key.Table<>(
            "calls.tiers",
            ValueType.choice(tiers()),
            WEIGHT,
            0,
            4,
            "Customers of each tier, as weights; without it all alike."));
    static final Key.Scalar<Integer> STRANGERS =
            KEYS.scalar("calls.strangers", PERCENT, "10", "Percent of callers whom nobody knows.");
    static final Key.Scalar<Integer> OWNED =
            KEYS.scalar("calls.owned", PERCENT, "20", "Percent of customers who have a manager of their own.");
    static final Key.Scalar<Integer> IMPATIENT =
            KEYS.scalar("calls.impatient", PERCENT, "30", "Percent of callers who wait a minute on average.");
    static final Key.Scalar<Duration> PATIENCE = KEYS.scalar(
            "calls.patience",
            ValueType.duration(ofSeconds(1), ofHours(4)),
            "400s",
            "How long the others wait on average.");
    static final Key.Scalar<Duration> TALK = KEYS.scalar(
            "calls.talk",
            ValueType.duration(ofSeconds(1), ofHours(4)),
            "150s",
            "How long half of the talks last at most.");

    static final Key.Group TROUBLE = KEYS.list("trouble", 0, 200, "What goes wrong, and when.");
    static final Key.Scalar<Duration> AT = KEYS.required("trouble[].at", MOMENT, "Since the beginning of the day.");
    static final Key.Scalar<What> WHAT = KEYS.required(
            "trouble[].what",
            ValueType.choice(whats()),
            "An alarm of a line, a lost link to the PBX, telephones that lose their registration, a customer store that answers"
                    + " nothing but failures, or calls going out just as others come in.");
    static final Key.Scalar<Duration> LASTING = KEYS.required("trouble[].for", LENGTH, "How long.");
    static final Key.Scalar<String> ALARM_LINE =
            KEYS.scalar("trouble[].line", SettingsKeys.NAME, Key.NONE, "For an alarm: the trunk, such as span1.");
    static final Key.Scalar<String> ALARM =
            KEYS.scalar("trouble[].alarm", ValueType.choice(alarms()), "red", "For an alarm: which.");
    static final Key.Scalar<Integer> FIRST_PHONE = KEYS.scalar(
            "trouble[].first",
            ValueType.integer(1, Scenario.MAX_AGENTS),
            "1",
            "For telephones: the first agent's, counted from 1.");
    static final Key.Scalar<Integer> PHONES =
            KEYS.scalar("trouble[].count", ValueType.integer(1, Scenario.MAX_AGENTS), "1", "For telephones: how many.");
    static final Key.Scalar<Integer> OUT_GROUP = KEYS.scalar(
            "trouble[].group", ValueType.integer(0, 63), "1", "For glare: the group that calls go out over.");

    private ScenarioKeys() {}

    static List<Key> all() {
        return KEYS.keys();
    }

    private static Map<String, Tier> tiers() {
        Map<String, Tier> tiers = new LinkedHashMap<>();
        for (Tier tier : Tier.values()) {
            tiers.put(tier.name().toLowerCase(Locale.ROOT), tier);
        }
        return tiers;
    }

    private static Map<String, Span.Line> lines() {
        Map<String, Span.Line> lines = new LinkedHashMap<>();
        for (Span.Line line : Span.Line.values()) {
            lines.put(line.name(), line);
        }
        return lines;
    }

    private static Map<String, Boolean> words(String no, String yes) {
        Map<String, Boolean> words = new LinkedHashMap<>();
        words.put(no, false);
        words.put(yes, true);
        return words;
    }

    private static Map<String, What> whats() {
        Map<String, What> whats = new LinkedHashMap<>();
        whats.put("alarm", What.ALARM);
        whats.put("linkLoss", What.LINK_LOSS);
        whats.put("phonesLost", What.PHONES_LOST);
        whats.put("storeFails", What.STORE_FAILS);
        whats.put("glare", What.GLARE);
        return whats;
    }

    private static Map<String, String> alarms() {
        Map<String, String> alarms = new LinkedHashMap<>();
        alarms.put("red", "Red Alarm");
        alarms.put("yellow", "Yellow Alarm");
        alarms.put("blue", "Blue Alarm");
        return alarms;
    }
}
