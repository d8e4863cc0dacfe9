package org.cordboard.crm.lookup;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.cordboard.crm.store.StoreUnavailableException;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.LookUpResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the customer store on threads of its own, so that the engine never waits for the database. Every look-up is answered
 * once, unless the server is stopping.
 *
 * <p>At most ten thousand look-ups wait; further ones fail at once as "overloaded". One that has waited longer than the engine
 * does is failed without asking, so that a slow database is not kept busy with questions nobody has any more.
 */
public final class CustomerLookUp implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CustomerLookUp.class);
    private static final int WAITING = 10_000;

    private final Function<String, Optional<Customer>> store;
    private final long patienceNanos;
    private final LongSupplier nanoTime;
    private final AtomicBoolean unavailable = new AtomicBoolean();
    private final AnswerThreads threads = new AnswerThreads("customer-look-up", WAITING);

    /** @param patience how long the engine waits for an answer */
    public CustomerLookUp(CallerDirectory directory, Duration patience) {
        this(directory::customer, patience, System::nanoTime);
    }

    CustomerLookUp(Function<String, Optional<Customer>> store, Duration patience, LongSupplier nanoTime) {
        this.store = store;
        this.patienceNanos = patience.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * Looks a customer up.
     *
     * @param callingNumber as the network sent it; empty when withheld
     * @param answer called on a look-up thread, or on the caller's when overloaded; it must not block
     */
    public void lookUp(String callingNumber, Consumer<LookUpResult> answer) {
        long asked = nanoTime.getAsLong();
        if (!threads.take(() -> answer.accept(result(callingNumber, asked)))) {
            answer.accept(new LookUpResult.Failed("overloaded"));
        }
    }

    private LookUpResult result(String callingNumber, long asked) {
        if (nanoTime.getAsLong() - asked > patienceNanos) {
            return new LookUpResult.Failed("overloaded");
        }
        try {
            Optional<Customer> customer = store.apply(callingNumber);
            if (unavailable.compareAndSet(true, false)) {
                LOG.info("Customers can be looked up again.");
            }
            return customer.<LookUpResult>map(LookUpResult.Found::new).orElseGet(LookUpResult.NotFound::new);
        } catch (StoreUnavailableException e) {
            if (unavailable.compareAndSet(false, true)) {
                LOG.warn("Callers count as unknown for now. {}", e.getMessage());
            }
            return new LookUpResult.Failed("store unavailable");
        } catch (RuntimeException e) {
            LOG.error("A customer look-up met a fault", e);
            return new LookUpResult.Failed("fault");
        }
    }

    /** Look-ups that wait for a thread. */
    public int waiting() {
        return threads.waiting();
    }

    /** Gives up the waiting look-ups and lets the running ones end, for a second at most. */
    @Override
    public void close() {
        threads.close();
    }
}
