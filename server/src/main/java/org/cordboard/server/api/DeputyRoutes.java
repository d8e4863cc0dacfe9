package org.cordboard.server.api;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.cordboard.crm.assignment.Deputies;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.jspecify.annotations.Nullable;

/** Who stands in for which manager, and when. A time belongs to the unit of the manager. */
final class DeputyRoutes {

    private static final String LIST = "deputies";
    private static final int MOST = 500;

    record DeputyView(String manager, String deputy, String firstDay, String lastDay) {

        static DeputyView of(Deputies.Term term) {
            return new DeputyView(
                    term.manager().value(),
                    term.deputy().value(),
                    term.firstDay().toString(),
                    term.lastDay().toString());
        }
    }

    record NewDeputy(
            @Nullable String manager,
            @Nullable String deputy,
            @Nullable String firstDay,
            @Nullable String lastDay) {}

    private final Deputies deputies;
    private final Managers managers;
    private final Colleagues colleagues;

    DeputyRoutes(Deputies deputies, Managers managers, Colleagues colleagues) {
        this.deputies = deputies;
        this.managers = managers;
        this.colleagues = colleagues;
    }

    void addTo(GuardedRoutes to) {
        to.add("GET", "/api/v1/deputies", Resource.DEPUTY, Action.VIEW, this::search)
                .add("POST", "/api/v1/deputies", Resource.DEPUTY, Action.ADD, this::add)
                .add("DELETE", "/api/v1/deputies/{manager}/{day}", Resource.DEPUTY, Action.CLOSE, this::close);
    }

    private HttpReply search(HttpCall call, Asker asker) {
        Parameters query = Parameters.of(call, "manager", "limit", "cursor");
        int most = query.limit(MOST);
        Optional<String> manager = query.text("manager");
        List<String> seen = colleagues
                .seenBy(asker, Resource.DEPUTY)
                .map(agents -> agents.stream().map(AgentId::value).toList())
                .orElse(null);
        List<String> wanted = manager.isEmpty()
                ? seen
                : manager.stream()
                        .filter(login -> seen == null || seen.contains(login))
                        .toList();
        Optional<Cursor> cursor = query.cursor(LIST);
        List<DeputyView> found = deputies
                .search(
                        wanted,
                        cursor.map(Cursor::text).orElse(""),
                        LocalDate.ofEpochDay(cursor.map(end -> Math.clamp(end.number(), 0L, 84_000L))
                                .orElse(0L)),
                        most + 1)
                .stream()
                .map(DeputyView::of)
                .toList();
        return Listing.reply(call, DeputyView.class, found, most, DeputyRoutes::end);
    }

    private static Cursor end(DeputyView last) {
        return new Cursor(LIST, LocalDate.parse(last.firstDay()).toEpochDay(), last.manager());
    }

    private HttpReply add(HttpCall call, Asker asker) {
        Parameters.of(call);
        NewDeputy wanted = call.json(NewDeputy.class);
        Deputies.Term term = Refusals.checked(() -> new Deputies.Term(
                new AgentId(Refusals.required(wanted.manager(), "manager")),
                Refusals.day(wanted.firstDay(), "firstDay"),
                Refusals.day(wanted.lastDay(), "lastDay"),
                new AgentId(Refusals.required(wanted.deputy(), "deputy"))));
        if (!managers.mayBeGivenBy(asker, Resource.DEPUTY, Action.ADD, term.manager())) {
            throw Refusals.notFound("NO_SUCH_USER", "manager", "List the users at /api/v1/users.");
        }
        if (managers.unit(term.deputy()).isEmpty()) {
            throw Refusals.badValue("'" + term.deputy() + "' is nobody who can stand in for others");
        }
        try {
            deputies.add(term, asker.login().value());
        } catch (IllegalArgumentException e) {
            throw Refusals.conflict(
                    "HAS_DEPUTY", e.getMessage() + ".", "Take that time away first, or choose other days.");
        }
        return HttpReply.json(201, DeputyView.of(term));
    }

    private HttpReply close(HttpCall call, Asker asker) {
        Parameters.of(call);
        Deputies.Term term = Optional.of(call.place("manager"))
                .filter(login -> !login.isBlank() && login.length() <= 64)
                .map(AgentId::new)
                .filter(login -> colleagues.maySee(asker, Resource.DEPUTY, login))
                .flatMap(login -> deputies.of(login).stream()
                        .filter(time -> time.firstDay().toString().equals(call.place("day")))
                        .findFirst())
                .orElseThrow(() ->
                        Refusals.notFound("NO_SUCH_DEPUTY", "time of a deputy", "List them at /api/v1/deputies."));
        deputies.remove(term, asker.login().value());
        return HttpReply.nothing();
    }
}
