package org.cordboard.crm.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cordboard.crm.customer.Samples;
import org.cordboard.crm.store.Database;
import org.cordboard.crm.store.OnEachDatabase;
import org.cordboard.crm.store.TestDatabases;
import org.cordboard.cti.customer.CustomerId;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class ContactHistoryTest {

    @Test
    void listsACustomersCallsTheNewestFirstPageByPage() {
        try (Database database = TestDatabases.fresh()) {
            new CallRecordProjection(database, "north-1")
                    .apply(
                            1,
                            List.of(
                                    Samples.answered("n-1-1", 10_000),
                                    Samples.answered("n-1-2", 20_000),
                                    Samples.notServed("n-1-3", 30_000)));
            ContactHistory history = new ContactHistory(database);
            CustomerId wei = new CustomerId("C1");

            assertThat(history.of(wei, Long.MAX_VALUE, 10))
                    .extracting(call -> call.call().value())
                    .containsExactly("n-1-2", "n-1-1");
            assertThat(history.of(wei, 20_000, 10))
                    .extracting(call -> call.call().value())
                    .containsExactly("n-1-1");
            assertThat(history.of(new CustomerId("C2"), Long.MAX_VALUE, 10)).isEmpty();
        }
    }
}
