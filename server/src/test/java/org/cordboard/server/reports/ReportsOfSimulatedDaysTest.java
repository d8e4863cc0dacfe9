package org.cordboard.server.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.cordboard.crm.calls.BookEntry;
import org.cordboard.crm.calls.CallRecordProjection;
import org.cordboard.crm.reports.ContactFigures;
import org.cordboard.crm.reports.Interval;
import org.cordboard.crm.reports.ReportQuery;
import org.cordboard.crm.reports.Reports;
import org.cordboard.crm.reports.Span;
import org.cordboard.crm.store.Database;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.acd.QueueLedger;
import org.cordboard.cti.agent.AgentEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.callback.CallBackEnd;
import org.cordboard.cti.callback.CallBackEvent;
import org.cordboard.cti.dialout.DialOutEvent;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.server.site.Books;
import org.cordboard.sim.people.CallerLog;
import org.cordboard.sim.run.DayPlan;
import org.cordboard.sim.run.RecordedDay;
import org.cordboard.sim.run.Simulation;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Promise P12, on simulated days with everything that can go wrong: the reports agree to the unit with the engine's ledger, the
 * wallboard's books, a count from the facts alone, and with what the callers say; in the middle of the day and at its end.
 */
@Timeout(300)
class ReportsOfSimulatedDaysTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int BATCH = 300;

    /** A day's journal, written into a database as far as somebody wants. */
    private static final class Written implements AutoCloseable {
        final List<JournalEntry> journal;
        final Database database;
        final CallRecordProjection projection;
        final Reports reports;
        final Engine engine = new Engine();
        final Books books = new Books();
        final Tally tally = new Tally();
        int done;

        Written(String name, List<JournalEntry> journal) {
            this.journal = journal;
            this.database = Database.inMemory(name);
            this.projection = new CallRecordProjection(database, name);
            this.reports = new Reports(database);
        }

        void goOnTo(int end) {
            while (done < end) {
                int next = Math.min(end, done + BATCH);
                List<BookEntry> entries = new ArrayList<>();
                for (JournalEntry entry : journal.subList(done, next)) {
                    engine.replay(entry.at(), entry.events());
                    books.follow(entry, true);
                    tally.read(entry);
                    entries.addAll(BookEntry.of(entry, 0));
                }
                assertThat(projection.applyEntries(journal.get(next - 1).position(), entries))
                        .isTrue();
                done = next;
            }
        }

        long now() {
            return journal.get(done - 1).at();
        }

        ReportQuery query(Interval interval) {
            long day = 86_400_000;
            long first = journal.getFirst().at() / day * day;
            long last = (journal.getLast().at() / day + 1) * day;
            return new ReportQuery(interval.divide(new Span(first, last), ZONE), null, null, now());
        }

        @Override
        public void close() {
            database.close();
        }
    }

    private static Written write(String name, long seed, DayPlan plan) {
        RecordedDay day = Simulation.keep(seed, plan);
        assertThat(day.findings()).isEmpty();
        return new Written(name, day.journal());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void agreesWithEverybodyElsesCountInTheMiddleOfTheDayAndAtItsEnd(long seed) {
        try (Written written = write("agrees-" + seed, seed, DayPlan.TROUBLED)) {
            long waited = 0;
            for (int part : new int[] {3, 5, 8}) {
                written.goOnTo(written.journal.size() * part / 8);
                waited += agreesWithLedgers(written);
                for (Interval interval : List.of(Interval.QUARTER_HOUR, Interval.HOUR, Interval.WHOLE)) {
                    agreesWithTally(written, interval);
                }
            }
            assertThat(waited).isPositive();
            assertThat(written.tally.visits).hasSizeGreaterThan(200).allMatch(visit -> visit.exit != null);
        }
    }

    /** @return how many wait */
    private static long agreesWithLedgers(Written written) {
        Map<String, ContactFigures> rows = new LinkedHashMap<>();
        written.reports
                .queues(written.query(Interval.WHOLE), false)
                .forEach(row -> rows.put(row.queue(), row.contacts()));
        List<QueueLedger> ledgers = written.engine.queues().ledgers();
        assertThat(written.books.ledger().queues()).containsExactlyInAnyOrderElementsOf(ledgers);
        assertThat(rows).hasSameSizeAs(ledgers);
        for (QueueLedger ledger : ledgers) {
            ContactFigures figures = rows.get(ledger.queue().value());
            assertThat(new QueueLedger(ledger.queue(), figures.offered(), figures.exits(), figures.waiting()))
                    .isEqualTo(ledger);
            assertThat(figures.balances()).isTrue();
            assertThat(open(written.database, ledger.queue().value())).isEqualTo(ledger.waiting());
        }
        return ledgers.stream().mapToLong(QueueLedger::waiting).sum();
    }

    private static long open(Database database, String queue) {
        return database.call("asked", handle -> handle.createQuery(
                        "select count(*) from queue_contacts where left_by is null and queue = :queue")
                .bind("queue", queue)
                .mapTo(Long.class)
                .one());
    }

    private static void agreesWithTally(Written written, Interval interval) {
        ReportQuery query = written.query(interval);
        List<Reports.QueueRow> expected = new ArrayList<>();
        for (Span span : query.spans()) {
            written.tally.visits.stream()
                    .map(visit -> visit.queue)
                    .distinct()
                    .sorted()
                    .forEach(queue -> written.tally.visits.stream()
                            .map(visit -> visit.tier)
                            .distinct()
                            .sorted()
                            .forEach(tier -> {
                                ContactFigures figures = written.tally.figures(
                                        span,
                                        written.now(),
                                        visit -> visit.queue.equals(queue) && visit.tier.equals(tier));
                                if (figures.offered() > 0) {
                                    expected.add(new Reports.QueueRow(span, queue, tier, figures));
                                }
                            }));
        }
        assertThat(written.reports.queues(query, true).stream()
                        .map(ReportsOfSimulatedDaysTest::withoutWork)
                        .toList())
                .isEqualTo(expected);
    }

    /** Talk and wrap-up are held against the time lines. */
    private static Reports.QueueRow withoutWork(Reports.QueueRow row) {
        ContactFigures all = row.contacts();
        return new Reports.QueueRow(
                row.span(),
                row.queue(),
                row.tier(),
                new ContactFigures(
                        all.offered(),
                        all.exits(),
                        all.waiting(),
                        all.answeredInTime(),
                        all.shortAbandoned(),
                        all.abandonedInTime(),
                        all.answeredWaitMillis(),
                        all.longestWaitMillis(),
                        0,
                        0,
                        0));
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void countsAsAnsweredEveryCallerWhoSaysSoAndNobodyElse(long seed) {
        RecordedDay day = Simulation.keep(seed, DayPlan.TROUBLED);
        try (Written written = new Written("callers-" + seed, day.journal())) {
            written.goOnTo(day.journal().size());
            long talks = 0;
            for (CallerLog.Entry caller : day.callers()) {
                // Who is on hold hears the same agent again, or a colleague of theirs.
                long agents = caller.agents().stream()
                        .filter(leg -> !written.tally.colleaguesLegs.contains(leg))
                        .distinct()
                        .count();
                CallId call = written.tally.calls.get(caller.channel());
                long answered = call == null ? 0 : answered(written.database, call);
                assertThat(answered).as("%s, %s", caller, call).isEqualTo(agents);
                talks += agents;
            }
            ContactFigures all = written.reports.queues(written.query(Interval.WHOLE), false).stream()
                    .map(Reports.QueueRow::contacts)
                    .reduce(ContactFigures.NONE, ContactFigures::plus);
            // The auditor of the day has held the call-backs to what customers lived through.
            assertThat(all.count(QueueExit.ANSWERED))
                    .isEqualTo(talks + reached(day.journal()))
                    .isGreaterThan(100);
        }
    }

    private static long reached(List<JournalEntry> journal) {
        return journal.stream()
                .flatMap(entry -> entry.events().stream())
                .filter(event ->
                        event instanceof CallBackEvent.CallBackEnded ended && ended.end() == CallBackEnd.REACHED)
                .count();
    }

    private static long answered(Database database, CallId call) {
        return database.call("asked", handle -> handle.createQuery(
                        "select count(*) from queue_contacts where call_id = :call and left_by = 'ANSWERED'")
                .bind("call", call.value())
                .mapTo(Long.class)
                .one());
    }

    @ParameterizedTest
    @ValueSource(longs = {6})
    void changesNothingWhenTheSameJournalComesAgain(long seed) {
        try (Written written = write("again-" + seed, seed, DayPlan.TROUBLED)) {
            written.goOnTo(written.journal.size());
            var queues = written.reports.queues(written.query(Interval.QUARTER_HOUR), true);
            var agents = written.reports.staff(written.query(Interval.QUARTER_HOUR), agent -> agent);
            for (JournalEntry entry : written.journal) {
                assertThat(written.projection.applyEntries(entry.position(), BookEntry.of(entry, 0)))
                        .isFalse();
            }
            assertThat(written.reports.queues(written.query(Interval.QUARTER_HOUR), true))
                    .isEqualTo(queues);
            assertThat(written.reports.staff(written.query(Interval.QUARTER_HOUR), agent -> agent))
                    .isEqualTo(agents);
        }
    }

    // ---- agents

    private record Stretch(String agent, long from, long to, String activity, String call) {}

    @ParameterizedTest
    @ValueSource(longs = {7})
    void knowsWhatEachAgentDoesAtEachMomentFromLoginToLogout(long seed) {
        try (Written written = write("lines-" + seed, seed, DayPlan.TROUBLED)) {
            written.goOnTo(written.journal.size());
            Map<String, List<Stretch>> lines = lines(written);
            assertThat(lines).hasSize(DayPlan.TROUBLED.agents());
            lines.forEach((agent, line) -> assertThat(joined(line)).as(agent).isEqualTo(present(written, agent)));
        }
    }

    private record Contact(CallId call, String agent, long talkMillis, long wrapUpMillis) {}

    @ParameterizedTest
    @ValueSource(longs = {9})
    void countsTheSameTalkInTimeLinesContactsAndCallRecords(long seed) {
        try (Written written = write("talk-" + seed, seed, DayPlan.TROUBLED)) {
            written.goOnTo(written.journal.size());
            List<Contact> contacts = answered(written.database);
            Map<String, Long> talk = new TreeMap<>();
            Map<String, Long> wrapUp = new TreeMap<>();
            contacts.stream()
                    .filter(contact -> !byColleague(written, contact.call(), contact.agent()))
                    .forEach(contact -> {
                        talk.merge(contact.agent(), contact.talkMillis(), Long::sum);
                        wrapUp.merge(contact.agent(), contact.wrapUpMillis(), Long::sum);
                    });
            // What agents have dialled themselves is no contact of a queue.
            Set<String> dialled = dialled(written);
            assertThat(spent(written, line -> !dialled.contains(line.call()), "TALKING", "HOLDING"))
                    .isEqualTo(talk);
            assertThat(spent(written, line -> !dialled.contains(line.call()), "WRAP_UP"))
                    .isEqualTo(wrapUp);
            assertThat(spent(written, line -> dialled.contains(line.call()), "TALKING"))
                    .isNotEmpty()
                    .allSatisfy((agent, millis) -> assertThat(millis).isPositive());

            int compared = 0;
            for (Contact contact : contacts) {
                CallRecord record = written.tally.records.get(contact.call());
                assertThat(record.answeredAt()).isNotNull();
                long recorded = record.endedAt() - record.answeredAt();
                boolean leftByAgent = written.tally.leftByAgent.contains(contact.call())
                        || written.tally.colleagues.containsKey(contact.call());
                if (record.inferred() && !leftByAgent) {
                    // Talk counts until its end is noticed; the record has the end the PBX noted.
                    assertThat(contact.talkMillis()).as("%s", record).isGreaterThanOrEqualTo(recorded);
                } else if (!leftByAgent) {
                    assertThat(contact.talkMillis()).as("%s", record).isEqualTo(recorded);
                    assertThat(contact.agent()).isEqualTo(String.valueOf(record.agent()));
                    compared++;
                } else {
                    assertThat(contact.talkMillis()).as("%s", record).isLessThanOrEqualTo(recorded);
                }
            }
            assertThat(compared).isGreaterThan(100);
        }
    }

    private static List<Contact> answered(Database database) {
        return database.call("asked", handle -> handle.createQuery(
                        "select call_id, agent, talk_millis, wrap_up_millis from queue_contacts where left_by = 'ANSWERED'")
                .map((row, context) ->
                        new Contact(new CallId(row.getString(1)), row.getString(2), row.getLong(3), row.getLong(4)))
                .list());
    }

    /** Whether the agent was asked into the call by a colleague: their time there is in no contact. */
    private static boolean byColleague(Written written, CallId call, String agent) {
        return written.tally.colleagues.getOrDefault(call, Set.of()).contains(agent);
    }

    private static Set<String> dialled(Written written) {
        return written.journal.stream()
                .flatMap(entry -> entry.events().stream())
                .filter(DialOutEvent.DialOutBegun.class::isInstance)
                .map(event -> ((DialOutEvent.DialOutBegun) event).call().value())
                .collect(Collectors.toSet());
    }

    /** How long each agent did something, for the callers who came to them from a queue, or whom they dialled. */
    private static Map<String, Long> spent(Written written, Predicate<Stretch> which, String... activities) {
        Map<String, Long> spent = new TreeMap<>();
        lines(written).forEach((agent, line) -> line.stream()
                .filter(which)
                .filter(stretch -> List.of(activities).contains(stretch.activity()))
                .filter(stretch -> !byColleague(written, new CallId(stretch.call()), agent))
                .forEach(stretch -> spent.merge(agent, stretch.to() - stretch.from(), Long::sum)));
        return spent;
    }

    /** The time lines, with what still goes on. */
    private static Map<String, List<Stretch>> lines(Written written) {
        Map<String, List<Stretch>> lines = new LinkedHashMap<>();
        written.database
                .call("asked", handle -> handle.createQuery("""
                                select agent, began_at, ended_at, activity, call_id from agent_intervals
                                union all select agent, began_at, :now, activity, call_id from agents_at_work where began_at < :now
                                order by agent, began_at
                                """)
                        .bind("now", written.now())
                        .map((row, context) -> new Stretch(
                                row.getString(1),
                                row.getLong(2),
                                row.getLong(3),
                                row.getString(4),
                                Objects.requireNonNullElse(row.getString(5), "none")))
                        .list())
                .forEach(stretch -> lines.computeIfAbsent(stretch.agent(), agent -> new ArrayList<>())
                        .add(stretch));
        return lines;
    }

    /** Intervals that meet, taken together; an overlap shows as a part that does not fit. */
    private static List<Span> joined(List<Stretch> line) {
        List<Span> spans = new ArrayList<>();
        for (Stretch stretch : line) {
            if (!spans.isEmpty() && spans.getLast().to() == stretch.from()) {
                spans.set(spans.size() - 1, new Span(spans.getLast().from(), stretch.to()));
            } else {
                spans.add(new Span(stretch.from(), stretch.to()));
            }
        }
        return spans;
    }

    /** When the agent was logged in, by the facts. */
    private static List<Span> present(Written written, String agent) {
        List<Span> spans = new ArrayList<>();
        long since = -1;
        for (JournalEntry entry : written.journal) {
            for (Event event : entry.events()) {
                if (event instanceof AgentEvent.AgentLoggedIn in
                        && in.agent().value().equals(agent)
                        && since < 0) {
                    since = in.at();
                } else if (event instanceof AgentEvent.AgentLoggedOut out
                        && out.agent().value().equals(agent)
                        && since >= 0) {
                    spans.add(new Span(since, out.at()));
                    since = -1;
                }
            }
        }
        if (since >= 0) {
            spans.add(new Span(since, written.now()));
        }
        return spans;
    }
}
