package org.cordboard.server.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** Reads a server's books over HTTP, as a supervisor does. */
final class LedgerReader {

    /** @param closed calls with a result */
    record Figures(long arrived, long open, long closed, long answered) {

        boolean balances() {
            return arrived == open + closed;
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI server;
    private final String token;

    private LedgerReader(HttpClient http, URI server, String token) {
        this.http = http;
        this.server = server;
        this.token = token;
    }

    static LedgerReader logIn(HttpClient http, URI server, String user, String password)
            throws IOException, InterruptedException {
        String body = JSON.writeValueAsString(Map.of("user", user, "password", password));
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/v1/login"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        JsonNode answer = JSON.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        return new LedgerReader(http, server, answer.path("token").asText());
    }

    Figures read() {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/v1/ledger"))
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            JsonNode books = JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
            long closed = 0;
            for (JsonNode count : books.path("results")) {
                closed += count.asLong();
            }
            return new Figures(
                    books.path("arrived").asLong(-1),
                    books.path("open").asLong(-1),
                    closed,
                    books.path("results").path("ANSWERED").asLong());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
