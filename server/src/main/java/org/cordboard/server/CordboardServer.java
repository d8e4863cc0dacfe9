package org.cordboard.server;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.cordboard.asterisk.AsteriskLink;
import org.cordboard.asterisk.AsteriskSettings;
import org.cordboard.crm.assignment.Deputies;
import org.cordboard.crm.calls.CallRecordStore;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.customer.PhoneNumbers;
import org.cordboard.crm.load.CustomerImport;
import org.cordboard.crm.load.ImportRuns;
import org.cordboard.crm.load.UploadedImports;
import org.cordboard.crm.lookup.CallerDirectory;
import org.cordboard.crm.lookup.CustomerLookUp;
import org.cordboard.crm.lookup.CustomerQueries;
import org.cordboard.crm.organisation.OrganisationStore;
import org.cordboard.crm.organisation.PasswordRules;
import org.cordboard.crm.organisation.UserStore;
import org.cordboard.crm.reports.ReportSettings;
import org.cordboard.crm.store.Database;
import org.cordboard.crm.targeting.TargetLists;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.server.api.Gate;
import org.cordboard.server.api.LoginRoutes;
import org.cordboard.server.api.People;
import org.cordboard.server.api.RestApi;
import org.cordboard.server.desktop.Desktops;
import org.cordboard.server.desktop.FloorClock;
import org.cordboard.server.journal.JournalFollower;
import org.cordboard.server.journal.SegmentJournal;
import org.cordboard.server.listen.Listener;
import org.cordboard.server.listen.Routes;
import org.cordboard.server.listen.Uploads;
import org.cordboard.server.login.PasswordChange;
import org.cordboard.server.login.Staff;
import org.cordboard.server.login.TokenFile;
import org.cordboard.server.login.Tokens;
import org.cordboard.server.login.Users;
import org.cordboard.server.settings.Settings;
import org.cordboard.server.settings.SettingsFiles;
import org.cordboard.server.settings.SettingsReader;
import org.cordboard.server.settings.TreeFiles;
import org.cordboard.server.site.Books;
import org.cordboard.server.site.Effects;
import org.cordboard.server.site.Floor;
import org.cordboard.server.site.Projector;
import org.cordboard.server.site.SiteRun;
import org.cordboard.server.site.SiteThread;
import org.cordboard.server.snapshot.Replica;
import org.cordboard.server.snapshot.Retention;
import org.cordboard.server.snapshot.SnapshotFiles;
import org.cordboard.server.snapshot.SnapshotWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One server with one site: opens its stores and journal, replays, connects to the PBXs and listens. Parts are opened in the order
 * in which they need each other, and closed the other way round.
 *
 * <p>When the journal cannot be written or the engine has a fault, the site stops: the PBX links are closed, so that the PBX serves
 * callers by its own dialplan, and health says so.
 */
