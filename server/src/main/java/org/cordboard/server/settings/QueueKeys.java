package org.cordboard.server.settings;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.acd.QueueRules;
import org.cordboard.cti.acd.SkillNeed;
import org.cordboard.cti.callback.CallBackRules;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.engine.SiteConfig;

/** Every key of a queue in the settings file, in the order of docs/CONFIG.md. */
final class QueueKeys {

    private static final Catalogue KEYS = new Catalogue();

    static final Key.Scalar<QueueId> ID = KEYS.required(
            "queues[].id", SettingsKeys.NAME.as(QueueId::new), "The name used by trees, users and records.");
    static final Key.Scalar<String> NAME =
            KEYS.required("queues[].name", ValueType.text(100), "The name shown to people.");
    static final Key.Table<Tier, Duration> HEAD_STARTS = KEYS.add(new Key.Table<>(
            "queues[].headStarts",
            ValueType.choice(tiers()),
            ValueType.duration(Duration.ZERO, ofHours(1)),
            0,
            4,
            "How far ahead of others a tier's callers are placed: as if they had come that much earlier. Nobody is overtaken"
                    + " by a caller who arrives later than the difference. A tier not named has none."));
    static final Key.Scalar<Duration> WEIGHT = KEYS.scalar(
            "queues[].weight",
            ValueType.duration(Duration.ZERO, QueueRules.MOST_WEIGHT),
            "0s",
            "A head start of every caller of the queue, to put it before another that the same agents serve.");
    static final Key.Scalar<Duration> MOST_BONUS = KEYS.scalar(
            "queues[].mostBonus",
            ValueType.duration(Duration.ZERO, ofHours(1)),
            "2m",
            "The most that a target customer's bonus may add to the head start.");
    static final Key.Group NEEDS = KEYS.list(
            "queues[].needs", 0, 16, "The skills an agent must have to be offered the queue's callers, all of them.");
    static final Key.Scalar<String> NEED_SKILL = KEYS.required(
            "queues[].needs[].skill", SettingsKeys.SKILL, "The skill, by the name the users have it under.");
    static final Key.Scalar<Integer> NEED_LEVEL = KEYS.scalar(
            "queues[].needs[].level",
            ValueType.integer(1, SkillNeed.HIGHEST),
            "1",
            "The least level that will do. Among agents who will do, the best comes first.");
    static final Key.Scalar<Duration> NEED_RELAXES_AFTER = KEYS.scalar(
            "queues[].needs[].relaxesAfter",
            ValueType.duration(ofSeconds(1), ofHours(4)),
            Key.NONE,
            "The waiting time after which the need counts no longer; a lower level beside it still does. Without it, it"
                    + " always counts.");
    static final Key.Scalar<Duration> OWNER_PATIENCE = KEYS.scalar(
            "queues[].ownerPatience",
            ValueType.duration(Duration.ZERO, ofMinutes(30)),
            "0s",
            "How long a customer waits for their owner, or the owner's deputy, alone while that one is at work. With 0s the"
                    + " call goes to them if they are free, else to the team at once.");
    static final Key.Scalar<Duration> LAST_AGENT_PATIENCE = KEYS.scalar(
            "queues[].lastAgentPatience",
            ValueType.duration(Duration.ZERO, ofMinutes(30)),
            "0s",
            "The same for the agent the customer last talked to, where there is no owner to wait for.");
    static final Key.Scalar<Integer> OWNER_SHARE = KEYS.scalar(
            "queues[].ownerShare",
            ValueType.integer(0, 100),
            "50",
            "The most of an agent's last " + QueueRules.SHARE_OF
                    + " offers, in percent, in which their own customers may come before others whose turn it would be.");
    static final Key.Scalar<Integer> MOST_WAITING = KEYS.scalar(
            "queues[].mostWaiting",
            ValueType.integer(0, 100_000),
            "0",
            "The most callers who may wait; further ones go on at onOverflow at once. 0 sets no limit.");
    static final Key.Scalar<Duration> OVERFLOW_AFTER = KEYS.scalar(
            "queues[].overflowAfter",
            ValueType.duration(ofSeconds(1), ofHours(4)),
            Key.NONE,
            "The waiting time after which the tree goes on at onOverflow, to another queue for example.");
    static final Key.Scalar<Boolean> LEAVE_WHEN_EMPTY = KEYS.scalar(
            "queues[].leaveWhenEmpty",
            ValueType.yesOrNo(),
            "false",
            "Whether waiting callers go on at onNoAgents when the queue's last agent has logged out.");
    static final Key.Group HOURS = KEYS.section(
            "queues[].hours",
            0,
            "When callers are let in; at other times the tree goes on at onClosed. Those who wait when it closes are still"
                    + " served. Without it the queue is always open.");
    static final CalendarKeys CALENDAR = CalendarKeys.below("queues[].hours", KEYS);
    static final Key.Scalar<Integer> CALL_BACK_ATTEMPTS = KEYS.scalar(
            "queues[].callBackAttempts",
            ValueType.integer(1, CallBackRules.MOST_ATTEMPTS),
            "3",
            "How often a customer who asked to be called back and is not reached is dialled in all.");
    static final Key.Scalar<Duration> CALL_BACK_SPACING = KEYS.scalar(
            "queues[].callBackSpacing",
            ValueType.duration(CallBackRules.SHORTEST_SPACING, ofHours(12)),
            "10m",
            "The time between two attempts, and until the queue is looked at again where it was closed or without agents.");
    static final Key.Scalar<Duration> CALL_BACK_KEPT_FOR = KEYS.scalar(
            "queues[].callBackKeptFor",
            ValueType.duration(ofMinutes(1), Duration.ofDays(7)),
            "24h",
            "How long after they asked a customer is still called back.");
    static final Key.Scalar<Duration> CALL_BACK_RING = KEYS.scalar(
            "queues[].callBackRing",
            ValueType.duration(CallBackRules.SHORTEST_RING, ofMinutes(2)),
            "30s",
            "How long the customer's telephone rings at each attempt.");
    static final Key.Scalar<Duration> RING_TIMEOUT = KEYS.scalar(
            "queues[].ringTimeout",
            ValueType.duration(ofSeconds(1), ofMinutes(2)),
            "20s",
            "How long an agent's phone rings before the call goes to the next agent and this one becomes NOT_READY.");
    static final Key.Scalar<Duration> WRAP_UP_LIMIT = KEYS.scalar(
            "queues[].wrapUpLimit",
            ValueType.duration(ofSeconds(1), ofHours(1)),
            "30s",
            "How long after-call work may last before it ends by itself.");
    static final Key.Scalar<Duration> MAX_WAIT = KEYS.scalar(
            "queues[].maxWait",
            ValueType.duration(ofSeconds(1), ofHours(4)),
            "10m",
            "The longest a caller waits; then the tree goes on at onTimeout.");
    static final Key.Scalar<Duration> ANSWER_WITHIN = KEYS.scalar(
            "queues[].answerWithin",
            ValueType.duration(ofSeconds(1), ofHours(1)),
            "20s",
            "The wait up to which a caller counts as answered in time, for the service level of reports.");
    static final Key.Scalar<Duration> SHORT_ABANDON = KEYS.scalar(
            "queues[].shortAbandon",
            ValueType.duration(Duration.ZERO, ofMinutes(5)),
            "5s",
            "Who hangs up after a shorter wait is a short abandon in reports. 0s knows none.");
    static final Key.Scalar<Integer> RECORD = KEYS.scalar(
            "queues[].record",
            ValueType.integer(0, 100),
            "0",
            "How many of the calls that agents of this queue talk in are recorded by themselves, in percent; which ones follows"
                    + " from their ids. Agents can pause and stop it, and record others.");
    static final Key.Scalar<String> MUSIC = KEYS.scalar(
            "queues[].music",
            SettingsKeys.NAME,
            SiteConfig.DEFAULT_MUSIC,
            "The music class at the PBX that waiting callers hear.");

    private QueueKeys() {}

    static List<Key> catalogue() {
        return KEYS.keys();
    }

    private static Map<String, Tier> tiers() {
        Map<String, Tier> words = new LinkedHashMap<>();
        for (Tier tier : Tier.values()) {
            words.put(tier.name().toLowerCase(Locale.ROOT), tier);
        }
        return words;
    }
}
