package org.cordboard.crm.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.cordboard.fuzz.Bounded;
import org.jspecify.annotations.Nullable;

/** Each row of any file of customers is a customer or a named fault, and the same file again changes nothing. */
class CustomersFuzzTest {

    @FuzzTest
    void takesEachRowOrNamesItsFault(byte[] text) throws Exception {
        Bounded.run(() -> {
            Store store = new Store();
            ImportSummary first = importInto(store, text);
            ImportSummary again = importInto(store, text);
            if (first == null || again == null) {
                assertThat(again).isEqualTo(first);
                return;
            }
            assertThat(again.added() + again.changed()).isZero();
            assertThat(again.rows()).isEqualTo(first.rows());
            assertThat(again.faults()).isEqualTo(first.faults());
            assertThat(store.customers().count()).isEqualTo(3 + first.added());
        });
    }

    private static @Nullable ImportSummary importInto(Store store, byte[] text) {
        return store.run(text, (file, faulty) -> store.customerImport()
                .run(new CustomerImport.Order(file, "a-file", faulty), progress -> {}));
    }
}
