package org.cordboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.cordboard.protocol.AgentState;
import org.cordboard.protocol.AgentStatus;
import org.cordboard.protocol.Offer;
import org.cordboard.server.kill.RestartSite;
import org.cordboard.server.kill.ServerProcess;
import org.cordboard.server.kill.WitnessDesk;
import org.cordboard.system.asterisk.AmiProbe;
import org.cordboard.system.asterisk.CustomerBehaviour;
import org.cordboard.system.asterisk.PhoneBehaviour;
import org.cordboard.system.asterisk.RealAsterisk;
import org.cordboard.system.asterisk.SippCaller;
import org.cordboard.system.asterisk.SippCallers;
import org.cordboard.system.asterisk.SippPhone;
import org.cordboard.system.asterisk.SippPhones;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server in its own process is killed with SIGKILL while fifty calls are up at a real Asterisk, and started again. */
class KilledServerTest {

    private static final int AGENTS = 12;
    private static final int TALKING = 10;
    private static final int WAITING = 30;
    private static final int LISTENING = 10;
    private static final String PASSWORD = "killed-password";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration NEXT_CALL = Duration.ofMillis(200);
    private static final Duration AGE_TOLERANCE = Duration.ofSeconds(3);
    /** After the greeting, in which keys are of no effect; 20 ms each. */
    private static final int PACKETS_OF_GREETING = 70;

    @TempDir
    private Path folder;

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final ExecutorService thumbs = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<WitnessDesk> desks = new ArrayList<>();
    private final List<SippPhone> phones = new ArrayList<>();
    private final List<String> called = new ArrayList<>();
    private final Map<String, Long> enteredQueue = new ConcurrentHashMap<>();
    private URI address = URI.create("http://127.0.0.1");

    @Test
    @Timeout(180)
    void losesNoCallAndNoPlaceAndServesAgainSoon() throws Exception {
        RealAsterisk.assumeAvailable();
        RealAsterisk asterisk = opened(RealAsterisk.startWithPhonesTogether(folder.resolve("asterisk")));
        address = URI.create("http://127.0.0.1:" + RestartSite.freePort());
        Path settings = RestartSite.write(
                Files.createDirectories(folder.resolve("site")),
                AGENTS,
                address.getPort(),
                new RestartSite.Pbx(asterisk.amiPort(), RealAsterisk.AMI_USER, RealAsterisk.AMI_SECRET),
                PASSWORD);
        Path log = folder.resolve("server.log");
        ServerProcess first = opened(ServerProcess.serve(settings, log));
        await("the server listens", this::listens);
        await("the link works", () -> health().contains("connected to"));

        List<SippCaller> talking = new ArrayList<>();
        List<SippCaller> waiting = new ArrayList<>();
        List<SippCaller> listening = new ArrayList<>();
        SippCallers callers = opened(SippCallers.start(asterisk));
        List<String> stations =
                IntStream.range(0, AGENTS).mapToObj(RestartSite::station).toList();
        SippPhones room = opened(SippPhones.start(asterisk, stations, new PhoneBehaviour.RingsForEver()));
        stations.forEach(station -> phones.add(room.of(station)));
        phones.subList(0, TALKING).forEach(p -> p.behave(new PhoneBehaviour.Answers(Duration.ofMillis(200))));
        seats(0, TALKING);
        for (int i = 0; i < TALKING; i++) {
            talking.add(callIn(callers, i, true));
        }
        await("ten talk", () -> phones.stream().filter(SippPhone::talking).count() == TALKING);
        for (int i = TALKING; i < TALKING + WAITING; i++) {
            waiting.add(callIn(callers, i, true));
        }
        await("thirty wait", () -> metric("cordboard_callers_waiting") == WAITING);
        for (int i = TALKING + WAITING; i < TALKING + WAITING + LISTENING; i++) {
            listening.add(callIn(callers, i, false));
        }
        seats(TALKING, AGENTS);
        await("two telephones ring", () -> phones.stream().skip(TALKING).allMatch(p -> p.rings() > 0));

        AmiProbe probe = opened(asterisk.probe());
        List<SippCaller> everybody = new ArrayList<>(talking);
        everybody.addAll(waiting);
        everybody.addAll(listening);
        assertThat(everybody).noneMatch(SippCaller::over);
        first.kill();
        long killed = System.currentTimeMillis();
        opened(ServerProcess.serve(settings, log));
        Future<Long> newcomer = thumbs.submit(() -> newCallerAnswered(callers));
        await("every desktop is back", () -> desks.stream().allMatch(d -> d.back() != null));
        List<SippPhone> ringing = phones.subList(TALKING, AGENTS);
        ringing.forEach(SippPhone::answer);
        await("telephones that rang all the while are joined with their callers", () -> ringing.stream()
                .allMatch(SippPhone::talking));
        long answered = newcomer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        System.out.printf(
                Locale.ROOT,
                "killed with %d calls up; seconds after the start of the new process: first desktop %.2f, last one %.2f, a new"
                        + " caller answered %.2f%n",
                everybody.size(),
                (backs().min().getAsLong() - killed) / 1000.0,
                (backs().max().getAsLong() - killed) / 1000.0,
                (answered - killed) / 1000.0);

        assertThat(probe.saw("BridgeLeave")).as("conversations go on").isFalse();
        assertThat(everybody).as("calls dropped").noneMatch(SippCaller::over);
        for (SippCaller caller : listening) {
            thumbs.execute(() -> press(caller));
        }
        await(
                "who listened has come to the queue",
                () -> metric("cordboard_callers_waiting") >= WAITING - ringing.size() + LISTENING);
        for (WitnessDesk desk : desks) {
            WitnessDesk.Return back = Objects.requireNonNull(desk.back());
            assertThat(back.sameSession()).as("session of %s", desk.station()).isTrue();
            if (back.before().state() == AgentState.BUSY) {
                assertThat(back.after().state()).isEqualTo(AgentState.BUSY);
                assertThat(back.after().callId()).isEqualTo(back.before().callId());
            }
        }
        assertThat(desks.stream().flatMap(d -> d.complaints().stream())).isEmpty();

        phones.forEach(
                p -> p.behave(new PhoneBehaviour.AnswersAndHangsUp(Duration.ofMillis(100), Duration.ofMillis(300))));
        talking.forEach(SippCaller::hangUp);
        waiting.subList(0, ringing.size()).forEach(SippCaller::hangUp);
        await("all who waited are served", () -> waiting.stream().allMatch(SippCaller::over));
        List<Offer> offers = offersOfThoseWhoWaited(killed);
        assertThat(offers.stream().map(o -> o.caller().number()).toList())
                .as("places")
                .isEqualTo(called.subList(AGENTS, TALKING + WAITING));
        assertThat(offers).as("ages").allSatisfy(offer -> assertThat(offer.waitedMs())
                .isCloseTo(
                        madeAt(offer) - enteredQueue.getOrDefault(offer.caller().number(), 0L),
                        within(AGE_TOLERANCE.toMillis())));
    }

