package org.cordboard.crm.calls;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.cordboard.crm.store.Database;
import org.cordboard.crm.store.StoreUnavailableException;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.call.CallRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes the books of one journal into the database, each entry exactly once: call records, offers, contacts of queues, and time
 * lines of agents. What belongs to a journal position goes in together with the position itself, and a position that is already in
 * does nothing. One thread at a time.
 */
public final class CallRecordProjection {

    private static final String WRITE = "given call records";

    private final Database database;
    private final String name;
    private final Function<QueueId, ServiceTarget> targets;
    /** As the database has it; null before the first batch, and after one that failed. */
    private @Nullable AgentsAtWork agents;

    /** One for queues that all promise {@link ServiceTarget#DEFAULT}. */
    public CallRecordProjection(Database database, String journal) {
        this(database, journal, queue -> ServiceTarget.DEFAULT);
    }

    /**
     * @param journal a name that no other journal ever has, such as its site and epoch: positions are counted per journal
     * @param targets what each queue promises at the time; a caller's wait is judged by it once, when they leave
     * @throws StoreUnavailableException when the database is down
     */
    public CallRecordProjection(Database database, String journal, Function<QueueId, ServiceTarget> targets) {
        this.targets = targets;
        this.database = database;
        this.name = "call-records/" + journal;
        database.transaction(WRITE, handle -> {
            boolean known = handle.createQuery("select count(*) from projection where name = :name")
                            .bind("name", name)
                            .mapTo(Integer.class)
                            .one()
                    > 0;
            return known
                    ? 0
                    : handle.createUpdate("insert into projection (name, position, wall_offset) values (:name, -1, 0)")
                            .bind("name", name)
                            .execute();
        });
    }

    /** The last position applied; -1 before the first. */
    public long position() {
        return database.call(WRITE, handle -> handle.createQuery("select position from projection where name = :name")
                .bind("name", name)
                .mapTo(Long.class)
                .one());
    }

    /** What to add to engine time to get the wall clock's after {@link #position}; empty when an older build came to it. */
    public OptionalLong wallOffset() {
        return database.call(
                WRITE, handle -> handle.createQuery("select wall_offset from projection where name = :name")
                        .bind("name", name)
                        .map((row, context) -> {
                            long offset = row.getLong(1);
                            return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(offset);
                        })
                        .one());
    }

    /**
     * Applies a position of the journal, with the records of the calls that closed there or since the last one applied.
     *
     * @return false when the position was applied before; nothing is done then
     * @throws StoreUnavailableException when the database is down; nothing was applied, and it can be tried again
     */
    public boolean apply(long position, List<CallRecord> records) {
        return applyEntries(
                position, records.stream().<BookEntry>map(BookEntry.Closed::new).toList());
    }

    /** As {@link #applyEntries(long, long, List)}, where the wall clock was never set. */
    public boolean applyEntries(long position, List<BookEntry> entries) {
        return applyEntries(position, 0, entries);
    }

    /**
     * Applies a position of the journal, with all that goes into the books there or since the last one applied.
     *
     * @param wallOffset what to add to engine time to get the wall clock's after this position
     * @return false when the position was applied before; nothing is done then
     * @throws StoreUnavailableException when the database is down; nothing was applied, and it can be tried again
     */
    public boolean applyEntries(long position, long wallOffset, List<BookEntry> entries) {
        AgentsAtWork known = agents;
        agents = null;
        Applied applied = database.transaction(WRITE, handle -> {
            int moved = handle.createUpdate("""
                            update projection set position = :position, wall_offset = :offset
                            where name = :name and position < :position
                            """)
                    .bind("position", position)
                    .bind("offset", wallOffset)
                    .bind("name", name)
                    .execute();
            AgentsAtWork now = known == null ? AgentsAtWork.read(handle) : known;
            if (moved > 0) {
                BookBatch batch = new BookBatch(handle, now);
                entries.forEach(entry -> write(batch, entry));
                batch.store();
            }
            return new Applied(moved > 0, now);
        });
        agents = applied.agents();
        return applied.anew();
    }

    private record Applied(boolean anew, AgentsAtWork agents) {}

    private void write(BookBatch batch, BookEntry entry) {
        switch (entry) {
            case BookEntry.Closed e -> CallRecordStore.insert(batch.handle(), e.record());
            case BookEntry.Offered e -> OfferStore.insert(batch.handle(), e.row());
            case BookEntry.Accepted e -> OfferStore.outcome(batch.handle(), e.offer(), OfferRow.ACCEPTED);
            case BookEntry.Ended e ->
                OfferStore.outcome(batch.handle(), e.offer(), e.end().name());
            case BookEntry.Happened e -> {
                new ContactBook(batch, e, targets).write();
                AgentBook.write(batch, e);
            }
        }
    }
}
