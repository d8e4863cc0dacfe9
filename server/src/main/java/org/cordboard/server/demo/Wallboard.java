package org.cordboard.server.demo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cordboard.cti.acd.Explanation;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.acd.QueueLedger;
import org.cordboard.cti.acd.SkillNeed;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.CallResult;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.TrunkId;
import org.cordboard.server.journal.JournalFollower;
import org.cordboard.server.site.Books;
import org.cordboard.server.site.Floor;

/**
 * Queues, agents, trunks and the last decisions with their reasons, as lines for a terminal. Books and agents are the server's own;
 * decisions, trunks and how soon callers were answered are those since the program was started.
 */
public final class Wallboard implements JournalFollower {

    private static final int DECISIONS = 10;
    private static final int FIRST_COLUMN = 12;
    private static final int COLUMN = 11;
    private static final int AGENTS_A_LINE = 3;

    private final Words words;
    private final Supplier<Books.Ledger> books;
    private final Supplier<List<Floor.Seat>> agents;
    private final Map<TrunkId, Integer> trunkCalls = new LinkedHashMap<>();
    private final Map<CallId, TrunkId> calls = new LinkedHashMap<>();
    private final Map<PbxId, Boolean> links = new LinkedHashMap<>();
    private final Map<QueueId, QueueFigures> queues = new LinkedHashMap<>();
    private final ArrayDeque<String> decisions = new ArrayDeque<>();
    private long now;
    private long decided;

    Wallboard(Words words, Supplier<Books.Ledger> books, Supplier<List<Floor.Seat>> agents) {
        this.words = words;
        this.books = books;
        this.agents = agents;
    }

    @Override
    public synchronized void follow(JournalEntry entry, boolean replayed) {
        if (replayed) {
            return;
        }
        now = entry.at();
        for (Event event : entry.events()) {
            switch (event) {
                case QueueEvent.CallQueued e -> figures(e.queue()).entered(e);
                case QueueEvent.BindingEnded e -> decide(words.say("bindingended", e.agent()));
                case QueueEvent.NeedsRelaxed e -> decide(words.say("relaxed", needs(e.needs())));
                case QueueEvent.OfferMade e -> decide(offer(e));
                case QueueEvent.OfferEnded e -> decide(words.say("offerended", e.agent(), e.end()));
                case QueueEvent.CallLeftQueue e -> {
                    figures(e.queue()).left(e);
                    if (e.exit() != QueueExit.ANSWERED) {
                        decide(words.say("left", e.queue(), e.exit()));
                    }
                }
                case CallEvent.CallArrived e -> {
                    calls.put(e.call(), e.trunk());
                    trunkCalls.merge(e.trunk(), 1, Integer::sum);
                }
                case CallEvent.CallClosed e -> {
                    TrunkId trunk = calls.remove(e.record().call());
                    if (trunk != null) {
                        trunkCalls.merge(trunk, -1, Integer::sum);
                    }
                }
                case SiteEvent.LinkChanged e -> links.put(e.pbx(), e.up());
                default -> {}
            }
        }
    }

    private String offer(QueueEvent.OfferMade e) {
        Explanation why = e.explanation();
        return words.say(
                "offer",
                e.customer() == null ? words.say("unknown") : e.customer().tier(),
                CallerId.masked(e.caller().number()),
                e.queue(),
                seconds(e.waitedMillis()),
                e.agent(),
                reason(why),
                why.waiting(),
                why.ready());
    }

    /** The words of the protocol stay as they are, so that they can be looked up. */
    private String reason(Explanation why) {
        Explanation.Candidate chosen = why.candidates().getFirst();
        String level = chosen.level() == 0 ? "" : words.say("level", chosen.level()) + ", ";
        String exception = why.overtaking() == Explanation.Overtaking.NONE ? "" : " + " + why.overtaking();
        return switch (why.rule()) {
            case BEST_LEVEL_THEN_LONGEST_IDLE -> level + words.say("idle", seconds(chosen.idleMillis())) + exception;
            case OWN_MANAGER, DEPUTY, LAST_AGENT -> why.rule() + exception;
        };
    }

