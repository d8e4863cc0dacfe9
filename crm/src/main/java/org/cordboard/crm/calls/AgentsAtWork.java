package org.cordboard.crm.calls;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.call.CallId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code agents_at_work} in memory: what each agent who is logged in does now. Its one writer reads it once and writes at
 * the end of each batch what has changed; when a batch fails, it is to be read anew.
 */
final class AgentsAtWork {

    /**
     * A contact or call that is worked on, up to the end of its wrap-up.
     *
     * @param visit the contact, once agent and caller were joined
     */
    record Work(
            @Nullable String call,
            @Nullable String leg,
            @Nullable Integer visit,
            long talkMillis) {

        static final Work NONE = new Work(null, null, null, 0);
    }

    /**
     * @param beganAt wall clock
     * @param beganEngine engine time, for durations
     */
    record Now(AgentId agent, Activity activity, String reason, long beganAt, long beganEngine, Work work) {

        /** With a caller, on hold or not. */
        boolean isTalking() {
            return activity == Activity.TALKING || activity == Activity.HOLDING;
        }
    }

    private final Map<AgentId, Now> all = new LinkedHashMap<>();
    private final Set<AgentId> stored = new LinkedHashSet<>();
    private final Set<AgentId> changed = new LinkedHashSet<>();

    static AgentsAtWork read(Handle handle) {
        AgentsAtWork agents = new AgentsAtWork();
        handle.createQuery("select * from agents_at_work order by agent")
                .map((row, context) -> now(row))
                .forEach(now -> {
                    agents.all.put(now.agent(), now);
                    agents.stored.add(now.agent());
                });
        return agents;
    }

    Optional<Now> find(AgentId agent) {
        return Optional.ofNullable(all.get(agent));
    }

    /** Those who talk on a call, their caller being on hold or not. */
    List<Now> talkingOn(CallId call) {
        return on(call).stream().filter(Now::isTalking).toList();
    }

    /** Whoever is at work on the call, whatever they do. */
    List<Now> on(CallId call) {
        return all.values().stream()
                .filter(now -> call.value().equals(now.work().call()))
                .toList();
    }

    void put(Now now) {
        all.put(now.agent(), now);
        changed.add(now.agent());
    }

    void remove(AgentId agent) {
        all.remove(agent);
        changed.add(agent);
    }

    /** Writes what has changed since the last time. */
    void store(Handle handle) {
        PreparedBatch deletes = handle.prepareBatch("delete from agents_at_work where agent = :agent");
        PreparedBatch inserts = handle.prepareBatch("""
                insert into agents_at_work (agent, activity, reason, began_at, began_engine, call_id, leg, visit, talk_millis)
                values (:agent, :activity, :reason, :at, :engine, :call, :leg, :visit, :talk)
                """);
        PreparedBatch updates = handle.prepareBatch("""
                update agents_at_work set activity = :activity, reason = :reason, began_at = :at, began_engine = :engine,
                    call_id = :call, leg = :leg, visit = :visit, talk_millis = :talk
                where agent = :agent
                """);
        for (AgentId agent : changed) {
            Now now = all.get(agent);
            if (now == null) {
                deletes.bind("agent", agent.value()).add();
                stored.remove(agent);
            } else {
                bind(stored.add(agent) ? inserts : updates, now);
            }
        }
        changed.clear();
        for (PreparedBatch batch : List.of(deletes, inserts, updates)) {
            if (batch.size() > 0) {
                batch.execute();
            }
        }
    }

    private static void bind(PreparedBatch batch, Now now) {
        batch.bind("agent", now.agent().value())
                .bind("activity", now.activity().name())
                .bind("reason", now.reason())
                .bind("at", now.beganAt())
                .bind("engine", now.beganEngine())
                .bind("call", now.work().call())
                .bind("leg", now.work().leg())
                .bind("visit", now.work().visit())
                .bind("talk", now.work().talkMillis())
                .add();
    }

    private static Now now(ResultSet row) throws SQLException {
        Work work = new Work(
                row.getString("call_id"),
                row.getString("leg"),
                row.getObject("visit", Integer.class),
                row.getLong("talk_millis"));
        return new Now(
                new AgentId(row.getString("agent")),
                Activity.valueOf(row.getString("activity")),
                row.getString("reason"),
                row.getLong("began_at"),
                row.getLong("began_engine"),
                work);
    }
}
