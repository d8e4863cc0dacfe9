package org.cordboard.crm.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import org.cordboard.crm.store.Database;
import org.cordboard.crm.store.OnEachDatabase;
import org.cordboard.crm.store.TestDatabases;
import org.cordboard.cti.customer.CustomerId;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class ViewLogTest {

    @Test
    void saysWhoLookedAtWhomAndWhen() {
        try (Database database = TestDatabases.fresh()) {
            ViewLog log = new ViewLog(database, InstantSource.fixed(Instant.ofEpochMilli(5)));
            CustomerId wei = new CustomerId("C1");
            CustomerId bo = new CustomerId("C2");

            log.looked(wei, "ann", "call n-1-1");
            log.looked(bo, "ann", "x".repeat(500));
            log.looked(wei, "sue", "search");

            assertThat(log.of(wei, 10)).extracting(ViewLog.View::viewer).containsExactly("sue", "ann");
            assertThat(log.by("ann", 1)).containsExactly(new ViewLog.View(bo, "ann", 5, "x".repeat(200)));
        }
    }
}
