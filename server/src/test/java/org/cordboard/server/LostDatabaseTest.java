package org.cordboard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.cordboard.server.DemoServers.PASSWORD;
import static org.cordboard.server.DemoServers.SECRET;
import static org.cordboard.server.DemoServers.pbx;
import static org.cordboard.server.DemoServers.uri;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.cordboard.crm.store.Postgres;
import org.cordboard.crm.store.StoreUnavailableException;
import org.cordboard.cti.call.CallResult;
import org.cordboard.protocol.Limits;
import org.cordboard.server.demo.Robot;
import org.cordboard.server.settings.Settings;
import org.cordboard.server.site.Books;
import org.cordboard.sim.standalone.StandalonePbx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole server with a real PostgreSQL that goes away while calls are served, and comes back. */
@Timeout(180)
class LostDatabaseTest {

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private int port;
    private EmbeddedPostgres postgres;

    @BeforeEach
    void start() throws IOException {
        if (port == 0) {
            try (ServerSocket free = new ServerSocket(0)) {
                port = free.getLocalPort();
            }
        }
        postgres = EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("postgres"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    @AfterEach
    void stop() throws IOException {
        postgres.close();
    }

    private Settings settings(int amiPort) {
        return DemoServers.settings(directory, amiPort, SECRET)
                .withDatabase(new Postgres("127.0.0.1", port, "postgres", "postgres", "not asked for", false));
    }

    private HttpResponse<String> login(CordboardServer server, String user) throws Exception {
        return http.send(
                HttpRequest.newBuilder(uri(server, Limits.LOGIN_PATH))
                        .POST(BodyPublishers.ofString("{\"user\":\"" + user + "\",\"password\":\"" + PASSWORD + "\"}"))
                        .build(),
                BodyHandlers.ofString());
    }

    private String tokenOf(CordboardServer server, String user) throws Exception {
        HttpResponse<String> granted = login(server, user);
        assertThat(granted.statusCode()).as(granted.body()).isEqualTo(200);
        return new ObjectMapper().readTree(granted.body()).get("token").asText();
    }

    private HttpRequest.Builder asking(CordboardServer server, String path, String token) {
        return HttpRequest.newBuilder(uri(server, path)).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> sent(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertSaysSo(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.body()).contains("STORE_UNAVAILABLE", "it may be down or full");
    }

    private static long over(CordboardServer server) {
        return server.books().ledger().results().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static void awaitMoreCalls(CordboardServer server) {
        long before = over(server);
        await().atMost(Duration.ofSeconds(60)).until(() -> over(server) >= before + 4);
    }

    @Test
    void callsGoOnAndTheBooksCatchUpEachEntryOnce() throws Exception {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (StandalonePbx pbx = pbx();
                CordboardServer server = CordboardServer.start(settings(pbx.port()), List.of());
                Robot robot = new Robot(
                        http, uri(server, ""), "a1001", PASSWORD, "1001", Duration.ofMillis(400), timer, offer -> {})) {
            robot.start().get();
            pbx.startCalls();
            awaitMoreCalls(server);
            await().until(() -> server.records().count() > 0);

            postgres.close();
            awaitMoreCalls(server);
            assertEverybodyReadsThatTheDatabaseIsAway(server);
            awaitMoreCalls(server);
            pbx.stopCalls();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> server.books().ledger().open() == 0);
            Books.Ledger ledger = server.books().ledger();
            assertThat(ledger.balances()).isTrue();

            start();
            await().atMost(Duration.ofSeconds(60))
                    .ignoreException(StoreUnavailableException.class)
                    .until(() -> server.records().count() == ledger.arrived());
            Map<CallResult, Long> results = server.records().countByResult();
            assertThat(results).isEqualTo(ledger.results());
            assertThat(server.projector().failure()).isNull();
            await().until(() -> sent(HttpRequest.newBuilder(uri(server, "/health")))
                    .body()
                    .contains("\"records\":\"up, 0 journal entries behind\""));
        } finally {
            timer.shutdownNow();
        }
    }

    private void assertEverybodyReadsThatTheDatabaseIsAway(CordboardServer server) throws Exception {
        HttpResponse<String> health = sent(HttpRequest.newBuilder(uri(server, "/health")));
        assertThat(health.statusCode()).as("calls are served").isEqualTo(200);
        assertThat(health.body())
                .contains("\"DEGRADED\"", "\"database\":\"down; calls go on, records wait in the journal\"");
        assertSaysSo(login(server, "someone-of-the-database"));
        String token = tokenOf(server, "boss");
        assertSaysSo(sent(asking(server, "/api/v1/customers?query=Wei", token)));
        assertSaysSo(sent(asking(server, "/api/v1/calls", token)));
        assertSaysSo(sent(asking(server, "/api/v1/imports", token)
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString("id,points\nC1,5\n"))));
    }

    @Test
    void aServerThatIsStartedMeanwhileSaysWhatToDoAndLeavesNothingOpen() throws IOException {
        stop();
        assertThatThrownBy(() -> CordboardServer.start(settings(1), List.of()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("no PostgreSQL answers there; start it, or correct host and port.");
        start();
        CordboardServer.start(settings(1), List.of()).close();
    }
}
