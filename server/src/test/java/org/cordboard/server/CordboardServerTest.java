package org.cordboard.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.cordboard.server.DemoServers.HASH;
import static org.cordboard.server.DemoServers.NUMBER;
import static org.cordboard.server.DemoServers.PASSWORD;
import static org.cordboard.server.DemoServers.SECRET;
import static org.cordboard.server.DemoServers.pbx;
import static org.cordboard.server.DemoServers.uri;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cordboard.crm.customer.CustomerEntry;
import org.cordboard.crm.load.CustomerFileException;
import org.cordboard.crm.store.Database;
import org.cordboard.cti.call.CallResult;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.journal.JournalFailedException;
import org.cordboard.protocol.Limits;
import org.cordboard.server.demo.Robot;
import org.cordboard.server.journal.JournalFollower;
import org.cordboard.server.listen.Listener;
import org.cordboard.server.settings.Settings;
import org.cordboard.server.site.Books;
import org.cordboard.sim.standalone.StandalonePbx;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Whole servers on loopback, with a simulated PBX or a broken one. */
@Timeout(120)
class CordboardServerTest {

    /** As many as a database has. */
    private static final int CONNECTIONS = 4;

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();

    private Settings settings(int amiPort) {
        return settings(amiPort, SECRET);
    }

    private Settings settings(int amiPort, String secret) {
        return DemoServers.settings(directory, amiPort, secret);
    }

    /** Nothing listens at this port of an AMI; the server goes on without. */
    private Settings withoutPbx() {
        return settings(1);
    }

    private static CordboardServer start(Settings settings) {
        return CordboardServer.start(settings, List.of());
    }

