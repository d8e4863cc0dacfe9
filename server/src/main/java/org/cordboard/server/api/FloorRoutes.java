package org.cordboard.server.api;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.crm.permission.Scope;
import org.cordboard.cti.acd.Binding;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.acd.QueueLedger;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.listen.RefusedException;
import org.cordboard.server.site.Books;
import org.cordboard.server.site.Floor;
import org.jspecify.annotations.Nullable;

/** What goes on at this moment: queues, their callers, agents. Agents see the queues they serve, and themselves. */
final class FloorRoutes {

    /**
     * @param offered callers who entered since the site was opened: the sum of all exits and of those who wait
     * @param longestWaitMillis how long the caller who entered first has waited; null when nobody waits
     */
    record QueueView(
            String id,
            String name,
            long offered,
            long waiting,
            Map<QueueExit, Long> exits,
            @Nullable Long longestWaitMillis,
            StaffView staff) {}

    /**
     * The agents who serve a queue.
     *
     * @param others logged in and neither ready nor at a call
     */
    record StaffView(int assigned, int loggedIn, int ready, int atCalls, int others) {}

    /** @param key place in line as milliseconds since 1970: first arrival minus head start */
    record WaitingView(
            String call,
            int position,
            long key,
            long since,
            String caller,
            @Nullable String customer,
            @Nullable String tier,
            List<NeedView> needs,
            @Nullable BindingView binding,
            @Nullable String offeredTo) {}

    record NeedView(String skill, int level, @Nullable Long relaxesAfterMillis) {}

    record BindingView(
            String agent, String reason, @Nullable Long until) {}

    record AgentView(
            String id,
            String name,
            String state,
            @Nullable String reason,
            @Nullable Long since,
            @Nullable String station,
            @Nullable String call,
            boolean connectionLost,
            List<String> queues) {}

    record QueueList(List<QueueView> items) {}

    record WaitingList(List<WaitingView> items, int waiting) {}

    record AgentList(List<AgentView> items) {}

    /** Callers listed of one queue. How many wait in all stands beside them. */
    private static final int MOST = 1_000;

    private final Floor floor;
    private final Books books;
    private final Colleagues colleagues;
    private final InstantSource clock;

    FloorRoutes(Floor floor, Books books, Colleagues colleagues, InstantSource clock) {
        this.colleagues = colleagues;
        this.floor = floor;
        this.books = books;
        this.clock = clock;
    }

    HttpReply queues(HttpCall call, Asker asker) {
        Parameters.of(call);
        SiteConfig config = floor.config();
        List<QueueView> items = config.queues().stream()
                .filter(queue -> maySee(asker, config, queue.id()))
                .map(queue -> view(config, queue))
                .toList();
        return HttpReply.json(200, new QueueList(items));
    }

    private static boolean maySee(Asker asker, SiteConfig config, QueueId queue) {
        return !asker.isLimitedToOwn(Resource.QUEUE, Action.VIEW)
                || config.agents().stream()
                        .anyMatch(agent -> agent.id().equals(asker.login())
                                && agent.queues().contains(queue));
    }

    private QueueView view(SiteConfig config, SiteConfig.QueueConfig queue) {
        QueueLedger ledger = books.ledger().queues().stream()
                .filter(line -> line.queue().equals(queue.id()))
                .findFirst()
                .orElse(new QueueLedger(queue.id(), 0, Map.of(), 0));
        Long longest = floor.line(queue.id()).stream()
                .map(Floor.Waiting::since)
                .min(Long::compare)
                .map(since -> Math.max(0, clock.millis() - since))
                .orElse(null);
        return new QueueView(
                queue.id().value(),
                queue.name(),
                ledger.offered(),
                ledger.waiting(),
                ledger.exits(),
                longest,
                staff(config, queue.id()));
    }

