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
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
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

    private static final Set<String> WITHOUT_LOGIN = Set.of("POST /api/v1/login", "GET /health", "GET /metrics");
    private static final String MERGE = "application/merge-patch+json";

    private final JsonNode document = read();
    private final ApiSite site = new ApiSite();
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
        Permissions table = Permissions.standard();
        for (String name : operations()) {
            if (WITHOUT_LOGIN.contains(name)) {
                continue;
            }
            String right = operation(name).path("x-right").asText().toUpperCase(Locale.ROOT);
            int blank = right.lastIndexOf(' ');
            Resource resource = Resource.valueOf(right.substring(0, blank).replace(' ', '_'));
            Action action = Action.valueOf(right.substring(blank + 1));
            for (Role role : Role.values()) {
                int status = ask(name, ApiSite.token(role)).statusCode();
                boolean may = table.scope(role, resource, action) != Scope.NONE;
                assertThat(status).as("%s as %s", name, role).isEqualTo(may ? 200 : 403);
            }
            for (String nobody : List.of("", "stranger", "x".repeat(1_000))) {
                HttpResponse<String> refused = ask(name, nobody);
                assertThat(refused.statusCode()).as(name).isEqualTo(401);
                assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
            }
        }
    }

    /** The plain request of an operation, which a role that may ask it gets an answer to. */
    private HttpResponse<String> ask(String name, String token) throws Exception {
        String[] parts = name.split(" ", 2);
        String id = parts[1].contains("customers") ? "C1" : parts[1].contains("queues") ? "vip" : "n-1-1";
        String path = parts[1].replace("{id}", id);
        return parts[0].equals("GET")
                ? site.get(token, path)
                : site.send(token, parts[0], path, "{\"points\":\"7\"}", "Content-Type", MERGE);
    }

    @Test
    void documentsEveryStatusThatIsAnsweredAndTheFormOfEveryBody() throws Exception {
        for (String name : operations()) {
            if (WITHOUT_LOGIN.contains(name)) {
                continue;
            }
            for (String who : List.of("supervisor", "agent", "district_lead", "administrator", "")) {
                note(name, ask(name, who));
            }
            String[] parts = name.split(" ", 2);
            note(name, site.send("supervisor", parts[0], parts[1].replace("{id}", "C1") + "?nonsense=1", ""));
            if (parts[1].contains("{id}")) {
                note(
                        name,
                        site.send(
                                "supervisor",
                                parts[0],
                                parts[1].replace("{id}", "none"),
                                "{\"a\":1}",
                                "Content-Type",
                                MERGE));
            }
            if (operation(name).at("/responses/200/content").has("text/csv")) {
                note(name, site.get("supervisor", parts[1], "Accept", "text/csv"));
                note(name, site.get("supervisor", parts[1], "Accept", "image/png"));
            }
            if (operation(name).has("requestBody")) {
                note(name, site.send("supervisor", parts[0], parts[1].replace("{id}", "C1"), "a=b"));
            }
        }
        site.database.close();
        for (String name : operations()) {
            if (!WITHOUT_LOGIN.contains(name)
                    && operation(name).path("responses").has("503")) {
                note(name, ask(name, "supervisor"));
            }
        }
        Set<String> documented = new TreeSet<>();
        for (String name : operations()) {
            if (!WITHOUT_LOGIN.contains(name)) {
                operation(name).get("responses").fieldNames().forEachRemaining(status -> {
                    if (!status.equals("default")) {
                        documented.add(name + " " + status);
                    }
                });
            }
        }
        assertThat(seen).isEqualTo(documented);
    }

    private void note(String name, HttpResponse<String> reply) {
        seen.add(name + " " + reply.statusCode());
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
