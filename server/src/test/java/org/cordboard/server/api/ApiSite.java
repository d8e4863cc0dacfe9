package org.cordboard.server.api;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.cordboard.crm.assignment.Deputies;
import org.cordboard.crm.calls.BookEntry;
import org.cordboard.crm.calls.CallRecordProjection;
import org.cordboard.crm.calls.OfferRow;
import org.cordboard.crm.customer.CustomerClaim;
import org.cordboard.crm.customer.CustomerEntry;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.customer.PhoneNumbers;
import org.cordboard.crm.load.CustomerImport;
import org.cordboard.crm.load.ImportRuns;
import org.cordboard.crm.load.UploadedImports;
import org.cordboard.crm.organisation.OrganisationStore;
import org.cordboard.crm.organisation.PasswordRules;
import org.cordboard.crm.organisation.Role;
import org.cordboard.crm.organisation.Unit;
import org.cordboard.crm.organisation.UnitTier;
import org.cordboard.crm.organisation.UserStore;
import org.cordboard.crm.reports.ReportSettings;
import org.cordboard.crm.store.Database;
import org.cordboard.crm.targeting.TargetLists;
import org.cordboard.cti.acd.Binding;
import org.cordboard.cti.acd.Explanation;
import org.cordboard.cti.acd.OfferId;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.acd.SkillNeed;
import org.cordboard.cti.agent.AgentEvent;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.SessionId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.CallDirection;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.call.CallResult;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerEvent;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.ivr.IvrNode;
import org.cordboard.cti.ivr.IvrTree;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.TrunkId;
import org.cordboard.server.desktop.Desktops;
import org.cordboard.server.desktop.SiteInputs;
import org.cordboard.server.listen.Listener;
import org.cordboard.server.listen.Routes;
import org.cordboard.server.listen.Uploads;
import org.cordboard.server.login.PasswordChange;
import org.cordboard.server.login.PasswordHash;
import org.cordboard.server.login.Staff;
import org.cordboard.server.login.Tokens;
import org.cordboard.server.login.Users;
import org.cordboard.server.settings.Settings;
import org.cordboard.server.settings.SettingsFiles;
import org.cordboard.server.settings.SettingsReader;
import org.cordboard.server.settings.TreeFiles;
import org.cordboard.server.site.Books;
import org.cordboard.server.site.Floor;
import org.cordboard.server.site.LoadMeter;

/** The API over real HTTP, with books, floor and customers as a test needs them. A token is the name of a role in small letters. */
final class ApiSite implements AutoCloseable {

    static final String NUMBER = "+8613800138000";
    static final QueueId VIP = new QueueId("vip");
    static final AgentId AGENT = new AgentId("agent");

    static final String PASSWORD = "Correct-Horse-7";
    static final String HASH = PasswordHash.ofThrowAway(PASSWORD.toCharArray());
    /** The settings' user. */
    static final Settings.User FIRST =
            new Settings.User(new AgentId("first"), "First", HASH, Role.ADMINISTRATOR, List.of());

    private static final IvrTree TREE =
            new IvrTree("hotline-vip", "end", null, Map.of("end", new IvrNode.HangUp(Cause.NORMAL_CLEARING)));

    private static final SiteInputs NOBODY = new SiteInputs() {
        @Override
        public CompletionStage<Reply> command(Input.AgentCommanded command) {
            return new CompletableFuture<>();
        }

        @Override
        public void tell(Input input) {}
    };

    /** What supervisors commanded, and what they are told. */
    final List<Input.SupervisorCommanded> commanded = new ArrayList<>();

    Reply supervisorsReply = new Reply.Ok();

    final Database database = Database.inMemory("api-" + System.nanoTime());
    final InstantSource clock = InstantSource.system();
    final OrganisationStore units = new OrganisationStore(database, clock);
    final UserStore users = new UserStore(database, clock);
    final Tokens tokens = new Tokens(clock);
    final PhoneNumbers numbers = new PhoneNumbers("CN");
    final CustomerStore customers = new CustomerStore(database, numbers);
    final Deputies deputies = new Deputies(database, clock);
    final TargetLists lists = new TargetLists(database, clock, 600);
    private final Path directory = directory();
    final UploadedImports imports = new UploadedImports(
            new CustomerImport(database, customers, numbers), new ImportRuns(database, clock), directory);
    private final Uploads uploads = Uploads.in(directory);
    final Books books = new Books();
    /** What comes before the engine is late by this, milliseconds. */
    final AtomicLong late = new AtomicLong();

    final LoadMeter load = new LoadMeter(late::get);
    final Floor floor = new Floor();
    final Routes routes = new Routes();
    private final HttpClient http = HttpClient.newHttpClient();
    private final RestApi api;
    private final LoginRoutes loginRoutes;
    private final Listener listener;
    private volatile CountDownLatch held = new CountDownLatch(0);
    private long position;
    private int made;

