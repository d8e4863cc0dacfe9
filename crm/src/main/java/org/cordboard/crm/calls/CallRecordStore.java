package org.cordboard.crm.calls;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordboard.crm.store.Database;
import org.cordboard.crm.store.StoreUnavailableException;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.call.CallDirection;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.call.CallResult;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.TrunkId;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The books: one record for each call that is over. Written by {@link CallRecordProjection} alone. Every method may throw
 * {@link StoreUnavailableException}.
 */
public final class CallRecordStore {

    private static final String READ = "asked for call records";
    private static final int MOST = 1000;

    private final Database database;

    public CallRecordStore(Database database) {
        this.database = database;
    }

    public long count() {
        return database.call(READ, handle -> handle.createQuery("select count(*) from call_records")
                .mapTo(Long.class)
                .one());
    }

    /** The number of calls by result; every result is there, with 0 if need be. */
    public Map<CallResult, Long> countByResult() {
        Map<CallResult, Long> counts = new EnumMap<>(CallResult.class);
        for (CallResult result : CallResult.values()) {
            counts.put(result, 0L);
        }
        countBy("result").forEach((result, calls) -> counts.put(CallResult.valueOf(result), calls));
        return counts;
    }

    /** The number of calls by the last queue they waited in, in the order of the queues' names. */
    public Map<QueueId, Long> countByQueue() {
        Map<QueueId, Long> counts = new LinkedHashMap<>();
        countBy("queue").forEach((queue, calls) -> counts.put(new QueueId(queue), calls));
        return counts;
    }

    private Map<String, Long> countBy(String column) {
        String sql =
                "select %1$s, count(*) as calls from call_records where %1$s is not null group by %1$s order by %1$s"
                        .formatted(column);
        Map<String, Long> counts = new LinkedHashMap<>();
        database.call(READ, handle -> handle.createQuery(sql)
                        .map((row, context) -> Map.entry(row.getString(column), row.getLong("calls")))
                        .list())
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    public Optional<CallRecord> find(CallId call) {
        return database.call(READ, handle -> handle.createQuery("select * from call_records where call_id = :call")
                .bind("call", call.value())
                .map((row, context) -> record(row))
                .findOne());
    }

    /**
     * The calls that closed last, the newest first.
     *
     * @param most 1..1000
     */
    public List<CallRecord> newest(int most) {
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("most out of range 1..1000: " + most);
        }
        return database.call(READ, handle -> handle.createQuery(
                        "select * from call_records order by closed_at desc, call_id desc limit :most")
                .bind("most", most)
                .map((row, context) -> record(row))
                .list());
    }

    /** The calls a filter asks for, the one that arrived last first. */
    public List<CallRecord> search(CallFilter filter) {
        return database.call(READ, handle -> CallSearch.run(handle, filter));
    }

    static void insert(Handle handle, CallRecord record) {
        CustomerId customer = record.customer();
        QueueId queue = record.queue();
        AgentId agent = record.agent();
        String disposition = record.disposition();
        CallId callBackOf = record.callBackOf();
        Map<String, String> data = record.data();
        handle.createUpdate("""
            insert into call_records (call_id, trunk, hotline, caller, customer_id, ivr_path, language, collected, call_data,
                queue, agent, result,
                cause, disposition, offers, arrived_at, queued_at, answered_at, ended_at, closed_at, call_back_of,
                inferred, last_seen_at, recordings, direction)
            values (:call, :trunk, :hotline, :caller, :customer, :path, :language, :collected, :data, :queue, :agent, :result,
                :cause, :disposition, :offers, :arrived, :queued, :answered, :ended, :closed, :callBackOf, :inferred,
                :lastSeen, :recordings, :direction)
            """)
                .bind("call", record.call().value())
                .bind("trunk", cut(record.trunk().value(), 64))
                .bind("hotline", cut(record.hotline(), 64))
                .bind("caller", cut(record.caller(), 64))
                .bind("customer", customer == null ? null : customer.value())
                .bind("path", cut(String.join(" ", record.ivrPath()), 5000))
                .bind("language", record.language())
                .bind("collected", CollectedText.write(record.collected(), CollectedText.LONGEST))
                .bind("data", data.isEmpty() ? null : CollectedText.write(data, CollectedText.LONGEST_DATA))
                .bind("queue", queue == null ? null : queue.value())
                .bind("agent", agent == null ? null : agent.value())
                .bind("result", record.result().name())
                .bind("cause", record.cause().code())
                .bind("disposition", disposition == null ? null : cut(disposition, 200))
                .bind("offers", record.offers())
                .bind("arrived", record.arrivedAt())
                .bind("queued", record.queuedAt())
                .bind("answered", record.answeredAt())
                .bind("ended", record.endedAt())
                .bind("closed", record.closedAt())
                .bind("callBackOf", callBackOf == null ? null : callBackOf.value())
                .bind("inferred", record.inferred())
                .bind("lastSeen", record.lastSeenAt())
                .bind("recordings", cut(String.join(" ", record.recordings()), 5000))
                .bind("direction", record.direction().name())
                .execute();
    }

    static CallRecord record(ResultSet row) throws SQLException {
        @Nullable String customer = row.getString("customer_id");
        @Nullable String queue = row.getString("queue");
        @Nullable String agent = row.getString("agent");
        @Nullable String callBackOf = row.getString("call_back_of");
        @Nullable String data = row.getString("call_data");
        String path = row.getString("ivr_path");
        String recordings = row.getString("recordings");
        return new CallRecord(
                new CallId(row.getString("call_id")),
                new TrunkId(row.getString("trunk")),
                row.getString("hotline"),
                row.getString("caller"),
                customer == null ? null : new CustomerId(customer),
                path.isEmpty() ? List.of() : List.of(path.split(" ", -1)),
                row.getString("language"),
                CollectedText.read(row.getString("collected")),
                data == null ? Map.of() : CollectedText.read(data),
                queue == null ? null : new QueueId(queue),
                agent == null ? null : new AgentId(agent),
                CallResult.valueOf(row.getString("result")),
                new Cause(row.getInt("cause")),
                row.getString("disposition"),
                row.getInt("offers"),
                row.getLong("arrived_at"),
                nullableLong(row, "queued_at"),
                nullableLong(row, "answered_at"),
                row.getLong("ended_at"),
                row.getLong("closed_at"),
                callBackOf == null ? null : new CallId(callBackOf),
                row.getBoolean("inferred"),
                nullableLong(row, "last_seen_at"),
                recordings.isEmpty() ? List.of() : List.of(recordings.split(" ", -1)),
                CallDirection.valueOf(row.getString("direction")));
    }

    private static @Nullable Long nullableLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    /** What comes from the network may be longer than anyone expects; the books keep its beginning. */
    static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
