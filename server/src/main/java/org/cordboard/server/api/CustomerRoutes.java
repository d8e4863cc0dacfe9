package org.cordboard.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordboard.crm.calls.CallFilter;
import org.cordboard.crm.calls.CallRecordStore;
import org.cordboard.crm.customer.BadValueException;
import org.cordboard.crm.customer.CustomerEdits;
import org.cordboard.crm.customer.CustomerFilter;
import org.cordboard.crm.customer.CustomerProfile;
import org.cordboard.crm.customer.CustomerRecord;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.customer.Field;
import org.cordboard.crm.customer.Identity;
import org.cordboard.crm.customer.PhoneNumbers;
import org.cordboard.crm.customer.ViewLog;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.listen.RefusedException;

/**
 * Customers: found, looked at, changed, and the calls they made. Every customer shown stands in the view log before the answer
 * leaves. One whom the asker may not see is answered like one who does not exist.
 */
final class CustomerRoutes {

    private static final int MOST = 200;
    private static final String LIST = "customers";

    /** The ways a search may take; the first that finds somebody is the one. */
    private enum Way {
        ALL,
        IDENTITY,
        NUMBER,
        ID,
        NAME
    }

    private static final List<Way> WAYS = List.of(Way.values());

    private final CustomerStore customers;
    private final CustomerEdits edits;
    private final ViewLog views;
    private final CallRecordStore calls;
    private final PhoneNumbers numbers;

    CustomerRoutes(
            CustomerStore customers, CustomerEdits edits, ViewLog views, CallRecordStore calls, PhoneNumbers numbers) {
        this.customers = customers;
        this.edits = edits;
        this.views = views;
        this.calls = calls;
        this.numbers = numbers;
    }

    HttpReply search(HttpCall call, Asker asker) {
        Parameters query = Parameters.of(call, "query", "limit", "cursor");
        String text = query.text("query").orElse("");
        int most = query.limit(MOST);
        Optional<Cursor> cursor = query.cursor(LIST);
        if (cursor.isPresent()) {
            int way = Math.clamp(cursor.get().number(), 0, WAYS.size() - 1);
            return page(asker, text, WAYS.get(way), cursor.get().text(), most);
        }
        List<Way> ways = ways(text);
        for (Way way : ways.subList(0, ways.size() - 1)) {
            if (!found(asker, text, way, "", 1).isEmpty()) {
                return page(asker, text, way, "", most);
            }
        }
        return page(asker, text, ways.get(ways.size() - 1), "", most);
    }

    private List<Way> ways(String text) {
        if (text.isEmpty()) {
            return List.of(Way.ALL);
        }
        return List.of(Way.IDENTITY, Way.NUMBER, Way.ID, Way.NAME);
    }

    private List<CustomerRecord> found(Asker asker, String text, Way way, String after, int most) {
        CustomerFilter all = CustomerFilter.all(most);
        CustomerFilter start = after.isEmpty() ? all : all.after(after);
        return filter(start, text, way)
                .flatMap(filter -> asker.access().narrowed(filter, Action.VIEW))
                .map(customers::search)
                .orElse(List.of());
    }

    private Optional<CustomerFilter> filter(CustomerFilter filter, String text, Way way) {
        return switch (way) {
            case ALL -> Optional.of(filter);
            case IDENTITY -> identity(text).map(filter::withIdentity);
            case NUMBER -> numbers.normalise(text).map(filter::withNumber);
            case ID -> Optional.of(filter.withId(text));
            case NAME -> Optional.of(filter.withName(text));
        };
    }

    private static Optional<String> identity(String text) {
        try {
            return Optional.of(Identity.parse(text).value());
        } catch (BadValueException e) {
            return Optional.empty();
        }
    }

    private HttpReply page(Asker asker, String text, Way way, String after, int most) {
        List<CustomerRecord> found = found(asker, text, way, after, most + 1);
        List<CustomerRecord> shown = found.subList(0, Math.min(most, found.size()));
        List<CustomerView> items = shown.stream()
                .flatMap(customer -> customers.find(customer.id()).stream())
                .map(profile -> shown(profile, asker, "search"))
                .toList();
        String next = found.size() <= most
                ? null
                : new Cursor(LIST, WAYS.indexOf(way), shown.get(most - 1).id().value()).toString();
        return HttpReply.json(200, new Page<>(items, next));
    }

