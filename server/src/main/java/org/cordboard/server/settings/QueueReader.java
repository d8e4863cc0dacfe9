package org.cordboard.server.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.crm.calls.ServiceTarget;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.acd.QueueRules;
import org.cordboard.cti.acd.SkillNeed;
import org.cordboard.cti.callback.CallBackRules;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.ivr.IvrCalendar;
import org.jspecify.annotations.Nullable;

/** Reads the queues of the settings, and compares them with those who are to serve them. */
final class QueueReader {

    private final Definitions<QueueId> ids;
    private final Faults faults;
    private final List<QueueService> services = new ArrayList<>();
    private final Map<QueueId, ServiceTarget> targets = new LinkedHashMap<>();
    private final Map<QueueId, Integer> recorded = new LinkedHashMap<>();

    QueueReader(Definitions<QueueId> ids, Faults faults) {
        this.ids = ids;
        this.faults = faults;
    }

    /** The queues without faults. */
    List<SiteConfig.QueueConfig> read(Section root) {
        List<SiteConfig.QueueConfig> queues = new ArrayList<>();
        for (Section section : root.list(SettingsKeys.QUEUES)) {
            SiteConfig.QueueConfig queue = queue(section);
            if (queue != null) {
                queues.add(queue);
            }
        }
        return queues;
    }

    /** What the queues read so far promise their callers. */
    Map<QueueId, ServiceTarget> targets() {
        return Collections.unmodifiableMap(targets);
    }

    /** How many calls of the queues read so far are recorded by themselves, in percent, where any are. */
    Map<QueueId, Integer> recorded() {
        return Collections.unmodifiableMap(recorded);
    }

    /** Finds queues whose callers nobody could be offered. */
    void checkServed(List<Settings.User> users) {
        services.forEach(service -> service.check(users, faults));
    }

    private SiteConfig.@Nullable QueueConfig queue(Section section) {
        QueueId id = SettingsReading.define(section, QueueKeys.ID, ids);
        String name = section.read(QueueKeys.NAME);
        Map<Tier, Duration> headStarts = new LinkedHashMap<>();
        section.read(QueueKeys.HEAD_STARTS).forEach((tier, start) -> headStarts.put(tier, start.value()));
        Duration wait = section.read(QueueKeys.MAX_WAIT);
        QueueRules rules = rules(id, section, wait);
        Duration ring = section.read(QueueKeys.RING_TIMEOUT);
        Duration wrapUp = section.read(QueueKeys.WRAP_UP_LIMIT);
        Duration answerWithin = section.read(QueueKeys.ANSWER_WITHIN);
        Duration shortAbandon = section.read(QueueKeys.SHORT_ABANDON);
        if (id != null && answerWithin != null && shortAbandon != null) {
            targets.put(id, new ServiceTarget(answerWithin, shortAbandon));
        }
        Integer record = section.read(QueueKeys.RECORD);
        if (id != null && record != null && record > 0) {
            recorded.put(id, record);
        }
        String music = section.read(QueueKeys.MUSIC);
        section.refuseOtherKeys();
        return id == null
                        || name == null
                        || rules == null
                        || ring == null
                        || wrapUp == null
                        || wait == null
                        || music == null
                ? null
                : new SiteConfig.QueueConfig(id, name, headStarts, ring, wrapUp, wait, music, rules);
    }

    private @Nullable QueueRules rules(@Nullable QueueId id, Section section, @Nullable Duration wait) {
        Duration weight = section.read(QueueKeys.WEIGHT);
        Duration bonus = section.read(QueueKeys.MOST_BONUS);
        List<Located<SkillNeed>> needs = needs(section, wait);
        Duration ownerPatience = section.read(QueueKeys.OWNER_PATIENCE);
        Duration lastAgentPatience = section.read(QueueKeys.LAST_AGENT_PATIENCE);
        Integer share = section.read(QueueKeys.OWNER_SHARE);
        Integer mostWaiting = section.read(QueueKeys.MOST_WAITING);
        Duration overflow = section.read(QueueKeys.OVERFLOW_AFTER);
        Boolean leave = section.read(QueueKeys.LEAVE_WHEN_EMPTY);
        CallBackRules callBack = callBack(section);
        IvrCalendar hours = hours(section);
        checkWithin(section, QueueKeys.OWNER_PATIENCE, ownerPatience, wait);
        checkWithin(section, QueueKeys.LAST_AGENT_PATIENCE, lastAgentPatience, wait);
        checkWithin(section, QueueKeys.OVERFLOW_AFTER, overflow, wait);
        if (id != null) {
            services.add(new QueueService(id, section.place(), needs));
        }
        return weight == null
                        || bonus == null
                        || ownerPatience == null
                        || lastAgentPatience == null
                        || share == null
                        || mostWaiting == null
                        || leave == null
                        || callBack == null
                ? null
                : new QueueRules(
                        weight,
                        bonus,
                        needs.stream().map(Located::value).toList(),
                        ownerPatience,
                        lastAgentPatience,
                        share,
                        mostWaiting,
                        overflow,
                        leave,
                        callBack,
                        hours);
    }

    private static @Nullable CallBackRules callBack(Section section) {
        Integer attempts = section.read(QueueKeys.CALL_BACK_ATTEMPTS);
        Duration spacing = section.read(QueueKeys.CALL_BACK_SPACING);
        Duration keptFor = section.read(QueueKeys.CALL_BACK_KEPT_FOR);
        Duration ring = section.read(QueueKeys.CALL_BACK_RING);
        return attempts == null || spacing == null || keptFor == null || ring == null
                ? null
                : new CallBackRules(attempts, spacing, keptFor, ring);
    }

    private List<Located<SkillNeed>> needs(Section queue, @Nullable Duration wait) {
        List<Located<SkillNeed>> needs = new ArrayList<>();
        for (Section section : queue.list(QueueKeys.NEEDS)) {
            String skill = section.read(QueueKeys.NEED_SKILL);
            Integer level = section.read(QueueKeys.NEED_LEVEL);
            Duration relaxes = section.read(QueueKeys.NEED_RELAXES_AFTER);
            section.refuseOtherKeys();
            checkWithin(section, QueueKeys.NEED_RELAXES_AFTER, relaxes, wait);
            if (skill == null || level == null) {
                continue;
            }
            SkillNeed need = new SkillNeed(skill, level, relaxes);
            if (needs.stream().anyMatch(earlier -> earlier.value().compareTo(need) == 0)) {
                faults.add(
                        section.place(QueueKeys.NEED_SKILL),
                        "the need for " + skill + " at level " + level + " stands twice",
                        "keep one of them, or give the later one a lower level and let the other relax earlier");
            }
            needs.add(new Located<>(need, section.place(QueueKeys.NEED_SKILL)));
        }
        return needs;
    }

    private @Nullable IvrCalendar hours(Section queue) {
        Section section = queue.section(QueueKeys.HOURS);
        return section == null ? null : new CalendarReader(QueueKeys.CALENDAR, faults).read(section);
    }

    /** Whatever happens to a waiting caller happens before they have waited too long. */
    private void checkWithin(Section section, Key key, @Nullable Duration time, @Nullable Duration wait) {
        if (time != null && wait != null && time.compareTo(wait) >= 0) {
            faults.add(
                    section.place(key),
                    ValueType.written(time) + " is never reached, as callers leave after maxWait, "
                            + ValueType.written(wait),
                    "write less than " + ValueType.written(wait) + ", or a longer maxWait");
        }
    }
}
