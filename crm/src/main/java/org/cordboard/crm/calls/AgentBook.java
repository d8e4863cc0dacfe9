package org.cordboard.crm.calls;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.agent.AgentEvent;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.NotReadyReasons;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.LegId;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Writes the time lines of agents: what each does now, the intervals that are over, and their sums by quarters of an hour. The
 * intervals of an agent follow each other without gap or overlap, also when the wall clock is put back: a line then stands still
 * until the clock has caught up.
 */
final class AgentBook {

    /** @param visit the contact that is worked on, once agent and caller were joined */
    private record Work(
            @Nullable String call,
            @Nullable String leg,
            @Nullable Integer visit,
            long talkMillis) {

        static final Work NONE = new Work(null, null, null, 0);
    }

    private record Now(AgentId agent, Activity activity, String reason, long beganAt, long beganEngine, Work work) {}

    private final Handle handle;
    private final BookEntry.Happened fact;

    private AgentBook(Handle handle, BookEntry.Happened fact) {
        this.handle = handle;
        this.fact = fact;
    }

    static void write(Handle handle, BookEntry.Happened fact) {
        AgentBook book = new AgentBook(handle, fact);
        switch (fact.event()) {
            case QueueEvent.OfferMade e -> {
                Work work = new Work(e.call().value(), cut(e.leg()), null, 0);
                book.turn(e.agent(), Activity.RINGING, "", work);
                Sums.ofAgent(handle, e.agent()).add(fact.wall(), Map.of("offers", 1L));
            }
            case QueueEvent.CallLeftQueue e -> {
                if (e.exit() == QueueExit.ANSWERED) {
                    book.joined(e.call());
                }
            }
            case CallEvent.LegReturned e -> book.legLeft(e.call(), e.leg());
            case CallEvent.LegEnded e -> book.legLeft(e.call(), e.leg());
            case AgentEvent e -> book.agent(e);
            default -> {}
        }
    }

    private static String cut(LegId leg) {
        return CallRecordStore.cut(leg.value(), ContactBook.LEG);
    }

    private void agent(AgentEvent event) {
        AgentId agent = event.agent();
        switch (event) {
            case AgentEvent.AgentLoggedIn e -> turn(agent, Activity.NOT_READY, NotReadyReasons.LOGGED_IN, Work.NONE);
            case AgentEvent.AgentBecameReady e -> turn(agent, Activity.READY, "", Work.NONE);
            case AgentEvent.AgentBecameNotReady e -> turn(agent, Activity.NOT_READY, e.reason(), Work.NONE);
            case AgentEvent.AgentBecameBusy e -> goOn(agent, Activity.BUSY);
            case AgentEvent.AgentEnteredWrapUp e -> goOn(agent, Activity.WRAP_UP);
            case AgentEvent.AgentLoggedOut e -> loggedOut(agent);
            case AgentEvent.AgentReserved e -> {}
            case AgentEvent.SeatTakenOver e -> {}
            case AgentEvent.PendingStateSet e -> {}
            case AgentEvent.AgentConnectionLost e -> {}
            case AgentEvent.AgentConnectionRestored e -> {}
        }
    }

    private void joined(CallId call) {
        handle.createQuery("""
                        select agent, max(visit) as visit from queue_contacts
                        where call_id = :call and left_by = 'ANSWERED' and agent is not null
                        group by agent order by 2 desc limit 1
                        """)
                .bind("call", call.value())
                .map((row, context) -> new Joined(new AgentId(row.getString("agent")), row.getInt("visit")))
                .findOne()
                .ifPresent(joined -> find(joined.agent()).ifPresent(now -> {
                    Work work = new Work(now.work().call(), now.work().leg(), joined.visit(), 0);
                    turn(joined.agent(), Activity.TALKING, "", work);
                }));
    }

    private record Joined(AgentId agent, int visit) {}

