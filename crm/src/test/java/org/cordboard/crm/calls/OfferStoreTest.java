package org.cordboard.crm.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cordboard.crm.customer.Samples;
import org.cordboard.crm.store.Database;
import org.cordboard.crm.store.OnEachDatabase;
import org.cordboard.crm.store.TestDatabases;
import org.cordboard.cti.acd.Explanation;
import org.cordboard.cti.acd.OfferEnd;
import org.cordboard.cti.acd.OfferId;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.call.CallResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Offers in the books, and the search for calls beside them. */
@OnEachDatabase
class OfferStoreTest {

    private final Database database = TestDatabases.fresh();
    private final CallRecordProjection projection = new CallRecordProjection(database, "north-1");
    private final OfferStore offers = new OfferStore(database);
    private final CallRecordStore calls = new CallRecordStore(database);

    @AfterEach
    void close() {
        database.close();
    }

    private static OfferRow ringing(String offer, long at, String outcome) {
        return new OfferRow(
                new OfferId(offer),
                new CallId("n-1-1"),
                new QueueId("vip"),
                new AgentId("ann"),
                new StationId("1001"),
                at,
                3_000,
                outcome,
                new Explanation(
                        at - 60_000,
                        7,
                        2,
                        List.of(
                                new Explanation.Candidate(new AgentId("ann"), 5, 90_000),
                                new Explanation.Candidate(new AgentId("bo\"b"), 3, 10)),
                        Explanation.Rule.BEST_LEVEL_THEN_LONGEST_IDLE,
                        Explanation.Overtaking.NONE));
    }

    @Test
    void keepsEveryOfferOfACallWithItsReasonsAndItsOutcome() {
        projection.applyEntries(
                5,
                List.of(
                        new BookEntry.Offered(ringing("o1", 1_000, "RINGING")),
                        new BookEntry.Ended(new OfferId("o1"), OfferEnd.TIMED_OUT),
                        new BookEntry.Offered(ringing("o2", 2_000, "RINGING"))));
        projection.applyEntries(6, List.of(new BookEntry.Accepted(new OfferId("o2"))));

        assertThat(offers.of(new CallId("n-1-1")))
                .containsExactly(ringing("o1", 1_000, "TIMED_OUT"), ringing("o2", 2_000, "ACCEPTED"));
        assertThat(offers.of(new CallId("n-1-2"))).isEmpty();
    }

    @Test
    void writesTheOffersOfAPositionOnce() {
        List<BookEntry> entries = List.of(new BookEntry.Offered(ringing("o1", 1_000, "RINGING")));

        assertThat(projection.applyEntries(5, entries)).isTrue();
        assertThat(projection.applyEntries(5, entries)).isFalse();

        assertThat(offers.of(new CallId("n-1-1"))).hasSize(1);
    }

    @Test
    void findsCallsByEveryPartOfAFilterAndPageByPage() {
        CallRecord first = Samples.answered("n-1-1", 10_000);
        CallRecord second = Samples.answered("n-1-2", 10_000);
        CallRecord third = Samples.answered("n-1-3", 20_000);
        CallRecord other = Samples.notServed("n-1-4", 30_000);
        projection.apply(1, List.of(first, second, third, other));

        CallFilter all = filter(null, null, null, null, null, null, null, null, 2);
        assertThat(calls.search(all)).containsExactly(other, third);
        assertThat(calls.search(filter(null, null, null, null, null, null, third.arrivedAt(), "n-1-3", 1)))
                .containsExactly(second);
        assertThat(calls.search(filter(null, null, null, null, null, null, second.arrivedAt(), "n-1-2", 2)))
                .containsExactly(first);
        assertThat(calls.search(filter(null, null, CallResult.ANSWERED, "vip", "ann", "C1", null, null, 9)))
                .containsExactly(third, second, first);
        assertThat(calls.search(
                        filter(first.arrivedAt() + 1, third.arrivedAt(), null, null, null, null, null, null, 9)))
                .isEmpty();
        assertThat(calls.search(filter(null, null, null, "' or '1'='1", null, null, null, null, 9)))
                .isEmpty();
    }

    private static CallFilter filter(
            @Nullable Long from,
            @Nullable Long to,
            @Nullable CallResult result,
            @Nullable String queue,
            @Nullable String agent,
            @Nullable String customer,
            @Nullable Long beforeArrival,
            @Nullable String beforeCall,
            int most) {
        return new CallFilter(from, to, result, queue, agent, customer, beforeArrival, beforeCall, most);
    }
}
