package org.cordboard.server.settings;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.ivr.DigitCheck;
import org.cordboard.cti.ivr.IvrNode;
import org.cordboard.cti.ivr.SayAs;
import org.cordboard.cti.port.Cause;
import org.jspecify.annotations.Nullable;

/** Reads the keys of one node; null when any of them is faulty. */
final class NodeReader {

    private static final List<String> TIERS = List.of("diamond", "gold", "silver", "ordinary");
    private static final List<String> TRUTHS = List.of("true", "false");

    private final TreeNames names;
    private final Faults faults;

    NodeReader(TreeNames names, Faults faults) {
        this.names = names;
        this.faults = faults;
    }

    @Nullable
    IvrNode read(TreeKeys.NodeType type, Section node) {
        return switch (type) {
            case PLAY -> play(node);
            case MENU -> menu(node);
            case COLLECT -> collect(node);
            case CONSENT -> consent(node);
            case SAY -> say(node);
            case LANGUAGE -> language(node);
            case HOURS -> hours(node);
            case IDENTIFY -> identify(node);
            case BRANCH -> branch(node);
            case LOOK_UP -> lookUp(node);
            case STEER -> steer(node);
            case ANSWER -> {
                String next = names.link(node, TreeKeys.ANSWER_NEXT);
                yield next == null ? null : new IvrNode.Answer(next);
            }
            case GO_TO -> {
                String next = names.link(node, TreeKeys.GO_TO_NEXT);
                yield next == null ? null : new IvrNode.GoTo(next);
            }
            case QUEUE -> queue(node);
            case OWN_MANAGER -> {
                String free = names.link(node, TreeKeys.OWN_MANAGER_FREE);
                String busy = names.link(node, TreeKeys.OWN_MANAGER_BUSY);
                String absent = names.link(node, TreeKeys.OWN_MANAGER_ABSENT);
                yield free == null || busy == null || absent == null
                        ? null
                        : new IvrNode.OwnManager(free, busy, absent);
            }
            case ASK_TO_WAIT -> askToWait(node);
            case CALL_BACK -> callBack(node);
            case HANG_UP -> {
                Cause cause = node.read(TreeKeys.HANG_UP_CAUSE);
                yield cause == null ? null : new IvrNode.HangUp(cause);
            }
        };
    }

    private @Nullable IvrNode play(Section node) {
        boolean text = node.has(TreeKeys.PLAY_TEXT);
        if (text) {
            node.read(TreeKeys.PLAY_TEXT);
            faults.add(
                    node.place(TreeKeys.PLAY_TEXT),
                    "there is no text-to-speech port to speak this text",
                    "record it at the PBX and name the recording in 'prompts'");
        }
        List<String> prompts =
                text && !node.has(TreeKeys.PLAY_PROMPTS) ? List.of() : names.prompts(node, TreeKeys.PLAY_PROMPTS);
        Boolean interruptible = node.read(TreeKeys.PLAY_INTERRUPTIBLE);
        String next = names.link(node, TreeKeys.PLAY_NEXT);
        return next == null || interruptible == null ? null : new IvrNode.Play(prompts, interruptible, next);
    }

    private IvrNode.@Nullable Question question(Section node, Key.Values<String> prompts, TreeKeys.Asking keys) {
        List<String> asked = names.prompts(node, prompts);
        List<String> onSilence = names.prompts(node, keys.onSilence());
        List<String> onInvalid = names.prompts(node, keys.onInvalid());
        Duration timeout = node.read(keys.timeout());
        Integer tries = node.read(keys.tries());
        return timeout == null || tries == null
                ? null
                : new IvrNode.Question(asked, onSilence, onInvalid, timeout, tries);
    }

    private @Nullable IvrNode menu(Section node) {
        IvrNode.Question question = question(node, TreeKeys.MENU_PROMPTS, TreeKeys.MENU);
        Map<String, String> choices = names.links(node.read(TreeKeys.MENU_CHOICES));
        String otherwise = names.link(node, TreeKeys.MENU_OTHERWISE);
        return question == null || otherwise == null ? null : new IvrNode.Menu(question, choices, otherwise);
    }

    private @Nullable IvrNode collect(Section node) {
        IvrNode.Question question = question(node, TreeKeys.COLLECT_PROMPTS, TreeKeys.COLLECT);
        IvrNode.Entry entry = entry(node);
        String next = names.link(node, TreeKeys.COLLECT_NEXT);
        String otherwise = names.link(node, TreeKeys.COLLECT_OTHERWISE);
        return question == null || entry == null || next == null || otherwise == null
                ? null
                : new IvrNode.Collect(question, entry, next, otherwise);
    }

