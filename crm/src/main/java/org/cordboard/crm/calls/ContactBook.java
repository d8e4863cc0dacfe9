package org.cordboard.crm.calls;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.callback.CallBackEvent;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerEvent;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.dialout.DialOutEvent;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Writes the calls that are open, and one contact for each entry of a call into a queue, open until the caller leaves it. A call
 * waits in one queue at a time.
 */
final class ContactBook {

    /** What a leg's id is kept of; those of a PBX are shorter. */
    static final int LEG = 200;

    private record Contact(
            String call,
            int visit,
            String queue,
            String tier,
            long arrivedAt,
            long arrivedEngine,
            @Nullable String agent) {}

    private final BookBatch batch;
    private final Handle handle;
    private final BookEntry.Happened fact;
    private final Function<QueueId, ServiceTarget> targets;

    /** @param targets what each queue promises now; a contact is judged once, when the caller leaves */
    ContactBook(BookBatch batch, BookEntry.Happened fact, Function<QueueId, ServiceTarget> targets) {
        this.batch = batch;
        this.handle = batch.handle();
        this.fact = fact;
        this.targets = targets;
    }

    void write() {
        switch (fact.event()) {
            case CallEvent.CallArrived e -> opened(e.call(), e.leg(), e.hotline(), null);
            case CallBackEvent.CallBackBegun e ->
                opened(e.call(), e.leg(), e.callBack().hotline(), e.callBack().customer());
            case DialOutEvent.DialOutBegun e -> opened(e.call(), e.customerLeg(), "", null);
            case CallEvent.CustomerRerouted e ->
                handle.createUpdate("update open_calls set leg = :leg where call_id = :call")
                        .bind("leg", CallRecordStore.cut(e.leg().value(), LEG))
                        .bind("call", e.call().value())
                        .execute();
            case CallEvent.CallClosed e ->
                handle.createUpdate("delete from open_calls where call_id = :call")
                        .bind("call", e.record().call().value())
                        .execute();
            case CustomerEvent.CustomerIdentified e ->
                handle.createUpdate("update open_calls set tier = :tier where call_id = :call")
                        .bind("tier", e.customer().tier().name())
                        .bind("call", e.call().value())
                        .execute();
            case QueueEvent.CallQueued e -> queued(e);
            case QueueEvent.OfferAccepted e -> accepted(e.call(), e.agent());
            case QueueEvent.CallLeftQueue e -> left(e);
            default -> {}
        }
    }

    private void opened(CallId call, LegId leg, String hotline, @Nullable Customer customer) {
        handle.createUpdate("""
                        insert into open_calls (call_id, leg, hotline, tier, arrived_at)
                        values (:call, :leg, :hotline, :tier, :at)
                        """)
                .bind("call", call.value())
                .bind("leg", CallRecordStore.cut(leg.value(), LEG))
                .bind("hotline", CallRecordStore.cut(hotline, 64))
                .bind("tier", (customer == null ? Tier.ORDINARY : customer.tier()).name())
                .bind("at", fact.wall())
                .execute();
    }

    private void queued(QueueEvent.CallQueued e) {
        String call = e.call().value();
        String tier = handle.createQuery("select tier from open_calls where call_id = :call")
                .bind("call", call)
                .mapTo(String.class)
                .findOne()
                .orElse(Tier.ORDINARY.name());
        handle.createUpdate("""
                        insert into queue_contacts (call_id, visit, queue, tier, arrived_at, arrived_engine)
                        values (:call, coalesce((select max(visit) from queue_contacts where call_id = :call), 0) + 1, :queue,
                            :tier, :at, :engine)
                        """)
                .bind("call", call)
                .bind("queue", e.queue().value())
                .bind("tier", tier)
                .bind("at", fact.wall())
                .bind("engine", fact.at())
                .execute();
        batch.sums().addToQueue(e.queue().value(), tier, fact.wall(), Map.of("offered", 1L));
    }

    /** The agent who answers last before the caller leaves is the one who is joined with them. */
    private void accepted(CallId call, AgentId agent) {
        handle.createUpdate("update queue_contacts set agent = :agent where call_id = :call and left_by is null")
                .bind("agent", agent.value())
                .bind("call", call.value())
                .execute();
    }

    private void left(QueueEvent.CallLeftQueue e) {
        handle.createQuery("select * from queue_contacts where call_id = :call and left_by is null")
                .bind("call", e.call().value())
                .map((row, context) -> contact(row))
                .findOne()
                .ifPresent(contact -> left(contact, e.exit()));
    }

    private void left(Contact contact, QueueExit exit) {
        boolean answered = exit == QueueExit.ANSWERED;
        String agent = answered ? contact.agent() : null;
        long wait = fact.at() - contact.arrivedEngine();
        handle.createUpdate("""
                        update queue_contacts set left_by = :exit, wait_millis = :wait, agent = :agent
                        where call_id = :call and visit = :visit
                        """)
                .bind("exit", exit.name())
                .bind("wait", wait)
                .bind("agent", agent)
                .bind("call", contact.call())
                .bind("visit", contact.visit())
                .execute();
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put(exit.name().toLowerCase(Locale.ROOT), 1L);
        counts.put(Sums.LONGEST, wait);
        ServiceTarget target = targets.apply(new QueueId(contact.queue()));
        if (answered) {
            counts.put("answered_in_time", target.inTime(wait) ? 1L : 0L);
            counts.put("answered_wait", wait);
        } else if (exit == QueueExit.ABANDONED) {
            counts.put("abandoned_in_time", target.inTime(wait) ? 1L : 0L);
            counts.put("short_abandoned", target.isShort(wait) ? 1L : 0L);
        }
        batch.sums().addToQueue(contact.queue(), contact.tier(), contact.arrivedAt(), counts);
        if (agent != null) {
            batch.sums().addToAgent(new AgentId(agent), contact.arrivedAt(), counts);
        }
    }

    /** The agent has done with a contact: what it took stands beside it from now on. */
    static void handled(BookBatch batch, String call, int visit, long talkMillis, long wrapUpMillis) {
        batch.handle()
                .createUpdate("""
                        update queue_contacts set talk_millis = :talk, wrap_up_millis = :wrapUp
                        where call_id = :call and visit = :visit
                        """)
                .bind("talk", talkMillis)
                .bind("wrapUp", wrapUpMillis)
                .bind("call", call)
                .bind("visit", visit)
                .execute();
        Contact contact = batch.handle()
                .createQuery("select * from queue_contacts where call_id = :call and visit = :visit")
                .bind("call", call)
                .bind("visit", visit)
                .map((row, context) -> contact(row))
                .one();
        Map<String, Long> counts = Map.of("handled", 1L, "talk", talkMillis, "wrapped", wrapUpMillis);
        batch.sums().addToQueue(contact.queue(), contact.tier(), contact.arrivedAt(), counts);
        batch.sums().addToAgent(new AgentId(Objects.requireNonNull(contact.agent())), contact.arrivedAt(), counts);
    }

    private static Contact contact(ResultSet row) throws SQLException {
        return new Contact(
                row.getString("call_id"),
                row.getInt("visit"),
                row.getString("queue"),
                row.getString("tier"),
                row.getLong("arrived_at"),
                row.getLong("arrived_engine"),
                row.getString("agent"));
    }
}