public final class CordboardServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CordboardServer.class);

    private static final String JOURNAL = "journal";
    private static final String IMPORTS = "imports";
    private static final String TOKENS = "tokens";
    /** No target list gives a larger head start: ten minutes, so that nobody else waits for ever. */
    private static final int MOST_BONUS_SECONDS = 600;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<AsteriskLink> links = new ArrayList<>();
    private final Settings settings;
    private volatile ReportSettings reports;
    private final Books books = new Books();
    private final Floor floor = new Floor();
    private final Database database;
    private final Desktops desktops;
    private final SiteThread site;
    private final Projector projector;
    private final SnapshotWriter snapshotWriter;
    private final Listener listener;
    private final CallRecordStore records;
    private final CustomerStore customers;
    private final TargetLists lists;
    private final Deputies deputies;

    private CordboardServer(Settings settings, TreeFiles trees, List<JournalFollower> followers) {
        this.settings = settings;
        this.reports = settings.reports();
        Door door = new Door();
        try {
            // Both take their time, and the journal needs neither.
            CompletableFuture<Database> opening = CompletableFuture.supplyAsync(settings::openDatabase);
            open.add(() -> opening.thenAccept(Database::close)
                    .exceptionally(failed -> null)
                    .join());
            connectPbxs(door);
            SegmentJournal journal = opened(SegmentJournal.open(new SegmentJournal.Options(
                    settings.dataDirectory().resolve(JOURNAL), settings.site(), SiteRun.codeHash())));
            log.info("{}", journal.recovery().describe());
            SnapshotFiles snapshots = new SnapshotFiles(settings.dataDirectory().resolve(JOURNAL));
            Replica replica = snapshots.newest(journal.lastAppended(), SiteViews.replicas());

            this.database = awaited(opening);
            PhoneNumbers numbers = new PhoneNumbers(settings.region());
            this.customers = new CustomerStore(database, numbers);
            this.lists = new TargetLists(database, InstantSource.system(), MOST_BONUS_SECONDS);
            this.deputies = new Deputies(database, InstantSource.system());
            CustomersFile file = customersFile(numbers);
            boolean first = journal.lastAppended() == 0;
            if (file != null && first) {
                file.load();
            }
            CallerDirectory directory = directory(numbers);
            CustomerLookUp lookUp = opened(new CustomerLookUp(
                    directory, Duration.ofMillis(settings.limits().lookUp().toMillis())));
            this.records = new CallRecordStore(database);
            this.projector = new Projector(journal, database, queue -> reports.target(queue));

            TokenFile tokenFile = opened(new TokenFile(settings.dataDirectory().resolve(TOKENS)));
            Tokens tokens = new Tokens(InstantSource.system(), tokenFile);
            this.desktops =
                    new Desktops(door, tokens::holder, System::currentTimeMillis, System.currentTimeMillis() / 1000);
            CustomerQueries queries = opened(new CustomerQueries(customers));
            Effects effects = new Effects(lookUp::lookUp, queries::ask);
            links.forEach(effects::connect);
            List<JournalFollower> all = new ArrayList<>();
            all.add(projector);
            all.add((entry, replayed) -> noteTalks(entry, directory));
            all.addAll(followers);
            SiteRun.Parts parts = new SiteRun.Parts(
                    settings.site(),
                    settings.toSiteConfig(),
                    settings.pbxs().stream().map(Settings.PbxSettings::id).toList(),
                    journal,
                    effects,
                    new SiteViews(desktops, books, floor).inOrder(),
                    all,
                    replica,
                    () -> links.stream()
                            .mapToLong(AsteriskLink::lateMillis)
                            .max()
                            .orElse(0),
                    this::siteFailed);
            // They go on after the site when a stop is orderly, and so come as far as the journal does.
            this.snapshotWriter = opened(new SnapshotWriter(
                    journal, snapshots, replica, new Retention(settings.journalKept(), projector::position)));
            opened(projector);
            this.site = opened(SiteRun.start(parts));
            door.open(site);
            links.forEach(AsteriskLink::start);
            links.forEach(this::opened);
            Uploads uploads = opened(Uploads.in(settings.dataDirectory().resolve(IMPORTS)));
            this.listener = opened(Listener.open(
                    settings.listen().host(),
                    settings.listen().port(),
                    routes(door, tokens, numbers, trees),
                    desktops,
                    uploads));
            // Nobody waits for these.
            snapshotWriter.start();
            projector.putOffWhile(site.load()::isBusy);
            projector.start();
            if (file != null && !first) {
                opened(file).startLoading();
            }
        } catch (RuntimeException e) {
            links.forEach(AsteriskLink::close);
            close();
            throw e;
        }
    }

    /**
     * Starts a server.
     *
     * @param trees the files of the hotlines' trees
     * @param followers also shown every journal entry
     * @throws RuntimeException with a message for people when a part cannot be opened; what was open is closed again
     */
    public static CordboardServer start(Settings settings, TreeFiles trees, List<JournalFollower> followers) {
        return new CordboardServer(settings, trees, followers);
    }

    /** Starts a server whose trees do not stand in files. */
    public static CordboardServer start(Settings settings, List<JournalFollower> followers) {
        SettingsReader reader = new SettingsReader(Map.of());
        return start(settings, new TreeFiles(SettingsFiles.onClassPath("/none"), "none", reader), followers);
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.add(part);
        return part;
    }

    private Routes routes(Door door, Tokens tokens, PhoneNumbers numbers, TreeFiles trees) {
        InstantSource clock = InstantSource.system();
        UserStore store = new UserStore(database, clock);
        OrganisationStore units = new OrganisationStore(database, clock);
        Staff staff = new Staff(settings.site(), settings.users(), store, units);
        Users users = new Users(staff, PasswordRules.USUAL, clock);
        PasswordChange passwords = new PasswordChange(staff, users, store, PasswordRules.USUAL, clock);
        LoginRoutes logins = opened(new LoginRoutes(users, passwords, tokens, tokens::holder));
        RestApi api = opened(new RestApi(
                new Gate(tokens::holder, staff::find, staff::organisation),
                new People(staff, store, units, passwords, tokens),
                new RestApi.Sources(
                        books,
                        floor,
                        database,
                        customers,
                        numbers,
                        deputies,
                        lists,
                        imports(numbers),
                        trees,
                        door::command,
                        site.load(),
                        () -> reports)));
        desktops.supervisedBy(api.supervision());
        desktops.shows(floor);
        opened(new FloorClock(desktops));
        return api.addTo(logins.addTo(Api.routes(this, opened(new Health(this)))));
    }

    private @Nullable CustomersFile customersFile(PhoneNumbers numbers) {
        Path file = settings.customers();
        return file == null
                ? null
                : new CustomersFile(new CustomerImport(database, customers, numbers), file, settings.dataDirectory());
    }

    private UploadedImports imports(PhoneNumbers numbers) {
        return opened(new UploadedImports(
                new CustomerImport(database, customers, numbers),
                new ImportRuns(database, InstantSource.system()),
                settings.dataDirectory().resolve(IMPORTS)));
    }

    /** A customer who calls again soon is to reach the agent they talked to, before the books are in the database. */
    private static void noteTalks(JournalEntry entry, CallerDirectory directory) {
        for (Event event : entry.events()) {
            if (event instanceof CallEvent.CallClosed closed) {
                CustomerId customer = closed.record().customer();
                AgentId agent = closed.record().agent();
                if (customer != null && agent != null) {
                    directory.talked(customer, agent, closed.record().closedAt());
                }
            }
        }
    }

    private CallerDirectory directory(PhoneNumbers numbers) {
        return new CallerDirectory(database, numbers, customers, lists, deputies, Clock.system(ZoneId.systemDefault()));
    }

    private static <T> T awaited(CompletableFuture<T> opening) {
        try {
            return opening.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void connectPbxs(Door door) {
        for (Settings.PbxSettings pbx : settings.pbxs()) {
            List<String> trunks = settings.trunks().stream()
                    .filter(trunk -> trunk.pbx().equals(pbx.id()))
                    .map(trunk -> trunk.id().value())
                    .toList();
            AsteriskSettings asterisk = AsteriskSettings.of(
                            pbx.id(),
                            pbx.host(),
                            pbx.port(),
                            pbx.user(),
                            pbx.secret().value())
                    .withTrunks(trunks)
                    .withRecordings(pbx.recordings());
            AsteriskLink link = new AsteriskLink(asterisk, door::report);
            links.add(link);
            link.connect();
        }
    }

    /** Lets the PBXs serve callers by themselves: without a heartbeat their dialplan falls back. */
    private void siteFailed(Throwable cause) {
        Consumer<AsteriskLink> close = AsteriskLink::close;
        new Thread(() -> links.forEach(close), "cti-stop").start();
    }

    public Settings settings() {
        return settings;
    }

    /**
     * Takes hotlines, trees, queues, agents, stations, limits and what concerns reports from new settings, while calls go on:
     * callers inside a tree keep the one they entered. Everything else stays as it was at the start.
     */
    public void load(Settings changed) {
        reports = changed.reports();
        site.tell(new Input.ConfigurationLoaded(changed.toSiteConfig()));
    }

    /** The port HTTP and WebSocket are answered on. */
    public int port() {
        return listener.port();
    }

    public Books books() {
        return books;
    }

    public Floor floor() {
        return floor;
    }

    /** The one store through which customers are changed, so that look-ups see it at once. */
    public CustomerStore customers() {
        return customers;
    }

    public CallRecordStore records() {
        return records;
    }

    public Database database() {
        return database;
    }

    public Desktops desktops() {
        return desktops;
    }

    public SiteThread site() {
        return site;
    }

    public Projector projector() {
        return projector;
    }

    /** Journal entries whose call records, if they have any, are not in the database yet. */
    long recordsBehind() {
        return Math.max(0, site.position() - projector.caughtUpTo());
    }

    /** Position of the newest snapshot; 0 when there is none. */
    long snapshotPosition() {
        return snapshotWriter.written();
    }

    List<AsteriskLink> links() {
        return links;
    }

    @Override
    public void close() {
        for (int i = open.size() - 1; i >= 0; i--) {
            try {
                open.get(i).close();
            } catch (Exception e) {
                log.warn("Closing {}: {}", open.get(i).getClass().getSimpleName(), e.toString());
            }
        }
        open.clear();
    }
}
