package org.cordboard.server.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.cordboard.crm.bench.ImportBench;
import org.cordboard.crm.organisation.Role;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.ivr.IvrNode;
import org.cordboard.cti.ivr.IvrTree;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.TrunkId;
import org.cordboard.protocol.Offer;
import org.cordboard.server.CordboardServer;
import org.cordboard.server.login.PasswordHash;
import org.cordboard.server.settings.Secret;
import org.cordboard.server.settings.Settings;
import org.cordboard.server.site.Books;
import org.cordboard.sim.ami.AmiAccount;
import org.cordboard.sim.people.CallGenerator;
import org.cordboard.sim.people.CallMix;
import org.cordboard.sim.people.CustomerBehaviour;
import org.cordboard.sim.people.Sample;
import org.cordboard.sim.standalone.StandaloneOptions;
import org.cordboard.sim.standalone.StandalonePbx;
import org.cordboard.sim.world.WorldEvent;

/**
 * The whole product over TCP under load: simulated PBX, server with its journal on disk, and agents on WebSockets. It measures from
 * the PBX's last report before a caller can be offered, at the moment it is written to the AMI connection, to the offer's arrival at
 * the agent's desktop.
 */
public final class LoadTest {

    private static final String HOTLINE = "4008001000";
    private static final QueueId QUEUE = new QueueId("vip");
    static final PbxId PBX = new PbxId("pbx");
    private static final int CALLERS = 20_000;
    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final Duration WRAP_UP = Duration.ofMillis(500);
    /** For agents who take as many calls as they can. */
    static final Duration SHORT_WRAP_UP = Duration.ofMillis(100);

    /**
     * @param calls those of the warm-up too
     * @param offers in milliseconds, those of calls for which an agent was free at once
     */
    public record Result(long calls, Percentiles.Summary offers, boolean balanced) {}

    private LoadTest() {}

    /**
     * Runs for a warm-up of a minute, in which the virtual machine compiles what is busy, and then for the time given.
     *
     * @param customers how many there are in the database, which is filled when it has fewer; 20,000 of them call
     */
    public static Result run(Path data, int customers, int agents, double callsPerSecond, Duration time)
            throws InterruptedException {
        ImportBench.fill(data, customers, System.out::println);
        String secret = DemoSite.secret();
        Map<String, Long> lastReport = new ConcurrentHashMap<>();
        Percentiles offers = new Percentiles();
        AtomicBoolean counting = new AtomicBoolean();
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
        List<Robot> robots = new ArrayList<>();
        try (StandalonePbx pbx = StandalonePbx.start(pbxOptions(agents, secret)
                        .withCalls(mix(callsPerSecond, 2_000, callers(customers), CustomerBehaviour.patient(4_000))));
                CordboardServer server =
                        CordboardServer.start(settings(data, agents, pbx.port(), secret, Map.of()), List.of())) {
            pbx.ask(() -> {
                pbx.world().addListener(event -> {
                    if (event instanceof WorldEvent.AgiCommandEnded e) {
                        lastReport.put(e.channel().callerNumber(), System.nanoTime());
                    }
                });
                return true;
            });
            long before = server.books().ledger().arrived();
            logIn(server, agents, secret, timer, robots, offer -> {
                if (counting.get()) {
                    count(offer, lastReport, offers);
                }
            });
            pbx.startCalls();
            TimeUnit.MILLISECONDS.sleep(WARM_UP.toMillis());
            counting.set(true);
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
            counting.set(false);
            pbx.stopCalls();
            Books.Ledger ledger = awaitEnd(server);
            return new Result(ledger.arrived() - before, offers.summary(), ledger.balances() && ledger.open() == 0);
        } finally {
            timer.shutdownNow();
            robots.forEach(Robot::close);
        }
    }

    /**
     * Lets all agents log in at the same time, and returns when they are ready.
     *
     * @param robots gets them, to be closed in the end
     */
    static void logIn(
            CordboardServer server,
            int agents,
            String secret,
            ScheduledExecutorService timer,
            List<Robot> robots,
            Consumer<Offer> onOffer)
            throws InterruptedException {
        logIn(server, agents, secret, timer, robots, WRAP_UP, onOffer);
    }

