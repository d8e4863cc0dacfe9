package org.cordboard.server.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cordboard.crm.assignment.Assignments;
import org.cordboard.crm.customer.CustomerFilter;
import org.cordboard.crm.customer.CustomerProfile;
import org.cordboard.crm.customer.CustomerRecord;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.customer.Field;
import org.cordboard.crm.customer.Outcome;
import org.cordboard.crm.load.AssignmentImport;
import org.cordboard.crm.load.CustomerFileException;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.jspecify.annotations.Nullable;

/**
 * Who owns which customer. A lead shares the customers of their unit among its people: both the customer and the new owner must
 * stand there.
 */
final class AssignmentRoutes {

    /** Some fifty thousand rows, which takes seconds. */
    static final long MOST_BYTES = 1 << 20;

    private static final String LIST = "assignments";
    private static final int MOST = 500;

    record AssignmentView(
            String customer,
            String tier,
            @Nullable String district,
            @Nullable String owner) {

        static AssignmentView of(CustomerRecord customer) {
            return new AssignmentView(
                    customer.id().value(),
                    customer.tier().name(),
                    customer.value(Field.DISTRICT).orElse(null),
                    customer.owner().map(AgentId::value).orElse(null));
        }
    }

    record NewAssignment(
            @Nullable String customer, @Nullable String owner) {}

    record NewOwner(@Nullable String owner) {}

    private final CustomerStore customers;
    private final Managers managers;

    AssignmentRoutes(CustomerStore customers, Managers managers) {
        this.customers = customers;
        this.managers = managers;
    }

    void addTo(GuardedRoutes to) {
        to.addFile("/api/v1/assignments/file", Resource.ASSIGNMENT, Action.CHANGE, MOST_BYTES, this::changeMany)
                .add("GET", "/api/v1/assignments", Resource.ASSIGNMENT, Action.VIEW, this::search)
                .add("POST", "/api/v1/assignments", Resource.ASSIGNMENT, Action.ADD, this::add)
                .add("GET", "/api/v1/assignments/{id}", Resource.ASSIGNMENT, Action.VIEW, this::view)
                .add("PUT", "/api/v1/assignments/{id}", Resource.ASSIGNMENT, Action.CHANGE, this::change)
                .add("DELETE", "/api/v1/assignments/{id}", Resource.ASSIGNMENT, Action.CLOSE, this::close);
    }

    private HttpReply search(HttpCall call, Asker asker) {
        Parameters query = Parameters.of(call, "owner", "limit", "cursor");
        int most = query.limit(MOST);
        CustomerFilter all = CustomerFilter.all(most + 1);
        CustomerFilter from =
                query.cursor(LIST).map(end -> all.after(end.text())).orElse(all);
        CustomerFilter wanted = query.text("owner").map(from::withOwner).orElse(from);
        List<AssignmentView> found = asker
                .access()
                .narrowed(wanted, Resource.ASSIGNMENT, Action.VIEW)
                .map(customers::search)
                .orElse(List.of())
                .stream()
                .map(AssignmentView::of)
                .toList();
        return Listing.reply(call, AssignmentView.class, found, most, last -> new Cursor(LIST, 0, last.customer()));
    }

    private HttpReply view(HttpCall call, Asker asker) {
        Parameters.of(call);
        return HttpReply.json(200, AssignmentView.of(visible(call.place("id"), asker)));
    }

    private CustomerRecord visible(String id, Asker asker) {
        return Optional.of(id)
                .filter(text -> !text.isBlank() && text.length() <= 64)
                .flatMap(text -> customers.find(new CustomerId(text)))
                .map(CustomerProfile::customer)
                .filter(customer -> asker.may(Resource.ASSIGNMENT, Action.VIEW, customer))
                .orElseThrow(() -> unknown());
    }

    private static RuntimeException unknown() {
        return Refusals.notFound("NO_SUCH_CUSTOMER", "customer", "List the customers at /api/v1/assignments.");
    }

    private HttpReply add(HttpCall call, Asker asker) {
        Parameters.of(call);
        NewAssignment wanted = call.json(NewAssignment.class);
        CustomerRecord customer = visible(Refusals.required(wanted.customer(), "customer"), asker);
        if (customer.owner().isPresent()) {
            throw Refusals.conflict(
                    "HAS_OWNER", "The customer has an owner.", "Change that at /api/v1/assignments/{customer}.");
        }
        return HttpReply.json(201, assigned(customer.id(), owner(wanted.owner()), asker, Action.ADD));
    }

    private HttpReply change(HttpCall call, Asker asker) {
        Parameters.of(call);
        AgentId owner = owner(call.json(NewOwner.class).owner());
        return HttpReply.json(200, assigned(visible(call.place("id"), asker).id(), owner, asker, Action.CHANGE));
    }

    private static AgentId owner(@Nullable String login) {
        return Refusals.checked(() -> new AgentId(Refusals.required(login, "owner")));
    }

    private AssignmentView assigned(CustomerId customer, AgentId owner, Asker asker, Action action) {
        if (assignments(asker, action).assign(customer, owner, asker.login().value()) instanceof Outcome.LeftOut left) {
            throw Refusals.badValue(left.reason());
        }
        // The asker may have given the customer away.
        return customers
                .find(customer)
                .map(profile -> AssignmentView.of(profile.customer()))
                .orElseThrow(() -> unknown());
    }

    private Assignments assignments(Asker asker, Action action) {
        return new Assignments(
                customers,
                login -> managers.mayBeGivenBy(asker, Resource.ASSIGNMENT, action, login),
                customer -> asker.may(Resource.ASSIGNMENT, action, customer));
    }

    private HttpReply close(HttpCall call, Asker asker) {
        Parameters.of(call);
        CustomerId customer = visible(call.place("id"), asker).id();
        Outcome outcome =
                assignments(asker, Action.CLOSE).remove(customer, asker.login().value());
        if (outcome instanceof Outcome.LeftOut) {
            throw unknown();
        }
        return HttpReply.nothing();
    }

    private HttpReply changeMany(HttpCall call, Asker asker, Path file) {
        Parameters.of(call);
        try {
            AssignmentImport load = new AssignmentImport(assignments(asker, Action.CHANGE));
            return HttpReply.json(
                    200, SummaryView.of(load.run(file, null, asker.login().value())));
        } catch (CustomerFileException e) {
            throw Refusals.badFile(e);
        }
    }
}
