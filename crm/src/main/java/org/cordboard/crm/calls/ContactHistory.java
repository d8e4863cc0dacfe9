package org.cordboard.crm.calls;

import java.util.List;
import java.util.Optional;
import org.cordboard.crm.store.Database;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.customer.CustomerId;
import org.jdbi.v3.core.Handle;

/** A customer's calls, whichever of their numbers they came from. May throw {@code StoreUnavailableException}. */
public final class ContactHistory {

    private static final int MOST = 1000;

    private final Database database;

    public ContactHistory(Database database) {
        this.database = database;
    }

    /**
     * The calls of a customer that closed before a time, the newest first.
     *
     * @param before milliseconds since 1970; {@link Long#MAX_VALUE} for the newest of all
     * @param most 1..1000
     */
    public List<CallRecord> of(CustomerId customer, long before, int most) {
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("most out of range 1..1000: " + most);
        }
        return database.call("asked for call records", handle -> handle.createQuery("""
                        select * from call_records where customer_id = :customer and closed_at < :before
                        order by closed_at desc, call_id desc limit :most
                        """)
                .bind("customer", customer.value())
                .bind("before", before)
                .bind("most", most)
                .map((row, context) -> CallRecordStore.record(row))
                .list());
    }

    /**
     * Whom a customer last talked to.
     *
     * @param since not longer ago than this, milliseconds since 1970
     */
    public static Optional<AgentId> lastAgent(Handle handle, CustomerId customer, long since) {
        return handle.createQuery("""
                        select agent from call_records where customer_id = :customer and closed_at > :since
                        and agent is not null order by closed_at desc limit 1
                        """)
                .bind("customer", customer.value())
                .bind("since", since)
                .mapTo(String.class)
                .findOne()
                .map(AgentId::new);
    }
}