    private CustomerView shown(CustomerProfile profile, Asker asker, String reason) {
        views.looked(profile.customer().id(), asker.login().value(), reason);
        return CustomerView.of(asker.access().shown(profile));
    }

    HttpReply view(HttpCall call, Asker asker) {
        Parameters query = Parameters.of(call, "reason");
        return HttpReply.json(
                200, shown(visible(call, asker), asker, query.text("reason").orElse("view")));
    }

    HttpReply history(HttpCall call, Asker asker) {
        Parameters query = Parameters.of(call, "limit", "cursor");
        CustomerId id = visible(call, asker).customer().id();
        int most = query.limit(MOST);
        Optional<Cursor> cursor = query.cursor(CallRoutes.LIST);
        List<CallRecord> found = calls.search(new CallFilter(
                null,
                null,
                null,
                null,
                null,
                id.value(),
                cursor.map(Cursor::number).orElse(null),
                cursor.map(Cursor::text).orElse(null),
                most + 1));
        views.looked(id, asker.login().value(), "history");
        return HttpReply.json(200, CallRoutes.page(found, most, asker));
    }

    HttpReply change(HttpCall call, Asker asker) {
        Parameters.of(call);
        Map<String, String> values = values(call);
        CustomerProfile before = visible(call, asker);
        if (!asker.may(Resource.CUSTOMER, Action.CHANGE, before.customer())) {
            throw asker.forbidden(Resource.CUSTOMER, Action.CHANGE);
        }
        try {
            boolean moves =
                    values.keySet().stream().anyMatch(name -> Field.of(name).equals(Field.OWNER));
            if (moves
                    && (asker.isLimitedToOwn(Resource.ASSIGNMENT, Action.CHANGE)
                            || !asker.may(Resource.ASSIGNMENT, Action.CHANGE, before.customer()))) {
                throw asker.forbidden(Resource.ASSIGNMENT, Action.CHANGE);
            }
            edits.set(before.customer().id(), values, asker.login().value());
        } catch (BadValueException e) {
            throw new RefusedException(HttpReply.refused(
                    400, "BAD_VALUE", e.reason() + ".", "Nothing was changed. Correct the value and send it again."));
        } catch (CustomerEdits.NoSuchCustomerException e) {
            throw unknown(call.place("id"));
        }
        return HttpReply.json(200, shown(visible(call, asker), asker, "change"));
    }

    /** A merge patch (RFC 7396) of fields; null takes back what people had set. */
    private static Map<String, String> values(HttpCall call) {
        String type = call.header("content-type").orElse("").split(";", -1)[0].strip();
        if (!type.equalsIgnoreCase("application/merge-patch+json") && !type.equalsIgnoreCase("application/json")) {
            throw new RefusedException(HttpReply.refused(
                    415,
                    "UNSUPPORTED_MEDIA_TYPE",
                    "The body's type is not one that is taken here.",
                    "Send 'Content-Type: application/merge-patch+json' or application/json."));
        }
        JsonNode body = call.json(JsonNode.class);
        if (!body.isObject() || body.isEmpty() || body.size() > 100) {
            throw RefusedException.badRequest(
                    "The body is not an object of 1 to 100 fields.", "Send such as {\"points\": \"1200\"}.");
        }
        Map<String, String> values = new LinkedHashMap<>();
        body.properties().forEach(field -> {
            if (field.getValue().isContainerNode()) {
                throw RefusedException.badRequest(
                        "A field's value is an object or a list.",
                        "Send a text, a number, true or false, or null to take back what was set.");
            }
            values.put(
                    field.getKey(),
                    field.getValue().isNull() ? "" : field.getValue().asText());
        });
        return values;
    }

    private CustomerProfile visible(HttpCall call, Asker asker) {
        String id = call.place("id");
        return Optional.of(id)
                .filter(text -> !text.isBlank() && text.length() <= 64)
                .flatMap(text -> customers.find(new CustomerId(text)))
                .filter(profile -> asker.may(Resource.CUSTOMER, Action.VIEW, profile.customer()))
                .orElseThrow(() -> unknown(id));
    }

    private static RefusedException unknown(String id) {
        String cut = id.length() > 64 ? id.substring(0, 64) + "…" : id;
        return new RefusedException(HttpReply.refused(
                404,
                "NO_SUCH_CUSTOMER",
                "There is no customer '" + cut + "' whom you may see.",
                "Search for the customer; ask a supervisor if they are not yours."));
    }
}
