package org.cordboard.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.cordboard.crm.organisation.Role;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Permissions;
import org.cordboard.crm.permission.Resource;
import org.cordboard.crm.permission.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Holds docs/openapi.yaml to the server, both ways: the same routes, rights, statuses, and forms of what is sent. */
@Timeout(120)
class OpenApiTest {

    private static final Set<String> WITHOUT_LOGIN = Set.of("GET /health", "GET /metrics");
    private static final List<String> ROLES = List.of("administrator", "supervisor", "district_lead", "agent");

    private final JsonNode document = read();
    private final Permissions table = Permissions.standard();
    private final ApiSite site = new ApiSite();
    private final Requests requests = new Requests(site);
    private final Set<String> seen = new TreeSet<>();

    @AfterEach
    void close() {
        site.close();
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper().readTree(Path.of("../docs/openapi.yaml").toFile());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<String> operations() {
        List<String> operations = new ArrayList<>();
        document.get("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    private JsonNode operation(String name) {
        String[] parts = name.split(" ", 2);
        return document.get("paths").get(parts[1]).get(parts[0].toLowerCase(Locale.ROOT));
    }

    @Test
    void namesEveryRouteAndNoOther() {
        List<String> routes = new ArrayList<>(site.routes.names());
        routes.addAll(WITHOUT_LOGIN);
        assertThat(operations()).containsExactlyInAnyOrderElementsOf(routes);
    }

    @Test
    void letsEveryRoleDoWhatTheTableOfPermissionsSaysAndNothingElse() throws Exception {
        for (String name : guarded()) {
            for (Role role : Role.values()) {
                String asker = ApiSite.token(role);
                int status = send(asker, plain(name, asker)).statusCode();
                boolean may = table.scope(role, resource(name), action(name)) != Scope.NONE;
                assertThat(status).as("%s as %s", name, role).isEqualTo(may ? Integer.parseInt(success(name)) : 403);
            }
            for (String nobody : List.of("", "stranger", "x".repeat(1_000))) {
                HttpResponse<String> refused = send(nobody, plain(name, "supervisor"));
                assertThat(refused.statusCode()).as(name).isEqualTo(401);
                assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
            }
        }
    }

    private Resource resource(String name) {
        String right = right(name);
        return Resource.valueOf(right.substring(0, right.lastIndexOf(' ')).replace(' ', '_'));
    }

    private Action action(String name) {
        String right = right(name);
        return Action.valueOf(right.substring(right.lastIndexOf(' ') + 1));
    }

    private String right(String name) {
        return operation(name).path("x-right").asText().toUpperCase(Locale.ROOT);
    }

    /** The operations that need a right. */
    private List<String> guarded() {
        return operations().stream()
                .filter(name -> operation(name).has("x-right"))
                .toList();
    }

    /** The plain request of an operation, about something the asker's own, or of their unit. */
    private Requests.Ask plain(String name, String asker) {
        return requests.make(name, asker, asker.equals("agent") ? Requests.Place.OWN : Requests.Place.UNIT);
    }

    private HttpResponse<String> send(String asker, Requests.Ask ask) throws Exception {
        HttpResponse<String> reply =
                site.send(asker, ask.method(), ask.path(), ask.body(), "Content-Type", ask.contentType());
        requests.done();
        return reply;
    }

    private String success(String name) {
        List<String> statuses = new ArrayList<>();
        operation(name).get("responses").fieldNames().forEachRemaining(statuses::add);
        return statuses.stream()
                .filter(status -> status.startsWith("2"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void documentsEveryStatusThatIsAnsweredAndTheFormOfEveryBody() throws Exception {
        Map<String, Requests.Ask> later = new LinkedHashMap<>();
        for (String name : guarded()) {
            for (String who : ROLES) {
                note(name, send(who, plain(name, who)));
            }
            note(name, send("", plain(name, "supervisor")));
            String able = able(name);
            Requests.Ask good = plain(name, able);
            later.put(name, plain(name, able));
            requests.done();
            note(name, send(able, good.withPath(good.path() + (good.path().contains("?") ? "&" : "?") + "nonsense=1")));
            if (name.contains("{")) {
                note(name, send(able, good.withPath(name.split(" ", 2)[1].replaceAll("\\{[a-z]+}", "none"))));
            }
            if (operation(name).at("/responses/200/content").has("text/csv")) {
                note(name, site.get(able, good.path(), "Accept", "text/csv"));
                note(name, site.get(able, good.path(), "Accept", "image/png"));
            }
            if (operation(name).path("responses").has("413")) {
                note(name, send(able, good.withBody("x".repeat(5) + " ".repeat(2 << 20))));
            }
            if (operation(name).has("requestBody")) {
                note(name, send(able, good.withBody("a=b")));
                note(name, site.send(able, good.method(), good.path(), "a=b", "Content-Type", "text/plain"));
            }
            for (Requests.Ask conflict : requests.conflicts(name)) {
                note(name, send(able, conflict));
            }
        }
        site.database.close();
        for (Map.Entry<String, Requests.Ask> ask : later.entrySet()) {
            note(ask.getKey(), send(able(ask.getKey()), ask.getValue()));
        }
        Set<String> documented = new TreeSet<>();
        for (String name : guarded()) {
            operation(name).get("responses").fieldNames().forEachRemaining(status -> {
                if (!status.equals("default")) {
                    documented.add(name + " " + status);
                }
            });
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(documented);
    }

    /** Somebody who may do it. */
    private String able(String name) {
        return ROLES.stream()
                .filter(role -> table.scope(Role.valueOf(role.toUpperCase(Locale.ROOT)), resource(name), action(name))
                                .compareTo(Scope.UNIT)
                        >= 0)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void documentsWhatLoggingInAndOutIsAnswered() throws Exception {
        String login = "{\"user\":\"first\",\"password\":\"" + ApiSite.PASSWORD + "\"}";
        HttpResponse<String> granted = site.send("", "POST", "/api/v1/login", login);
        String token = Pattern.compile("\"token\":\"([^\"]+)\"")
                .matcher(granted.body())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        note("POST /api/v1/login", granted);
        note("POST /api/v1/login", site.send("", "POST", "/api/v1/login", login.replace("Correct", "Wrong")));
        note("POST /api/v1/login", site.send("", "POST", "/api/v1/login", login.replace("first", "agent")));
        note("POST /api/v1/login", site.send("", "POST", "/api/v1/login", "{}"));
        note("POST /api/v1/logout", site.send(token, "POST", "/api/v1/logout?nonsense=1", ""));
        note("POST /api/v1/logout", site.send(token, "POST", "/api/v1/logout", ""));
        note("POST /api/v1/logout", site.send(token, "POST", "/api/v1/logout", ""));
        String change =
                "{\"user\":\"agent\",\"password\":\"" + ApiSite.PASSWORD + "\",\"newPassword\":\"Better-Horse-8\"}";
        note("POST /api/v1/password", site.send("", "POST", "/api/v1/password", change.replace("Better-Horse-8", "x")));
        note("POST /api/v1/password", site.send("", "POST", "/api/v1/password", change));
        note("POST /api/v1/password", site.send("", "POST", "/api/v1/password", change));
        note("POST /api/v1/password", site.send("", "POST", "/api/v1/password", change.replace("agent", "first")));
        for (int attempt = 0; attempt < 6; attempt++) {
            String wrong = change.replace("Correct", "Wrong").replace("agent", "other");
            note("POST /api/v1/password", site.send("", "POST", "/api/v1/password", wrong));
        }
        note("POST /api/v1/login", site.send("", "POST", "/api/v1/login", login.replace("first", "other")));
        site.database.close();
        note("POST /api/v1/login", site.send("", "POST", "/api/v1/login", login.replace("first", "supervisor")));
        note("POST /api/v1/password", site.send("", "POST", "/api/v1/password", change.replace("agent", "supervisor")));
        Set<String> documented = new TreeSet<>();
        for (String name : List.of("POST /api/v1/login", "POST /api/v1/logout", "POST /api/v1/password")) {
            operation(name)
                    .get("responses")
                    .fieldNames()
                    .forEachRemaining(status -> documented.add(name + " " + status));
            documented.remove(name + " default");
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(documented);
    }

    private void note(String name, HttpResponse<String> reply) {
        seen.add(name + " " + reply.statusCode());
        if (reply.statusCode() == 204) {
            assertThat(reply.body()).isEmpty();
            return;
        }
        String type = reply.headers().firstValue("Content-Type").orElse("").split(";", -1)[0];
        JsonNode response = operation(name).path("responses").path(String.valueOf(reply.statusCode()));
        JsonNode found =
                response.has("$ref") ? document.at(response.get("$ref").asText().substring(1)) : response;
        JsonNode schema = found.path("content").path(type).path("schema");
        assertThat(schema.isMissingNode())
                .as("%s answers %s with %s: %s", name, reply.statusCode(), type, reply.body())
                .isFalse();
        if (type.endsWith("json")) {
            ObjectNode whole = schema.deepCopy();
            whole.set("components", document.get("components"));
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(whole)
                            .validate(reply.body(), InputFormat.JSON))
                    .as("%s answers %s: %s", name, reply.statusCode(), reply.body())
                    .isEmpty();
        }
    }
}
