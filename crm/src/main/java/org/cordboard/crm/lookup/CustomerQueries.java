package org.cordboard.crm.lookup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.store.StoreUnavailableException;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.CustomerQuery;
import org.cordboard.cti.customer.QueryResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what trees ask about customers, on threads of its own. Every question is answered once, unless the server is
 * stopping; at most a thousand wait, further ones fail at once as "overloaded". What a question expects is compared here, is
 * never logged, and takes the same time however much of it is right.
 */
public final class CustomerQueries implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CustomerQueries.class);
    private static final int WAITING = 1_000;

    private final BiFunction<CustomerId, String, Optional<String>> store;
    private final AnswerThreads threads = new AnswerThreads("customer-query", WAITING);

    public CustomerQueries(CustomerStore store) {
        this(store::attribute);
    }

    /** @param store gives a customer's attribute by its name */
    public CustomerQueries(BiFunction<CustomerId, String, Optional<String>> store) {
        this.store = store;
    }

    /** @param answer called on a thread of this, or on the caller's when overloaded; it must not block */
    public void ask(CustomerQuery query, Consumer<QueryResult> answer) {
        if (!threads.take(() -> answer.accept(result(query)))) {
            answer.accept(new QueryResult.Failed("overloaded"));
        }
    }

    private QueryResult result(CustomerQuery query) {
        try {
            Optional<String> value =
                    store.apply(query.customer(), query.attribute()).filter(text -> !text.isEmpty());
            String expected = query.expected();
            if (value.isEmpty()) {
                return new QueryResult.Absent();
            }
            return expected == null
                    ? new QueryResult.Value(value.get())
                    : new QueryResult.Equal(MessageDigest.isEqual(bytes(value.get()), bytes(expected)));
        } catch (StoreUnavailableException e) {
            return new QueryResult.Failed("store unavailable");
        } catch (RuntimeException e) {
            LOG.error("A question about a customer met a fault", e);
            return new QueryResult.Failed("fault");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Gives up the waiting questions and lets the running ones end, for a second at most. */
    @Override
    public void close() {
        threads.close();
    }
}
