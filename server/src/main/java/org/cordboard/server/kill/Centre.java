package org.cordboard.server.kill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.cordboard.protocol.AgentState;
import org.cordboard.protocol.AgentStatus;
import org.cordboard.sim.ami.AmiAccount;
import org.cordboard.sim.ami.AmiServer;
import org.cordboard.sim.people.Sample;
import org.cordboard.sim.standalone.StandaloneOptions;
import org.cordboard.sim.standalone.StandalonePbx;
import org.cordboard.sim.world.WorldTimings;

/**
 * A whole centre: simulated PBX, callers and desktops in this process, the server in a process of its own, and between them wires that can
 * fail. Nobody but callers ever hangs up.
 */
final class Centre implements AutoCloseable {

    /** @param rings how long telephones ring before they are answered, in milliseconds */
    record Plan(int calls, int agents, long talkMillis, Sample.Uniform rings, long seed) {}

    private static final String PBX_USER = "cordboard";
    private static final int LOGINS_AT_ONCE = 10;
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Plan plan;
    private final Path folder;
    private final Path settings;
    private final int port;
    private final StandalonePbx pbx;
    private final TcpRelay toPbx;
    private final TcpRelay toServer;
    private final Crowd crowd;
    private final String password = UUID.randomUUID().toString();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final List<WitnessDesk> desks = new ArrayList<>();
    private ServerProcess server;

    /** Starts the PBX and the server. */
    Centre(Path folder, Plan plan) {
        this.plan = plan;
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String secret = UUID.randomUUID().toString();
        this.pbx = StandalonePbx.start(pbxOptions(plan, secret));
        this.crowd = new Crowd(pbx, plan.calls(), plan.talkMillis(), plan.seed());
        this.port = RestartSite.freePort();
        this.toPbx = TcpRelay.to(pbx.port());
        this.toServer = TcpRelay.to(port);
        this.settings = RestartSite.write(
                folder, plan.agents(), port, new RestartSite.Pbx(toPbx.port(), PBX_USER, secret), password);
        this.server = ServerProcess.serve(settings, log());
    }

    private static StandaloneOptions pbxOptions(Plan plan, String secret) {
        List<StandaloneOptions.Phone> phones = new ArrayList<>();
        for (int i = 0; i < plan.agents(); i++) {
            phones.add(new StandaloneOptions.Phone(RestartSite.station(i), plan.rings(), 0, 0));
        }
        return new StandaloneOptions(
                AmiServer.Options.loopback(0),
                List.of(AmiAccount.cordboard(PBX_USER, secret)),
                RestartSite.TRUNK,
                Math.max(200, plan.calls() * 4),
                phones,
                List.of(),
                WorldTimings.measured().withPrompt(RestartSite.WELCOME, 4_000).withPrompt(RestartSite.MENU, 6_000),
                plan.seed());
    }

    /** The agents log in and become ready. */
    void openDesks() throws InterruptedException {
        await("the server listens", START_LIMIT, this::listens);
        URI address = URI.create("http://127.0.0.1:" + toServer.port());
        List<CompletableFuture<?>> logins = new ArrayList<>();
        for (int i = 0; i < plan.agents(); i++) {
            WitnessDesk desk = new WitnessDesk(http, address, i, password, clock(), timer);
            desks.add(desk);
            logins.add(desk.start());
            // Checking a password is slow on purpose.
            if (logins.size() == LOGINS_AT_ONCE || desks.size() == plan.agents()) {
                CompletableFuture.allOf(logins.toArray(CompletableFuture<?>[]::new))
                        .join();
                logins.clear();
            }
        }
        await("the agents are ready", START_LIMIT, () -> desks.stream().allMatch(Centre::isReady));
    }

    private static boolean isReady(WitnessDesk desk) {
        AgentStatus status = desk.status();
        return status != null && status.state() == AgentState.READY;
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    void killServer() {
        server.kill();
    }

    void startServer() {
        server = ServerProcess.serve(settings, log());
    }

    ServerProcess server() {
        return server;
    }

    StandalonePbx pbx() {
        return pbx;
    }

    /** Milliseconds, as callers and desktops count. */
    LongSupplier clock() {
        return pbx.world().scheduler()::now;
    }

    Crowd crowd() {
        return crowd;
    }

    /** Calls that are up. */
    int up() {
        return crowd.stages().values().stream().mapToInt(Integer::intValue).sum();
    }

    List<WitnessDesk> desks() {
        return desks;
    }

    /** Between server and PBX. */
    TcpRelay toPbx() {
        return toPbx;
    }

    /** Between desktops and server. */
    TcpRelay toServer() {
        return toServer;
    }

    /** Straight to the server. */
    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Who may read the books, with everybody's password. */
    String supervisor() {
        return RestartSite.SUPERVISOR;
    }

    String password() {
        return password;
    }

    Path log() {
        return folder.resolve("server.log");
    }

    void await(String what, Duration limit, BooleanSupplier condition) throws InterruptedException {
        if (!waitFor(limit, condition)) {
            throw new IllegalStateException(
                    "not after " + limit.toSeconds() + " s: " + what + "; the server's log is " + log());
        }
    }

    /** Whether it came true in time. */
    static boolean waitFor(Duration limit, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return true;
    }

    @Override
    public void close() {
        desks.forEach(WitnessDesk::close);
        server.close();
        timer.shutdownNow();
        http.shutdownNow();
        toServer.close();
        toPbx.close();
        pbx.close();
    }
}
