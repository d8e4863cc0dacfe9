package org.cordboard.server.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.cordboard.crm.assignment.Deputies;
import org.cordboard.crm.customer.CustomerEdits;
import org.cordboard.crm.customer.ViewLog;
import org.cordboard.crm.organisation.Role;
import org.cordboard.crm.organisation.Unit;
import org.cordboard.crm.organisation.UnitTier;
import org.cordboard.crm.targeting.TargetList;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.customer.CustomerId;

/** For every operation of the API a request that makes sense, about something new that stands in a given place. */
final class Requests {

    /** Where something stands, seen from somebody in the district north. */
    enum Place {
        /** It is the asker's own. */
        OWN("north"),
        UNIT("north"),
        BELOW("north-1"),
        SIBLING("south"),
        /** In no district. */
        TENANT("site");

        final String unit;

        Place(String unit) {
            this.unit = unit;
        }
    }

    /**
     * A request.
     *
     * @param subject what must stand in a list that shows it; empty when the operation gives no list
     */
    record Ask(String method, String path, String body, String contentType, String subject) {

        Ask withPath(String other) {
            return new Ask(method, other, body, contentType, subject);
        }

        Ask withBody(String other) {
            return new Ask(method, path, other, contentType, subject);
        }
    }

    private static final String JSON = "application/json";

    private final ApiSite site;

    Requests(ApiSite site) {
        this.site = site;
    }

    /** @param operation such as {@code GET /api/v1/calls/{id}} */
    Ask make(String operation, String asker, Place place) {
        String[] parts = operation.split(" ", 2);
        String area = parts[1].split("/", -1)[3];
        return switch (area) {
            case "customers" -> customers(parts[0], parts[1], asker, place);
            case "calls" -> calls(parts[1], person(asker, place));
            case "users" -> users(parts[0], parts[1], asker, place);
            case "units" -> units(parts[0], parts[1], place);
            case "assignments" -> assignments(parts[0], parts[1], asker, place);
            case "deputies" -> deputies(parts[0], parts[1], person(asker, place));
            case "imports" -> imports(parts[0], parts[1], person(asker, place));
            case "target-lists" -> targetLists(parts[0], parts[1], asker, place);
            case "view-log" -> {
                CustomerId seen = new CustomerId("V" + site.next());
                new ViewLog(site.database, site.clock).looked(seen, person(asker, place), "test");
                yield list(parts[1], seen.value());
            }
            case "audit-log" -> {
                String changed = customer(asker, place);
                new CustomerEdits(site.customers, site.numbers)
                        .set(new CustomerId(changed), Map.of("points", "7"), person(asker, place));
                yield list(parts[1], changed);
            }
            case "ivr-files" -> trees(parts[0], parts[1]);
            case "agents" -> agents(parts[0], parts[1], person(asker, place));
            case "notices" -> ask(parts[0], parts[1], "{\"text\":\"Twenty callers wait.\"}", "");
            case "queues" -> queues(parts[0], parts[1]);
            case "reports", "ledger" -> ask("GET", parts[1].replace("{id}", "vip"), "", "");
            default -> throw new IllegalArgumentException("no request is known for " + operation);
        };
    }

    /** What the request before needed to be under way may end. */
    void done() {
        site.release();
    }

    private static Ask agents(String method, String path, String agent) {
        return method.equals("GET")
                ? list(path, agent)
                : ask(method, path.replace("{id}", agent), "{\"state\":\"NOT_READY\",\"reason\":\"TRAINING\"}", "");
    }

    private static Ask queues(String method, String path) {
        String body = method.equals("POST") ? "{\"queue\":\"general\",\"toHead\":true}" : "";
        return ask(method, path.replace("{id}", "vip").replace("{call}", "n-1-4"), body, "");
    }

    private Ask customers(String method, String path, String asker, Place place) {
        if (path.equals("/api/v1/customers")) {
            return method.equals("GET")
                    ? list(path + "?limit=200", customer(asker, place))
                    : ask(method, path, """
                        {"id":"new-%1$d","numbers":["+861390%1$07d"],
                        "fields":{"name":"New","tier":"gold","target":"true"%2$s}}
                        """.formatted(site.next(), within(place)), "");
        }
        String body = method.equals("PATCH") ? "{\"points\":\"7\"}" : "{\"reason\":\"asked for\"}";
        return ask(method, path.replace("{id}", customer(asker, place)), body, "");
    }

    private Ask calls(String path, String agent) {
        String call = site.call(agent);
        return path.contains("{id}") ? ask("GET", path.replace("{id}", call), "", "") : list(path, call);
    }

