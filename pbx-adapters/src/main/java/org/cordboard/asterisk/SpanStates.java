package org.cordboard.asterisk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.port.PbxEvent.TrunkAlarm;
import org.cordboard.cti.port.PbxEvent.TrunkAlarmCleared;
import org.cordboard.cti.port.TrunkId;
import org.jspecify.annotations.Nullable;

/**
 * The alarms of trunks: one is reported when its state changed, and every span after the link came up.
 *
 * <p>By default Asterisk tells alarms of channels only, and none of D channels that fail alone. So it is asked for the state of all spans when
 * the link is up, when a channel tells of an alarm, and each minute: by {@code DAHDIShowStatus}, and {@code PRIShowSpans} for D channels.
 * A PBX without spans refuses both, and is asked again when a channel tells something. A channel counts as a trunk of its own when no span
 * accounts for its alarm, which is what analog lines and releases without {@code DAHDIShowStatus} need.
 */
final class SpanStates {

    static final long ASK_EVERY_MILLIS = 60_000;

    /** An answer that is not complete by then is worked with as it is. */
    static final long ANSWER_MILLIS = 4_000;

    /** Trunks and channels that are remembered; what goes beyond is not reported. */
    static final int MAX = 10_000;

    static final String D_CHANNEL_DOWN = "D-channel down";

    private static final String FINE = "";
    private static final String UNKNOWN = "Unknown Alarm";

    private static final Map<String, String> ALARMS = alarms();

    private final Workings w;
    /** What was reported last; {@link #FINE} for a trunk without alarm. */
    private final Map<TrunkId, String> told = new LinkedHashMap<>();
    /** Channels in alarm and Asterisk's word for it. */
    private final Map<Integer, String> channels = new LinkedHashMap<>();

    private @Nullable Asking asking;
    private boolean askAgain;
    /** The next question of the minute; a question of any other kind puts it off. */
    private Timers.@Nullable Timer next;

    private static Map<String, String> alarms() {
        Map<String, String> alarms = new LinkedHashMap<>();
        alarms.put("OK", FINE);
        alarms.put("RED", "Red Alarm");
        alarms.put("YEL", "Yellow Alarm");
        alarms.put("BLU", "Blue Alarm");
        alarms.put("REC", "Recovering");
        alarms.put("LB", "Loopback");
        alarms.put("NOP", "Not Open");
        return alarms;
    }

    SpanStates(Workings workings) {
        this.w = workings;
    }

    /** One round of questions and what has come of it. */
    private static final class Asking {
        private final List<String> open = new ArrayList<>();
        private final Map<TrunkId, String> states = new LinkedHashMap<>();
        private Timers.@Nullable Timer limit;
    }

    void linkUp(long at) {
        told.clear();
        channels.clear();
        ask(at);
    }

    void linkDown() {
        asking = null;
        askAgain = false;
    }

    private void ask(long at) {
        if (asking != null) {
            askAgain = true;
            return;
        }
        w.timers().cancel(next);
        Asking round = new Asking();
        asking = round;
        send(round, "DAHDIShowStatus");
        send(round, "PRIShowSpans");
        round.limit = w.timers().set(at + ANSWER_MILLIS, later -> complete(round, false, later));
    }

    private void send(Asking round, String action) {
        round.open.add(w.actions().send(AmiAction.named(action), (response, later) -> {
            if (!response.succeeded()) {
                answered(round, response.actionId(), later);
            }
        }));
    }

