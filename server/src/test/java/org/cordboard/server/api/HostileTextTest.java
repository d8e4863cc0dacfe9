package org.cordboard.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Puts hostile texts into every text field, query and path that openapi.yaml knows. Each is refused with a clear problem, or taken
 * and given back as it was sent; none is a fault of the server.
 */
@Timeout(300)
class HostileTextTest {

    private static final List<String> TEXTS = List.of(
            "' or '1'='1'; drop table users; --",
            "<script>alert(1)</script>",
            "a\r\nAction: Originate\r\nChannel: Local/1",
            "a\u0000b",
            "x".repeat(5_000),
            "\u202Egnp.exe",
            "=cmd|' /C calc'!A0");
    private static final String OVERLONG = "x".repeat(100_000);

    private final ObjectMapper json = new ObjectMapper();
    private final JsonNode document = read();
    private final ApiSite site = new ApiSite();
    private final Requests requests = new Requests(site);
    private final List<String> wrong = new ArrayList<>();
    private int sent;

    @AfterEach
    void close() {
        site.close();
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper().readTree(Path.of("../docs/openapi.yaml").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void refusesHostileTextsOrGivesThemBackAsTheyWere() throws Exception {
        for (var path : document.get("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                if (operation.getValue().has("x-right")) {
                    String name = operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                    inBodies(name, operation.getValue());
                    inQueries(name, operation.getValue());
                    inPaths(name);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(sent).isGreaterThan(500);
        assertThat(site.users.find(ApiSite.AGENT)).as("nobody dropped a table").isPresent();
    }

    private void inBodies(String name, JsonNode operation) throws Exception {
        if (operation.at("/requestBody/content").has("text/csv")) {
            for (String text : TEXTS) {
                String csv =
                        "customer,owner,id\n\"" + text.replace("\"", "\"\"") + "\",\"" + text + "\",\"" + text + "\"\n";
                judge(name + " file", "", send(name, make(name).withBody(csv)), text);
            }
            return;
        }
        if (operation.at("/requestBody/content").has("application/yaml")) {
            for (String text : TEXTS) {
                judge(name + " body", "", send(name, make(name).withBody(text)), text);
            }
            return;
        }
        if (!operation.has("requestBody")) {
            return;
        }
        ObjectNode good = (ObjectNode) json.readTree(make(name).body());
        for (var field : good.properties()) {
            if (field.getValue().isTextual()) {
                for (String text : TEXTS) {
                    Requests.Ask ask = make(name);
                    ObjectNode body = (ObjectNode) json.readTree(ask.body());
                    body.put(field.getKey(), text);
                    judge(name + " " + field.getKey(), field.getKey(), send(name, ask.withBody(body.toString())), text);
                }
                ObjectNode body = good.deepCopy().put(field.getKey(), OVERLONG);
                judge(name + " " + field.getKey(), "", send(name, make(name).withBody(body.toString())), OVERLONG);
            }
        }
    }

    private void inQueries(String name, JsonNode operation) throws Exception {
        for (JsonNode parameter : operation.path("parameters")) {
            JsonNode known = document.at(parameter.get("$ref").asText().substring(1));
            if (known.get("in").asText().equals("query")) {
                for (String text : TEXTS) {
                    Requests.Ask ask = make(name);
                    String plain = ask.path().split("\\?", 2)[0];
                    String query = "?" + known.get("name").asText() + "=" + encoded(text);
                    judge(name + query, "", send(name, ask.withPath(plain + query)), text);
                }
            }
        }
    }

    private void inPaths(String name) throws Exception {
        if (name.contains("{")) {
            for (String text : TEXTS) {
                String path = name.split(" ", 2)[1].replaceAll(
                        "\\{[a-z]+}", encoded(text).replace("+", "%20"));
                Requests.Ask ask = make(name);
                judge(name, "", send(name, ask.withPath(path)), text);
            }
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Requests.Ask make(String name) {
        return requests.make(name, able(name), Requests.Place.UNIT);
    }

    private String able(String name) {
        String[] parts = name.split(" ", 2);
        String right = document.get("paths")
                .get(parts[1])
                .get(parts[0].toLowerCase(Locale.ROOT))
                .get("x-right")
                .asText();
        boolean administrators = right.startsWith("user ")
                || right.startsWith("unit ")
                || right.startsWith("ivr file ")
                || right.endsWith(" erase");
        return administrators ? "administrator" : "supervisor";
    }

    private HttpResponse<String> send(String name, Requests.Ask ask) throws Exception {
        HttpResponse<String> reply =
                site.send(able(name), ask.method(), ask.path(), ask.body(), "Content-Type", ask.contentType());
        requests.done();
        return reply;
    }

    private void judge(String what, String field, HttpResponse<String> reply, String text) throws Exception {
        sent++;
        int status = reply.statusCode();
        boolean refused = status >= 400
                && status < 500
                && reply.body().contains("\"code\":")
                && reply.body().contains("\"remedy\":")
                && !reply.body().contains("Exception")
                && reply.body().length() < 2_000;
        JsonNode back = status < 300 && !field.isEmpty() && !reply.body().isEmpty()
                ? json.readTree(reply.body()).path(field)
                : null;
        boolean verbatim = back == null || back.isMissingNode() || back.asText().equals(text.strip());
        if (!refused && !(status < 300 && verbatim)) {
            wrong.add(what + " with " + text.substring(0, Math.min(20, text.length())) + ": " + status + " "
                    + reply.body());
        }
    }
}
