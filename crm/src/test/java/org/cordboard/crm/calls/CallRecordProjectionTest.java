package org.cordboard.crm.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.crm.customer.Samples;
import org.cordboard.crm.store.Database;
import org.cordboard.crm.store.OnEachDatabase;
import org.cordboard.crm.store.TestDatabases;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.call.CallData;
import org.cordboard.cti.call.CallDirection;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.call.CallResult;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.TrunkId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class CallRecordProjectionTest {

    private final Database database = TestDatabases.fresh();
    private final CallRecordProjection projection = new CallRecordProjection(database, "north-1");
    private final CallRecordStore store = new CallRecordStore(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void writesRecordsSoThatTheyReadBackTheSame() {
        CallRecord answered = Samples.answered("n-1-1", 10_000);
        CallRecord notServed = Samples.notServed("n-1-2", 11_000);

        assertThat(projection.apply(7, List.of(answered, notServed))).isTrue();

        assertThat(projection.position()).isEqualTo(7);
        assertThat(store.find(new CallId("n-1-1"))).contains(answered);
        assertThat(store.find(new CallId("n-1-2"))).contains(notServed);
        assertThat(store.find(new CallId("n-1-3"))).isEmpty();
    }

    @Test
    void doesNothingForAPositionThatIsAlreadyIn() {
        projection.apply(7, List.of(Samples.answered("n-1-1", 10_000)));

        assertThat(projection.apply(7, List.of(Samples.answered("n-1-2", 10_000))))
                .isFalse();
        assertThat(projection.apply(6, List.of(Samples.answered("n-1-3", 10_000))))
                .isFalse();

        assertThat(store.count()).isEqualTo(1);
        assertThat(projection.position()).isEqualTo(7);
    }

    @Test
    void movesThePositionOnlyTogetherWithTheRecords() {
        projection.apply(7, List.of(Samples.answered("n-1-1", 10_000)));
        List<CallRecord> secondFails = List.of(Samples.answered("n-1-2", 10_000), Samples.answered("n-1-1", 10_000));

        assertThatThrownBy(() -> projection.apply(8, secondFails))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the schema refuses a value (SQL state 23505)");

        assertThat(projection.position()).isEqualTo(7);
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    void goesOnWhereItWasAfterARestart() {
        projection.applyEntries(7, -60_000, List.of());

        CallRecordProjection restarted = new CallRecordProjection(database, "north-1");
        assertThat(restarted.position()).isEqualTo(7);
        assertThat(restarted.wallOffset()).hasValue(-60_000);
    }

    @Test
    void doesNotKnowTheWallClockWhereAnOlderBuildHasNotKeptIt() {
        assertThat(projection.wallOffset()).as("before the first position").hasValue(0);
        database.call("age", handle -> handle.execute("update projection set position = 5, wall_offset = null"));
        assertThat(projection.wallOffset()).isEmpty();
    }

    @Test
    void countsPositionsOfAnotherJournalAnew() {
        projection.apply(7, List.of());

        assertThat(new CallRecordProjection(database, "north-2").position()).isEqualTo(-1);
    }

    @Test
    void countsCallsByResultAndQueue() {
        projection.apply(
                1, List.of(Samples.answered("n-1-1", 1), Samples.answered("n-1-2", 2), Samples.notServed("n-1-3", 3)));

        assertThat(store.count()).isEqualTo(3);
        assertThat(store.countByResult())
                .hasSize(CallResult.values().length)
                .containsEntry(CallResult.ANSWERED, 2L)
                .containsEntry(CallResult.NOT_SERVED, 1L)
                .containsEntry(CallResult.ABANDONED, 0L);
        assertThat(store.countByQueue()).isEqualTo(Map.of(new QueueId("vip"), 2L));
    }

    @Test
    void listsTheNewestFirst() {
        projection.apply(1, List.of(Samples.answered("b", 2), Samples.answered("a", 1), Samples.answered("c", 3)));

        assertThat(store.newest(2)).extracting(r -> r.call().value()).containsExactly("c", "b");
        assertThatThrownBy(() -> store.newest(0)).hasMessage("most out of range 1..1000: 0");
    }

    @Test
    void keepsTheBeginningOfTextThatIsTooLong() {
        CallRecord tooLong = new CallRecord(
                new CallId("n-1-1"),
                new TrunkId("t".repeat(100)),
                "9".repeat(100),
                "8".repeat(100),
                null,
                List.of(),
                "",
                Map.of(),
                longestData(),
                null,
                null,
                CallResult.FAILED,
                new Cause(256),
                "d".repeat(300),
                0,
                1,
                null,
                null,
                1,
                1,
                null,
                false,
                null,
                List.of(),
                CallDirection.INBOUND);

        projection.apply(1, List.of(tooLong));

        CallRecord read = store.find(new CallId("n-1-1")).orElseThrow();
        assertThat(read.caller()).hasSize(64);
        assertThat(read.disposition()).hasSize(200);
        assertThat(read.data()).isEqualTo(longestData());
    }

    /** All a call can have, of characters that take two each where they are kept. */
    private static Map<String, String> longestData() {
        Map<String, String> data = new LinkedHashMap<>();
        for (int i = 0; i < CallData.MOST; i++) {
            data.put("n".repeat(CallData.LONGEST_NAME - 2) + (10 + i), "\"".repeat(CallData.LONGEST_VALUE));
        }
        return data;
    }
}