    private Ask users(String method, String path, String asker, Place place) {
        if (path.equals("/api/v1/users")) {
            return method.equals("GET")
                    ? list(path + "?limit=500", colleague(asker, place))
                    : ask(method, path, """
                        {"login":"new-%d","name":"New","role":"agent","unit":"%s","password":"First-Horse-1"}
                        """.formatted(site.next(), place.unit), "");
        }
        if (path.endsWith("/close")) {
            return ask(method, path.replace("{id}", site.colleague(Role.AGENT, place.unit)), "", "");
        }
        String body = path.endsWith("/password")
                ? "{\"password\":\"Better-Horse-%d\"}".formatted(site.next())
                : "{\"name\":\"Another\"}";
        return ask(method, path.replace("{id}", colleague(asker, place)), body, "");
    }

    private Ask units(String method, String path, Place place) {
        if (path.equals("/api/v1/units")) {
            return method.equals("GET")
                    ? new Ask(method, path + "?limit=1000", "", JSON, "\"id\":\"" + place.unit + "\"")
                    : ask(method, path, """
                        {"id":"new-%d","name":"New","tier":"team","parent":"%s"}
                        """.formatted(site.next(), parent(place)), "");
        }
        String unit = method.equals("PATCH") ? place.unit : unit(place);
        return ask(method, path.replace("{id}", unit), path.endsWith("/close") ? "" : "{\"name\":\"New\"}", "");
    }

    private Ask assignments(String method, String path, String asker, Place place) {
        if (path.endsWith("/file")) {
            return file(path, "customer,owner\n" + customer(asker, place) + ",agent-north-1\n", "\"faulty\":0");
        }
        if (path.contains("{id}")) {
            return ask(method, path.replace("{id}", customer(asker, place)), "{\"owner\":\"agent-north-1\"}", "");
        }
        return method.equals("GET")
                ? list(path + "?limit=500", customer(asker, place))
                : ask(
                        method,
                        path,
                        """
                        {"customer":"%s","owner":"agent-north-1"}
                        """.formatted(site.customer(place == Place.OWN ? "north" : district(place), "")),
                        "");
    }

