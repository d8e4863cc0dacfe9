package org.cordboard.crm.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.cordboard.crm.assignment.Deputies;
import org.cordboard.crm.calls.BookEntry;
import org.cordboard.crm.calls.CallRecordProjection;
import org.cordboard.crm.calls.ServiceTarget;
import org.cordboard.crm.customer.CustomerEntry;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.customer.PhoneNumbers;
import org.cordboard.crm.customer.Samples;
import org.cordboard.crm.load.CustomerImport;
import org.cordboard.crm.load.ImportSummary;
import org.cordboard.crm.lookup.CallerDirectory;
import org.cordboard.crm.lookup.CustomerLookUp;
import org.cordboard.crm.targeting.TargetLists;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentEvent;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.SessionId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.customer.LookUpResult;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.TrunkId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server of PostgreSQL that is stopped, falls silent or is cut off: nothing is lost, nothing counts twice, nobody waits for long. */
@Timeout(180)
class PostgresLossTest {

    private static final String UNICODE = "encoding 'UTF8' template template0";
    private static final String NUMBER = "13800138000";
    private static final QueueId VIP = new QueueId("vip");
    private static final List<String> BOOKS = List.of(
            "call_records",
            "open_calls",
            "queue_contacts",
            "queue_sums",
            "agents_at_work",
            "agent_intervals",
            "agent_sums");