    private <T extends AutoCloseable> T opened(T thing) {
        open.add(thing);
        return thing;
    }

    @AfterEach
    void close() throws Exception {
        thumbs.shutdownNow();
        timer.shutdownNow();
        desks.forEach(WitnessDesk::close);
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        http.shutdownNow();
    }

    private void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }

    private void seats(int from, int to) {
        for (int i = from; i < to; i++) {
            WitnessDesk desk = new WitnessDesk(http, address, i, PASSWORD, System::currentTimeMillis, timer);
            desks.add(desk);
            desk.start().join();
        }
        await("the agents work", () -> desks.stream().allMatch(KilledServerTest::works));
    }

    private static boolean works(WitnessDesk desk) {
        AgentStatus status = desk.status();
        return status != null && status.state() != AgentState.NOT_READY && status.state() != AgentState.LOGGED_OUT;
    }

    /** @param on whether they press the key that leads to the queue */
    private SippCaller callIn(SippCallers callers, int number, boolean on) throws IOException {
        String from = RestartSite.customer(number * 10 + 1);
        called.add(from);
        SippCaller caller = callers.call(from, RestartSite.HOTLINE, new CustomerBehaviour.StaysOn());
        caller.awaitAnswered(LIMIT);
        if (on) {
            thumbs.execute(() -> {
                press(caller);
                enteredQueue.put(from, System.currentTimeMillis());
            });
        }
        return caller;
    }

    private static void press(SippCaller caller) {
        try {
            caller.awaitAudio(PACKETS_OF_GREETING, LIMIT);
            caller.press("1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Somebody calls every {@link #NEXT_CALL} until one of them is answered; returns when that was. */
    private static long newCallerAnswered(SippCallers callers) {
        List<SippCaller> newcomers = new ArrayList<>();
        Awaitility.await("a new caller is answered")
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(NEXT_CALL)
                .until(() -> {
                    String from = RestartSite.customer(1_001 + 10 * newcomers.size());
                    newcomers.add(callers.call(from, RestartSite.HOTLINE, new CustomerBehaviour.StaysOn()));
                    return newcomers.stream().anyMatch(SippCaller::answered);
                });
        return System.currentTimeMillis();
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private String health() throws IOException, InterruptedException {
        return get("/health");
    }

    private long metric(String name) throws IOException, InterruptedException {
        return get("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(-1);
    }

    private String get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private LongStream backs() {
        return desks.stream().map(WitnessDesk::back).filter(Objects::nonNull).mapToLong(WitnessDesk.Return::at);
    }

    /** The first offer of each caller since then who waited when the server was killed, in the order in which they were made. */
    private List<Offer> offersOfThoseWhoWaited(long since) {
        List<String> waited = called.subList(TALKING, TALKING + WAITING);
        Map<String, Offer> first = new LinkedHashMap<>();
        desks.stream()
                .flatMap(d -> d.offers().stream())
                .filter(shown -> shown.at() > since)
                .map(WitnessDesk.Shown::offer)
                .filter(offer -> waited.contains(offer.caller().number()))
                .sorted(Comparator.comparingLong(KilledServerTest::madeAt)
                        .thenComparingLong(offer ->
                                Objects.requireNonNull(offer.explanation()).key()))
                .forEach(offer -> first.putIfAbsent(offer.caller().number(), offer));
        return List.copyOf(first.values());
    }

    private static long madeAt(Offer offer) {
        return offer.expiresAt() - RestartSite.RING_TIMEOUT.toMillis();
    }
}
