package org.cordboard.server.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cordboard.crm.customer.CustomerProfile;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.load.CustomerFileException;
import org.cordboard.crm.load.TargetListImport;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.crm.targeting.TargetList;
import org.cordboard.crm.targeting.TargetLists;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.jspecify.annotations.Nullable;

/**
 * Target lists and who is on them. A list is the whole tenant's: who changes one must have the right for all of it, and who may look
 * at lists sees all of them, but of their members only the customers they may see.
 */
final class TargetListRoutes {

    static final long MOST_BYTES = 1 << 20;

    private static final String LIST = "target-lists";
    private static final String MEMBERS = "target-list-members";
    private static final int MOST = 500;

    record ListView(String id, String name, String firstDay, String lastDay, int bonusSeconds, boolean closed) {

        static ListView of(TargetList list) {
            return new ListView(
                    list.id(),
                    list.name(),
                    list.firstDay().toString(),
                    list.lastDay().toString(),
                    list.bonusSeconds(),
                    list.closed());
        }
    }

    record ListWithSize(ListView list, long members) {}

    record Member(String customer) {}

    record NewList(
            @Nullable String id,
            @Nullable String name,
            @Nullable String firstDay,
            @Nullable String lastDay,
            @Nullable Integer bonusSeconds) {}

    /** What is null stays as it is. */
    record ListPatch(
            @Nullable String name,
            @Nullable String firstDay,
            @Nullable String lastDay,
            @Nullable Integer bonusSeconds) {}

    private final TargetLists lists;
    private final CustomerStore customers;

    TargetListRoutes(TargetLists lists, CustomerStore customers) {
        this.lists = lists;
        this.customers = customers;
    }

    void addTo(GuardedRoutes to) {
        String one = "/api/v1/target-lists/{id}";
        to.add("GET", "/api/v1/target-lists", Resource.TARGET_LIST, Action.VIEW, this::search)
                .add("POST", "/api/v1/target-lists", Resource.TARGET_LIST, Action.ADD, this::add)
                .add("GET", one, Resource.TARGET_LIST, Action.VIEW, this::view)
                .add("PATCH", one, Resource.TARGET_LIST, Action.CHANGE, this::change)
                .add("POST", one + "/close", Resource.TARGET_LIST, Action.CLOSE, this::close)
                .add("GET", one + "/members", Resource.TARGET_LIST, Action.VIEW, this::members)
                .add("DELETE", one + "/members/{customer}", Resource.TARGET_LIST, Action.CHANGE, this::remove)
                .addFile(one + "/members", Resource.TARGET_LIST, Action.CHANGE, MOST_BYTES, this::addMany);
    }

    private HttpReply search(HttpCall call, Asker asker) {
        Parameters query = Parameters.of(call, "query", "closed", "limit", "cursor");
        int most = query.limit(MOST);
        String beginning = query.text("query").orElse("");
        Optional<Boolean> closed = query.truth("closed");
        String after = query.cursor(LIST).map(Cursor::text).orElse("");
        List<ListView> found = lists.all().stream()
                .filter(list -> list.id().startsWith(beginning) || list.name().startsWith(beginning))
                .filter(list -> closed.isEmpty() || list.closed() == closed.get())
                .filter(list -> list.id().compareTo(after) > 0)
                .map(ListView::of)
                .sorted(java.util.Comparator.comparing(ListView::id))
                .limit(most + 1)
                .toList();
        return Listing.reply(call, ListView.class, found, most, last -> new Cursor(LIST, 0, last.id()));
    }

    private HttpReply view(HttpCall call, Asker asker) {
        Parameters.of(call);
        TargetList list = known(call);
        return HttpReply.json(200, new ListWithSize(ListView.of(list), lists.size(list.id())));
    }

    private TargetList known(HttpCall call) {
        return Optional.of(call.place("id"))
                .filter(id -> id.length() <= 64)
                .flatMap(lists::find)
                .orElseThrow(
                        () -> Refusals.notFound("NO_SUCH_LIST", "target list", "List them at /api/v1/target-lists."));
    }

