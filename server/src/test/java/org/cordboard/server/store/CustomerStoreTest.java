package org.cordboard.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.Tier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CustomerStoreTest {

    private final Database database = Database.inMemory("customers");
    private final CustomerStore store = new CustomerStore(database, new PhoneNumbers("CN"));

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void findsACustomerByAnyNumberHoweverItIsWritten() {
        store.put(List.of(new CustomerEntry(Samples.customer("C1"), List.of("13800138000", "010-62345678"))));

        assertThat(store.lookUp("+86 138 0013 8000")).contains(Samples.customer("C1"));
        assertThat(store.lookUp("01062345678")).contains(Samples.customer("C1"));
        assertThat(store.lookUp("13800138001")).isEmpty();
    }

    @Test
    void keepsTheOrderOfAttributes() {
        store.put(List.of(new CustomerEntry(Samples.customer("C1"), List.of("13800138000"))));

        assertThat(store.lookUp("13800138000").orElseThrow().attributes().keySet())
                .containsExactly("region", "since");
    }

    @Test
    void takesWithheldNumbersForNobodys() {
        assertThat(store.lookUp("")).isEmpty();
        assertThat(store.lookUp("anonymous")).isEmpty();
    }

    @Test
    void replacesACustomerWithAllNumbersAndAttributes() {
        Customer plain = new Customer(new CustomerId("C1"), "Wei", Tier.ORDINARY, false, null, Map.of());
        store.put(List.of(new CustomerEntry(Samples.customer("C1"), List.of("13800138000"))));

        store.put(List.of(new CustomerEntry(plain, List.of("13900139000"))));

        assertThat(store.lookUp("13800138000")).isEmpty();
        assertThat(store.lookUp("13900139000")).contains(plain);
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    void refusesANumberThatBelongsToAnotherCustomerAndWritesNothing() {
        store.put(List.of(new CustomerEntry(Samples.customer("C1"), List.of("13800138000"))));

        List<CustomerEntry> two = List.of(
                new CustomerEntry(Samples.customer("C2"), List.of("13900139000")),
                new CustomerEntry(Samples.customer("C3"), List.of("+8613800138000")));

        assertThatThrownBy(() -> store.put(two)).hasMessage("a number of customer C3 belongs to customer C1");
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    void refusesTwoCustomersWithOneNumberInOneGo() {
        List<CustomerEntry> two = List.of(
                new CustomerEntry(Samples.customer("C1"), List.of("13900139000")),
                new CustomerEntry(Samples.customer("C2"), List.of("+8613900139000")));

        assertThatThrownBy(() -> store.put(two)).hasMessage("a number of customer C2 belongs to customer C1");
        assertThat(store.count()).isZero();
    }
}
