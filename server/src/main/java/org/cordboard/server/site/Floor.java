package org.cordboard.server.site;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordboard.cti.acd.Binding;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.acd.SkillNeed;
import org.cordboard.cti.agent.AgentEvent;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.callback.CallBackEvent;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerEvent;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.port.CallerId;
import org.cordboard.server.desktop.LiveFigures;
import org.cordboard.server.journal.SiteView;
import org.jspecify.annotations.Nullable;

/**
 * Who waits and who works at this moment, kept from the journal alone, so that those who ask never touch the engine. All times
 * it gives are wall-clock milliseconds since 1970. Safe for use by many threads.
 */
public final class Floor implements SiteView, LiveFigures {

    /**
     * A caller in a queue.
     *
     * @param key place in line, first arrival minus head start: the smaller, the sooner
     * @param since when the caller entered the queue
     * @param needs those that still apply
     * @param binding for whom the caller is kept, or null for the whole queue
     * @param bindingUntil when that ends, or null without a binding
     * @param offeredTo the agent whose phone rings for the caller, or null
     */
    public record Waiting(
            CallId call,
            QueueId queue,
            long key,
            long since,
            CallerId caller,
            @Nullable Customer customer,
            List<SkillNeed> needs,
            @Nullable Binding binding,
            @Nullable Long bindingUntil,
            @Nullable AgentId offeredTo) {

        private Waiting kept(@Nullable Binding other) {
            Long until = other == null ? null : bindingUntil;
            return new Waiting(call, queue, key, since, caller, customer, needs, other, until, offeredTo);
        }

        private Waiting needing(List<SkillNeed> others) {
            return new Waiting(call, queue, key, since, caller, customer, others, binding, bindingUntil, offeredTo);
        }

        private Waiting offered(@Nullable AgentId agent) {
            return new Waiting(call, queue, key, since, caller, customer, needs, binding, bindingUntil, agent);
        }
    }

    /** The states of agents, named as on the wire. */
    public enum Activity {
        LOGGED_OUT,
        READY,
        NOT_READY,
        RESERVED,
        BUSY,
        WRAP_UP
    }

    /**
     * What an agent is doing.
     *
     * @param reason why not ready, in that state only
     * @param since when the state began; 0 for an agent who never logged in
     * @param connectionLost whether the agent's desktop is gone
     */
    public record Seat(
            AgentId agent,
            @Nullable StationId station,
            Activity state,
            @Nullable String reason,
            long since,
            @Nullable CallId call,
            boolean connectionLost) {

        private Seat now(Activity next, @Nullable String why, long at, @Nullable CallId hand) {
            return new Seat(agent, station, next, why, at, hand, connectionLost);
        }

        private Seat lost(boolean gone) {
            return new Seat(agent, station, state, reason, since, call, gone);
        }
    }

    private SiteConfig config = SiteConfig.EMPTY;
    private long wallOffset;
    private final Map<CallId, CallerId> callers = new LinkedHashMap<>();
    private final Map<CallId, Customer> customers = new LinkedHashMap<>();
    private final Map<CallId, Waiting> waiting = new LinkedHashMap<>();
    private final Map<AgentId, Seat> seats = new LinkedHashMap<>();

    @Override
    public synchronized void follow(JournalEntry entry, boolean replayed) {
        entry.events().forEach(event -> apply(entry.at(), event));
    }

    private void apply(long at, Event event) {
        switch (event) {
            case SiteEvent.SiteConfigured e -> config = e.config();
            case SiteEvent.WallClockMoved e -> wallOffset = e.offsetMillis();
            case CallEvent.CallArrived e -> callers.put(e.call(), e.caller());
            case CallBackEvent.CallBackBegun e -> {
                callers.put(e.call(), new CallerId(e.callBack().number(), ""));
                Customer customer = e.callBack().customer();
                if (customer != null) {
                    customers.put(e.call(), customer);
                }
            }
            case CustomerEvent.CustomerIdentified e -> {
                if (callers.containsKey(e.call())) {
                    customers.put(e.call(), e.customer());
                }
            }
            case CallEvent.CallClosed e -> {
                callers.remove(e.record().call());
                customers.remove(e.record().call());
            }
            case QueueEvent e -> queue(e);
            case AgentEvent e -> agent(at + wallOffset, e);
            default -> {}
        }
    }

    private void queue(QueueEvent event) {
        switch (event) {
            case QueueEvent.CallQueued e -> waiting.put(e.call(), queued(e));
            case QueueEvent.CallLeftQueue e -> waiting.remove(e.call());
            case QueueEvent.BindingEnded e -> waiting.computeIfPresent(e.call(), (call, w) -> w.kept(null));
            case QueueEvent.NeedsRelaxed e -> waiting.computeIfPresent(e.call(), (call, w) -> w.needing(e.needs()));
            case QueueEvent.OfferMade e -> waiting.computeIfPresent(e.call(), (call, w) -> w.offered(e.agent()));
            case QueueEvent.OfferEnded e ->
                waiting.computeIfPresent(e.call(), (call, w) -> e.agent().equals(w.offeredTo()) ? w.offered(null) : w);
            case QueueEvent.OfferAccepted e -> {}
        }
    }

