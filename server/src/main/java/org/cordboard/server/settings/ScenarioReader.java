package org.cordboard.server.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.customer.Tier;
import org.cordboard.sim.run.CallPlan;
import org.cordboard.sim.run.Scenario;
import org.cordboard.sim.run.Trouble;
import org.cordboard.sim.world.Span;
import org.jspecify.annotations.Nullable;

/** Reads a scenario file. All its faults are reported together. */
public final class ScenarioReader {

    private final Faults faults = new Faults();
    private final Definitions<QueueId> queueIds = new Definitions<>("queue", faults);
    private final Definitions<String> trunks = new Definitions<>("line", faults);
    private int agents;

    private ScenarioReader() {}

    /** A scenario and the seed it names. */
    public record Read(long seed, Scenario scenario) {}

    /** @throws SettingsException with every fault found */
    public static Read read(Path file) {
        Path folder = Objects.requireNonNullElse(file.getParent(), Path.of(""));
        return new ScenarioReader().read(SettingsFiles.in(folder), String.valueOf(file.getFileName()));
    }

    private Read read(SettingsFiles files, String name) {
        Section root = YamlDocument.read(files, name, faults);
        if (root == null) {
            throw faults.toException();
        }
        Integer seed = root.read(ScenarioKeys.SEED);
        Duration lasts = root.read(ScenarioKeys.LASTS);
        Boolean random = root.read(ScenarioKeys.RANDOM);
        List<Scenario.QueuePlan> queues = root.list(ScenarioKeys.QUEUES).stream()
                .map(this::queue)
                .filter(Objects::nonNull)
                .toList();
        if (queues.isEmpty()) {
            queueIds.define(new QueueId("vip"), root.place());
            queueIds.define(new QueueId("english"), root.place());
        }
        List<Scenario.Team> teams = teams(root);
        List<Scenario.Line> lines = lines(root);
        Section calls = root.section(ScenarioKeys.CALLS);
        CallPlan plan = calls == null ? null : calls(calls, lasts);
        List<Trouble> troubles = troubles(root);
        root.refuseOtherKeys();
        if (!faults.isEmpty() || seed == null || lasts == null || random == null || plan == null) {
            throw faults.toException();
        }
        double hours = lasts.toMillis() / 3_600_000.0;
        return new Read(seed, new Scenario(hours, teams, queues, lines, plan, random, troubles));
    }

    // ---- agents and queues

    private List<Scenario.Team> teams(Section root) {
        List<Scenario.Team> teams = new ArrayList<>();
        for (Section section : root.list(ScenarioKeys.AGENTS)) {
            Integer count = section.read(ScenarioKeys.AGENT_COUNT);
            List<Located<QueueId>> queues = section.read(ScenarioKeys.AGENT_QUEUES);
            Map<String, Located<Integer>> skills = section.read(ScenarioKeys.AGENT_SKILLS);
            section.refuseOtherKeys();
            queues.forEach(queue -> queueIds.require(queue.value(), queue.place()));
            if (count != null) {
                agents += count;
                teams.add(new Scenario.Team(
                        count, queues.stream().map(Located::value).toList(), values(skills)));
            }
        }
        if (agents > Scenario.MAX_AGENTS) {
            faults.add(
                    root.place(ScenarioKeys.AGENTS),
                    agents + " agents are too many",
                    "use at most " + Scenario.MAX_AGENTS + " in all");
        }
        return teams;
    }

    private static <K, V> Map<K, V> values(Map<K, Located<V>> located) {
        Map<K, V> values = new LinkedHashMap<>();
        located.forEach((key, value) -> values.put(key, value.value()));
        return values;
    }

    private Scenario.@Nullable QueuePlan queue(Section section) {
        QueueId id = SettingsReading.define(section, ScenarioKeys.QUEUE_ID, queueIds);
        Map<Tier, Duration> headStarts = values(section.read(ScenarioKeys.HEAD_STARTS));
        Duration ring = section.read(ScenarioKeys.RING_TIMEOUT);
        Duration wait = section.read(ScenarioKeys.MAX_WAIT);
        section.refuseOtherKeys();
        return id == null || ring == null || wait == null
                ? null
                : new Scenario.QueuePlan(id, id.value(), headStarts, ring, wait);
    }

    // ---- lines

    private List<Scenario.Line> lines(Section root) {
        List<Scenario.Line> lines = new ArrayList<>();
        for (Section section : root.list(ScenarioKeys.LINES)) {
            Scenario.Line line = line(section);
            section.refuseOtherKeys();
            if (line == null) {
                trunks.defineUnreadable();
            } else if (trunks.define(line.trunk(), section.place())) {
                lines.add(line);
            }
        }
        return lines;
    }

    private Scenario.@Nullable Line line(Section section) {
        Integer share = section.read(ScenarioKeys.SHARE);
        boolean isSpan = section.has(ScenarioKeys.SPAN);
        if (isSpan == section.has(ScenarioKeys.SIP)) {
            faults.add(
                    section.place(),
                    "a line is either a span or a SIP trunk",
                    "write 'span' with a number, or 'sip' with a name");
            return null;
        }
        if (!isSpan) {
            String name = section.read(ScenarioKeys.SIP);
            Integer capacity = section.read(ScenarioKeys.CAPACITY);
            return name == null || capacity == null || share == null
                    ? null
                    : new Scenario.Line.OverSip(name, capacity, share);
        }
        Span span = span(section);
        return span == null || share == null ? null : new Scenario.Line.OverSpan(span, share);
    }