    private HttpReply add(HttpCall call, Asker asker) {
        Parameters.of(call);
        NewList wanted = call.json(NewList.class);
        asker.mustHaveEverywhere(Resource.TARGET_LIST, Action.ADD);
        TargetList list = Refusals.checked(() -> new TargetList(
                Refusals.required(wanted.id(), "id"),
                Refusals.required(wanted.name(), "name"),
                Refusals.day(wanted.firstDay(), "firstDay"),
                Refusals.day(wanted.lastDay(), "lastDay"),
                Refusals.required(wanted.bonusSeconds(), "bonusSeconds"),
                false));
        if (lists.find(list.id()).isPresent()) {
            throw Refusals.conflict(
                    "LIST_TAKEN", "There is a target list '" + list.id() + "' already.", "Take another id.");
        }
        return HttpReply.json(201, put(list, asker));
    }

    private ListView put(TargetList list, Asker asker) {
        Refusals.checked(() -> lists.put(list, asker.login().value()));
        return ListView.of(list);
    }

    private HttpReply change(HttpCall call, Asker asker) {
        Parameters.of(call);
        ListPatch patch = call.json(ListPatch.class);
        TargetList before = known(call);
        asker.mustHaveEverywhere(Resource.TARGET_LIST, Action.CHANGE);
        TargetList after = Refusals.checked(() -> new TargetList(
                before.id(),
                patch.name() == null ? before.name() : patch.name(),
                patch.firstDay() == null ? before.firstDay() : Refusals.day(patch.firstDay(), "firstDay"),
                patch.lastDay() == null ? before.lastDay() : Refusals.day(patch.lastDay(), "lastDay"),
                patch.bonusSeconds() == null ? before.bonusSeconds() : patch.bonusSeconds(),
                before.closed()));
        return HttpReply.json(200, put(after, asker));
    }

    private HttpReply close(HttpCall call, Asker asker) {
        Parameters.of(call);
        TargetList before = known(call);
        asker.mustHaveEverywhere(Resource.TARGET_LIST, Action.CLOSE);
        TargetList after = new TargetList(
                before.id(), before.name(), before.firstDay(), before.lastDay(), before.bonusSeconds(), true);
        return HttpReply.json(200, put(after, asker));
    }

    private HttpReply members(HttpCall call, Asker asker) {
        Parameters query = Parameters.of(call, "limit", "cursor");
        int most = query.limit(MOST);
        String after = query.cursor(MEMBERS).map(Cursor::text).orElse("");
        List<CustomerId> found = lists.members(known(call).id(), after, most + 1);
        List<Member> shown = found.stream()
                .limit(most)
                .filter(id -> maySee(asker, id))
                .map(id -> new Member(id.value()))
                .toList();
        Cursor next = found.size() <= most
                ? null
                : new Cursor(MEMBERS, 0, found.get(most - 1).value());
        return Listing.reply(call, Member.class, shown, next);
    }

    private boolean maySee(Asker asker, CustomerId customer) {
        return customers
                .find(customer)
                .map(CustomerProfile::customer)
                .filter(found -> asker.may(Resource.CUSTOMER, Action.VIEW, found))
                .isPresent();
    }

    private HttpReply remove(HttpCall call, Asker asker) {
        Parameters.of(call);
        TargetList list = known(call);
        asker.mustHaveEverywhere(Resource.TARGET_LIST, Action.CHANGE);
        CustomerId customer = Optional.of(call.place("customer"))
                .filter(id -> !id.isBlank() && id.length() <= 64)
                .map(CustomerId::new)
                .orElseThrow(() ->
                        Refusals.notFound("NO_SUCH_CUSTOMER", "customer", "List the members of the target list."));
        lists.remove(list.id(), List.of(customer), asker.login().value());
        return HttpReply.nothing();
    }

    private HttpReply addMany(HttpCall call, Asker asker, Path file) {
        Parameters.of(call);
        TargetList list = known(call);
        asker.mustHaveEverywhere(Resource.TARGET_LIST, Action.CHANGE);
        try {
            return HttpReply.json(
                    200,
                    SummaryView.of(new TargetListImport(lists)
                            .run(list.id(), file, null, asker.login().value())));
        } catch (CustomerFileException e) {
            throw Refusals.badFile(e);
        }
    }
}
