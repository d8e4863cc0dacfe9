package org.cordboard.crm.calls;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.cordboard.crm.calls.AgentsAtWork.Now;
import org.cordboard.crm.calls.AgentsAtWork.Work;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.agent.AgentEvent;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.NotReadyReasons;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.dialout.DialOutEnd;
import org.cordboard.cti.dialout.DialOutEvent;

/**
 * Writes the time lines of agents: what each does now, the intervals that are over, and their sums by quarters of an hour. The
 * intervals of an agent follow each other without gap or overlap, also when the wall clock is put back: a line then stands still
 * until the clock has caught up.
 */
final class AgentBook {

    private final BookBatch batch;
    private final AgentsAtWork agents;
    private final BookEntry.Happened fact;

    private AgentBook(BookBatch batch, BookEntry.Happened fact) {
        this.batch = batch;
        this.agents = batch.agents();
        this.fact = fact;
    }

    static void write(BookBatch batch, BookEntry.Happened fact) {
        AgentBook book = new AgentBook(batch, fact);
        switch (fact.event()) {
            case QueueEvent.OfferMade e -> {
                Work work = new Work(e.call().value(), cut(e.leg()), null, 0);
                book.turn(e.agent(), Activity.RINGING, "", work);
                batch.sums().addToAgent(e.agent(), fact.wall(), Map.of("offers", 1L));
            }
            case DialOutEvent.DialOutBegun e ->
                book.turn(e.agent(), Activity.RINGING, "", new Work(e.call().value(), cut(e.agentLeg()), null, 0));
            case DialOutEvent.DialOutEnded e -> {
                if (e.end() == DialOutEnd.JOINED) {
                    book.goOn(e.agent(), Activity.TALKING);
                }
            }
            case QueueEvent.CallLeftQueue e -> {
                if (e.exit() == QueueExit.ANSWERED) {
                    book.joined(e.call());
                }
            }
            case CallEvent.ColleagueInvited e -> {
                Work work = new Work(e.call().value(), cut(e.leg()), null, 0);
                book.turn(e.agent(), Activity.RINGING, "", work);
            }
            case CallEvent.ConversationFormed e -> e.legs().forEach(leg -> book.talks(e.call(), leg, e.legs()));
            case CallEvent.LegHeld e -> book.leftBridge(e.call(), e.leg(), Activity.HOLDING);
            case CallEvent.LegsJoined e -> book.talks(e.call(), e.agent(), List.of(e.customer(), e.agent()));
            case CallEvent.LegReturned e -> book.leftBridge(e.call(), e.leg(), Activity.BUSY);
            case CallEvent.LegEnded e -> book.leftBridge(e.call(), e.leg(), Activity.BUSY);
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
            case AgentEvent.StateForced e -> {}
            case AgentEvent.AgentConnectionLost e -> {}
            case AgentEvent.AgentConnectionRestored e -> {}
        }
    }

    private void joined(CallId call) {
        batch.handle()
                .createQuery("""
                    select agent, max(visit) as visit from queue_contacts
                    where call_id = :call and left_by = 'ANSWERED' and agent is not null
                    group by agent order by 2 desc limit 1
                    """)
                .bind("call", call.value())
                .map((row, context) -> new Joined(new AgentId(row.getString("agent")), row.getInt("visit")))
                .findOne()
                .ifPresent(joined -> agents.find(joined.agent()).ifPresent(now -> {
                    Work work = new Work(now.work().call(), now.work().leg(), joined.visit(), 0);
                    turn(joined.agent(), Activity.TALKING, "", work);
                }));
    }

    private record Joined(AgentId agent, int visit) {}

    /** A leg has left its bridge: that of an agent, or the caller's. Late news of other legs ends no conversation. */
    private void leftBridge(CallId call, LegId leg, Activity next) {
        List<Now> talking = agents.talkingOn(call);
        if (!talking.isEmpty()) {
            boolean callers = isCallers(call, leg);
            talking.stream()
                    .filter(now -> now.activity() != next)
                    .filter(now -> callers || cut(leg).equals(now.work().leg()))
                    .forEach(now -> goOn(now.agent(), next));
        }
    }

    /**
     * An agent's leg is in a conversation. They talk when the caller is in it, who was on hold, or whom a colleague has left with
     * them; a caller who comes from a queue leaves it in the same moment, see {@link #joined}.
     */
    private void talks(CallId call, LegId leg, List<LegId> together) {
        if (together.stream().anyMatch(other -> isCallers(call, other))) {
            agents.on(call).stream()
                    .filter(now -> now.activity() == Activity.HOLDING || now.activity() == Activity.BUSY)
                    .filter(now -> cut(leg).equals(now.work().leg()))
                    .forEach(now -> goOn(now.agent(), Activity.TALKING));
        }
    }

    private boolean isCallers(CallId call, LegId leg) {
        return batch.handle()
                        .createQuery("select count(*) from open_calls where call_id = :call and leg = :leg")
                        .bind("call", call.value())
                        .bind("leg", cut(leg))
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    /** The next part of the same work. */
    private void goOn(AgentId agent, Activity next) {
        turn(agent, next, "", agents.find(agent).map(Now::work).orElse(Work.NONE));
    }

    private void turn(AgentId agent, Activity next, String reason, Work work) {
        Optional<Now> before = agents.find(agent);
        before.ifPresent(this::end);
        long talked = before.map(this::talked).orElse(0L);
        long from = Math.max(fact.wall(), before.map(Now::beganAt).orElse(0L));
        Work with = new Work(work.call(), work.leg(), work.visit(), work.talkMillis() + talked);
        agents.put(new Now(agent, next, CallRecordStore.cut(reason, 100), from, fact.at(), with));
        if (before.isPresent() && work.visit() == null) {
            workEnded(before.get(), talked);
        }
    }

    private long talked(Now now) {
        return now.isTalking() ? fact.at() - now.beganEngine() : 0;
    }

    private void loggedOut(AgentId agent) {
        agents.find(agent).ifPresent(now -> {
            end(now);
            workEnded(now, talked(now));
        });
        agents.remove(agent);
    }

    private void workEnded(Now last, long talked) {
        Work work = last.work();
        if (work.visit() != null) {
            long wrapUp = last.activity() == Activity.WRAP_UP ? fact.at() - last.beganEngine() : 0;
            ContactBook.handled(
                    batch, Objects.requireNonNull(work.call()), work.visit(), work.talkMillis() + talked, wrapUp);
        }
    }

    private void end(Now now) {
        long from = now.beganAt();
        long to = fact.wall();
        if (to <= from) {
            return;
        }
        batch.add(new BookBatch.AgentInterval(
                now.agent(), from, to, now.activity(), now.reason(), now.work().call()));
        for (long part = from; part < to; part = quarterAfter(part)) {
            batch.sums()
                    .addToAgent(
                            now.agent(),
                            part,
                            Map.of(now.activity().column(), Math.min(to, quarterAfter(part)) - part));
        }
    }

    private static long quarterAfter(long at) {
        return (Math.floorDiv(at, Sums.QUARTER) + 1) * Sums.QUARTER;
    }
}