    ApiSite() {
        units.put(new Unit("site", "Site", UnitTier.CITY, null), "test");
        units.put(new Unit("north", "North", UnitTier.DISTRICT, "site"), "test");
        units.put(new Unit("south", "South", UnitTier.DISTRICT, "site"), "test");
        units.put(new Unit("north-1", "North 1", UnitTier.TEAM, "north"), "test");
        for (Role role : Role.values()) {
            user(token(role), role, "site");
            for (String unit : List.of("north", "south", "north-1")) {
                user(token(role, unit), role, unit);
            }
        }
        user("other", Role.AGENT, "site");
        user("mate", Role.AGENT, "north");
        Staff staff = new Staff(new SiteId("site"), List.of(FIRST), users, units);
        Users logins = new Users(staff, PasswordRules.USUAL, clock);
        PasswordChange passwords = new PasswordChange(staff, logins, users, PasswordRules.USUAL, clock);
        loginRoutes = new LoginRoutes(logins, passwords, tokens, this::holder);
        api = new RestApi(
                new Gate(this::holder, staff::find, staff::organisation),
                new People(staff, users, units, passwords, tokens),
                new RestApi.Sources(
                        books,
                        floor,
                        database,
                        customers,
                        numbers,
                        deputies,
                        lists,
                        imports,
                        trees(),
                        this::supervise,
                        load,
                        ReportSettings::usual));
        Desktops desktops = new Desktops(NOBODY, token -> Optional.empty(), () -> 5, 7);
        listener = Listener.open("127.0.0.1", 0, api.addTo(loginRoutes.addTo(routes)), desktops, uploads);
        customers.onChange(numbers -> waitWhileHeld());
        fill();
    }

