package org.cordboard.crm.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.cordboard.crm.calls.CallRecordProjection;
import org.cordboard.crm.calls.CallRecordStore;
import org.cordboard.crm.store.AuditLog;
import org.cordboard.crm.store.Database;
import org.cordboard.crm.store.OnEachDatabase;
import org.cordboard.crm.store.TestDatabases;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.Tier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class ErasureTest {

    private static final CustomerId ID = new CustomerId("C1");

    private final Database database = TestDatabases.fresh();
    private final PhoneNumbers phoneNumbers = new PhoneNumbers("CN");
    private final CustomerStore store = new CustomerStore(database, phoneNumbers);
    private final CustomerClaim claim = new CustomerClaim(
            ID,
            Identity.parse("11010519491231002X"),
            Map.of("name", "Wei Secret", "tier", "GOLD", "address", "Lane 5", "district", "north"),
            List.of("+8613800138000"));

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void leavesNothingPersonalAndKeepsTheStatistics() {
        store.take("crm", List.of(claim), false);
        new CustomerEdits(store, phoneNumbers).set(ID, Map.of("note", "prefers mornings"), "sue");
        new ViewLog(database, InstantSource.fixed(Instant.EPOCH)).looked(ID, "ann", "call n-1-1");
        new CallRecordProjection(database, "north-1").apply(1, List.of(Samples.answered("n-1-1", 10_000)));

        CustomerId pseudonym = new Erasure(store).erase(ID, "request 17", "admin");

        assertThat(store.find(ID)).isEmpty();
        assertThat(store.lookUp("13800138000")).isEmpty();
        CustomerProfile left = store.find(pseudonym).orElseThrow();
        assertThat(left.customer().status()).isEqualTo(CustomerStatus.ERASED);
        assertThat(left.customer().identity()).isNull();
        assertThat(left.numbers()).isEmpty();
        assertThat(left.customer().fields()).containsOnlyKeys("tier", "district");
        assertThat(left.customer().tier()).isEqualTo(Tier.GOLD);
        CallRecord call = new CallRecordStore(database).newest(1).get(0);
        assertThat(call.caller()).isEmpty();
        assertThat(call.customer()).isEqualTo(pseudonym);
        assertThat(new AuditLog(database).of("customer", "C1", 10)).isEmpty();
        assertThat(new AuditLog(database).of("customer", pseudonym.value(), 10)).hasSize(1);
    }

    @Test
    void recognisesAnErasedCustomerWhomAFileBringsBack() {
        store.take("crm", List.of(claim), false);
        new Erasure(store).erase(ID, "request 17", "admin");
        CustomerClaim sameIdentity =
                new CustomerClaim(new CustomerId("B9"), claim.identity(), claim.values(), claim.numbers());

        assertThat(store.take("crm", List.of(claim, sameIdentity), false))
                .containsExactly(
                        new Outcome.LeftOut("this customer was erased on a legal request"),
                        new Outcome.LeftOut("this customer was erased on a legal request"));
    }

    @Test
    void cannotErasePeopleTwiceOrChangeThemAfterwards() {
        store.take("crm", List.of(claim), false);
        CustomerId pseudonym = new Erasure(store).erase(ID, "request 17", "admin");

        assertThatThrownBy(() -> new Erasure(store).erase(pseudonym, "again", "admin"))
                .isInstanceOf(CustomerEdits.NoSuchCustomerException.class);
        assertThatThrownBy(() -> new CustomerEdits(store, phoneNumbers).set(pseudonym, Map.of("name", "X"), "sue"))
                .isInstanceOf(CustomerEdits.NoSuchCustomerException.class);
    }
}