    private IvrNode.@Nullable Entry entry(Section node) {
        Boolean sensitive = node.read(TreeKeys.COLLECT_SENSITIVE);
        String into = names.into(node, TreeKeys.COLLECT_INTO, Boolean.TRUE.equals(sensitive));
        Integer least = node.read(TreeKeys.COLLECT_LEAST);
        Integer most = node.read(TreeKeys.COLLECT_MOST);
        String terminator = node.read(TreeKeys.COLLECT_TERMINATOR);
        Duration pause = node.read(TreeKeys.COLLECT_DIGIT_TIMEOUT);
        DigitCheck check = node.read(TreeKeys.COLLECT_CHECK);
        if (sensitive == null
                || into == null
                || least == null
                || most == null
                || terminator == null
                || pause == null
                || check == null) {
            return null;
        }
        if (least > most) {
            faults.add(
                    node.place(TreeKeys.COLLECT_LEAST),
                    "at least " + least + " digits and at most " + most + " cannot be",
                    "make 'least' no larger than 'most'");
            return null;
        }
        return new IvrNode.Entry(into, least, most, terminator, pause, check, sensitive);
    }

    private @Nullable IvrNode consent(Section node) {
        IvrNode.Question question = question(node, TreeKeys.CONSENT_PROMPTS, TreeKeys.CONSENT);
        String into = names.into(node, TreeKeys.CONSENT_INTO, false);
        String yes = node.read(TreeKeys.CONSENT_YES);
        String no = node.read(TreeKeys.CONSENT_NO);
        String given = names.link(node, TreeKeys.CONSENT_GIVEN);
        String refused = names.link(node, TreeKeys.CONSENT_REFUSED);
        refuseSameKey(node, TreeKeys.CONSENT_NO, yes, no);
        return question == null || into == null || yes == null || no == null || given == null || refused == null
                ? null
                : new IvrNode.Consent(question, into, yes.charAt(0), no.charAt(0), given, refused);
    }

    private @Nullable IvrNode say(Section node) {
        SayAs as = node.read(TreeKeys.SAY_AS);
        Topic of = names.topic(node, TreeKeys.SAY_OF);
        String next = names.link(node, TreeKeys.SAY_NEXT);
        String otherwise = names.link(node, TreeKeys.SAY_OTHERWISE);
        if (as == null || of == null || next == null || otherwise == null) {
            return null;
        }
        names.says(as, node.place(TreeKeys.SAY_AS));
        return new IvrNode.Say(as, of.subject(), of.name(), next, otherwise);
    }

    private @Nullable IvrNode language(Section node) {
        String language = names.language(node, TreeKeys.LANGUAGE_LANGUAGE);
        String next = names.link(node, TreeKeys.LANGUAGE_NEXT);
        return language == null || next == null ? null : new IvrNode.SetLanguage(language, next);
    }

    private @Nullable IvrNode hours(Section node) {
        String calendar = names.calendar(node, TreeKeys.HOURS_CALENDAR);
        String open = names.link(node, TreeKeys.HOURS_OPEN);
        String closed = names.link(node, TreeKeys.HOURS_CLOSED);
        String holiday = names.link(node, TreeKeys.HOURS_HOLIDAY);
        return calendar == null || open == null || closed == null
                ? null
                : new IvrNode.Hours(calendar, open, closed, holiday == null ? closed : holiday);
    }

    private @Nullable IvrNode identify(Section node) {
        String by = names.used(node, TreeKeys.IDENTIFY_BY, true);
        String known = names.link(node, TreeKeys.IDENTIFY_KNOWN);
        String unknown = names.link(node, TreeKeys.IDENTIFY_UNKNOWN);
        return known == null || unknown == null ? null : new IvrNode.Identify(by == null ? "" : by, known, unknown);
    }

    private @Nullable IvrNode branch(Section node) {
        Topic on = names.topic(node, TreeKeys.BRANCH_ON);
        Map<String, Located<String>> cases = node.read(TreeKeys.BRANCH_CASES);
        String otherwise = names.link(node, TreeKeys.BRANCH_OTHERWISE);
        if (on == null || otherwise == null) {
            return null;
        }
        Map<String, Located<String>> values = new LinkedHashMap<>();
        switch (on.subject()) {
            case TIER -> {
                refuseOthers(cases, TIERS, "the tier");
                cases.forEach((tier, link) -> values.put(tier.toUpperCase(Locale.ROOT), link));
            }
            case TARGET -> {
                refuseOthers(cases, TRUTHS, "target");
                values.putAll(cases);
            }
            case LANGUAGE, COLLECTED, ATTRIBUTE -> values.putAll(cases);
        }
        return new IvrNode.Branch(on.subject(), on.name(), names.links(values), otherwise);
    }

    private void refuseOthers(Map<String, Located<String>> cases, List<String> possible, String what) {
        cases.forEach((value, link) -> {
            if (!possible.contains(value)) {
                faults.add(
                        link.place(),
                        "this case can never be: the branch looks at " + what,
                        "use " + String.join(", ", possible));
            }
        });
    }