    private Waiting queued(QueueEvent.CallQueued e) {
        Binding binding = e.binding();
        return new Waiting(
                e.call(),
                e.queue(),
                e.key() + wallOffset,
                e.at() + wallOffset,
                callers.getOrDefault(e.call(), CallerId.WITHHELD),
                customers.get(e.call()),
                e.needs(),
                binding,
                binding == null ? null : binding.until() + wallOffset,
                null);
    }

    private void agent(long wall, AgentEvent event) {
        Seat seat = seat(event.agent());
        Seat next =
                switch (event) {
                    case AgentEvent.AgentLoggedIn e ->
                        new Seat(e.agent(), e.station(), Activity.NOT_READY, "LOGGED_IN", wall, null, false);
                    case AgentEvent.AgentLoggedOut e ->
                        new Seat(e.agent(), null, Activity.LOGGED_OUT, null, wall, null, false);
                    case AgentEvent.AgentBecameReady e ->
                        seat.now(Activity.READY, null, e.idleSince() + wallOffset, null);
                    case AgentEvent.AgentBecameNotReady e -> seat.now(Activity.NOT_READY, e.reason(), wall, null);
                    case AgentEvent.AgentReserved e -> seat.now(Activity.RESERVED, null, wall, e.call());
                    case AgentEvent.AgentBecameBusy e -> seat.now(Activity.BUSY, null, wall, e.call());
                    case AgentEvent.AgentEnteredWrapUp e -> seat.now(Activity.WRAP_UP, null, wall, e.call());
                    case AgentEvent.AgentConnectionLost e -> seat.lost(true);
                    case AgentEvent.AgentConnectionRestored e -> seat.lost(false);
                    case AgentEvent.SeatTakenOver e -> seat.lost(false);
                    case AgentEvent.PendingStateSet e -> seat;
                    case AgentEvent.StateForced e -> seat;
                };
        seats.put(event.agent(), next);
    }

    private Seat seat(AgentId agent) {
        return seats.getOrDefault(agent, new Seat(agent, null, Activity.LOGGED_OUT, null, 0, null, false));
    }

    @Journaled("view.floor/1")
    record State(
            SiteConfig config,
            long wallOffset,
            Map<CallId, CallerId> callers,
            Map<CallId, Customer> customers,
            List<Waiting> waiting,
            List<Seat> seats) {}

    @Override
    public synchronized Record state() {
        return new State(
                config,
                wallOffset,
                new LinkedHashMap<>(callers),
                new LinkedHashMap<>(customers),
                List.copyOf(waiting.values()),
                List.copyOf(seats.values()));
    }

    @Override
    public synchronized void restore(Record state) {
        State from = (State) state;
        config = from.config();
        wallOffset = from.wallOffset();
        callers.putAll(from.callers());
        customers.putAll(from.customers());
        from.waiting().forEach(each -> waiting.put(each.call(), each));
        from.seats().forEach(seat -> seats.put(seat.agent(), seat));
    }

    /** The settings that hold now. */
    public synchronized SiteConfig config() {
        return config;
    }

    /** The callers of a queue, the next one first. */
    public synchronized List<Waiting> line(QueueId queue) {
        List<Waiting> line = new ArrayList<>(
                waiting.values().stream().filter(w -> w.queue().equals(queue)).toList());
        line.sort(Comparator.comparingLong(Waiting::key));
        return line;
    }

    @Override
    public synchronized List<Queue> queues() {
        Map<QueueId, Integer> lengths = new LinkedHashMap<>();
        Map<QueueId, Long> oldest = new LinkedHashMap<>();
        waiting.values().forEach(caller -> {
            lengths.merge(caller.queue(), 1, Integer::sum);
            oldest.merge(caller.queue(), caller.since(), Math::min);
        });
        Map<QueueId, Integer> ready = new LinkedHashMap<>();
        for (SiteConfig.AgentConfig agent : config.agents()) {
            Seat seat = seats.get(agent.id());
            if (seat != null && seat.state() == Activity.READY && !seat.connectionLost()) {
                agent.queues().forEach(queue -> ready.merge(queue, 1, Integer::sum));
            }
        }
        return config.queues().stream()
                .map(SiteConfig.QueueConfig::id)
                .map(id -> new Queue(
                        id, lengths.getOrDefault(id, 0), oldest.getOrDefault(id, 0L), ready.getOrDefault(id, 0)))
                .toList();
    }

    @Override
    public synchronized List<AgentId> agents() {
        return config.agents().stream().map(SiteConfig.AgentConfig::id).toList();
    }

    /** The agents of the settings in their order. */
    public synchronized List<Seat> seats() {
        return config.agents().stream().map(agent -> seat(agent.id())).toList();
    }

    /** The customer of a call that is not closed, if one was identified. */
    public synchronized Optional<Customer> customer(CallId call) {
        return Optional.ofNullable(customers.get(call));
    }
}
