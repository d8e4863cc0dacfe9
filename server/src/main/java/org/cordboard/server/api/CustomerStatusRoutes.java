package org.cordboard.server.api;

import java.util.Optional;
import org.cordboard.crm.customer.CustomerClaim;
import org.cordboard.crm.customer.CustomerEdits;
import org.cordboard.crm.customer.CustomerProfile;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.customer.Erasure;
import org.cordboard.crm.customer.Field;
import org.cordboard.crm.customer.Outcome;
import org.cordboard.crm.customer.PhoneNumbers;
import org.cordboard.crm.permission.Access;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.listen.RefusedException;
import org.jspecify.annotations.Nullable;

/** Customers who come and go: added, closed, opened again, erased. */
final class CustomerStatusRoutes {

    record Because(@Nullable String reason) {}

    record Erased(String pseudonym) {}

    private final CustomerStore customers;
    private final CustomerEdits edits;
    private final PhoneNumbers numbers;

    CustomerStatusRoutes(CustomerStore customers, CustomerEdits edits, PhoneNumbers numbers) {
        this.customers = customers;
        this.edits = edits;
        this.numbers = numbers;
    }

    void addTo(GuardedRoutes to) {
        to.add("POST", "/api/v1/customers", Resource.CUSTOMER, Action.ADD, this::add)
                .add("POST", "/api/v1/customers/{id}/close", Resource.CUSTOMER, Action.CLOSE, this::close)
                .add("POST", "/api/v1/customers/{id}/reopen", Resource.CUSTOMER, Action.CLOSE, this::reopen)
                .add("POST", "/api/v1/customers/{id}/erase", Resource.CUSTOMER, Action.ERASE, this::erase);
    }

    private HttpReply add(HttpCall call, Asker asker) {
        Parameters.of(call);
        NewCustomer wanted = call.json(NewCustomer.class);
        CustomerClaim claim = Refusals.checked(() -> wanted.claim(numbers));
        Access access = asker.access();
        String district = claim.values().getOrDefault(Field.DISTRICT.name(), "");
        if (!access.mayEverywhere(Resource.CUSTOMER, Action.ADD)
                && !access.mayIn(Resource.CUSTOMER, Action.ADD, district)) {
            throw asker.forbidden(Resource.CUSTOMER, Action.ADD);
        }
        if (customers.find(claim.id()).isPresent()) {
            throw taken();
        }
        Outcome outcome = customers
                .take(CustomerStore.DIRECT, java.util.List.of(claim), false)
                .get(0);
        if (outcome instanceof Outcome.LeftOut left) {
            throw Refusals.conflict(
                    "NOT_TAKEN", left.reason() + ".", "Search for the customer, or send another id or identity.");
        }
        if (!(outcome instanceof Outcome.Added)) {
            throw taken();
        }
        CustomerProfile added = customers.find(claim.id()).orElseThrow(CustomerStatusRoutes::unknown);
        return HttpReply.json(201, CustomerView.of(access.shown(added)));
    }

    private static RefusedException taken() {
        return Refusals.conflict(
                "ID_TAKEN", "There is a customer with this id already.", "Change that one, or take another id.");
    }

    private HttpReply close(HttpCall call, Asker asker) {
        String reason = reason(call);
        return changed(call, asker, id -> edits.close(id, reason, asker.login().value()));
    }

    private HttpReply reopen(HttpCall call, Asker asker) {
        String reason = reason(call);
        return changed(call, asker, id -> edits.reopen(id, reason, asker.login().value()));
    }

    /** A change of a customer. */
    private interface Change {
        void of(CustomerId id);
    }

    private HttpReply changed(HttpCall call, Asker asker, Change change) {
        CustomerId id = within(call, asker, Action.CLOSE);
        try {
            change.of(id);
        } catch (CustomerEdits.NoSuchCustomerException e) {
            throw unknown();
        }
        CustomerProfile after = customers.find(id).orElseThrow(CustomerStatusRoutes::unknown);
        return HttpReply.json(200, CustomerView.of(asker.access().shown(after)));
    }

    private HttpReply erase(HttpCall call, Asker asker) {
        String reason = reason(call);
        CustomerId id = within(call, asker, Action.ERASE);
        try {
            CustomerId pseudonym =
                    new Erasure(customers).erase(id, reason, asker.login().value());
            return HttpReply.json(200, new Erased(pseudonym.value()));
        } catch (CustomerEdits.NoSuchCustomerException e) {
            throw unknown();
        }
    }

    private CustomerId within(HttpCall call, Asker asker, Action action) {
        return Optional.of(call.place("id"))
                .filter(id -> !id.isBlank() && id.length() <= 64)
                .flatMap(id -> customers.find(new CustomerId(id)))
                .filter(profile -> asker.may(Resource.CUSTOMER, action, profile.customer()))
                .map(profile -> profile.customer().id())
                .orElseThrow(CustomerStatusRoutes::unknown);
    }

    private static RefusedException unknown() {
        return Refusals.notFound("NO_SUCH_CUSTOMER", "customer", "Search at /api/v1/customers.");
    }

    private static String reason(HttpCall call) {
        Parameters.of(call);
        String reason =
                Refusals.required(call.json(Because.class).reason(), "reason").strip();
        if (reason.isEmpty() || reason.length() > 200 || reason.chars().anyMatch(Character::isISOControl)) {
            throw Refusals.badValue("reason must have 1 to 200 characters on one line");
        }
        return reason;
    }
}
