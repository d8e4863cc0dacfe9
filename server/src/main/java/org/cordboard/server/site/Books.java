package org.cordboard.server.site;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.acd.QueueLedger;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.CallResult;
import org.cordboard.cti.callback.CallBackEvent;
import org.cordboard.cti.dialout.DialOutEvent;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.journal.Journaled;
import org.cordboard.server.journal.SiteView;

/**
 * The books of the site, kept from the journal alone: every call that arrived, and every attempt to call back, is open or has one
 * result, and every caller who entered a queue is in it or has left it in one way. Wallboard and reports read these.
 */
public final class Books implements SiteView {

    /**
     * The books at one moment.
     *
     * @param arrived calls to a hotline
     * @param calledBack attempts to call a customer back, reached or not
     * @param dialled calls that agents dialled
     * @param reached call-backs that were talked in
     * @param open calls not closed yet, wrap-up included
     */
    public record Ledger(
            long arrived,
            long calledBack,
            long dialled,
            long reached,
            long open,
            long notServed,
            Map<CallResult, Long> results,
            List<QueueLedger> queues) {

        /** Whether every call and every queued caller is accounted for. */
        public boolean balances() {
            long closed = results.values().stream().mapToLong(Long::longValue).sum();
            return arrived + calledBack + dialled == open + closed
                    && queues.stream().allMatch(QueueLedger::balances);
        }
    }

    private static final class Line {
        long offered;
        final Map<QueueExit, Long> exits = new EnumMap<>(QueueExit.class);
        final Set<CallId> waiting = new LinkedHashSet<>();
    }

    private long arrived;
    private long calledBack;
    private long dialled;
    private long reached;
    private long notServed;
    private final Set<CallId> open = new LinkedHashSet<>();
    private final Map<CallResult, Long> results = new EnumMap<>(CallResult.class);
    private final Map<QueueId, Line> lines = new LinkedHashMap<>();

    @Override
    public synchronized void follow(JournalEntry entry, boolean replayed) {
        for (Event event : entry.events()) {
            switch (event) {
                case CallEvent.CallArrived e -> {
                    arrived++;
                    open.add(e.call());
                }
                case CallBackEvent.CallBackBegun e -> {
                    calledBack++;
                    open.add(e.call());
                }
                case DialOutEvent.DialOutBegun e -> {
                    dialled++;
                    open.add(e.call());
                }
                case CallEvent.CallNotServed e -> notServed++;
                case CallEvent.CallClosed e -> {
                    if (open.remove(e.record().call())) {
                        results.merge(e.record().result(), 1L, Long::sum);
                        boolean talked = e.record().result() == CallResult.ANSWERED;
                        reached += talked && e.record().callBackOf() != null ? 1 : 0;
                    }
                }
                case QueueEvent.CallQueued e -> {
                    Line line = line(e.queue());
                    line.offered++;
                    line.waiting.add(e.call());
                }
                case QueueEvent.CallLeftQueue e -> {
                    Line line = line(e.queue());
                    if (line.waiting.remove(e.call())) {
                        line.exits.merge(e.exit(), 1L, Long::sum);
                    }
                }
                default -> {}
            }
        }
    }

    private Line line(QueueId queue) {
        return lines.computeIfAbsent(queue, q -> new Line());
    }

    record LineState(long offered, Map<QueueExit, Long> exits, List<CallId> waiting) {}

    @Journaled("view.books/1")
    record State(
            long arrived,
            long calledBack,
            long dialled,
            long reached,
            long notServed,
            List<CallId> open,
            Map<CallResult, Long> results,
            Map<QueueId, LineState> lines) {}

    @Override
    public synchronized Record state() {
        Map<QueueId, LineState> states = new LinkedHashMap<>();
        lines.forEach((queue, line) ->
                states.put(queue, new LineState(line.offered, new EnumMap<>(line.exits), List.copyOf(line.waiting))));
        return new State(
                arrived, calledBack, dialled, reached, notServed, List.copyOf(open), new EnumMap<>(results), states);
    }

    @Override
    public synchronized void restore(Record state) {
        State from = (State) state;
        arrived = from.arrived();
        calledBack = from.calledBack();
        dialled = from.dialled();
        reached = from.reached();
        notServed = from.notServed();
        open.addAll(from.open());
        results.putAll(from.results());
        from.lines().forEach((queue, each) -> {
            Line line = line(queue);
            line.offered = each.offered();
            line.exits.putAll(each.exits());
            line.waiting.addAll(each.waiting());
        });
    }

    public synchronized Ledger ledger() {
        List<QueueLedger> queues = new ArrayList<>();
        lines.forEach(
                (queue, line) -> queues.add(new QueueLedger(queue, line.offered, line.exits, line.waiting.size())));
        Map<CallResult, Long> all = new EnumMap<>(CallResult.class);
        for (CallResult result : CallResult.values()) {
            all.put(result, results.getOrDefault(result, 0L));
        }
        return new Ledger(arrived, calledBack, dialled, reached, open.size(), notServed, all, queues);
    }
}