    /** Takes an event; returns false for one that is not about spans. */
    boolean on(AmiMessage event, long at) {
        switch (event.event()) {
            case "DAHDIChannel" -> w.circuits().learn(event);
            case "Alarm" -> channel(event, word(event), at);
            case "AlarmClear" -> channel(event, FINE, at);
            case "SpanAlarm" -> span(event, word(event));
            case "SpanAlarmClear" -> span(event, FINE);
            case "ContactStatus" -> contact(event);
            case "DAHDIShowStatus" -> status(event);
            case "PRIShowSpans" -> dChannel(event);
            case "DAHDIShowStatusComplete", "PRIShowSpansComplete" -> {
                if (asking != null) {
                    answered(asking, event.actionId(), at);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /**
     * Asterisk asks a SIP trunk for a sign of life when told to qualify it. The state of its device says nothing: that of a trunk which only
     * receives calls is UNAVAILABLE all the time.
     */
    private void contact(AmiMessage event) {
        String trunk = event.text("EndpointName");
        if (w.settings().trunks().contains(trunk)) {
            switch (event.text("ContactStatus")) {
                case "Unreachable" -> tell(new TrunkId(trunk), "Unreachable");
                case "Reachable" -> tell(new TrunkId(trunk), FINE);
                default -> {}
            }
        }
    }

    private void channel(AmiMessage event, String alarm, long at) {
        int number = event.number("DAHDIChannel", 0);
        if (number <= 0) {
            return;
        }
        if (alarm.isEmpty()) {
            channels.remove(number);
        } else if (channels.size() < MAX) {
            channels.put(number, alarm);
        }
        ask(at);
    }

    private static String word(AmiMessage event) {
        String word = event.text("Alarm");
        return word.isBlank() ? UNKNOWN : word;
    }

    private void span(AmiMessage event, String alarm) {
        if (event.number("Span", 0) > 0) {
            tell(ChannelName.span(event.text("Span")), alarm);
        }
    }

    private void status(AmiMessage row) {
        String alarm = alarmOf(row.text("Alarms"));
        if (asking != null && isOurs(row) && alarm != null) {
            note(asking, row, alarm);
        }
    }

    /** A D channel may be down without an alarm, and nothing else tells of that. */
    private void dChannel(AmiMessage row) {
        if (asking != null && isOurs(row)) {
            boolean down = row.text("Up").equals("No");
            note(asking, row, down ? D_CHANNEL_DOWN : FINE);
        }
    }

    private boolean isOurs(AmiMessage row) {
        return asking != null && asking.open.contains(row.actionId()) && row.number("Span", 0) > 0;
    }

    /** An alarm of the line says more than its D channel being down. */
    private static void note(Asking round, AmiMessage row, String alarm) {
        if (round.states.size() < MAX) {
            round.states.merge(ChannelName.span(row.text("Span")), alarm, SpanStates::graver);
        }
    }

    private static String graver(String one, String other) {
        return one.isEmpty() || (one.equals(D_CHANNEL_DOWN) && !other.isEmpty()) ? other : one;
    }

    private void answered(Asking round, String id, long at) {
        if (round.open.remove(id) && round.open.isEmpty()) {
            complete(round, true, at);
        }
    }

    /** @param whole whether all questions were answered, so that what was not named is not there */
    private void complete(Asking round, boolean whole, long at) {
        if (asking != round) {
            return;
        }
        asking = null;
        w.timers().cancel(round.limit);
        addLoneChannels(round.states);
        if (whole) {
            List<TrunkId> gone = told.keySet().stream()
                    .filter(trunk -> !round.states.containsKey(trunk) && isDahdi(trunk))
                    .toList();
            gone.forEach(trunk -> tell(trunk, FINE));
        }
        round.states.forEach(this::tell);
        if (askAgain) {
            askAgain = false;
            ask(at);
        } else if (!whole || !round.states.isEmpty()) {
            next = w.timers().set(at + ASK_EVERY_MILLIS, this::ask);
        }
    }

    private static boolean isDahdi(TrunkId trunk) {
        return trunk.value().matches("(span|dahdi)\\d+");
    }

    private void addLoneChannels(Map<TrunkId, String> states) {
        boolean explained = states.values().stream().anyMatch(alarm -> !alarm.isEmpty());
        channels.forEach((number, alarm) -> {
            Integer span = w.circuits().spanOf(number);
            TrunkId trunk = span == null ? null : ChannelName.span(Integer.toString(span));
            if (trunk != null && !states.containsKey(trunk)) {
                states.put(trunk, alarm);
            } else if (trunk == null && !explained) {
                states.put(ChannelName.dahdiChannel(Integer.toString(number)), alarm);
            }
        });
    }

    private void tell(TrunkId trunk, String alarm) {
        if (told.size() >= MAX && !told.containsKey(trunk)) {
            return;
        }
        if (!alarm.equals(told.put(trunk, alarm))) {
            w.out().report(alarm.isEmpty() ? new TrunkAlarmCleared(trunk) : new TrunkAlarm(trunk, alarm));
        }
    }

    /** The words of Asterisk's events for those of DAHDIShowStatus, the first of them as in Asterisk; null for a span not in use. */
    private static @Nullable String alarmOf(String words) {
        List<String> all = List.of(words.split("/", -1));
        if (all.contains("UNCONFIGURED")) {
            return null;
        }
        return ALARMS.entrySet().stream()
                .filter(word -> all.contains(word.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(UNKNOWN);
    }
}
