package org.cordboard.server.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cordboard.crm.assignment.Deputies;
import org.cordboard.crm.customer.CustomerEntry;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.store.StoreUnavailableException;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.protocol.Offer;
import org.cordboard.server.CordboardServer;
import org.cordboard.server.login.PasswordHash;
import org.cordboard.server.settings.Settings;
import org.cordboard.server.settings.SettingsFiles;
import org.cordboard.server.settings.SettingsReader;
import org.cordboard.server.settings.TreeFiles;
import org.cordboard.server.site.Books;
import org.cordboard.server.site.Floor;
import org.cordboard.sim.ami.AmiAccount;
import org.cordboard.sim.people.CallMix;
import org.cordboard.sim.people.CustomerBehaviour;
import org.cordboard.sim.people.Sample;
import org.cordboard.sim.standalone.StandaloneOptions;
import org.cordboard.sim.standalone.StandalonePbx;
import org.cordboard.sim.world.WorldEvent;
import org.cordboard.sim.world.WorldTimings;

/** The demonstration: a simulated PBX over TCP, the server, made-up customers, and robots at real desktop connections. */
public final class DemoSite implements AutoCloseable {

    static final String HOTLINE = "4008001000";
    private static final String GENERAL_HOTLINE = "4008002000";
    /** Of all calls; the others go to the general hotline. */
    private static final double VIP_SHARE = 0.6;

    private static final AgentId DEPUTY = new AgentId("a1003");
    private static final String PBX_USER = "cordboard";
    private static final String HUMAN = "you";
    private static final String FOLDER = "/org/cordboard/server/demo";
    private static final String SETTINGS = "demo.yaml";
    private static final String SUPERVISOR = "boss";
    private static final String ADMINISTRATOR = "admin";
    private static final String HUMAN_STATION = "1099";
    private static final int AVAILABLE_AT_ONCE_MILLIS = 100;
    private static final long WELCOME_MILLIS = 1_000;

    private final String password = secret();
    private final DemoOptions options;
    private final StandalonePbx pbx;
    private final Settings settings;
    private final TreeFiles trees;
    private volatile CordboardServer server;
    private final Books.Ledger before;
    private final Words words;
    private final Wallboard wallboard;
    private final FirstAnswer firstAnswer = new FirstAnswer(StartOfProgram.millis());
    private final CompletableFuture<?> callersStored;
    private final CompletableFuture<?> customersStored;
    private final HttpClient http;
    private final List<Robot> robots = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1, run -> {
        Thread thread = new Thread(run, "robots");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Long> lastWord = new ConcurrentHashMap<>();
    private final Percentiles untilOffer = new Percentiles();
    private final Percentiles untilAgent = new Percentiles();

    private DemoSite(DemoOptions options) {
        this.options = options;
        this.words = new Words(options.locale());
        // What costs time and needs nothing else goes on beside the rest.
        CompletableFuture<HttpClient> client = CompletableFuture.supplyAsync(HttpClient::newHttpClient);
        String pbxSecret = secret();
        List<CustomerEntry> customers = Customers.make(options.customers(), options.seed());
        this.pbx = StandalonePbx.start(pbxOptions(pbxSecret, customers));
        try {
            this.settings = settings(pbxSecret);
            this.trees = trees(pbxSecret);
            this.wallboard = new Wallboard(words, this::ledger, this::seats);
            this.server = CordboardServer.start(settings, trees, List.of(wallboard, firstAnswer));
            this.before = server.books().ledger();
            CustomerStore store = server.customers();
            List<CustomerEntry> first = Customers.first(customers);
            this.callersStored = CompletableFuture.runAsync(() -> {
                nameDeputy(new Deputies(server.database(), InstantSource.system()));
                store.put(first);
            });
            this.customersStored =
                    callersStored.thenRunAsync(() -> store.put(customers.subList(first.size(), customers.size())));
            this.http = client.join();
        } catch (RuntimeException e) {
            pbx.close();
            throw e;
        }
        pbx.ask(() -> {
            pbx.world().addListener(this::happened);
            return true;
        });
    }

    private Books.Ledger ledger() {
        return server.books().ledger();
    }

    private List<Floor.Seat> seats() {
        return server.floor().seats();
    }

    /** Starts everything but the calls. */
    public static DemoSite start(DemoOptions options) {
        DemoSite demo = new DemoSite(options);
        try {
            demo.startRobots();
            demo.await(demo.callersStored);
            return demo;
        } catch (RuntimeException e) {
            demo.close();
            throw e;
        }
    }

    private static void nameDeputy(Deputies deputies) {
        LocalDate today = LocalDate.now(ZoneId.systemDefault());
        boolean named = deputies.of(Customers.ON_LEAVE).stream().anyMatch(term -> term.isOn(today));
        if (!named) {
            deputies.add(new Deputies.Term(Customers.ON_LEAVE, today, today.plusDays(1), DEPUTY), "demo");
        }
    }

    /** A caller who is not in the database yet would be turned away as unknown. */
    private void await(CompletableFuture<?> stored) {
        try {
            stored.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StoreUnavailableException away ? away : e;
        }
    }

    private StandaloneOptions pbxOptions(String secret, List<CustomerEntry> customers) {
        List<StandaloneOptions.Phone> phones = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            phones.add(
                    new StandaloneOptions.Phone(String.valueOf(1000 + i), new Sample.Uniform(500, 2_000), 0.02, 0.01));
        }
        phones.add(new StandaloneOptions.Phone(HUMAN_STATION, new Sample.Uniform(1_500, 3_000), 0, 0));
        return StandaloneOptions.small(0, AmiAccount.cordboard(PBX_USER, secret), 0, options.seed())
                .withPhones(phones)
                .withTimings(WorldTimings.measured().withPrompt("cordboard/welcome", WELCOME_MILLIS))
                .withCalls(
                        calls(HOTLINE, VIP_SHARE, customers, asked()),
                        calls(GENERAL_HOTLINE, 1 - VIP_SHARE, customers, choosing()));
    }