    private static Ask trees(String method, String path) {
        try {
            return path.contains("{id}")
                    ? new Ask(
                            method,
                            path.replace("{id}", "hotline-vip"),
                            method.equals("GET") ? "" : ApiSite.resource("hotline-vip.yaml"),
                            "application/yaml",
                            "")
                    : list(path, "hotline-vip");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Ask deputies(String method, String path, String manager) {
        String deputy = manager.equals("other") ? "agent-north" : "other";
        LocalDate day = LocalDate.of(2030, 1, 1).plusDays(site.next());
        if (method.equals("POST")) {
            return ask(method, path, """
                {"manager":"%s","deputy":"%s","firstDay":"%s","lastDay":"%s"}
                """.formatted(manager, deputy, day, day), "");
        }
        site.deputies.add(new Deputies.Term(new AgentId(manager), day, day, new AgentId(deputy)), "test");
        return method.equals("GET")
                ? list(path + "?limit=500", day.toString())
                : ask(method, path.replace("{manager}", manager).replace("{day}", day.toString()), "", "");
    }

    private Ask imports(String method, String path, String by) {
        if (path.equals("/api/v1/imports") && method.equals("POST")) {
            return file(path, "id,points\nC1,8\n", "");
        }
        if (path.endsWith("/cancel")) {
            return ask(method, path.replace("{id}", String.valueOf(site.heldImport(by))), "", "");
        }
        long id = site.endedImport("made-" + site.next(), by);
        return path.contains("{id}")
                ? ask(method, path.replace("{id}", String.valueOf(id)), "", "")
                : new Ask(method, path + "?limit=500", "", JSON, "\"id\":" + id + ",");
    }

    private Ask targetLists(String method, String path, String asker, Place place) {
        String id = "list-" + site.next();
        if (path.equals("/api/v1/target-lists") && method.equals("POST")) {
            return ask(method, path, """
                {"id":"%s","name":"New","firstDay":"2026-01-01","lastDay":"2026-02-01","bonusSeconds":60}
                """.formatted(id), "");
        }
        site.lists.put(
                new TargetList(id, "List", LocalDate.of(2026, 1, 1), LocalDate.of(2026, 2, 1), 60, false), "test");
        String customer = customer(asker, place);
        site.lists.add(id, List.of(new CustomerId(customer)), "test");
        String one = path.replace("{id}", id).replace("{customer}", customer);
        if (path.endsWith("/members")) {
            return method.equals("GET")
                    ? list(one, customer)
                    : file(one, "customer\n" + customer(asker, place) + "\n", "\"faulty\":0");
        }
        return path.contains("{id}") ? ask(method, one, "{\"bonusSeconds\":30}", "") : list(path + "?limit=500", id);
    }

    /** Requests of an operation that do not fit what is there. */
    List<Ask> conflicts(String operation) {
        return switch (operation) {
            case "POST /api/v1/users" -> List.of(make(operation, "", Place.UNIT).withBody("""
                {"login":"first","name":"New","role":"agent","unit":"site","password":"First-Horse-1"}
                """));
            case "PATCH /api/v1/users/{id}" -> List.of(ask("PATCH", "/api/v1/users/first", "{\"name\":\"N\"}", ""));
            case "POST /api/v1/users/{id}/close" ->
                List.of(
                        ask("POST", "/api/v1/users/first/close", "", ""),
                        ask("POST", "/api/v1/users/administrator/close", "", ""));
            case "POST /api/v1/users/{id}/password" ->
                List.of(ask("POST", "/api/v1/users/first/password", "{\"password\":\"Better-Horse-8\"}", ""));
            case "POST /api/v1/units" ->
                List.of(ask("POST", "/api/v1/units", "{\"id\":\"north\",\"name\":\"N\",\"tier\":\"CITY\"}", ""));
            case "POST /api/v1/units/{id}/close" ->
                List.of(
                        ask("POST", "/api/v1/units/site/close", "", ""),
                        ask("POST", "/api/v1/units/north/close", "", ""));
            case "POST /api/v1/customers" ->
                List.of(make(operation, "", Place.UNIT).withBody("""
                    {"id":"C1","numbers":["+8613900000000"],"fields":{"name":"New","tier":"gold","target":"true"}}
                    """));
            case "POST /api/v1/assignments" ->
                List.of(
                        ask("POST", "/api/v1/assignments", "{\"customer\":\"C1\",\"owner\":\"agent\"}", ""),
                        ask("POST", "/api/v1/assignments", "{\"customer\":\"none\",\"owner\":\"agent\"}", ""));
            case "POST /api/v1/deputies" -> {
                Ask twice = make("POST /api/v1/deputies", "", Place.UNIT);
                yield List.of(twice, twice, twice.withBody(twice.body().replace("\"mate\"", "\"none\"")));
            }
            case "POST /api/v1/imports/{id}/cancel" -> {
                long ended = site.endedImport("made", "agent");
                yield List.of(ask("POST", "/api/v1/imports/" + ended + "/cancel", "", ""));
            }
            case "POST /api/v1/target-lists" -> {
                Ask twice = make("POST /api/v1/target-lists", "", Place.UNIT);
                yield List.of(twice, twice);
            }
            default -> List.of();
        };
    }

    private static Ask file(String path, String csv, String subject) {
        return new Ask("POST", path, csv, "text/csv", subject);
    }

    private static Ask ask(String method, String path, String body, String subject) {
        return new Ask(method, path, method.equals("GET") ? "" : body, JSON, subject);
    }

    private static Ask list(String path, String subject) {
        return ask("GET", path, "", "\"" + subject + "\"");
    }

    private String customer(String asker, Place place) {
        return site.customer(district(place), place == Place.OWN ? asker : "nobody");
    }

    /** One's own customers stand where nobody but their owner sees them. */
    private static String district(Place place) {
        return switch (place) {
            case SIBLING -> "south";
            case UNIT, BELOW -> "north";
            case OWN, TENANT -> "";
        };
    }

    private static String within(Place place) {
        return place == Place.TENANT
                ? ""
                : ",\"district\":\"" + (place == Place.OWN ? "north" : district(place)) + "\"";
    }

    private static String parent(Place place) {
        return place == Place.SIBLING ? "south" : "north";
    }

    private static String person(String asker, Place place) {
        return switch (place) {
            case OWN -> asker;
            case TENANT -> "other";
            case UNIT -> "mate";
            case BELOW, SIBLING -> ApiSite.token(Role.AGENT, place.unit);
        };
    }

    private String colleague(String asker, Place place) {
        return place == Place.OWN ? asker : site.colleague(Role.AGENT, place.unit);
    }

    /** A unit that can be taken away. */
    private String unit(Place place) {
        String id = "new-" + site.next();
        site.units.put(new Unit(id, "New", UnitTier.TEAM, parent(place)), "test");
        return id;
    }
}