    private static @Nullable Span span(Section section) {
        Integer number = section.read(ScenarioKeys.SPAN);
        Span.Line line = section.read(ScenarioKeys.LINE);
        Boolean ss7 = section.read(ScenarioKeys.SS7);
        Integer group = section.read(ScenarioKeys.GROUP);
        Boolean wins = section.read(ScenarioKeys.WINS);
        if (number == null || line == null || ss7 == null || group == null || wins == null) {
            return null;
        }
        if (!ss7) {
            return new Span(number, line, new Span.Signalling.Pri(wins), group);
        }
        Integer linkset = section.read(ScenarioKeys.LINKSET);
        return linkset == null ? null : new Span(number, line, new Span.Signalling.Ss7(linkset, wins), group);
    }

    // ---- calls

    private @Nullable CallPlan calls(Section section, @Nullable Duration lasts) {
        List<CallPlan.Step> steps = rate(section, lasts);
        Map<Tier, Integer> tiers = values(section.read(ScenarioKeys.TIERS));
        Integer strangers = section.read(ScenarioKeys.STRANGERS);
        Integer owned = section.read(ScenarioKeys.OWNED);
        Integer impatient = section.read(ScenarioKeys.IMPATIENT);
        Duration patience = section.read(ScenarioKeys.PATIENCE);
        Duration talk = section.read(ScenarioKeys.TALK);
        section.refuseOtherKeys();
        if (!tiers.isEmpty() && tiers.values().stream().allMatch(weight -> weight == 0)) {
            faults.add(
                    section.place(ScenarioKeys.TIERS), "no tier has a weight above 0", "give one of them at least 1");
            return null;
        }
        return strangers == null || owned == null || impatient == null || patience == null || talk == null
                ? null
                : new CallPlan(
                        new CallPlan.Stream.Rates(steps),
                        tiers.isEmpty() ? CallPlan.evenTiers() : tiers,
                        strangers / 100.0,
                        owned / 100.0,
                        impatient / 100.0,
                        patience.toMillis(),
                        talk.toMillis());
    }

    private List<CallPlan.Step> rate(Section calls, @Nullable Duration lasts) {
        List<CallPlan.Step> steps = new ArrayList<>();
        for (Section section : calls.list(ScenarioKeys.RATE)) {
            Duration from = section.read(ScenarioKeys.RATE_FROM);
            Integer perHour = section.read(ScenarioKeys.RATE_PER_HOUR);
            section.refuseOtherKeys();
            if (from == null || perHour == null) {
                continue;
            }
            if (!steps.isEmpty() && from.toMillis() <= steps.getLast().fromMillis()) {
                faults.add(
                        section.place(ScenarioKeys.RATE_FROM),
                        "the rate does not begin after the one before it",
                        "write the entries in the order of time");
            }
            checkWithin(section, ScenarioKeys.RATE_FROM, from, lasts);
            steps.add(new CallPlan.Step(from.toMillis(), perHour));
        }
        return steps;
    }

    private void checkWithin(Section section, Key key, Duration moment, @Nullable Duration lasts) {
        if (lasts != null && moment.compareTo(lasts) >= 0) {
            faults.add(
                    section.place(key),
                    ValueType.written(moment) + " is after the end of the day, " + ValueType.written(lasts),
                    "write an earlier moment, or a longer day");
        }
    }

    // ---- trouble

    private List<Trouble> troubles(Section root) {
        List<Trouble> troubles = new ArrayList<>();
        for (Section section : root.list(ScenarioKeys.TROUBLE)) {
            Duration at = section.read(ScenarioKeys.AT);
            ScenarioKeys.What what = section.read(ScenarioKeys.WHAT);
            Duration lasts = section.read(ScenarioKeys.LASTING);
            if (at == null || what == null || lasts == null) {
                continue;
            }
            checkWithin(section, ScenarioKeys.AT, at, root.read(ScenarioKeys.LASTS));
            Trouble trouble = trouble(section, what, at.toMillis(), lasts.toMillis());
            section.refuseOtherKeys();
            if (trouble != null) {
                troubles.add(trouble);
            }
        }
        return troubles;
    }

    private @Nullable Trouble trouble(Section section, ScenarioKeys.What what, long at, long lasts) {
        return switch (what) {
            case ALARM -> alarm(section, at, lasts);
            case LINK_LOSS -> new Trouble.LinkLoss(at, lasts);
            case PHONES_LOST -> phones(section, at, lasts);
            case STORE_FAILS -> new Trouble.StoreFails(at, lasts);
            case GLARE -> {
                Integer group = section.read(ScenarioKeys.OUT_GROUP);
                yield group == null ? null : new Trouble.Glare(at, group, lasts);
            }
        };
    }

    private @Nullable Trouble alarm(Section section, long at, long lasts) {
        String line = section.read(ScenarioKeys.ALARM_LINE);
        String alarm = section.read(ScenarioKeys.ALARM);
        if (line == null || alarm == null) {
            if (!section.has(ScenarioKeys.ALARM_LINE)) {
                faults.add(section.place(), "an alarm needs a 'line'", "name one of the lines, such as span1");
            }
            return null;
        }
        trunks.require(line, section.place(ScenarioKeys.ALARM_LINE));
        return new Trouble.LineAlarm(at, line, alarm, lasts);
    }

    private @Nullable Trouble phones(Section section, long at, long lasts) {
        Integer first = section.read(ScenarioKeys.FIRST_PHONE);
        Integer count = section.read(ScenarioKeys.PHONES);
        if (first == null || count == null) {
            return null;
        }
        if (first + count - 1 > agents) {
            faults.add(
                    section.place(ScenarioKeys.FIRST_PHONE),
                    "there are no telephones " + first + " to " + (first + count - 1),
                    "there is one for each agent, " + agents + " in all");
        }
        return new Trouble.PhonesLost(at, first, count, lasts);
    }
}