    private CallMix calls(
            String hotline, double share, List<CustomerEntry> customers, List<CustomerBehaviour> behaviours) {
        double perMinute = options.callsPerMinute() * share;
        return new CallMix(
                "carrier", hotline, perMinute, 100, Customers.callers(Customers.first(customers)), 0.1, behaviours);
    }

    /** One of five callers of the VIP hotline would rather be called back than wait. */
    private static List<CustomerBehaviour> asked() {
        List<CustomerBehaviour> asked = new ArrayList<>();
        for (CustomerBehaviour each : StandaloneOptions.livelyCustomers()) {
            List.of("9 1", "9 1", "9 1", "9 1", "9 2").forEach(keys -> asked.add(each.withKeys(keys)));
        }
        return asked;
    }

    /** What callers of the general hotline press: most want service, some English, some complain about an order. */
    private static List<CustomerBehaviour> choosing() {
        List<CustomerBehaviour> choosing = new ArrayList<>();
        for (CustomerBehaviour each : StandaloneOptions.livelyCustomers()) {
            List.of("1", "1", "1", "2", "2", "3 20418#").forEach(keys -> choosing.add(each.withKeys(keys)));
        }
        return choosing;
    }

    private Settings settings(String pbxSecret) {
        String hash = PasswordHash.ofThrowAway(password.toCharArray());
        Map<String, String> hashes = new LinkedHashMap<>();
        for (int i = 1; i <= 12; i++) {
            hashes.put("a" + (1000 + i), hash);
        }
        hashes.put(HUMAN, hash);
        hashes.put(Customers.ON_LEAVE.value(), hash);
        hashes.put(SUPERVISOR, hash);
        hashes.put(ADMINISTRATOR, hash);
        Settings read = new SettingsReader(Map.of("CORDBOARD_PBX_SECRET", pbxSecret))
                .withPasswordHashes(hashes)
                .read(SettingsFiles.onClassPath(FOLDER), SETTINGS);
        Settings.PbxSettings known = read.pbxs().get(0);
        return read.withDataDirectory(options.dataDirectory())
                .withListen(new Settings.Listen("127.0.0.1", options.port()))
                .withPbxs(List.of(new Settings.PbxSettings(
                        known.id(), known.type(), "127.0.0.1", pbx.port(), known.user(), known.secret())));
    }