    private HttpResponse<String> get(CordboardServer server, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(server, path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> login(CordboardServer server, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(server, Limits.LOGIN_PATH))
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    // ---- calls

    @Test
    void servesCallsAndItsBooksBalanceAndItsLogTellsNoSecrets() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("org.cordboard");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.DEBUG);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (StandalonePbx pbx = pbx();
                CordboardServer server = start(settings(pbx.port()));
                Robot robot = new Robot(
                        http, uri(server, ""), "a1001", PASSWORD, "1001", Duration.ofMillis(400), timer, offer -> {})) {
            Customer customer = new Customer(new CustomerId("C1"), "Wei", Tier.GOLD, true, null, Map.of());
            server.customers().put(List.of(new CustomerEntry(customer, List.of(NUMBER))));
            robot.start().get();
            pbx.startCalls();
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                Map<CallResult, Long> results = server.books().ledger().results();
                long all = results.values().stream().mapToLong(Long::longValue).sum();
                long answered = results.getOrDefault(CallResult.ANSWERED, 0L);
                return answered >= 1 && all > answered;
            });
            pbx.stopCalls();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> server.books().ledger().open() == 0);
            Books.Ledger ledger = server.books().ledger();
            assertThat(ledger.balances()).isTrue();
            await().until(() -> server.records().count() == ledger.arrived());
            assertThat(server.records().countByResult()).isEqualTo(ledger.results());
            assertThat(get(server, "/api/v1/ledger").statusCode()).isEqualTo(401);
            assertThat(get(server, "/metrics").body()).contains("cordboard_calls_arrived " + ledger.arrived());
            assertThat(get(server, "/health").body()).contains("\"UP\"").doesNotContain("down");
        } finally {
            timer.shutdownNow();
            logger.detachAppender(log);
            logger.setLevel(null);
        }
        assertThat(log.list).isNotEmpty();
        assertThat(List.copyOf(log.list)).allSatisfy(event -> {
            assertThat(event.getThrowableProxy())
                    .as(event.getFormattedMessage())
                    .isNull();
            assertThat(event.getFormattedMessage()).doesNotContain(NUMBER, "12345678", SECRET, PASSWORD, HASH);
        });
    }

    // ---- login

    @Test
    void logsUsersInAndTurnsOthersAwayWithTheReason() throws Exception {
        try (CordboardServer server = start(withoutPbx())) {
            HttpResponse<String> granted = login(server, "{\"user\":\"a1001\",\"password\":\"" + PASSWORD + "\"}");
            assertThat(granted.statusCode()).isEqualTo(200);
            assertThat(granted.body()).contains("\"token\":\"", "\"expiresAt\":");
            for (String wrong : List.of("a1001", "nobody")) {
                HttpResponse<String> refused = login(server, "{\"user\":\"" + wrong + "\",\"password\":\"guess\"}");
                assertThat(refused.statusCode()).isEqualTo(401);
                assertThat(refused.body())
                        .contains("\"NOT_AUTHENTICATED\"", "\"The user name or the password is wrong.\"");
            }
            for (String body : List.of(
                    "{\"user\":\"a1001\"}", "{\"password\":\"x\"}", "{", "{\"user\":null,\"password\":\"x\"}")) {
                assertThat(login(server, body).statusCode()).as(body).isEqualTo(400);
            }
            assertThat(login(server, "{\"user\":\"a\",\"password\":\"b\",\"role\":\"admin\"}")
                            .body())
                    .contains("'role'");
        }
    }

    @Test
    void makesAGuesserWaitAfterFiveFailures() throws Exception {
        try (CordboardServer server = start(withoutPbx())) {
            for (int i = 1; i <= 5; i++) {
                assertThat(login(server, "{\"user\":\"a1002\",\"password\":\"guess\"}")
                                .statusCode())
                        .isEqualTo(401);
            }
            HttpResponse<String> right = login(server, "{\"user\":\"a1002\",\"password\":\"" + PASSWORD + "\"}");
            assertThat(right.statusCode()).isEqualTo(429);
            assertThat(right.body()).contains("TOO_MANY_ATTEMPTS", "seconds");
            assertThat(login(server, "{\"user\":\"a1003\",\"password\":\"" + PASSWORD + "\"}")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    // ---- two servers

    @Test
    void refusesTheDataDirectoryOfAServerThatRunsAndLeavesNothingOpen() throws Exception {
        try (CordboardServer first = start(withoutPbx())) {
            assertThatThrownBy(() -> start(withoutPbx()))
                    .hasMessageContaining(directory.toString())
                    .message()
                    .isNotBlank()
                    .doesNotContain("Exception", "\n");
            assertThat(get(first, "/health").statusCode()).isEqualTo(200);
        }
        start(withoutPbx()).close();
    }

    @Test
    void refusesAPortInUseAndLeavesNothingOpen() {
        try (CordboardServer first = start(withoutPbx())) {
            Settings second = withoutPbx()
                    .withDataDirectory(directory.resolve("second"))
                    .withListen(new Settings.Listen("127.0.0.1", first.port()));
            assertThatThrownBy(() -> start(second))
                    .isInstanceOf(Listener.ListenException.class)
                    .hasMessageContaining("127.0.0.1:" + first.port());
            start(second.withListen(new Settings.Listen("127.0.0.1", 0))).close();
        }
    }

    @Test
    void closesWhatWasOpenWhenALaterPartFails() {
        start(withoutPbx()).close();
        JournalFollower failing = new JournalFollower() {
            @Override
            public void follow(JournalEntry entry, boolean replayed) {}

            @Override
            public void resumed(Engine engine, long position) {
                throw new IllegalStateException("cannot follow");
            }
        };
        assertThatThrownBy(() -> CordboardServer.start(withoutPbx(), List.of(failing)))
                .hasMessage("cannot follow");
        start(withoutPbx()).close();
    }

    @Test
    void refusesTheJournalOfAnotherSite() {
        start(withoutPbx()).close();
        Settings s = withoutPbx();
        Settings other = with(s, new SiteId("elsewhere"), s.customers());
        assertThatThrownBy(() -> start(other))
                .isInstanceOf(JournalFailedException.class)
                .hasMessageContaining("demo");
        start(s).close();
    }

    @Test
    void namesADataDirectoryThatIsAFile() throws IOException {
        Files.writeString(directory.resolve("data"), "not a directory");
        assertThatThrownBy(() -> start(withoutPbx()))
                .isInstanceOf(JournalFailedException.class)
                .hasMessageContaining(directory.resolve("data").toString());
    }

    private static Settings with(Settings s, SiteId site, @Nullable Path customers) {
        return new Settings(
                site,
                s.region(),
                s.listen(),
                s.dataDirectory(),
                s.pbxs(),
                s.trunks(),
                s.stations(),
                s.queues(),
                s.hotlines(),
                s.trees(),
                s.users(),
                customers,
                s.limits());
    }

    @Test
    void knowsCustomersOfItsFileWhenItFirstServesAndLearnsOfChangesWhileItServes() throws IOException {
        Path file = directory.resolve("customers.csv");
        Settings settings = with(withoutPbx(), withoutPbx().site(), file);
        writeCustomer(file, "Wei");
        try (CordboardServer server = start(settings)) {
            assertThat(server.customers().lookUp(NUMBER)).map(Customer::name).contains("Wei");
        }
        writeCustomer(file, "Wei Zhang");
        try (CordboardServer server = start(settings)) {
            await().untilAsserted(() -> assertThat(server.customers().lookUp(NUMBER))
                    .map(Customer::name)
                    .contains("Wei Zhang"));
        }
    }

    @Test
    void refusesACustomersFileThatCannotBeReadAtTheFirstStartAndServesWithoutItLater() throws Exception {
        Path file = directory.resolve("customers.csv");
        Settings settings = with(withoutPbx(), withoutPbx().site(), file);
        assertThatThrownBy(() -> start(settings)).isInstanceOf(CustomerFileException.class);
        writeCustomer(file, "Wei");
        start(settings).close();
        Files.delete(file);
        try (CordboardServer server = start(settings)) {
            assertThat(get(server, "/health").statusCode()).isEqualTo(200);
            assertThat(server.customers().lookUp(NUMBER)).map(Customer::name).contains("Wei");
        }
    }

    private static void writeCustomer(Path file, String name) throws IOException {
        Files.writeString(file, "id,name,tier,target,numbers\nC1," + name + ",gold,true," + NUMBER + "\n");
    }

    // ---- health

    @Test
    void healthSaysDownWhenTheEngineHasStoppedAndWhy() throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        JournalFollower follower = (entry, replayed) -> {
            if (broken.get()) {
                throw new IllegalStateException("a follower is broken");
            }
        };
        try (CordboardServer server = CordboardServer.start(withoutPbx(), List.of(follower))) {
            assertThat(get(server, "/health").statusCode()).isEqualTo(200);
            broken.set(true);
            server.site().tell(new Input.WallClockMoved(1_000));
            await().untilAsserted(() ->
                    assertThat(get(server, "/health").statusCode()).isEqualTo(503));
            assertThat(get(server, "/health").body())
                    .contains("\"DOWN\"", "stopped: a follower is broken")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void healthIsDegradedWhileAPbxIsAwayAndNamesIt() throws Exception {
        StandalonePbx pbx = pbx();
        try (CordboardServer server = start(settings(pbx.port()))) {
            await().untilAsserted(() ->
                    assertThat(get(server, "/health").body()).contains("\"UP\"", "\"pbx pbx\":\"connected"));
            assertThat(get(server, "/metrics").body()).contains("cordboard_pbx_connected{pbx=\"pbx\"} 1.0");
            pbx.close();
            await().untilAsserted(() -> assertThat(get(server, "/health").body())
                    .contains("\"DEGRADED\"")
                    .doesNotContain("\"pbx pbx\":\"connected"));
            assertThat(get(server, "/health").statusCode())
                    .as("no start of the server would help")
                    .isEqualTo(200);
            assertThat(get(server, "/metrics").body()).contains("cordboard_pbx_connected{pbx=\"pbx\"} 0.0");
        } finally {
            pbx.close();
        }
    }

    @Test
    void healthIsAnsweredInASecondAndHoldsUpNobodyWhileTheDatabaseIsBusy() throws Exception {
        try (CordboardServer server = start(withoutPbx());
                Hold hold = new Hold(server.database())) {
            assertThat(get(server, "/metrics").statusCode()).isEqualTo(200);
            long asked = System.nanoTime();
            List<CompletableFuture<HttpResponse<String>>> checks = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                HttpRequest check =
                        HttpRequest.newBuilder(uri(server, "/health")).build();
                checks.add(http.sendAsync(check, BodyHandlers.ofString()));
            }
            assertThat(get(server, "/metrics").statusCode()).isEqualTo(200);
            assertThat(checks).as("metrics overtake them").noneMatch(CompletableFuture::isDone);
            for (CompletableFuture<HttpResponse<String>> check : checks) {
                assertThat(check.get().statusCode()).isEqualTo(200);
                assertThat(check.get().body()).contains("\"DEGRADED\"", "\"database\":\"down; calls go on");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - asked))
                    .as("a second, and what a busy machine adds")
                    .isLessThan(Duration.ofSeconds(4));

            hold.release();
            await().untilAsserted(
                            () -> assertThat(get(server, "/health").body()).contains("\"database\":\"up\""));
        }
    }

    /** All connections of a database, until closed. */
    private static final class Hold implements AutoCloseable {
        private final CountDownLatch over = new CountDownLatch(1);
        private final ExecutorService holders = Executors.newCachedThreadPool();

        Hold(Database database) throws InterruptedException {
            CountDownLatch held = new CountDownLatch(CONNECTIONS);
            for (int i = 0; i < CONNECTIONS; i++) {
                holders.execute(() -> database.call("held", handle -> {
                    held.countDown();
                    return awaited(over);
                }));
            }
            assertThat(held.await(10, SECONDS)).isTrue();
        }

        private static boolean awaited(CountDownLatch latch) {
            try {
                return latch.await(60, SECONDS);
            } catch (InterruptedException e) {
                return false;
            }
        }

        void release() {
            over.countDown();
        }

        @Override
        public void close() {
            release();
            holders.shutdown();
        }
    }

    @Test
    void healthSaysHowFarTheCallRecordsAre() throws Exception {
        try (CordboardServer server = start(withoutPbx())) {
            await().untilAsserted(() ->
                    assertThat(get(server, "/health").body()).contains("\"records\":\"up, 0 journal entries behind\""));
            assertThat(get(server, "/metrics").body()).contains("cordboard_records_behind 0");
        }
    }

    // ---- bad PBXs

    @Test
    void namesAPbxThatDoesNotKnowItsSecret() throws Exception {
        try (StandalonePbx pbx = pbx();
                CordboardServer server = start(settings(pbx.port(), "wrong-secret"))) {
            await().untilAsserted(() -> assertThat(get(server, "/health").body())
                    .contains("pbx pbx")
                    .contains("refused the manager user", "check secret")
                    .doesNotContain("wrong-secret"));
            assertThat(get(server, "/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void staysUpWhenWhatAnswersIsNoPbx() throws Exception {
        Thread answering;
        try (ServerSocket garbage = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            answering = Thread.ofPlatform().daemon().start(() -> babble(garbage));
            try (CordboardServer server = start(settings(garbage.getLocalPort()))) {
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(get(server, "/health").body())
                                .contains("pbx pbx")
                                .doesNotContain("\"connected", "not started", "connecting to"));
                assertThat(get(server, "/health").statusCode()).isEqualTo(200);
            }
        }
        answering.join();
    }

    private static void babble(ServerSocket listening) {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                socket.getOutputStream().write("\u0000\u0001SSH-2.0-what\r\nthis: is\r\n: not\r\n\r\n".getBytes(UTF_8));
            } catch (IOException e) {
                // The listener was closed, or the other side was.
            }
        }
    }

    @Test
    void hasBooksRecordsAndAgentsBackAfterARestartAndServesOn() throws Exception {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (StandalonePbx pbx = pbx()) {
            Settings settings = settings(pbx.port());
            Books.Ledger before;
            try (CordboardServer server = start(settings)) {
                serveCalls(server, pbx, timer);
                before = server.books().ledger();
            }
            try (CordboardServer server = start(settings)) {
                Books.Ledger after = server.books().ledger();
                assertThat(after.arrived()).isEqualTo(before.arrived()).isPositive();
                assertThat(after.results()).isEqualTo(before.results());
                assertThat(server.records().countByResult()).isEqualTo(before.results());
                serveCalls(server, pbx, timer);
                assertThat(server.books().ledger().balances()).isTrue();
                assertThat(server.records().countByResult())
                        .isEqualTo(server.books().ledger().results());
                assertThat(server.records().count()).isGreaterThan(before.arrived());
            }
        } finally {
            timer.shutdownNow();
        }
    }

    /** A robot takes the same seat each time; customers call until one more has been answered, and all is written. */
    private void serveCalls(CordboardServer server, StandalonePbx pbx, ScheduledExecutorService timer)
            throws Exception {
        long answered = answered(server);
        Customer customer = new Customer(new CustomerId("C1"), "Wei", Tier.GOLD, true, null, Map.of());
        server.customers().put(List.of(new CustomerEntry(customer, List.of(NUMBER))));
        try (Robot robot = new Robot(
                http, uri(server, ""), "a1001", PASSWORD, "1001", Duration.ofMillis(400), timer, offer -> {})) {
            robot.start().get();
            pbx.startCalls();
            await().atMost(Duration.ofSeconds(60)).until(() -> answered(server) > answered);
            pbx.stopCalls();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> server.books().ledger().open() == 0);
            long arrived = server.books().ledger().arrived();
            await().until(() -> server.records().count() == arrived);
        }
    }

    private static long answered(CordboardServer server) {
        return server.books().ledger().results().getOrDefault(CallResult.ANSWERED, 0L);
    }

    @Test
    void keepsItsStateOverARestart() throws Exception {
        long position;
        try (CordboardServer server = start(withoutPbx())) {
            await().until(() -> server.site().position() >= 2);
            position = server.site().position();
        }
        try (CordboardServer server = start(withoutPbx())) {
            assertThat(server.site().position()).isGreaterThanOrEqualTo(position);
            assertThat(get(server, "/metrics").body()).contains("cordboard_journal_position");
        }
    }
}
