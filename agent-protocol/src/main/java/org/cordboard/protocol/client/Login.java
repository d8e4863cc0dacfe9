package org.cordboard.protocol.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.cordboard.protocol.ErrorCode;
import org.cordboard.protocol.Limits;

/**
 * What logging in over HTTP gives.
 *
 * @param token opens sessions
 * @param expiresAt when it stops doing so, Unix milliseconds
 */
public record Login(String token, long expiresAt) {

    private static final int BODY_BYTES = 64 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Logs in; fails with an {@link AgentClientException}. */
    public static CompletableFuture<Login> request(HttpClient http, ClientOptions options) {
        String body = JSON.createObjectNode()
                .put("user", options.user())
                .put("password", options.password())
                .toString();
        HttpRequest request = HttpRequest.newBuilder(options.at(Limits.LOGIN_PATH))
                .timeout(options.openWithin())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .thenApply(response -> read(options, response))
                .exceptionallyCompose(e -> CompletableFuture.failedFuture(
                        AgentClientException.of(e, options.server().toString())));
    }

    private static Login read(ClientOptions options, HttpResponse<InputStream> response) {
        int status = response.statusCode();
        if (status == 403) {
            throw new AgentClientException(
                    AgentClientException.Kind.LOGIN_REFUSED,
                    "The password of " + options.user() + " must be changed first: POST {\"user\", \"password\","
                            + " \"newPassword\"} to " + options.server() + "/api/v1/password",
                    ErrorCode.NOT_AUTHENTICATED,
                    null);
        }
        if (status == 401) {
            throw new AgentClientException(
                    AgentClientException.Kind.LOGIN_REFUSED,
                    "The server at " + options.server() + " does not know this user and password: " + options.user(),
                    ErrorCode.NOT_AUTHENTICATED,
                    null);
        }
        if (status == 429 || status == 503) {
            throw new AgentClientException(
                    AgentClientException.Kind.UNREACHABLE,
                    "The server at " + options.server() + " is too busy for logins",
                    ErrorCode.BUSY,
                    null);
        }
        JsonNode body = status == 200 ? json(response.body()) : JSON.missingNode();
        if (!body.path("token").isTextual() || !body.path("expiresAt").canConvertToLong()) {
            throw new AgentClientException(
                    AgentClientException.Kind.NOT_THE_PROTOCOL,
                    "What answers at " + options.server() + " is no Cordboard server (status " + status + ")");
        }
        return new Login(body.path("token").textValue(), body.path("expiresAt").longValue());
    }

    private static JsonNode json(InputStream stream) {
        try (stream) {
            return JSON.readTree(stream.readNBytes(BODY_BYTES));
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Login[expiresAt=" + expiresAt + "]";
    }
}