    /** The trees of the demo, in a folder where they can be changed. */
    private TreeFiles trees() {
        try {
            Path folder = Files.createDirectories(directory.resolve("settings"));
            for (String name : List.of("demo.yaml", "hotline-vip.yaml", "hotline-general.yaml")) {
                Files.writeString(folder.resolve(name), resource(name));
            }
            SettingsReader reader = new SettingsReader(Map.of("CORDBOARD_PBX_SECRET", "a secret"));
            return new TreeFiles(SettingsFiles.in(folder), "demo.yaml", reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the demo. */
    static String resource(String name) throws IOException {
        try (InputStream in = ApiSite.class.getResourceAsStream("/org/cordboard/server/demo/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What is stored of a tree now. */
    String tree(String file) throws IOException {
        return Files.readString(directory.resolve("settings").resolve(file));
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("api-site");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A token of the tests is a login; one of a real login is good, too. */
    private Optional<AgentId> holder(String token) {
        return token.matches("[a-z0-9_-]{1,30}") ? Optional.of(new AgentId(token)) : tokens.holder(token);
    }

    private void user(String login, Role role, String unit) {
        users.add(new AgentId(login), "Somebody", role, unit, HASH, "test");
    }

    private CompletionStage<Reply> supervise(Input.SupervisorCommanded command) {
        commanded.add(command);
        return CompletableFuture.completedFuture(supervisorsReply);
    }

    /** The token of somebody of a role who stands in a district or team. */
    static String token(Role role, String unit) {
        return token(role) + "-" + unit;
    }

    static String token(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private void fill() {
        customers.put(List.of(
                entry("C1", "Wei", AGENT, NUMBER),
                entry("C2", "Wei Li", new AgentId("other"), "13900139000"),
                entry("C3", "=cmd|' /C calc'!A0", new AgentId("other"), "13700137000")));
        CallRecordProjection projection = new CallRecordProjection(database, "north-1");
        projection.applyEntries(
                1,
                List.of(
                        new BookEntry.Offered(offer("o-1", "n-1-1")),
                        new BookEntry.Accepted(new OfferId("o-1")),
                        new BookEntry.Closed(call("n-1-1", 1_000, "agent", "sold")),
                        new BookEntry.Closed(call("n-1-2", 2_000, "other", "=2+5")),
                        new BookEntry.Closed(call("n-1-3", 2_000, "other", "<b>"))));
        follow(
                new SiteEvent.SiteConfigured(config()),
                new AgentEvent.AgentLoggedIn(AGENT, new SessionId("s"), new StationId("1001"), 10),
                new AgentEvent.AgentBecameReady(AGENT, 20));
        CallId waiting = new CallId("n-1-4");
        Customer customer = entry("C1", "Wei", AGENT, NUMBER).customer();
        follow(
                new CallEvent.CallArrived(
                        waiting,
                        new LegId("l-1"),
                        new PbxId("pbx"),
                        new TrunkId("carrier"),
                        new CallerId(NUMBER, "Wei"),
                        "4000",
                        30),
                new CustomerEvent.CustomerIdentified(waiting, customer),
                new QueueEvent.CallQueued(
                        waiting,
                        VIP,
                        -60_000,
                        40,
                        900_000,
                        null,
                        List.of(new SkillNeed("english", 3, Duration.ofSeconds(30))),
                        new Binding(AGENT, Binding.Reason.OWNER, 50_000),
                        null));
    }

    private static SiteConfig config() {
        SiteConfig.QueueConfig vip = new SiteConfig.QueueConfig(
                VIP, "VIP", Map.of(), Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofMinutes(15), "calm");
        SiteConfig.QueueConfig general = new SiteConfig.QueueConfig(
                new QueueId("general"),
                "General",
                Map.of(),
                Duration.ofSeconds(20),
                Duration.ofSeconds(30),
                Duration.ofMinutes(15),
                "calm");
        return new SiteConfig(
                List.of(new SiteConfig.Hotline("4008001000", "VIP", "hotline-vip")),
                List.of(TREE),
                List.of(vip, general),
                agents(),
                List.of(),
                SiteConfig.Limits.DEFAULT);
    }

    /** Everybody can take a seat. */
    private static List<SiteConfig.AgentConfig> agents() {
        List<SiteConfig.AgentConfig> agents = new ArrayList<>();
        agents.add(new SiteConfig.AgentConfig(AGENT, "Ann", List.of(VIP)));
        agents.add(new SiteConfig.AgentConfig(new AgentId("other"), "Bert", List.of(VIP, new QueueId("general"))));
        agents.add(new SiteConfig.AgentConfig(new AgentId("mate"), "Mate", List.of()));
        for (Role role : Role.values()) {
            for (String unit : List.of("north", "south", "north-1")) {
                agents.add(new SiteConfig.AgentConfig(new AgentId(token(role, unit)), "Somebody", List.of()));
            }
            if (role != Role.AGENT) {
                agents.add(new SiteConfig.AgentConfig(new AgentId(token(role)), "Somebody", List.of()));
            }
        }
        return agents;
    }

    void follow(Event... events) {
        position++;
        JournalEntry entry =
                new JournalEntry(position, position, new Input.WallClockMoved(0), List.of(events), 0, 0xB1);
        books.follow(entry, false);
        floor.follow(entry, false);
    }

    private static CustomerEntry entry(String id, String name, AgentId owner, String number) {
        Customer customer = new Customer(new CustomerId(id), name, Tier.GOLD, true, owner, Map.of("points", "1200"));
        return new CustomerEntry(customer, List.of(number));
    }

    private static OfferRow offer(String offer, String call) {
        return new OfferRow(
                new OfferId(offer),
                new CallId(call),
                VIP,
                AGENT,
                new StationId("1001"),
                1_500,
                400,
                "RINGING",
                new Explanation(
                        -59_000,
                        3,
                        1,
                        List.of(new Explanation.Candidate(AGENT, 5, 90_000)),
                        Explanation.Rule.OWN_MANAGER,
                        Explanation.Overtaking.OWN_CUSTOMER));
    }

    private static CallRecord call(String id, long arrived, String agent, String disposition) {
        return new CallRecord(
                new CallId(id),
                new TrunkId("carrier"),
                "4000",
                NUMBER,
                new CustomerId("C1"),
                List.of("welcome", "wait"),
                "zh",
                Map.of("account", "55501"),
                Map.of("order.no", "B-20417"),
                VIP,
                new AgentId(agent),
                CallResult.ANSWERED,
                Cause.NORMAL_CLEARING,
                disposition,
                1,
                arrived,
                arrived + 100,
                arrived + 600,
                arrived + 5_000,
                arrived + 6_000,
                null,
                false,
                null,
                List.of(),
                CallDirection.INBOUND);
    }

    /** A customer of a district, or of none, who has an owner, or none. */
    String customer(String district, String owner) {
        String id = "K" + ++made;
        Map<String, String> values = new LinkedHashMap<>(Map.of("name", "Somebody"));
        values.put("district", district);
        values.put("owner", owner);
        String number = "+86138" + (10_000_000 + made);
        customers.take("test", List.of(new CustomerClaim(new CustomerId(id), null, values, List.of(number))), false);
        return id;
    }

    /** A call that an agent had and that is over. */
    String call(String agent) {
        String id = "n-2-" + ++made;
        new CallRecordProjection(database, "made")
                .applyEntries(made, List.of(new BookEntry.Closed(call(id, 3_000, agent, ""))));
        return id;
    }

    /** An import with a good and a faulty row that has ended. */
    long endedImport(String name, String by) {
        long id = imports.submit(file("id,points\nC1,7\n,8\n"), name, "made", by);
        await().until(() -> imports.progress(id).isEmpty());
        return id;
    }

    /** An import that does not end before {@link #release}. */
    long heldImport(String by) {
        if (held.getCount() == 0) {
            held = new CountDownLatch(1);
        }
        return imports.submit(file("id,points\nC1," + next() + "\n"), "held", "held", by);
    }

    void release() {
        held.countDown();
    }

    private void waitWhileHeld() {
        if (Thread.currentThread().getName().equals("customer-import")) {
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Path file(String text) {
        try {
            return Files.writeString(Files.createTempFile(directory, "made", ".csv"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A login of somebody new. */
    String colleague(Role role, String unit) {
        String login = "new-" + ++made;
        user(login, role, unit);
        return login;
    }

    /** A number that nobody had before. */
    int next() {
        return ++made;
    }

    HttpResponse<String> get(String token, String path, String... headers) throws Exception {
        return send(token, "GET", path, "", headers);
    }

    HttpResponse<String> send(String token, String method, String path, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listener.port() + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        release();
        listener.close();
        api.close();
        loginRoutes.close();
        uploads.close();
        imports.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        database.close();
    }
}
