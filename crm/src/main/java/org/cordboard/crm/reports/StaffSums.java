package org.cordboard.crm.reports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cordboard.crm.calls.Activity;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads what agents did: what is over from the sums, the reasons of not being ready from the time lines, and what still goes on up
 * to now.
 */
final class StaffSums {

    private record Stretch(String agent, Activity activity, String reason, long from, long to) {}

    private static final List<String> FIGURES =
            List.of("offers", "answered", "answered_in_time", "answered_wait", "handled", "talk", "wrapped");

    private final Handle handle;
    private final ReportQuery query;
    private final String filter;
    private final String sql;
    private final List<Stretch> going;
    private final Map<Long, Map<String, AgentTime>> pauses;

    StaffSums(Handle handle, ReportQuery query) {
        this.handle = handle;
        this.query = query;
        this.filter = query.agent() == null ? "" : " and agent = :agent";
        List<String> sums = new ArrayList<>(FIGURES);
        for (Activity activity : Activity.values()) {
            sums.add(activity.column());
        }
        this.sql = "select agent, max(longest_wait) as longest_wait, "
                + sums.stream().map("sum(%1$s) as %1$s"::formatted).collect(Collectors.joining(", "))
                + " from agent_sums where minutes = :minutes and began_at >= :from and began_at < :to" + filter
                + " group by agent";
        this.going = going();
        this.pauses = pauses();
    }

    private List<Stretch> going() {
        return filtered("select agent, activity, reason, began_at from agents_at_work where began_at < :now" + filter)
                .bind("now", query.now())
                .map((row, context) -> new Stretch(
                        row.getString("agent"),
                        Activity.valueOf(row.getString("activity")),
                        row.getString("reason"),
                        row.getLong("began_at"),
                        query.now()))
                .list();
    }

    /** The reasons of not being ready, by the beginning of each span and by agent. */
    private Map<Long, Map<String, AgentTime>> pauses() {
        NavigableMap<Long, Span> spans = new TreeMap<>();
        query.spans().forEach(span -> spans.put(span.from(), span));
        Map<Long, Map<String, AgentTime>> found = new HashMap<>();
        filtered("""
                        select agent, reason, began_at, ended_at from agent_intervals
                        where activity = 'NOT_READY' and ended_at > :from and began_at < :to
                        """ + filter)
                .bind("from", query.all().from())
                .bind("to", query.all().to())
                .map((row, context) -> new Stretch(
                        row.getString("agent"),
                        Activity.NOT_READY,
                        row.getString("reason"),
                        row.getLong("began_at"),
                        row.getLong("ended_at")))
                .forEach(pause -> {
                    Long first = spans.floorKey(pause.from());
                    for (Span span :
                            spans.tailMap(first == null ? pause.from() : first).values()) {
                        if (span.from() >= pause.to()) {
                            break;
                        }
                        long millis = span.overlap(pause.from(), pause.to());
                        AgentTime time = new AgentTime(Map.of(), Map.of(pause.reason(), millis), 0);
                        found.computeIfAbsent(span.from(), from -> new HashMap<>())
                                .merge(pause.agent(), time, AgentTime::plus);
                    }
                });
        return found;
    }

    private Query filtered(String statement) {
        Query made = handle.createQuery(statement);
        return query.agent() == null ? made : made.bind("agent", query.agent());
    }

    /** By agent. */
    Map<String, StaffFigures> of(Span span) {
        Map<String, StaffFigures> sums = over(span);
        pauses.getOrDefault(span.from(), Map.of())
                .forEach((agent, time) -> sums.merge(agent, StaffFigures.spent(time), StaffFigures::plus));
        for (Stretch stretch : going) {
            long millis = span.overlap(stretch.from(), stretch.to());
            if (millis > 0) {
                AgentTime time = AgentTime.of(stretch.activity(), stretch.reason(), millis);
                sums.merge(stretch.agent(), StaffFigures.spent(time), StaffFigures::plus);
            }
        }
        return sums;
    }

    private Map<String, StaffFigures> over(Span span) {
        Map<String, StaffFigures> sums = new TreeMap<>();
        filtered(sql)
                .bind("minutes", query.minutes())
                .bind("from", span.from())
                .bind("to", span.to())
                .map((row, context) -> Map.entry(row.getString("agent"), figures(row)))
                .forEach(entry -> sums.put(entry.getKey(), entry.getValue()));
        return sums;
    }

    private static StaffFigures figures(ResultSet row) throws SQLException {
        Map<Activity, Long> millis = new EnumMap<>(Activity.class);
        for (Activity activity : Activity.values()) {
            millis.put(activity, row.getLong(activity.column()));
        }
        return new StaffFigures(
                new AgentTime(millis, Map.of(), row.getLong("offers")),
                StaffFigures.answered(
                        row.getLong("answered"),
                        row.getLong("answered_in_time"),
                        row.getLong("answered_wait"),
                        row.getLong("longest_wait"),
                        row.getLong("handled"),
                        row.getLong("talk"),
                        row.getLong("wrapped")));
    }
}
