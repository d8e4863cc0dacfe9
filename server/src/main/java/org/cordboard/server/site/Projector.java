package org.cordboard.server.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.cordboard.crm.calls.BookEntry;
import org.cordboard.crm.calls.CallRecordProjection;
import org.cordboard.crm.calls.ServiceTarget;
import org.cordboard.crm.store.Database;
import org.cordboard.crm.store.StoreUnavailableException;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.server.journal.JournalFollower;
import org.cordboard.server.journal.JournalReader;
import org.cordboard.server.journal.SegmentJournal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the books from the journal to the database (records of closed calls, offers, contacts of queues, time lines of agents),
 * exactly once by position, on a thread of its own ({@code cti-records}), at most ten times a second. It reads the journal's files,
 * so that a database that is away or slow costs nothing but lateness: it tries again each second from where it stands. What time
 * cannot cure, a journal that cannot be read or a record that the schema refuses, stops it; {@link #failure} says so, and a restart tries again.
 */
public final class Projector implements JournalFollower, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Projector.class);
    private static final int BATCH = 1_000;
    private static final int GATHER_MILLIS = 100;

    /** @param name the journal's, which its first entry need not be read for then */
    private record Resumed(String name, long position) {}

    private final SegmentJournal journal;
    private final Database database;
    private final Function<QueueId, ServiceTarget> targets;
    private final Semaphore news = new Semaphore(0);
    /** What to add to engine time to get the wall clock's, by the position from which it holds. */
    private final ConcurrentNavigableMap<Long, Long> wallOffsets = new ConcurrentSkipListMap<>();

    private final Thread thread = new Thread(this::run, "cti-records");
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile long done;
    private volatile boolean behind;
    /** Where the replay began behind a snapshot. */
    private volatile @Nullable Resumed resumed;

    private volatile long read;
    private volatile @Nullable Throwable failure;

    /** @param targets what each queue promises now; a caller's wait is judged by it when it is written */
    public Projector(SegmentJournal journal, Database database, Function<QueueId, ServiceTarget> targets) {
        this.journal = journal;
        this.database = database;
        this.targets = targets;
    }

    public void start() {
        thread.start();
    }

    @Override
    public void follow(JournalEntry entry, boolean replayed) {
        noteWallClock(entry);
        if (!replayed && entry.events().stream().anyMatch(Projector::isForTheBooks)) {
            news.release();
        }
    }

    @Override
    public void resumed(Engine engine, long position) {
        resumed = new Resumed(name(engine.siteId(), engine.epoch()), position);
        wallOffsets.put(position, engine.site().wallClock(0));
    }

    private static boolean isForTheBooks(Event event) {
        return event instanceof CallEvent.CallClosed || event instanceof QueueEvent.OfferMade;
    }

    /** Before the first entry that is not written yet, the wall clock may have moved; replay has shown when. */
    private void noteWallClock(JournalEntry entry) {
        for (Event event : entry.events()) {
            if (event instanceof SiteEvent.WallClockMoved moved) {
                wallOffsets.put(entry.position(), moved.offsetMillis());
            }
        }
    }

    private long wallOffset(long position) {
        Map.Entry<Long, Long> latest = wallOffsets.floorEntry(position);
        return latest == null ? 0 : latest.getValue();
    }

    /** Position of the last entry whose records are in the database. */
    public long position() {
        return done;
    }

    /** The database was not there at the last attempt. */
    public boolean behind() {
        return behind;
    }

    /** What made it stop for good, which no outage does; null while it works. No records are written any more, calls go on. */
    public @Nullable Throwable failure() {
        return failure;
    }

    /** Position up to which nothing is left to be written. */
    public long caughtUpTo() {
        return Math.max(read, done);
    }

    private void run() {
        boolean again = true;
        while (again) {
            again = false;
            try {
                CallRecordProjection projection = new CallRecordProjection(database, awaitName(), targets);
                done = Math.max(0, projection.position());
                behind = false;
                followJournal(projection);
            } catch (StoreUnavailableException e) {
                if (!behind) {
                    log.warn("Call records wait for the database: {}", e.getMessage());
                }
                behind = true;
                again = pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                failure = e;
                log.error("Call records are not written any more: {}", e.getMessage(), e);
            }
        }
    }

    /** Positions are counted per journal, so the name carries the epoch that the journal's first entry gives. */
    private String awaitName() throws InterruptedException {
        Resumed known = resumed;
        if (known != null) {
            return known.name();
        }
        try (JournalReader reader = journal.read(1)) {
            while (!reader.hasNext()) {
                if (closing.getCount() == 0) {
                    throw new InterruptedException("closed before the journal had an entry");
                }
                news.tryAcquire(20, TimeUnit.MILLISECONDS);
            }
            for (Event event : reader.next().events()) {
                if (event instanceof SiteEvent.SiteOpened opened) {
                    return name(opened.site(), opened.epoch());
                }
            }
        }
        throw new IllegalStateException("the journal does not begin with the opening of its site");
    }

    private static String name(SiteId site, long epoch) {
        return site + "-" + epoch;
    }

    private void followJournal(CallRecordProjection projection) throws InterruptedException {
        noteWallClockUpTo(done);
        try (JournalReader reader = journal.read(done + 1)) {
            while (closing.getCount() > 0) {
                catchUp(reader, projection);
                if (news.tryAcquire(200, TimeUnit.MILLISECONDS)) {
                    // What follows soon goes in with it: a transaction for many costs hardly more than one for one.
                    closing.await(GATHER_MILLIS, TimeUnit.MILLISECONDS);
                    news.drainPermits();
                }
            }
            catchUp(reader, projection);
        }
    }

    /** The replay began behind what is still to be written: the wall clock of that time is to be found in the journal. */
    private void noteWallClockUpTo(long position) {
        Resumed known = resumed;
        if (known != null && known.position() > position) {
            try (JournalReader reader = journal.read(1)) {
                while (reader.hasNext()) {
                    JournalEntry entry = reader.next();
                    noteWallClock(entry);
                    if (entry.position() >= position) {
                        return;
                    }
                }
            }
        }
    }

    private void catchUp(JournalReader reader, CallRecordProjection projection) {
        List<BookEntry> records = new ArrayList<>();
        long position = done;
        while (reader.hasNext()) {
            JournalEntry entry = reader.next();
            position = entry.position();
            noteWallClock(entry);
            records.addAll(BookEntry.of(entry, wallOffset(position)));
            if (records.size() >= BATCH) {
                write(projection, position, records);
            }
        }
        if (!records.isEmpty()) {
            write(projection, position, records);
        }
        read = Math.max(read, position);
    }

    private void write(CallRecordProjection projection, long position, List<BookEntry> records) {
        projection.applyEntries(position, records);
        done = position;
        records.clear();
        // Only the last move before what is still to be written counts.
        Long needed = wallOffsets.floorKey(position);
        if (needed != null) {
            wallOffsets.headMap(needed).clear();
        }
    }

    private boolean pause() {
        try {
            return !closing.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Writes what is durable by now and stops. */
    @Override
    public void close() {
        closing.countDown();
        news.release();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
