package org.cordboard.server.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.cordboard.crm.calls.CallRecordStore;
import org.cordboard.crm.calls.ServiceTarget;
import org.cordboard.crm.store.Database;
import org.cordboard.cti.agent.AgentEvent;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.SessionId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.CallDirection;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.call.CallResult;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.TrunkId;
import org.cordboard.server.journal.SegmentJournal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProjectorTest {

    private static final SiteId SITE = new SiteId("test");
    private static final AgentId ANNA = new AgentId("anna");

    @TempDir
    Path directory;

    private static Event opened(long epoch) {
        return new SiteEvent.SiteOpened(SITE, epoch);
    }

    private static Event closed(String call) {
        return new CallEvent.CallClosed(new CallRecord(
                new CallId(call),
                new TrunkId("carrier"),
                "4000",
                "13800138000",
                null,
                List.of(),
                "",
                Map.of(),
                Map.of(),
                null,
                null,
                CallResult.ABANDONED,
                Cause.NORMAL_CLEARING,
                null,
                0,
                1_000,
                null,
                null,
                2_000,
                2_000,
                null,
                false,
                null,
                List.of(),
                CallDirection.INBOUND));
    }

    private SegmentJournal journal(String name) {
        return journal(name, SegmentJournal.Options.DEFAULT_SEGMENT_BYTES);
    }

    private SegmentJournal journal(String name, long segmentBytes) {
        return SegmentJournal.open(new SegmentJournal.Options(directory.resolve(name), SITE, 0xB1, segmentBytes));
    }

    private static void write(SegmentJournal journal, Projector projector, Event event) {
        long position = journal.lastAppended() + 1;
        JournalEntry entry =
                new JournalEntry(position, position, new Input.WallClockMoved(position), List.of(event), 0, 0xB1);
        journal.append(entry);
        journal.force();
        projector.follow(entry, false);
    }

    private static Projector start(SegmentJournal journal, Database database) {
        Projector projector = new Projector(journal, database, queue -> ServiceTarget.DEFAULT);
        projector.start();
        return projector;
    }

    private static List<Long> beganAtWork(Database database) {
        return database.call("read", handle -> handle.createQuery("select began_at from agents_at_work")
                .mapTo(Long.class)
                .list());
    }

    private static void awaitCount(Database database, long calls) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(new CallRecordStore(database).count())
                .isEqualTo(calls));
    }

    @Test
    void writesTheRecordOfEachClosedCallAsItComes() {
        try (Database database = Database.inMemory("projector-live");
                SegmentJournal journal = journal("j");
                Projector projector = start(journal, database)) {
            write(journal, projector, opened(7));
            write(journal, projector, closed("c-1"));
            awaitCount(database, 1);
            write(journal, projector, closed("c-2"));
            awaitCount(database, 2);
            assertThat(new CallRecordStore(database).find(new CallId("c-2"))).isPresent();
            await().until(() -> projector.position() == 3);
            assertThat(projector.behind()).isFalse();
        }
    }

    @Test
    void letsRecordsWaitInTheJournalWhileThereIsTooMuchToDo() {
        AtomicBoolean busy = new AtomicBoolean(true);
        AtomicInteger looks = new AtomicInteger();
        try (Database database = Database.inMemory("projector-busy");
                SegmentJournal journal = journal("j");
                Projector projector = new Projector(journal, database, queue -> ServiceTarget.DEFAULT)) {
            projector.putOffWhile(() -> {
                looks.incrementAndGet();
                return busy.get();
            });
            projector.start();
            write(journal, projector, opened(7));
            write(journal, projector, closed("c-1"));
            int soFar = looks.get();
            await().until(() -> looks.get() > soFar + 2);
            assertThat(new CallRecordStore(database).count()).isZero();
            busy.set(false);
            awaitCount(database, 1);
        }
    }

    @Test
    void writesEachRecordOnceOverRestarts() {
        for (int run = 1; run <= 3; run++) {
            try (Database database = Database.open(directory);
                    SegmentJournal journal = journal("j");
                    Projector projector = start(journal, database)) {
                if (run == 1) {
                    write(journal, projector, opened(7));
                }
                write(journal, projector, closed("c-" + run));
                awaitCount(database, run);
            }
        }
    }

    @Test
    void writesWhatWasClosedWhileItDidNotRun() {
        try (Database database = Database.inMemory("projector-late");
                SegmentJournal journal = journal("j")) {
            Projector idle = new Projector(journal, database, queue -> ServiceTarget.DEFAULT);
            write(journal, idle, opened(7));
            write(journal, idle, closed("c-1"));
            write(journal, idle, closed("c-2"));
            try (Projector projector = start(journal, database)) {
                awaitCount(database, 2);
                assertThat(projector.behind()).isFalse();
            }
        }
    }

    @Test
    void waitsForADatabaseThatIsAwayAndLosesNothing() {
        try (SegmentJournal journal = journal("j")) {
            Database away = Database.open(directory);
            away.close();
            try (Projector projector = start(journal, away)) {
                write(journal, projector, opened(7));
                write(journal, projector, closed("c-1"));
                await().until(projector::behind);
                assertThat(projector.position()).isZero();
            }
            try (Database back = Database.open(directory);
                    Projector projector = start(journal, back)) {
                awaitCount(back, 1);
                assertThat(projector.behind()).isFalse();
            }
        }
    }

    @Test
    void saysWhatStoppedItForGoodAndHowFarItCame() {
        try (Database database = Database.inMemory("projector-fault");
                SegmentJournal journal = journal("j");
                Projector projector = start(journal, database)) {
            write(journal, projector, closed("c-1"));
            await().until(() -> projector.failure() != null);
            assertThat(projector.failure()).hasMessageContaining("does not begin with the opening");
            assertThat(projector.caughtUpTo()).isZero();
            assertThat(projector.behind()).isFalse();
        }
    }

    @Test
    void isCaughtUpWithEntriesThatHoldNoRecords() {
        try (Database database = Database.inMemory("projector-caught-up");
                SegmentJournal journal = journal("j");
                Projector projector = start(journal, database)) {
            write(journal, projector, opened(7));
            write(journal, projector, closed("c-1"));
            awaitCount(database, 1);
            write(journal, projector, opened(7));
            await().until(() -> projector.caughtUpTo() == 3);
            assertThat(projector.position()).isEqualTo(2);
            assertThat(projector.failure()).isNull();
        }
    }

    @Test
    void readsNothingAgainAfterAnOrderlyStop() throws IOException {
        try (Database database = Database.inMemory("projector-stopped");
                SegmentJournal journal = journal("j", 40)) {
            try (Projector first = start(journal, database)) {
                write(journal, first, opened(7));
                write(journal, first, new SiteEvent.WallClockMoved(1_000));
                write(journal, first, closed("c-1"));
                write(journal, first, opened(7));
                await().until(() -> first.caughtUpTo() == 4);
            }
            for (int read = 1; read <= 4; read++) {
                Files.delete(directory.resolve("j/%020d.journal".formatted(read)));
            }
            Engine engine = new Engine();
            engine.replay(1, List.of(opened(7)));
            Projector second = new Projector(journal, database, queue -> ServiceTarget.DEFAULT);
            try (second) {
                second.resumed(engine, 4);
                second.start();
                await().until(() -> second.position() == 4);
                write(journal, second, new AgentEvent.AgentLoggedIn(ANNA, new SessionId("s"), new StationId("101"), 4));
                await().until(() -> second.caughtUpTo() == 5);
            }
            assertThat(second.failure()).isNull();
            assertThat(beganAtWork(database)).containsExactly(1_005L);
        }
    }

    @Test
    void keepsHowFarItHasComeWhereNothingIsForTheBooks() {
        try (Database database = Database.inMemory("projector-far");
                SegmentJournal journal = journal("j");
                Projector projector = new Projector(journal, database, queue -> ServiceTarget.DEFAULT, 3)) {
            projector.start();
            for (int entry = 1; entry <= 7; entry++) {
                write(journal, projector, opened(7));
            }
            await().until(() -> projector.caughtUpTo() == 7);
            assertThat(projector.position()).isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void doesNotTakeANewJournalForTheOneItHasReadBefore() {
        try (Database database = Database.inMemory("projector-epoch")) {
            try (SegmentJournal journal = journal("old");
                    Projector projector = start(journal, database)) {
                write(journal, projector, opened(7));
                write(journal, projector, closed("7-1"));
                write(journal, projector, closed("7-2"));
                awaitCount(database, 2);
            }
            try (SegmentJournal journal = journal("new");
                    Projector projector = start(journal, database)) {
                write(journal, projector, opened(8));
                write(journal, projector, closed("8-1"));
                awaitCount(database, 3);
            }
        }
    }

    @Test
    void findsTheWallClockOfWhatIsNotWrittenYetBehindASnapshot() {
        Engine engine = new Engine();
        engine.replay(1, List.of(opened(7)));
        engine.replay(5, List.of(new SiteEvent.WallClockMoved(50_000)));
        try (Database database = Database.inMemory("projector-resumed");
                SegmentJournal journal = journal("j")) {
            try (Projector first = start(journal, database)) {
                write(journal, first, opened(7));
                write(journal, first, new SiteEvent.WallClockMoved(1_000));
                write(journal, first, closed("c-1"));
                await().until(() -> first.position() == 3);
            }
            Projector idle = new Projector(journal, database, queue -> ServiceTarget.DEFAULT);
            write(journal, idle, new AgentEvent.AgentLoggedIn(ANNA, new SessionId("s"), new StationId("101"), 4));
            write(journal, idle, new SiteEvent.WallClockMoved(50_000));
            try (Projector late = new Projector(journal, database, queue -> ServiceTarget.DEFAULT)) {
                late.resumed(engine, 5);
                late.start();
                await().until(() -> late.caughtUpTo() == 5);
            }
            assertThat(beganAtWork(database)).containsExactly(1_004L);
        }
    }
}
