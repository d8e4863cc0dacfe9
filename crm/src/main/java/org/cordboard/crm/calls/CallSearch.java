package org.cordboard.crm.calls;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.call.CallResult;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Turns a filter into SQL. Values are bound, never written into the statement. */
final class CallSearch {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    private CallSearch(CallFilter filter) {
        CallResult result = filter.result();
        condition("arrived_at >= :from", "from", filter.from());
        condition("arrived_at < :to", "to", filter.to());
        condition("result = :result", "result", result == null ? null : result.name());
        condition("queue = :queue", "queue", filter.queue());
        condition("agent = :agent", "agent", filter.agent());
        condition("customer_id = :customer", "customer", filter.customer());
        condition("arrived_at <= :before", "before", filter.beforeArrival());
        condition("(arrived_at < :before or call_id < :beforeCall)", "beforeCall", filter.beforeCall());
        List<String> agents = filter.agents();
        if (agents != null) {
            conditions.add(agents.isEmpty() ? "1 = 0" : "agent in (<agents>)");
        }
    }

    private void condition(String sql, String name, @Nullable Object value) {
        if (value != null) {
            conditions.add(sql);
            values.put(name, value);
        }
    }

    static List<CallRecord> run(Handle handle, CallFilter filter) {
        CallSearch search = new CallSearch(filter);
        String where = search.conditions.isEmpty() ? "" : " where " + String.join(" and ", search.conditions);
        Query query = handle.createQuery(
                        "select * from call_records" + where + " order by arrived_at desc, call_id desc limit :most")
                .bindMap(search.values)
                .bind("most", filter.most());
        List<String> agents = filter.agents();
        if (agents != null && !agents.isEmpty()) {
            query.bindList("agents", agents);
        }
        return query.map((row, context) -> CallRecordStore.record(row)).list();
    }
}
