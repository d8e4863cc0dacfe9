package org.cordboard.crm.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cordboard.crm.reports.Interval;
import org.cordboard.crm.reports.ReportQuery;
import org.cordboard.crm.reports.Reports;
import org.cordboard.crm.reports.Span;
import org.cordboard.crm.store.Database;
import org.cordboard.cti.customer.Tier;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Asks for reports over many days of made-up books: four queues open for ten hours a day, 300 agents who each are there for eight.
 * Only what reports read is filled: the sums, as so many calls leave them, and the agents' breaks.
 */
public final class ReportBench {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
    private static final int AGENTS = 300;
    private static final int QUEUES = 4;
    private static final int BREAKS = 10;
    private static final int ROUNDS = 5;

    private static final String QUEUE = """
            insert into queue_sums (minutes, began_at, queue, tier, offered, answered, answered_wait)
            values (:minutes, :began, :queue, :tier, :offered, :offered, :wait)
            """;
    private static final String AGENT = """
            insert into agent_sums (minutes, began_at, agent, ready, not_ready, talking, wrap_up, answered, handled)
            values (:minutes, :began, :agent, :part, :part, :part, :part, :answered, :answered)
            """;
    private static final String BREAK = """
            insert into agent_intervals (agent, began_at, ended_at, activity, reason)
            values (:agent, :from, :to, 'NOT_READY', 'BREAK')
            """;

    private final Database database;
    private final int days;
    private final int callsPerDay;

    private ReportBench(Database database, int days, int callsPerDay) {
        this.database = database;
        this.days = days;
        this.callsPerDay = callsPerDay;
    }

    /**
     * Runs it.
     *
     * @param folder where the database goes; filled when it has no books
     * @param say takes the lines of the report
     */
    public static void run(Path folder, int days, int callsPerDay, Consumer<String> say) {
        try (Database database = Database.open(folder)) {
            ReportBench bench = new ReportBench(database, days, callsPerDay);
            if (bench.empty()) {
                bench.fill();
            }
            say.accept(String.format(Locale.ROOT, "%d days of %,d calls", days, callsPerDay));
            bench.measure(say);
        }
    }

    private boolean empty() {
        return database.call("asked", handle -> handle.createQuery("select count(*) from queue_sums")
                .mapTo(Long.class)
                .one()
                .equals(0L));
    }

    private void measure(Consumer<String> say) {
        Reports reports = new Reports(database);
        for (Interval interval : List.of(Interval.DAY, Interval.HOUR, Interval.QUARTER_HOUR)) {
            measure("queues by " + interval, say, () -> reports.queues(query(interval), false));
        }
        measure("queues and tiers by DAY", say, () -> reports.queues(query(Interval.DAY), true));
        measure("agents by DAY", say, () -> reports.staff(query(Interval.DAY), agent -> agent));
        measure("teams by DAY", say, () -> reports.staff(query(Interval.DAY), agent -> agent.substring(0, 3)));
        measure("teams by HOUR", say, () -> reports.staff(query(Interval.HOUR), agent -> agent.substring(0, 2)));
    }

    private ReportQuery query(Interval interval) {
        Span all = new Span(start(0), start(days));
        return new ReportQuery(interval.divide(all, ZONE), null, null, start(days));
    }

    private static void measure(String what, Consumer<String> say, Supplier<List<?>> report) {
        long[] wall = new long[ROUNDS];
        long[] processor = new long[ROUNDS];
        int rows = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long started = System.nanoTime();
            long processorStarted = processorNanos();
            rows = report.get().size();
            processor[round] = (processorNanos() - processorStarted) / 1_000_000;
            wall[round] = (System.nanoTime() - started) / 1_000_000;
        }
        say.accept(String.format(
                Locale.ROOT,
                "%-24s %,7d rows: first %,6d ms; then %,6d ms, %,6d ms of CPU (medians of %d)",
                what,
                rows,
                wall[0],
                medianOfLater(wall),
                medianOfLater(processor),
                ROUNDS - 1));
    }

    private static long medianOfLater(long[] millis) {
        return Arrays.stream(millis)
                .skip(1)
                .sorted()
                .skip(ROUNDS / 2 - 1)
                .findFirst()
                .orElse(0);
    }

    /** Of this thread: beside other programs, it says more than the wall clock does. */
    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long start(int day) {
        return FIRST.plusDays(day).atStartOfDay(ZONE).toInstant().toEpochMilli();
    }

    private void fill() {
        for (int day = 0; day < days; day++) {
            long opens = start(day) + Duration.ofHours(8).toMillis();
            database.transaction("filled", handle -> {
                for (int minutes : List.of(15, 60)) {
                    queues(handle.prepareBatch(QUEUE), minutes, opens);
                    agents(handle.prepareBatch(AGENT), minutes, opens);
                }
                return breaks(handle.prepareBatch(BREAK), opens);
            });
        }
    }

    private void queues(PreparedBatch batch, int minutes, long opens) {
        int intervals = 600 / minutes;
        int contacts = callsPerDay / (intervals * QUEUES * Tier.values().length);
        for (int i = 0; i < intervals * QUEUES; i++) {
            for (Tier tier : Tier.values()) {
                batch.bind("minutes", minutes)
                        .bind("began", opens + minutes * 60_000L * (i / QUEUES))
                        .bind("queue", "queue" + i % QUEUES)
                        .bind("tier", tier.name())
                        .bind("offered", contacts)
                        .bind("wait", contacts * 9_000L)
                        .add();
            }
        }
        batch.execute();
    }

    private void agents(PreparedBatch batch, int minutes, long opens) {
        int intervals = 480 / minutes;
        for (int i = 0; i < intervals * AGENTS; i++) {
            batch.bind("minutes", minutes)
                    .bind("began", opens + minutes * 60_000L * (i / AGENTS))
                    .bind("agent", agent(i % AGENTS))
                    .bind("answered", callsPerDay / (intervals * AGENTS))
                    .bind("part", minutes * 10_000L)
                    .add();
        }
        batch.execute();
    }

    private static int breaks(PreparedBatch batch, long opens) {
        for (int i = 0; i < BREAKS * AGENTS; i++) {
            long from = opens + (i / AGENTS) * 2_700_000L;
            batch.bind("agent", agent(i % AGENTS))
                    .bind("from", from)
                    .bind("to", from + 300_000)
                    .add();
        }
        return batch.execute().length;
    }

    private static String agent(int number) {
        return "a%03d".formatted(number);
    }
}