    private final PostgresServer server = new PostgresServer();
    private final Postgres postgres = server.make(UNICODE);
    /** What goes wrong at the next caller who leaves a queue, in the middle of the transaction. */
    private final AtomicReference<Runnable> mishap = new AtomicReference<>(() -> {});

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        server.close();
    }

    /** A caller who waits and leaves, an agent who logs in and out, a call that is over. */
    private static List<List<BookEntry>> books() {
        AgentId ann = new AgentId("ann");
        CallId call = new CallId("n-1-1");
        List<Event> facts = List.of(
                new AgentEvent.AgentLoggedIn(ann, new SessionId("s"), new StationId("1001"), 0),
                new CallEvent.CallArrived(
                        call, new LegId("leg"), new PbxId("pbx"), new TrunkId("carrier"), CallerId.WITHHELD, "4000", 0),
                new QueueEvent.CallQueued(call, VIP, 0, 0, 0, null, List.of(), null, null),
                new AgentEvent.AgentBecameReady(ann, 0),
                new QueueEvent.CallLeftQueue(call, VIP, QueueExit.ABANDONED, 0),
                new AgentEvent.AgentLoggedOut(ann, 0));
        List<List<BookEntry>> books = new ArrayList<>();
        for (int i = 0; i < facts.size(); i++) {
            List<BookEntry> entries = new ArrayList<>();
            entries.add(new BookEntry.Closed(Samples.answered("over-" + i, 10_000 + i)));
            entries.add(new BookEntry.Happened(facts.get(i), i * 1_000L, 0));
            books.add(entries);
        }
        return books;
    }

    private CallRecordProjection projection(Database database) {
        return new CallRecordProjection(database, "north-1", queue -> {
            mishap.getAndSet(() -> {}).run();
            return ServiceTarget.DEFAULT;
        });
    }

    /** Writes all books as the server does: from where the projection stands, again and again until it has come to the end. */
    private void writeAll(Database database) {
        await().atMost(Duration.ofSeconds(90))
                .ignoreException(StoreUnavailableException.class)
                .until(() -> {
                    CallRecordProjection projection = projection(database);
                    List<List<BookEntry>> books = books();
                    for (int i = (int) projection.position() + 1; i < books.size(); i++) {
                        projection.applyEntries(i, books.get(i));
                    }
                    return true;
                });
    }

    private static List<Map<String, Object>> content(Database database, String table) {
        return database.call("asked", handle -> handle.createQuery("select * from " + table + " order by 1, 2, 3")
                .mapToMap()
                .list());
    }

    private static void assertBooksAreThoseOfAnUndisturbedDay(Database database) {
        try (Database undisturbed = Database.inMemory("undisturbed")) {
            CallRecordProjection projection = new CallRecordProjection(undisturbed, "north-1");
            List<List<BookEntry>> books = books();
            for (int i = 0; i < books.size(); i++) {
                projection.applyEntries(i, books.get(i));
            }
            for (String table : BOOKS) {
                assertThat(content(database, table)).as(table).isEqualTo(content(undisturbed, table));
            }
            assertThat(content(database, "queue_contacts")).hasSize(1);
        }
    }

    @Test
    void writesTheBooksOnceWhenTheServerStopsInTheMiddle() {
        try (Database database = Database.open(postgres)) {
            mishap.set(server::stop);
            CallRecordProjection projection = projection(database);
            List<List<BookEntry>> books = books();
            for (int i = 0; i < 4; i++) {
                projection.applyEntries(i, books.get(i));
            }
            assertThatThrownBy(() -> projection.applyEntries(4, books.get(4)))
                    .isInstanceOf(StoreUnavailableException.class);
            assertThat(database.isUp()).isFalse();
            assertThatThrownBy(() -> projection.applyEntries(4, books.get(4)))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessage("The database cannot be given call records now; it may be down or full.");

            server.start();

            await().until(database::isUp);
            assertThat(projection.position()).isEqualTo(3);
            writeAll(database);
            assertBooksAreThoseOfAnUndisturbedDay(database);
        }
    }

    @Test
    void countsOnceWhatWasWrittenWhileTheAnswerWasLost() {
        try (Relay relay = new Relay(postgres.port());
                Database database = Database.open(relay.in(postgres))) {
            CallRecordProjection projection = projection(database);
            List<List<BookEntry>> books = books();
            for (int i = 0; i < 4; i++) {
                projection.applyEntries(i, books.get(i));
            }
            relay.breakAtAnswer("COMMIT");
            assertThatThrownBy(() -> projection.applyEntries(4, books.get(4)))
                    .isInstanceOf(StoreUnavailableException.class);

            assertThat(projection.applyEntries(4, books.get(4))).as("it is in").isFalse();
            writeAll(database);
            assertBooksAreThoseOfAnUndisturbedDay(database);
        }
    }

    @Test
    void goesOnAlthoughTheServerDoesNotNoticeThatAConnectionIsLost() {
        try (Relay relay = new Relay(postgres.port());
                Database database = Database.open(relay.in(postgres))) {
            mishap.set(relay::breakUnnoticed);

            writeAll(database);

            assertBooksAreThoseOfAnUndisturbedDay(database);
        }
    }

    private static long soleUses(Database database) {
        return database.call("asked", handle -> handle.createQuery(
                        "select count(*) from pg_locks where locktype = 'advisory' and granted and database ="
                                + " (select oid from pg_database where datname = current_database())")
                .mapTo(Long.class)
                .one());
    }

    @Test
    void aSecondServerIsTurnedAwayAlsoAfterTheDatabaseWasAway() {
        try (Database database = Database.open(postgres)) {
            assertTaken();

            server.stop();
            server.start();
            await().atMost(Duration.ofSeconds(30))
                    .ignoreException(StoreUnavailableException.class)
                    .until(() -> soleUses(database) == 1);
            assertTaken();
        }
        Database.open(postgres).close();
    }

    private void assertTaken() {
        assertThatThrownBy(() -> Database.open(postgres))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining(postgres.toString())
                .hasMessageEndingWith("another server or import uses it; stop that one first, or give this one a"
                        + " database of its own.");
    }

    private static Callers callers(Database database) {
        PhoneNumbers numbers = new PhoneNumbers("CN");
        CustomerStore customers = new CustomerStore(database, numbers);
        customers.put(List.of(new CustomerEntry(Samples.customer("C1"), List.of(NUMBER))));
        InstantSource clock = InstantSource.system();
        CallerDirectory directory = new CallerDirectory(
                database,
                numbers,
                customers,
                new TargetLists(database, clock, 600),
                new Deputies(database, clock),
                Clock.systemUTC());
        return new Callers(directory, new CustomerLookUp(directory, Duration.ofSeconds(1)));
    }

    /** Look-ups that the database has to answer each time. */
    private record Callers(CallerDirectory directory, CustomerLookUp lookUp) implements AutoCloseable {

        LookUpResult ask() throws InterruptedException {
            BlockingQueue<LookUpResult> answers = new LinkedBlockingQueue<>();
            directory.forgetAll();
            lookUp.lookUp(NUMBER, answers::add);
            LookUpResult answer = answers.poll(30, SECONDS);
            assertThat(answer).as("an answer at all").isNotNull();
            return answer;
        }

        /** Two seconds for a connection and two for the server's word, and what a busy machine adds. */
        void assertUnknownInTime() throws InterruptedException {
            long asked = System.nanoTime();
            assertThat(ask()).isEqualTo(new LookUpResult.Failed("store unavailable"));
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(8));
        }

        @Override
        public void close() {
            lookUp.close();
        }
    }

    @Test
    void callersAreUnknownInTimeWhileTheServerIsStopped() throws InterruptedException {
        try (Database database = Database.open(postgres);
                Callers callers = callers(database)) {
            assertThat(callers.ask()).isInstanceOf(LookUpResult.Found.class);

            server.stop();
            callers.assertUnknownInTime();
            callers.assertUnknownInTime();

            server.start();
            await().until(() -> callers.ask() instanceof LookUpResult.Found);
        }
    }

    @Test
    void callersAreUnknownInTimeWhenTheServerFallsSilent() throws InterruptedException {
        try (Relay relay = new Relay(postgres.port());
                Database database = Database.open(relay.in(postgres));
                Callers callers = callers(database)) {
            assertThat(callers.ask()).isInstanceOf(LookUpResult.Found.class);

            relay.fallSilent();
            callers.assertUnknownInTime();
            callers.assertUnknownInTime();

            relay.speakAgain();
            await().until(() -> callers.ask() instanceof LookUpResult.Found);
        }
    }

    /** Two seconds until a connection counts as dead, two for the server's word, and what a busy machine adds. */
    @Test
    void itIsKnownSoonThatTheServerHasFallenSilent() {
        try (Relay relay = new Relay(postgres.port());
                Database database = Database.open(relay.in(postgres))) {
            assertThat(database.isUp()).isTrue();

            relay.fallSilent();
            for (int i = 0; i < 2; i++) {
                long asked = System.nanoTime();
                assertThat(database.isUp()).isFalse();
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(6));
            }

            relay.speakAgain();
            await().until(database::isUp);
        }
    }

    @Test
    void anImportThatTheServerBrokeOffIsRunAgain() throws IOException {
        StringBuilder csv = new StringBuilder("id,name,tier,target,numbers\n");
        for (int i = 0; i < 5_000; i++) {
            csv.append("C%1$d,Name %1$d,gold,true,138%1$08d\n".formatted(i));
        }
        Path file = Files.writeString(folder.resolve("customers.csv"), csv);
        try (Database database = Database.open(postgres)) {
            PhoneNumbers numbers = new PhoneNumbers("CN");
            CustomerStore customers = new CustomerStore(database, numbers);
            CustomerImport load = new CustomerImport(database, customers, numbers);
            CustomerImport.Order order = CustomerImport.Order.of(file, "crm");

            assertThatThrownBy(() -> load.run(order, progress -> server.stop()))
                    .isInstanceOf(StoreUnavailableException.class);
            server.start();
            await().until(database::isUp);

            ImportSummary again = load.run(order, progress -> {});
            assertThat(again.added() + again.unchanged()).isEqualTo(5_000);
            assertThat(again.faulty()).isZero();
            assertThat(customers.count()).isEqualTo(5_000);
            assertThat(load.run(order, progress -> {}).unchanged()).isEqualTo(5_000);
        }
    }
}
