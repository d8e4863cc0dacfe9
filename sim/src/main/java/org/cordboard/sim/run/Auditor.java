package org.cordboard.sim.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.call.CallResult;
import org.cordboard.cti.callback.CallBackEvent;
import org.cordboard.cti.dialout.DialOutEvent;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.sim.people.CallerLog;
import org.cordboard.sim.world.ChannelView;
import org.cordboard.sim.world.WorldEvent;
import org.cordboard.sim.world.WorldListener;
import org.jspecify.annotations.Nullable;

/**
 * Compares the books with what callers, telephones and screens saw. It knows nothing of the engine's state: it listens to the
 * simulated world, and takes from the journal only what is published, the call records and what was put on screens.
 */
final class Auditor implements WorldListener {

    private static final long TOLERANCE_MILLIS = 1_000;

    private final LongSupplier worldTime;

    /** Which call a caller's channel became; null for a number that is not served. */
    private final Map<String, CallId> calls = new LinkedHashMap<>();

    /** Which attempt to call back, or to dial, a dialled channel is. */
    private final Map<String, CallId> calledBack = new LinkedHashMap<>();
    /** The legs of each call of which agents wanted more than two to hear each other. */
    private final Map<CallId, Set<String>> conferences = new LinkedHashMap<>();

    /** When each channel was first in a bridge with another. */
    private final Map<String, Long> joinedAt = new LinkedHashMap<>();

    private final Set<String> notServed = new LinkedHashSet<>();
    private final Map<CallId, Booked> records = new LinkedHashMap<>();
    /** When each call was shown, by the world's clock: after a restart an engine's may be a little ahead. */
    private final Map<String, Long> screenPops = new LinkedHashMap<>();

    private final Map<String, Set<String>> bridges = new LinkedHashMap<>();
    /** The channels of each telephone that are in a bridge. */
    private final Map<String, Set<String>> talkingAt = new LinkedHashMap<>();

    /** The calls that ended because the line under them failed, and the cause. */
    private final Map<String, Integer> cuts = new LinkedHashMap<>();

    private long refused;
    private long joinings;
    private long wallOffset;
    private @Nullable Long linkDownAt;
    private final List<String> findings = new ArrayList<>();
    private final List<String> crowds = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<Gap> late = new ArrayList<>();

    /** @param worldTime the time of the world that is looked at */
    Auditor(LongSupplier worldTime) {
        this.worldTime = worldTime;
    }

    /** A time in which nobody of ours could see what happened. */
    private record Gap(long from, long until) {}

    /**
     * A record as it stands in the books.
     *
     * @param wallOffset how far the wall clock, by which its times are, was from engine time
     */
    private record Booked(CallRecord record, long wallOffset) {

        long arrivedAt() {
            return record.arrivedAt() - wallOffset;
        }

        long endedAt() {
            return record.endedAt() - wallOffset;
        }
    }

    /** Between these two moments nothing could be seen, whatever the books say of the link. */
    void blind(long from, long until) {
        gaps.add(new Gap(from, until));
    }

    /** Between these two moments all was seen, and some of it too late to act on. */
    void late(long from, long until) {
        blind(from, until);
        late.add(new Gap(from, until));
    }

    /** How often two legs were joined. */
    long joinings() {
        return joinings;
    }

    /** P3: where somebody was joined with more than one other, and nobody had asked for a conference. */
    List<String> crowds() {
        return crowds;
    }

    // ---- what the books say