    private String needs(List<SkillNeed> needs) {
        return needs.isEmpty()
                ? words.say("noneed")
                : needs.stream().map(need -> need.skill() + " " + need.level()).collect(Collectors.joining(", "));
    }

    private QueueFigures figures(QueueId queue) {
        return queues.computeIfAbsent(queue, id -> new QueueFigures());
    }

    private static String seconds(long millis) {
        return "%.1f".formatted(millis / 1000.0);
    }

    private void decide(String line) {
        decided++;
        decisions.addFirst(line);
        if (decisions.size() > DECISIONS) {
            decisions.removeLast();
        }
    }

    /** The board as a page of lines. */
    public synchronized List<String> page() {
        Books.Ledger ledger = books.get();
        List<String> lines = new ArrayList<>();
        lines.add("CORDBOARD   " + figures(ledger) + "   " + words.say(ledger.balances() ? "balance" : "nobalance"));
        lines.add("");
        lines.add(row(words.say("queue"), heads()));
        ledger.queues().forEach(queue -> lines.add(row(String.valueOf(queue.queue()), cells(queue))));
        lines.add("");
        addAgents(lines);
        lines.add("");
        trunkCalls.forEach((trunk, count) -> lines.add(words.say("trunk", trunk, count)));
        links.forEach((pbx, up) -> lines.add(words.say(up ? "linkup" : "linkdown", pbx)));
        lines.add("");
        lines.add(words.say("decisions"));
        decisions.forEach(line -> lines.add("  " + line));
        return lines;
    }

    private List<String> heads() {
        return Stream.of("waiting", "answered", "abandoned", "overflowed", "longest", "level20")
                .map(words::say)
                .toList();
    }

    private List<String> cells(QueueLedger queue) {
        QueueFigures figures = figures(queue.queue());
        return List.of(
                String.valueOf(queue.waiting()),
                String.valueOf(queue.count(QueueExit.ANSWERED)),
                String.valueOf(queue.count(QueueExit.ABANDONED)),
                String.valueOf(queue.count(QueueExit.OVERFLOWED)),
                figures.longestWait(now) / 1000 + " s",
                figures.serviceLevel() + " %");
    }

    private static String row(String first, List<String> others) {
        return Columns.left(first, FIRST_COLUMN)
                + others.stream().map(cell -> Columns.right(cell, COLUMN)).collect(Collectors.joining());
    }

    private void addAgents(List<String> lines) {
        StringBuilder row = new StringBuilder();
        int column = 0;
        for (Floor.Seat seat : agents.get()) {
            if (seat.since() == 0) {
                continue; // never logged in
            }
            String reason = seat.reason() == null ? "" : " " + seat.reason();
            long seconds = Math.max(0, System.currentTimeMillis() - seat.since()) / 1000;
            row.append("%-7s %-21s %4d s   ".formatted(seat.agent(), seat.state() + reason, seconds));
            if (++column % AGENTS_A_LINE == 0) {
                lines.add(row.toString().stripTrailing());
                row.setLength(0);
            }
        }
        if (!row.isEmpty()) {
            lines.add(row.toString().stripTrailing());
        }
    }

    /** One line, for places that are not a terminal. */
    public synchronized String line() {
        Books.Ledger ledger = books.get();
        long waiting = ledger.queues().stream().mapToLong(QueueLedger::waiting).sum();
        return figures(ledger) + ", " + words.say("count", waiting, decided) + " | "
                + (decisions.isEmpty() ? words.say("none") : decisions.getFirst());
    }

    private String figures(Books.Ledger ledger) {
        Map<CallResult, Long> results = ledger.results();
        long abandoned =
                results.getOrDefault(CallResult.ABANDONED, 0L) + results.getOrDefault(CallResult.ABANDONED_IN_IVR, 0L);
        return words.say(
                "figures",
                ledger.arrived(),
                ledger.open(),
                results.getOrDefault(CallResult.ANSWERED, 0L),
                abandoned,
                results.getOrDefault(CallResult.ENDED_IN_IVR, 0L));
    }
}
