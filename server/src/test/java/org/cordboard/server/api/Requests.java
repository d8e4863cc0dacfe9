package org.cordboard.server.api;

import java.util.List;
import org.cordboard.crm.organisation.Role;
import org.cordboard.crm.organisation.Unit;
import org.cordboard.crm.organisation.UnitTier;

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
        String path = parts[1];
        if (path.startsWith("/api/v1/customers/{id}")) {
            String id = customer(asker, place);
            return ask(parts[0], path.replace("{id}", id), "{\"points\":\"7\"}", "");
        }
        if (path.startsWith("/api/v1/calls/{id}")) {
            return ask(parts[0], path.replace("{id}", site.call(person(asker, place))), "", "");
        }
        if (path.startsWith("/api/v1/users/{id}")) {
            String body = path.endsWith("/password") ? "{\"password\":\"Better-Horse-8\"}" : "{\"name\":\"Another\"}";
            return ask(
                    parts[0], path.replace("{id}", colleague(asker, place)), path.endsWith("/close") ? "" : body, "");
        }
        if (path.startsWith("/api/v1/units/{id}")) {
            String unit = parts[0].equals("PATCH") ? place.unit : unit(place);
            return ask(parts[0], path.replace("{id}", unit), path.endsWith("/close") ? "" : "{\"name\":\"New\"}", "");
        }
        return switch (operation) {
            case "GET /api/v1/customers" -> list(path, customer(asker, place));
            case "GET /api/v1/calls" -> list(path, site.call(person(asker, place)));
            case "GET /api/v1/agents", "GET /api/v1/queues", "GET /api/v1/ledger" -> ask("GET", path, "", "");
            case "GET /api/v1/queues/{id}/waiting" -> ask("GET", path.replace("{id}", "vip"), "", "");
            case "GET /api/v1/users" -> list(path + "?limit=500", colleague(asker, place));
            case "POST /api/v1/users" -> ask("POST", path, """
                        {"login":"new-%d","name":"New","role":"agent","unit":"%s","password":"First-Horse-1"}
                        """.formatted(site.next(), place.unit), "");
            case "GET /api/v1/units" -> list(path + "?limit=1000", place.unit);
            case "POST /api/v1/units" ->
                ask("POST", path, """
                        {"id":"new-%d","name":"New","tier":"team","parent":"%s"}
                        """.formatted(site.next(), place == Place.SIBLING ? "south" : "north"), "");
            default -> throw new IllegalArgumentException("no request is known for " + operation);
        };
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
            default -> List.of();
        };
    }

    private static Ask ask(String method, String path, String body, String subject) {
        return new Ask(method, path, method.equals("GET") ? "" : body, JSON, subject);
    }

    private static Ask list(String path, String subject) {
        return ask("GET", path, "", "\"" + subject + "\"");
    }

    private String customer(String asker, Place place) {
        String district = place == Place.SIBLING ? "south" : place == Place.TENANT ? "" : "north";
        return site.customer(district, place == Place.OWN ? asker : "nobody");
    }

    private static String person(String asker, Place place) {
        return switch (place) {
            case OWN -> asker;
            case TENANT -> "other";
            default -> ApiSite.token(Role.AGENT, place.unit);
        };
    }

    private String colleague(String asker, Place place) {
        return place == Place.OWN ? asker : site.colleague(Role.AGENT, place.unit);
    }

    /** A unit that can be taken away. */
    private String unit(Place place) {
        String id = "new-" + site.next();
        site.units.put(new Unit(id, "New", UnitTier.TEAM, place == Place.SIBLING ? "south" : "north"), "test");
        return id;
    }
}