    private StaffView staff(SiteConfig config, QueueId queue) {
        List<Floor.Seat> seats = floor.seats().stream()
                .filter(seat -> config.agents().stream()
                        .anyMatch(agent -> agent.id().equals(seat.agent())
                                && agent.queues().contains(queue)))
                .toList();
        int ready = count(seats, Floor.Activity.READY);
        int atCalls = count(seats, Floor.Activity.RESERVED) + count(seats, Floor.Activity.BUSY);
        int loggedIn = seats.size() - count(seats, Floor.Activity.LOGGED_OUT);
        return new StaffView(seats.size(), loggedIn, ready, atCalls, loggedIn - ready - atCalls);
    }

    private static int count(List<Floor.Seat> seats, Floor.Activity state) {
        return (int) seats.stream().filter(seat -> seat.state() == state).count();
    }

    HttpReply waiting(HttpCall call, Asker asker) {
        Parameters.of(call);
        SiteConfig config = floor.config();
        QueueId queue = config.queues().stream()
                .map(SiteConfig.QueueConfig::id)
                .filter(id -> id.value().equals(call.place("id")))
                .filter(id -> maySee(asker, config, id))
                .findFirst()
                .orElseThrow(() -> new RefusedException(HttpReply.refused(
                        404,
                        "NO_SUCH_QUEUE",
                        "There is no such queue that you may see.",
                        "List the queues at /api/v1/queues to find its id.")));
        List<Floor.Waiting> line = floor.line(queue);
        List<WaitingView> items = java.util.stream.IntStream.range(0, Math.min(MOST, line.size()))
                .mapToObj(i -> view(line.get(i), i + 1, asker))
                .toList();
        return HttpReply.json(200, new WaitingList(items, line.size()));
    }

    private static WaitingView view(Floor.Waiting caller, int position, Asker asker) {
        Optional<Customer> customer = Optional.ofNullable(caller.customer());
        Binding binding = caller.binding();
        return new WaitingView(
                caller.call().value(),
                position,
                caller.key(),
                caller.since(),
                asker.shown(caller.caller().number()),
                customer.filter(c -> maySee(asker, c)).map(c -> c.id().value()).orElse(null),
                customer.map(c -> c.tier().name()).orElse(null),
                caller.needs().stream()
                        .map(need -> new NeedView(
                                need.skill(),
                                need.level(),
                                Optional.ofNullable(need.relaxesAfter())
                                        .map(Duration::toMillis)
                                        .orElse(null)))
                        .toList(),
                binding == null
                        ? null
                        : new BindingView(
                                binding.agent().value(), binding.reason().name(), caller.bindingUntil()),
                Optional.ofNullable(caller.offeredTo())
                        .map(agent -> agent.value())
                        .orElse(null));
    }

    private static boolean maySee(Asker asker, Customer customer) {
        return asker.scope(Resource.CUSTOMER, Action.VIEW).compareTo(Scope.UNIT) >= 0
                || (asker.isLimitedToOwn(Resource.CUSTOMER, Action.VIEW)
                        && asker.login().equals(customer.owner()));
    }

    HttpReply agents(HttpCall call, Asker asker) {
        Parameters.of(call);
        SiteConfig config = floor.config();
        Optional<Set<AgentId>> seen = colleagues.seenBy(asker, Resource.AGENT);
        List<AgentView> items = floor.seats().stream()
                .filter(seat -> seen.isEmpty() || seen.get().contains(seat.agent()))
                .flatMap(seat -> config.agents().stream()
                        .filter(agent -> agent.id().equals(seat.agent()))
                        .map(agent -> view(seat, agent)))
                .toList();
        return HttpReply.json(200, new AgentList(items));
    }

    private static AgentView view(Floor.Seat seat, SiteConfig.AgentConfig agent) {
        return new AgentView(
                seat.agent().value(),
                agent.name(),
                seat.state().name(),
                seat.reason(),
                seat.since() == 0 ? null : seat.since(),
                Optional.ofNullable(seat.station()).map(s -> s.value()).orElse(null),
                Optional.ofNullable(seat.call()).map(c -> c.value()).orElse(null),
                seat.connectionLost(),
                agent.queues().stream().map(QueueId::value).toList());
    }
}