    static void logIn(
            CordboardServer server,
            int agents,
            String secret,
            ScheduledExecutorService timer,
            List<Robot> robots,
            Duration wrapUp,
            Consumer<Offer> onOffer)
            throws InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        URI address = URI.create("http://127.0.0.1:" + server.port());
        List<CompletableFuture<?>> logins = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            Robot robot = new Robot(http, address, agent(i), secret, station(i), wrapUp, timer, onOffer);
            robots.add(robot);
            logins.add(robot.start());
        }
        CompletableFuture.allOf(logins.toArray(CompletableFuture<?>[]::new)).join();
        TimeUnit.SECONDS.sleep(1);
    }

    private static void count(Offer offer, Map<String, Long> lastReport, Percentiles offers) {
        Long since = lastReport.get(offer.caller().number());
        if (since != null && offer.waitedMs() < 20) {
            offers.add(System.nanoTime() - since);
        }
    }

    static Books.Ledger awaitEnd(CordboardServer server) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        Books.Ledger ledger = server.books().ledger();
        while (ledger.open() > 0 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(100);
            ledger = server.books().ledger();
        }
        return ledger;
    }

    /** Some from everywhere in the database. */
    static List<CallMix.Customer> callers(int customers) {
        int step = Math.max(1, customers / CALLERS);
        return IntStream.iterate(0, i -> i < customers, i -> i + step)
                .mapToObj(i -> new CallMix.Customer(ImportBench.number(i), "Customer " + i))
                .toList();
    }

    static StandaloneOptions pbxOptions(int agents, String secret) {
        return pbxOptions(agents, secret, new Sample.Uniform(200, 1_000));
    }

    /** Telephones that are answered in no time, so that few agents can take many calls. */
    static StandaloneOptions quickPhones(int agents, String secret) {
        return pbxOptions(agents, secret, new Sample.Uniform(20, 100));
    }

    private static StandaloneOptions pbxOptions(int agents, String secret, Sample answersAfter) {
        List<StandaloneOptions.Phone> phones = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            phones.add(new StandaloneOptions.Phone(station(i), answersAfter, 0, 0));
        }
        return StandaloneOptions.small(0, AmiAccount.cordboard("cordboard", secret), 0, 1)
                .withTrunkCapacity(5_000)
                .withPhones(phones);
    }

    /** To be asked of the PBX; so is its end. */
    static boolean start(CallGenerator calls) {
        calls.start();
        return true;
    }

    static boolean stop(CallGenerator calls) {
        calls.stop();
        return true;
    }

    static CallMix mix(
            double callsPerSecond, int mostGoing, List<CallMix.Customer> callers, CustomerBehaviour behaviour) {
        return new CallMix("carrier", HOTLINE, callsPerSecond * 60, mostGoing, callers, 0, List.of(behaviour));
    }

    static String agent(int i) {
        return "a" + i;
    }

    static String station(int i) {
        return String.valueOf(2_000 + i);
    }

    /** @param secret of everybody */
    static Settings settings(Path data, int agents, int amiPort, String secret, Map<Tier, Duration> headStarts) {
        Map<String, IvrNode> nodes = new LinkedHashMap<>();
        nodes.put("identify", new IvrNode.Identify("vip", "vip"));
        nodes.put("vip", new IvrNode.Queue(QUEUE, "bye", "bye"));
        nodes.put("bye", new IvrNode.HangUp(Cause.NORMAL_CLEARING));
        String hash = PasswordHash.ofThrowAway(secret.toCharArray());
        List<Settings.User> users = new ArrayList<>();
        List<SiteConfig.StationConfig> stations = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            users.add(new Settings.User(new AgentId(agent(i)), "Robot " + i, hash, Role.AGENT, List.of(QUEUE)));
            stations.add(new SiteConfig.StationConfig(new StationId(station(i)), PBX));
        }
        return new Settings(
                new SiteId("load"),
                "CN",
                new Settings.Listen("127.0.0.1", 0),
                data,
                List.of(new Settings.PbxSettings(
                        PBX,
                        Settings.PbxSettings.Type.ASTERISK,
                        "127.0.0.1",
                        amiPort,
                        "cordboard",
                        new Secret(secret))),
                List.of(new Settings.TrunkSettings(new TrunkId("carrier"), PBX)),
                stations,
                List.of(new SiteConfig.QueueConfig(
                        QUEUE,
                        "VIP",
                        headStarts,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(10),
                        "default")),
                List.of(new SiteConfig.Hotline(HOTLINE, "VIP", "vip")),
                List.of(new IvrTree("vip", "identify", null, nodes)),
                users,
                null,
                SiteConfig.Limits.DEFAULT);
    }
}
