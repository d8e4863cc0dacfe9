package org.cordboard.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.cordboard.crm.organisation.Role;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Permissions;
import org.cordboard.crm.permission.Resource;
import org.cordboard.crm.permission.Scope;
import org.cordboard.server.api.Requests.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Holds every cell of the table of permissions to a real server: somebody of each role, who stands in the district north, asks for
 * what is their own, of their district, of a team below it, of the district south, and of no district. The requests follow from the
 * rows of the table, by what openapi.yaml says of each path.
 */
@Timeout(300)
class PermissionCellsTest {

    /** Rows for which there is no path yet. */
    private static final Set<String> WITHOUT_ROUTE =
            Set.of("customer export", "health view", "settings change", "settings view");

    /** Rows that decide about a part or a form of an answer; RestApiTest holds the server to them. */
    private static final Set<String> PARTS = Set.of("call export", "customer number view", "report export");

    /** What belongs to no unit: whoever has any right to it has it for the whole. */
    private static final Set<String> OF_NOBODY = Set.of(
            "GET /api/v1/ivr-files",
            "GET /api/v1/ivr-files/{id}",
            "POST /api/v1/ivr-files/{id}/check",
            "GET /api/v1/queues",
            "GET /api/v1/ledger",
            "POST /api/v1/queues/{id}/waiting/{call}/move",
            // It reaches those whom the asker leads; SupervisionRoutesTest holds it to the units.
            "POST /api/v1/notices",
            // ReportScopeTest holds their rows to the units.
            "GET /api/v1/reports/queues",
            "GET /api/v1/reports/agents",
            "GET /api/v1/reports/teams",
            "GET /api/v1/target-lists",
            "GET /api/v1/target-lists/{id}");

    /** What is everybody's together: only who has the right to everything may do it. */
    private static final Set<String> OF_ALL = Set.of(
            "POST /api/v1/imports",
            "POST /api/v1/target-lists",
            "PATCH /api/v1/target-lists/{id}",
            "POST /api/v1/target-lists/{id}/close",
            "POST /api/v1/target-lists/{id}/members",
            "DELETE /api/v1/target-lists/{id}/members/{customer}",
            "POST /api/v1/imports/{id}/cancel");

    private final Permissions table = Permissions.standard();
    private final ApiSite site = new ApiSite();
    private final Requests requests = new Requests(site);
    private final JsonNode paths = paths();

    @AfterEach
    void close() {
        site.close();
    }

    private static JsonNode paths() {
        try {
            return new YAMLMapper()
                    .readTree(Path.of("../docs/openapi.yaml").toFile())
                    .get("paths");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The operations that need a right. */
    private List<String> operations(String right) {
        List<String> found = new ArrayList<>();
        paths.properties().forEach(path -> path.getValue().properties().forEach(operation -> {
            if (operation.getValue().path("x-right").asText().equals(right)) {
                found.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
            }
        }));
        return found;
    }

    /** The rows of the table, such as {@code customer view}. */
    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (Resource resource : Resource.values()) {
            for (Action action : Action.values()) {
                boolean inTable = List.of(Role.values()).stream()
                        .anyMatch(role -> table.scope(role, resource, action) != Scope.NONE);
                if (inTable) {
                    rows.add((resource + " " + action).toLowerCase(Locale.ROOT).replace('_', ' '));
                }
            }
        }
        return rows;
    }

    @Test
    void hasARouteForEveryRowOfTheTableButThoseNamedHere() {
        Set<String> without = new TreeSet<>(rows());
        without.removeIf(row -> !operations(row).isEmpty());
        without.removeAll(PARTS);
        assertThat(without).isEqualTo(new TreeSet<>(WITHOUT_ROUTE));
    }

    @Test
    void letsEveryRoleReachAsFarAsItsCellSaysAndNoFurther() throws Exception {
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (String row : rows()) {
            int blank = row.lastIndexOf(' ');
            Resource resource = Resource.valueOf(
                    row.substring(0, blank).toUpperCase(Locale.ROOT).replace(' ', '_'));
            Action action = Action.valueOf(row.substring(blank + 1).toUpperCase(Locale.ROOT));
            for (String operation : operations(row)) {
                for (Role role : Role.values()) {
                    for (Place place : Place.values()) {
                        Scope scope = table.scope(role, resource, action);
                        String asker = ApiSite.token(role, "north");
                        Requests.Ask ask = requests.make(operation, asker, place);
                        HttpResponse<String> reply = site.send(
                                asker, ask.method(), ask.path(), ask.body(), "Content-Type", ask.contentType());
                        requests.done();
                        asked++;
                        String is = reached(reply, ask);
                        if (!expected(operation, scope, place).contains(is)) {
                            wrong.add("%s as %s (%s) of %s: %s %s"
                                    .formatted(operation, role, scope, place, is, reply.body()));
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(asked).isGreaterThan(900);
    }

    /** In words: {@code yes}, {@code hidden} (not found, or not in the list), {@code forbidden}, or a status nobody expects. */
    private static String reached(HttpResponse<String> reply, Requests.Ask ask) {
        return switch (reply.statusCode()) {
            case 200, 201, 202, 204 -> reply.body().contains(ask.subject()) ? "yes" : "hidden";
            case 404 -> "hidden";
            case 403 -> "forbidden";
            default -> String.valueOf(reply.statusCode());
        };
    }

    private static Set<String> expected(String operation, Scope scope, Place place) {
        Set<String> no = Set.of("hidden", "forbidden");
        if (scope == Scope.NONE) {
            return Set.of("forbidden");
        }
        if (OF_NOBODY.contains(operation)) {
            return Set.of("yes");
        }
        if (operation.equals("GET /api/v1/queues/{id}/waiting")) {
            return scope == Scope.OWN ? Set.of("hidden") : Set.of("yes");
        }
        if (OF_ALL.contains(operation)) {
            return scope == Scope.TENANT ? Set.of("yes") : no;
        }
        // One's own unit is where one stands.
        boolean own = place == Place.OWN || (operation.equals("GET /api/v1/units") && place == Place.UNIT);
        boolean reaches =
                switch (scope) {
                    case NONE -> false;
                    case OWN -> own;
                    case UNIT -> place != Place.SIBLING && place != Place.TENANT;
                    case TENANT -> true;
                };
        return reaches ? Set.of("yes") : no;
    }
}