    /** A leg has left its bridge: that of an agent, or the caller's. Late news of other legs ends no conversation. */
    private void legLeft(CallId call, LegId leg) {
        List<Now> talking = handle.createQuery("""
                        select * from agents_at_work where call_id = :call and activity = 'TALKING'
                            and (leg = :leg or exists (select 1 from open_calls where call_id = :call and leg = :leg))
                        """)
                .bind("call", call.value())
                .bind("leg", cut(leg))
                .map((row, context) -> now(row))
                .list();
        talking.forEach(now -> goOn(now.agent(), Activity.BUSY));
    }

    /** The next part of the same work. */
    private void goOn(AgentId agent, Activity next) {
        turn(agent, next, "", find(agent).map(Now::work).orElse(Work.NONE));
    }

    private void turn(AgentId agent, Activity next, String reason, Work work) {
        Optional<Now> before = find(agent);
        before.ifPresent(this::end);
        long talked = before.filter(now -> now.activity() == Activity.TALKING)
                .map(now -> fact.at() - now.beganEngine())
                .orElse(0L);
        String sql = before.isPresent() ? """
                        update agents_at_work set activity = :activity, reason = :reason, began_at = :at,
                            began_engine = :engine, call_id = :call, leg = :leg, visit = :visit, talk_millis = :talk
                        where agent = :agent
                        """ : """
                        insert into agents_at_work (agent, activity, reason, began_at, began_engine, call_id, leg, visit,
                            talk_millis)
                        values (:agent, :activity, :reason, :at, :engine, :call, :leg, :visit, :talk)
                        """;
        handle.createUpdate(sql)
                .bind("agent", agent.value())
                .bind("activity", next.name())
                .bind("reason", CallRecordStore.cut(reason, 100))
                .bind("at", Math.max(fact.wall(), before.map(Now::beganAt).orElse(0L)))
                .bind("engine", fact.at())
                .bind("call", work.call())
                .bind("leg", work.leg())
                .bind("visit", work.visit())
                .bind("talk", work.talkMillis() + talked)
                .execute();
        if (before.isPresent() && work.visit() == null) {
            workEnded(before.get(), talked);
        }
    }

    private void loggedOut(AgentId agent) {
        find(agent).ifPresent(now -> {
            end(now);
            workEnded(now, now.activity() == Activity.TALKING ? fact.at() - now.beganEngine() : 0);
        });
        handle.createUpdate("delete from agents_at_work where agent = :agent")
                .bind("agent", agent.value())
                .execute();
    }

    private void workEnded(Now last, long talked) {
        Work work = last.work();
        if (work.visit() != null) {
            long wrapUp = last.activity() == Activity.WRAP_UP ? fact.at() - last.beganEngine() : 0;
            ContactBook.handled(
                    handle, Objects.requireNonNull(work.call()), work.visit(), work.talkMillis() + talked, wrapUp);
        }
    }

    private void end(Now now) {
        long from = now.beganAt();
        long to = fact.wall();
        if (to <= from) {
            return;
        }
        handle.createUpdate("""
                        insert into agent_intervals (agent, began_at, ended_at, activity, reason, call_id)
                        values (:agent, :from, :to, :activity, :reason, :call)
                        """)
                .bind("agent", now.agent().value())
                .bind("from", from)
                .bind("to", to)
                .bind("activity", now.activity().name())
                .bind("reason", now.reason())
                .bind("call", now.work().call())
                .execute();
        Sums sums = Sums.ofAgent(handle, now.agent());
        for (long part = from; part < to; part = quarterAfter(part)) {
            sums.add(part, Map.of(now.activity().column(), Math.min(to, quarterAfter(part)) - part));
        }
    }

    private static long quarterAfter(long at) {
        return (Math.floorDiv(at, Sums.QUARTER) + 1) * Sums.QUARTER;
    }

    private Optional<Now> find(AgentId agent) {
        return handle.createQuery("select * from agents_at_work where agent = :agent")
                .bind("agent", agent.value())
                .map((row, context) -> now(row))
                .findOne();
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
