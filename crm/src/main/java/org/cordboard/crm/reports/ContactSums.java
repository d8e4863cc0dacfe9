package org.cordboard.crm.reports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cordboard.cti.acd.QueueExit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Reads the sums of contacts by queue and tier. */
final class ContactSums {

    /** @param tier empty where tiers are not told apart */
    record Key(String queue, String tier) {}

    private record Open(Key key, long arrivedAt) {}

    private static final Comparator<Key> ORDER =
            Comparator.comparing(Key::queue).thenComparing(Key::tier);
    private static final List<String> FIGURES = List.of(
            "offered",
            "answered_in_time",
            "short_abandoned",
            "abandoned_in_time",
            "answered_wait",
            "handled",
            "talk",
            "wrapped");

    private final Handle handle;
    private final ReportQuery query;
    private final boolean byTier;
    private final String filter;
    private final String sql;
    private final List<Open> open;

    ContactSums(Handle handle, ReportQuery query, boolean byTier) {
        this.handle = handle;
        this.query = query;
        this.byTier = byTier;
        this.filter = query.queue() == null ? "" : " and queue = :queue";
        List<String> sums = new ArrayList<>(FIGURES);
        for (QueueExit exit : QueueExit.values()) {
            sums.add(column(exit));
        }
        String keys = byTier ? "queue, tier" : "queue";
        this.sql = "select " + keys + ", max(longest_wait) as longest_wait, "
                + sums.stream().map("sum(%1$s) as %1$s"::formatted).collect(Collectors.joining(", "))
                + " from queue_sums where minutes = :minutes and began_at >= :from and began_at < :to" + filter
                + " group by " + keys;
        this.open = open();
    }

    static String column(QueueExit exit) {
        return exit.name().toLowerCase(Locale.ROOT);
    }

    /** Those who wait now. */
    private List<Open> open() {
        return filtered("""
                        select queue, queue_contacts.tier, queue_contacts.arrived_at
                        from open_calls join queue_contacts on queue_contacts.call_id = open_calls.call_id
                        where left_by is null
                        """ + filter)
                .map((row, context) -> new Open(key(row), row.getLong("arrived_at")))
                .list();
    }

    private Query filtered(String statement) {
        Query made = handle.createQuery(statement);
        return query.queue() == null ? made : made.bind("queue", query.queue());
    }

    private Key key(ResultSet row) throws SQLException {
        return new Key(row.getString("queue"), byTier ? row.getString("tier") : "");
    }

    Map<Key, ContactFigures> of(Span span) {
        Map<Key, ContactFigures> sums = new TreeMap<>(ORDER);
        filtered(sql)
                .bind("minutes", query.minutes())
                .bind("from", span.from())
                .bind("to", span.to())
                .map((row, context) -> Map.entry(key(row), figures(row)))
                .forEach(entry -> sums.put(entry.getKey(), entry.getValue()));
        for (Open caller : open) {
            if (span.overlap(caller.arrivedAt(), caller.arrivedAt() + 1) > 0) {
                long waits = Math.max(0, query.now() - caller.arrivedAt());
                sums.computeIfPresent(caller.key(), (key, figures) -> figures.waitedAtLeast(waits));
            }
        }
        return sums;
    }

    private static ContactFigures figures(ResultSet row) throws SQLException {
        Map<QueueExit, Long> exits = new EnumMap<>(QueueExit.class);
        for (QueueExit exit : QueueExit.values()) {
            exits.put(exit, row.getLong(column(exit)));
        }
        long offered = row.getLong("offered");
        return new ContactFigures(
                offered,
                exits,
                offered - exits.values().stream().mapToLong(Long::longValue).sum(),
                row.getLong("answered_in_time"),
                row.getLong("short_abandoned"),
                row.getLong("abandoned_in_time"),
                row.getLong("answered_wait"),
                row.getLong("longest_wait"),
                row.getLong("handled"),
                row.getLong("talk"),
                row.getLong("wrapped"));
    }
}
