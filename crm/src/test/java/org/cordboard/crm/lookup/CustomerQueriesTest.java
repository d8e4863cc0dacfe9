package org.cordboard.crm.lookup;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.cordboard.crm.store.StoreUnavailableException;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.CustomerQuery;
import org.cordboard.cti.customer.QueryResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CustomerQueriesTest {

    private static final Map<String, String> FIELDS = Map.of("pin", "4711", "empty", "");

    private final BlockingQueue<QueryResult> answers = new ArrayBlockingQueue<>(100);

    private @Nullable QueryResult asked(String attribute, @Nullable String expected) throws InterruptedException {
        try (CustomerQueries queries = new CustomerQueries((customer, name) -> field(name))) {
            queries.ask(new CustomerQuery(new CallId("c"), new CustomerId("C1"), attribute, expected), answers::add);
            return answers.poll(10, SECONDS);
        }
    }

    private static Optional<String> field(String name) {
        if (name.equals("down")) {
            throw new StoreUnavailableException("down", new IllegalStateException());
        }
        return Optional.ofNullable(FIELDS.get(name));
    }

    @Test
    void givesAFieldAway() throws InterruptedException {
        assertThat(asked("pin", null)).isEqualTo(new QueryResult.Value("4711"));
    }

    @Test
    void comparesWithoutGivingAway() throws InterruptedException {
        assertThat(asked("pin", "4711")).isEqualTo(new QueryResult.Equal(true));
        assertThat(asked("pin", "4712")).isEqualTo(new QueryResult.Equal(false));
    }

    @Test
    void takesAnEmptyFieldForNone() throws InterruptedException {
        assertThat(asked("empty", "")).isEqualTo(new QueryResult.Absent());
        assertThat(asked("nothing", null)).isEqualTo(new QueryResult.Absent());
    }

    @Test
    void failsWhenTheStoreIsAway() throws InterruptedException {
        assertThat(asked("down", null)).isEqualTo(new QueryResult.Failed("store unavailable"));
    }

    @Test
    void tellsNobodyWhatIsExpected() {
        assertThat(new CustomerQuery(new CallId("c"), new CustomerId("C1"), "pin", "4711").toString())
                .doesNotContain("4711");
    }
}