    /** The trees come with the program: they can be looked at, and not be replaced. */
    private static TreeFiles trees(String pbxSecret) {
        return new TreeFiles(
                SettingsFiles.onClassPath(FOLDER),
                SETTINGS,
                new SettingsReader(Map.of("CORDBOARD_PBX_SECRET", pbxSecret)));
    }

    /** Nobody can guess it, and it dies with the program. */
    static String secret() {
        byte[] bytes = new byte[9];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void startRobots() {
        List<CompletableFuture<?>> logins = new ArrayList<>();
        for (int i = 1; i <= options.robots(); i++) {
            String number = String.valueOf(1000 + i);
            Robot robot = new Robot(
                    http, address(), "a" + number, password, number, Duration.ofSeconds(6), timer, this::shown);
            robots.add(robot);
            logins.add(robot.start());
        }
        if (logins.isEmpty()) {
            return;
        }
        try {
            // The first one in is enough to begin with; the others follow within a few seconds.
            CompletableFuture.anyOf(logins.toArray(CompletableFuture<?>[]::new)).get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the robots logged in", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The robots could not log in: " + e.getMessage(), e);
        }
    }

    // ---- figures

    private void happened(WorldEvent event) {
        switch (event) {
            case WorldEvent.AgiCommandEnded e -> lastWord.put(e.channel().callerNumber(), System.nanoTime());
            case WorldEvent.ChannelHungUp e -> lastWord.remove(e.channel().callerNumber());
            default -> {}
        }
    }

    /** Only calls for which an agent was free at once: their offer follows from the last report of the PBX. */
    private void shown(Offer offer) {
        Long since = lastWord.get(offer.caller().number());
        if (since != null && offer.waitedMs() < AVAILABLE_AT_ONCE_MILLIS) {
            untilOffer.add(System.nanoTime() - since);
        }
    }

    // ---- for those who run it

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    public CordboardServer server() {
        return server;
    }

    public Wallboard wallboard() {
        return wallboard;
    }

    /** When the first call was answered, in words; empty before. */
    public Optional<String> firstAnswer() {
        return Optional.ofNullable(firstAnswer.seconds())
                .map(seconds -> words.say("first", String.format(Locale.ROOT, "%.1f", seconds)));
    }

    /** What a person needs to know to look around. */
    public List<String> introduction() {
        int last = 1000 + options.robots();
        String command = "./cordboard agent --server " + address() + " --user " + HUMAN + " --password " + password
                + " --station " + HUMAN_STATION;
        return List.of(
                words.say("server", address()),
                words.say("pbx", pbx.port(), HOTLINE, GENERAL_HOTLINE),
                words.say("data", options.dataDirectory().toAbsolutePath()),
                words.say("robots", "a" + last, last),
                words.say("seat", command),
                words.say("api", address(), SUPERVISOR, ADMINISTRATOR, password));
    }

    /** Stops the server and starts it again on the same port. Callers wait meanwhile, and the robots come back by themselves. */
    public void restartServer() {
        Settings.Listen known = new Settings.Listen("127.0.0.1", server.port());
        server.close();
        server = CordboardServer.start(settings.withListen(known), trees, List.of(wallboard, firstAnswer));
    }

    public void startCalls() {
        pbx.startCalls();
    }

    /** Lets the calls that are up come to their end. Returns whether all did in time. */
    public boolean drain(Duration limit) throws InterruptedException {
        pbx.stopCalls();
        await(customersStored);
        long end = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < end) {
            if (pbx.ask(() -> pbx.callers().going()) == 0
                    && server.books().ledger().open() == 0) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return false;
    }

    /** Compares the books with the database and with what the callers saw. */
    public DemoReport report(Duration ran) {
        pbx.ask(() -> {
            pbx.callers().ended().forEach(entry -> entry.heardAgentAt()
                    .ifPresent(at -> untilAgent.add(TimeUnit.MILLISECONDS.toNanos(at - entry.calledAt()))));
            return true;
        });
        return DemoReport.of(
                ran,
                before,
                server.books().ledger(),
                server.records(),
                pbx.ask(() -> pbx.callers().ended()),
                untilOffer.summary(),
                untilAgent.summary(),
                firstAnswer.seconds());
    }

    @Override
    public void close() {
        timer.shutdownNow();
        robots.forEach(Robot::close);
        server.close();
        pbx.close();
    }
}
