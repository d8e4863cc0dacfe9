package org.cordboard.server.site;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
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
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.server.journal.JournalFollower;
import org.cordboard.server.journal.JournalReader;
import org.cordboard.server.journal.JournalStart;
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
    /** Position is kept after so many entries that hold no records: a restart need not read them again, and segments may go. */
    private static final int FAR = 10_000;

    private final SegmentJournal journal;
    private final Database database;
    private final Function<QueueId, ServiceTarget> targets;
    private final Semaphore news = new Semaphore(0);
    private final int far;
    private final Thread thread = new Thread(this::run, "cti-records");
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile long done;
    private volatile boolean behind;
    /** The journal's, from a snapshot; null when it is to be read in the first entry. */
    private volatile @Nullable String name;

    private volatile long read;
    private volatile @Nullable Throwable failure;
    private volatile BooleanSupplier canWait = () -> false;
    /** What to add to engine time to get the wall clock's after the entry that was read last. */
    private long wallOffset;

    /** @param targets what each queue promises now; a caller's wait is judged by it when it is written */
    public Projector(SegmentJournal journal, Database database, Function<QueueId, ServiceTarget> targets) {
        this(journal, database, targets, FAR);
    }

    Projector(SegmentJournal journal, Database database, Function<QueueId, ServiceTarget> targets, int far) {
        this.journal = journal;
        this.database = database;
        this.targets = targets;
        this.far = far;
    }

    public void start() {
        thread.start();
    }

    /** @param busy whether there is too much to do just now: records wait in the journal then */
    public void putOffWhile(BooleanSupplier busy) {
        canWait = busy;
    }

    @Override
    public void follow(JournalEntry entry, boolean replayed) {
        if (!replayed && entry.events().stream().anyMatch(Projector::isForTheBooks)) {
            news.release();
        }
    }

    @Override
    public void resumed(Engine engine, long position) {
        name = JournalStart.name(engine.siteId(), engine.epoch());
    }

    private static boolean isForTheBooks(Event event) {
        return event instanceof CallEvent.CallClosed || event instanceof QueueEvent.OfferMade;
    }

    /** Position in the database: the records of all entries up to it are there. */
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
                checkNothingIsMissing();
                wallOffset = wallOffset(projection);
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
        String known = name;
        if (known != null) {
            return known;
        }
        try (JournalReader reader = journal.read(1)) {
            while (!reader.hasNext()) {
                if (closing.getCount() == 0) {
                    throw new InterruptedException("closed before the journal had an entry");
                }
                news.tryAcquire(20, TimeUnit.MILLISECONDS);
            }
            String found = JournalStart.nameIn(reader.next());
            if (found == null) {
                throw new IllegalStateException("the journal does not begin with the opening of its site");
            }
            return found;
        }
    }

    private void followJournal(CallRecordProjection projection) throws InterruptedException {
        try (JournalReader reader = journal.read(done + 1)) {
            while (closing.getCount() > 0) {
                if (mustWait()) {
                    closing.await(GATHER_MILLIS, TimeUnit.MILLISECONDS);
                    continue;
                }
                catchUp(reader, projection);
                if (news.tryAcquire(200, TimeUnit.MILLISECONDS)) {
                    // What follows soon goes in with it: a transaction for many costs hardly more than one for one.
                    closing.await(GATHER_MILLIS, TimeUnit.MILLISECONDS);
                    news.drainPermits();
                }
            }
            catchUp(reader, projection);
            if (read > done) {
                write(projection, read, List.of());
            }
        }
    }

    private void checkNothingIsMissing() {
        long first = journal.first();
        if (done + 1 < first) {
            throw new IllegalStateException("the database has the records up to entry " + done
                    + ", and the journal begins at entry " + first
                    + ": put a newer copy of the database back, or the segments before from a copy of the journal");
        }
    }

    /** Where an older build has not kept it, it is to be found in the journal. */
    private long wallOffset(CallRecordProjection projection) {
        OptionalLong known = projection.wallOffset();
        if (known.isPresent() || done == 0) {
            return known.orElse(0);
        }
        long offset = 0;
        try (JournalReader reader = journal.read(journal.first())) {
            while (reader.hasNext()) {
                JournalEntry entry = reader.next();
                if (entry.position() > done) {
                    break;
                }
                offset = wallOffset(entry, offset);
            }
        }
        return offset;
    }

    private static long wallOffset(JournalEntry entry, long before) {
        long offset = before;
        for (Event event : entry.events()) {
            if (event instanceof SiteEvent.WallClockMoved moved) {
                offset = moved.offsetMillis();
            }
        }
        return offset;
    }

    private boolean mustWait() {
        return closing.getCount() > 0 && canWait.getAsBoolean();
    }

    private void catchUp(JournalReader reader, CallRecordProjection projection) {
        List<BookEntry> records = new ArrayList<>();
        long position = done;
        while (!(records.isEmpty() && mustWait()) && reader.hasNext()) {
            JournalEntry entry = reader.next();
            position = entry.position();
            wallOffset = wallOffset(entry, wallOffset);
            records.addAll(BookEntry.of(entry, wallOffset));
            if (records.size() >= BATCH || position - done >= far) {
                write(projection, position, records);
                records.clear();
            }
        }
        if (!records.isEmpty()) {
            write(projection, position, records);
        }
        read = Math.max(read, position);
    }

    private void write(CallRecordProjection projection, long position, List<BookEntry> records) {
        projection.applyEntries(position, wallOffset, records);
        done = position;
    }

    private boolean pause() {
        try {
            return !closing.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Writes what is durable by now, keeps how far it came, and stops. */
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