    void read(JournalEntry entry) {
        for (Event event : entry.events()) {
            switch (event) {
                case CallEvent.CallArrived e -> calls.put(e.leg().value(), e.call());
                case CallEvent.ConversationWanted e -> {
                    if (e.legs().size() > 2) {
                        Set<String> legs = conferences.computeIfAbsent(e.call(), call -> new LinkedHashSet<>());
                        e.legs().forEach(leg -> legs.add(leg.value()));
                    }
                }
                case CallEvent.ColleagueInvited e -> screenPops.put(e.leg().value(), worldTime.getAsLong());
                case CallBackEvent.CallBackBegun e -> calledBack.put(e.leg().value(), e.call());
                case DialOutEvent.DialOutBegun e -> {
                    screenPops.put(e.agentLeg().value(), worldTime.getAsLong());
                    calledBack.put(e.customerLeg().value(), e.call());
                }
                case CallEvent.CustomerRerouted e -> {
                    calledBack.remove(e.failed().value());
                    calledBack.put(e.leg().value(), e.call());
                }
                case CallEvent.CallNotServed e -> notServed.add(e.leg().value());
                case CallEvent.CallClosed e -> {
                    if (records.put(e.record().call(), new Booked(e.record(), wallOffset)) != null) {
                        findings.add("call " + e.record().call() + " is in the books twice");
                    }
                }
                case SiteEvent.LinkChanged e -> {
                    if (!e.up()) {
                        linkDownAt = entry.at();
                    } else if (linkDownAt != null) {
                        gaps.add(new Gap(linkDownAt, entry.at()));
                        linkDownAt = null;
                    }
                }
                case SiteEvent.WallClockMoved e -> wallOffset = e.offsetMillis();
                case QueueEvent.OfferMade e -> screenPops.put(e.leg().value(), worldTime.getAsLong());
                default -> {}
            }
        }
    }

    // ---- what the world saw

    @Override
    public void happened(WorldEvent event) {
        switch (event) {
            case WorldEvent.ChannelRinging e -> {
                if (e.channel().trunk().isEmpty()) {
                    rings(e.channel(), e.at());
                }
            }
            case WorldEvent.CallCut e -> cuts.put(e.channel().uniqueId(), e.cause());
            case WorldEvent.CallRefused e -> refused++;
            case WorldEvent.BridgeEntered e -> {
                Set<String> members = bridges.computeIfAbsent(e.bridge().id(), id -> new LinkedHashSet<>());
                members.add(e.channel().uniqueId());
                if (members.size() == 2) {
                    joinings++;
                    members.forEach(member -> joinedAt.putIfAbsent(member, e.at()));
                }
                boolean conference = conferences.values().stream().anyMatch(legs -> legs.containsAll(members));
                if (members.size() > 2 && !conference) {
                    crowds.add("more than two legs in a bridge: " + members);
                }
                stationTalks(e.channel());
            }
            case WorldEvent.BridgeLeft e -> {
                Set<String> members = bridges.get(e.bridge().id());
                if (members != null) {
                    members.remove(e.channel().uniqueId());
                }
                stationTalkedOut(e.channel());
            }
            case WorldEvent.BridgeDestroyed e -> bridges.remove(e.bridge().id());
            default -> {}
        }
    }

    private void rings(ChannelView channel, long at) {
        Long shown = screenPops.remove(channel.uniqueId());
        if (shown == null) {
            findings.add("a phone rang for a call that was on no screen: " + channel.uniqueId());
        } else if (shown > at) {
            findings.add("a phone rang before the screen: " + channel.uniqueId());
        }
    }

    /** A telephone talks to one caller at a time. Channels of a station share the name before the dash. */
    private void stationTalks(ChannelView joined) {
        if (!joined.trunk().isEmpty()) {
            return;
        }
        String station = station(joined);
        Set<String> talking = talkingAt.computeIfAbsent(station, s -> new LinkedHashSet<>());
        if (!talking.isEmpty()) {
            crowds.add(station + " talks to two callers at once");
        }
        talking.add(joined.uniqueId());
    }

    private void stationTalkedOut(ChannelView left) {
        talkingAt.getOrDefault(station(left), new LinkedHashSet<>()).remove(left.uniqueId());
    }

    private static String station(ChannelView channel) {
        int dash = channel.name().lastIndexOf('-');
        return dash < 0 ? channel.name() : channel.name().substring(0, dash);
    }

    // ---- the comparison

    /** What does not agree, once everybody is gone. */
    List<String> findings(CallerLog log) {
        List<String> all = new ArrayList<>(findings);
        Set<CallId> unseen = new LinkedHashSet<>(records.keySet());
        if (refused != log.refused()) {
            all.add("the network turned %d callers away, and %d say so".formatted(refused, log.refused()));
        }
        for (CallerLog.Entry entry : log.ended()) {
            compareEnd(entry, all);
            if (entry.channel().isEmpty() || notServed.contains(entry.channel())) {
                continue;
            }
            CallId id = calls.get(entry.channel());
            Booked record = id == null ? null : records.get(id);
            if (record == null) {
                if (!entry.heardFallback() && entry.answeredAt().isPresent()) {
                    all.add("no record of a call that was answered: " + entry);
                }
                continue;
            }
            unseen.remove(id);
            compare(entry, record, all);
        }
        calledBack.forEach((leg, call) -> {
            unseen.remove(call);
            compareCallBack(leg, call, all);
        });
        unseen.forEach(call -> all.add("a record of a call that no caller made: " + call));
        return all;
    }

