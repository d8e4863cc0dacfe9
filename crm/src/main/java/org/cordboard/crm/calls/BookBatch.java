package org.cordboard.crm.calls;

import java.util.ArrayList;
import java.util.List;
import org.cordboard.cti.agent.AgentId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** What is written in one transaction: rows at once through the handle, and at the end what is cheaper in one go. */
final class BookBatch {

    /** What an agent did, wall clock. */
    record AgentInterval(
            AgentId agent,
            long from,
            long to,
            Activity activity,
            String reason,
            @Nullable String call) {}

    private final Handle handle;
    private final AgentsAtWork agents;
    private final Sums sums = new Sums();
    private final List<AgentInterval> intervals = new ArrayList<>();

    BookBatch(Handle handle, AgentsAtWork agents) {
        this.handle = handle;
        this.agents = agents;
    }

    Handle handle() {
        return handle;
    }

    AgentsAtWork agents() {
        return agents;
    }

    Sums sums() {
        return sums;
    }

    void add(AgentInterval interval) {
        intervals.add(interval);
    }

    /** Writes what was gathered. */
    void store() {
        agents.store(handle);
        sums.store(handle);
        PreparedBatch rows = handle.prepareBatch("""
                insert into agent_intervals (agent, began_at, ended_at, activity, reason, call_id)
                values (:agent, :from, :to, :activity, :reason, :call)
                """);
        for (AgentInterval interval : intervals) {
            rows.bind("agent", interval.agent().value())
                    .bind("from", interval.from())
                    .bind("to", interval.to())
                    .bind("activity", interval.activity().name())
                    .bind("reason", interval.reason())
                    .bind("call", interval.call())
                    .add();
        }
        if (rows.size() > 0) {
            rows.execute();
        }
    }
}