    private @Nullable IvrNode lookUp(Section node) {
        String attribute = node.read(TreeKeys.LOOK_UP_ATTRIBUTE);
        String expected = names.used(node, TreeKeys.LOOK_UP_EXPECTED, false);
        String into = names.into(node, TreeKeys.LOOK_UP_INTO, false);
        Duration timeout = node.read(TreeKeys.LOOK_UP_TIMEOUT);
        String found = names.link(node, TreeKeys.LOOK_UP_FOUND);
        String notFound = names.link(node, TreeKeys.LOOK_UP_NOT_FOUND);
        String onTimeout = names.link(node, TreeKeys.LOOK_UP_ON_TIMEOUT);
        if (node.has(TreeKeys.LOOK_UP_EXPECTED) == node.has(TreeKeys.LOOK_UP_INTO)) {
            faults.add(
                    node.place(),
                    "a lookUp compares a field or gives it a name, one of the two",
                    "write 'expected' or 'into'");
            return null;
        }
        return attribute == null || timeout == null || found == null || notFound == null || onTimeout == null
                ? null
                : new IvrNode.LookUp(
                        attribute,
                        expected == null ? "" : expected,
                        into == null ? "" : into,
                        timeout,
                        found,
                        notFound,
                        onTimeout);
    }

    private @Nullable IvrNode steer(Section node) {
        String channel = node.read(TreeKeys.STEER_CHANNEL);
        List<String> prompts = names.prompts(node, TreeKeys.STEER_PROMPTS);
        return channel == null ? null : new IvrNode.Steer(channel, prompts);
    }

    private @Nullable IvrNode queue(Section node) {
        QueueId queue = queueNamed(node, TreeKeys.QUEUE_QUEUE);
        String onTimeout = names.link(node, TreeKeys.QUEUE_ON_TIMEOUT);
        String onNoAgents = names.link(node, TreeKeys.QUEUE_ON_NO_AGENTS);
        String onOverflow = names.link(node, TreeKeys.QUEUE_ON_OVERFLOW);
        String onClosed = names.link(node, TreeKeys.QUEUE_ON_CLOSED);
        IvrNode.Waiting waiting = waiting(node);
        Duration ownPatience = node.read(TreeKeys.QUEUE_OWN_PATIENCE);
        return queue == null || onTimeout == null || onNoAgents == null || waiting == null
                ? null
                : new IvrNode.Queue(
                        queue,
                        onTimeout,
                        onNoAgents,
                        onOverflow == null ? onTimeout : onOverflow,
                        onClosed == null ? onNoAgents : onClosed,
                        waiting,
                        ownPatience);
    }

    private @Nullable QueueId queueNamed(Section node, Key.Scalar<QueueId> key) {
        QueueId queue = node.read(key);
        if (queue != null) {
            names.queue(queue, node.place(key));
        }
        return queue;
    }

    private IvrNode.@Nullable Waiting waiting(Section node) {
        List<String> announcement = names.prompts(node, TreeKeys.QUEUE_ANNOUNCE);
        Duration after = node.read(TreeKeys.QUEUE_ANNOUNCE_AFTER);
        Duration every = node.read(TreeKeys.QUEUE_ANNOUNCE_EVERY);
        Map<String, String> keys = names.links(node.read(TreeKeys.QUEUE_KEYS));
        return after == null || every == null ? null : new IvrNode.Waiting(announcement, after, every, keys);
    }

    private @Nullable IvrNode askToWait(Section node) {
        QueueId queue = queueNamed(node, TreeKeys.ASK_TO_WAIT_QUEUE);
        IvrNode.Question question = question(node, TreeKeys.ASK_TO_WAIT_PROMPTS, TreeKeys.ASK_TO_WAIT);
        String free = names.link(node, TreeKeys.ASK_TO_WAIT_FREE);
        String wait = node.read(TreeKeys.ASK_TO_WAIT_WAIT);
        String waits = names.link(node, TreeKeys.ASK_TO_WAIT_WAITS);
        String leave = node.read(TreeKeys.ASK_TO_WAIT_LEAVE);
        String leaves = names.link(node, TreeKeys.ASK_TO_WAIT_LEAVES);
        String otherwise = names.link(node, TreeKeys.ASK_TO_WAIT_OTHERWISE);
        refuseSameKey(node, TreeKeys.ASK_TO_WAIT_LEAVE, wait, leave);
        return queue == null
                        || question == null
                        || free == null
                        || wait == null
                        || waits == null
                        || leave == null
                        || leaves == null
                        || otherwise == null
                ? null
                : new IvrNode.AskToWait(
                        question, queue, free, wait.charAt(0), waits, leave.charAt(0), leaves, otherwise);
    }

    private void refuseSameKey(Section node, Key key, @Nullable String yes, @Nullable String no) {
        if (yes != null && yes.equals(no)) {
            faults.add(node.place(key), "one key cannot mean yes and no", "use two keys");
        }
    }

    private @Nullable IvrNode callBack(Section node) {
        QueueId queue = queueNamed(node, TreeKeys.CALL_BACK_QUEUE);
        String number = names.used(node, TreeKeys.CALL_BACK_NUMBER, true);
        String next = names.link(node, TreeKeys.CALL_BACK_NEXT);
        String otherwise = names.link(node, TreeKeys.CALL_BACK_OTHERWISE);
        return queue == null || next == null || otherwise == null
                ? null
                : new IvrNode.LeaveCallBack(queue, number == null ? "" : number, next, otherwise);
    }
}