    /** Who was dialled and talked stands in the books as answered, and nobody else does. */
    private void compareCallBack(String leg, CallId call, List<String> all) {
        Booked booked = records.get(call);
        CallRecord record = booked == null ? null : booked.record();
        Long joined = joinedAt.get(leg);
        if (record == null) {
            all.add("a customer who was dialled is not in the books: " + call);
        } else if (!record.inferred()
                && (joined != null) != (record.result() == CallResult.ANSWERED)
                && (joined == null || !unseen(joined))) {
            all.add("customer who was dialled talked: " + (joined != null) + ", books: " + record);
        }
    }

    /** Whoever was cut off by an alarm says so, with its cause, and nobody else does. */
    private void compareEnd(CallerLog.Entry entry, List<String> all) {
        boolean saysCut = entry.endedBy() == CallerLog.EndedBy.NETWORK && !entry.refused();
        Integer cause = cuts.get(entry.channel());
        if (saysCut != (cause != null) || (cause != null && cause != entry.cause())) {
            all.add("the line failed with cause " + cause + ", the caller says: " + entry);
        }
    }

    /** Whether it happened while nobody of ours could see it. */
    private boolean unseen(long at) {
        return foundAt(at) != at;
    }

    /** When something became known: at once, or when the link was back. */
    private long foundAt(long at) {
        long found = at;
        long before;
        do {
            before = found;
            for (Gap gap : gaps) {
                if (found >= gap.from() - TOLERANCE_MILLIS && found <= gap.until()) {
                    found = gap.until();
                }
            }
        } while (found != before);
        return linkDownAt != null && found >= linkDownAt - TOLERANCE_MILLIS ? Long.MAX_VALUE / 2 : found;
    }

    private void compare(CallerLog.Entry entry, Booked booked, List<String> all) {
        CallRecord record = booked.record();
        boolean heard = entry.heardAgentAt().isPresent();
        boolean answered = record.result() == CallResult.ANSWERED;
        // A conversation of a few milliseconds around a lost link may be in one and not in the other.
        if (heard != answered && !record.inferred() && !ambiguous(entry)) {
            all.add("caller heard an agent: " + heard + ", books: " + record.result() + ", " + entry + ", " + record);
        }
        if (heard && answered && record.answeredAt() != null && !record.inferred() && !ambiguous(entry)) {
            long heardAt = entry.heardAgentAt().getAsLong();
            long answeredAt = record.answeredAt() - booked.wallOffset();
            long apart = answeredAt - heardAt;
            if (apart < -TOLERANCE_MILLIS || answeredAt > foundAt(heardAt) + TOLERANCE_MILLIS) {
                all.add("answered " + apart + " ms apart in the books: " + record);
            }
        }
        Integer cut = cuts.get(entry.channel());
        if (cut != null && !record.inferred() && record.cause().code() != cut) {
            all.add("cut off with cause " + cut + ", books: " + record);
        }
        if (Math.abs(booked.arrivedAt() - entry.calledAt()) > TOLERANCE_MILLIS && !unseen(entry.calledAt())) {
            all.add("arrived at another time in the books: " + record);
        }
        boolean early = booked.endedAt() < entry.endedAt() - TOLERANCE_MILLIS;
        if (!record.inferred() && (early || booked.endedAt() > foundAt(entry.endedAt()) + TOLERANCE_MILLIS)) {
            all.add("ended at another time in the books: " + record);
        }
    }

    /** Nor may one that was joined when the server had given it up, as it heard of everything seconds later. */
    private boolean ambiguous(CallerLog.Entry entry) {
        if (entry.heardAgentAt().isEmpty()) {
            return false;
        }
        long heardAt = entry.heardAgentAt().getAsLong();
        return entry.endedAt() - heardAt < 10
                || late.stream().anyMatch(gap -> heardAt >= gap.from() && heardAt <= gap.until());
    }
}
