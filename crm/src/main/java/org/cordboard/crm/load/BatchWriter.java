package org.cordboard.crm.load;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.cordboard.crm.customer.CustomerClaim;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.customer.Outcome;

/**
 * Writes batches of rows on a thread of its own, one at a time and in order, so that the next batch can be read meanwhile. The
 * outcomes are counted on the thread that hands the batches over.
 */
final class BatchWriter implements AutoCloseable {

    /**
     * A row that could be read.
     *
     * @param fields as they stood, for the file of faulty rows
     */
    record Row(long line, CustomerClaim claim, List<String> fields) {}

    private final CustomerStore store;
    private final String source;
    private final FaultyRows faulty;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("customer-import").factory());
    private List<Row> underWay = List.of();
    private CompletableFuture<List<Outcome>> outcomes = CompletableFuture.completedFuture(List.of());
    private int added;
    private int changed;
    private int unchanged;

    BatchWriter(CustomerStore store, String source, FaultyRows faulty) {
        this.store = store;
        this.source = source;
        this.faulty = faulty;
    }

    /** Waits until the batch before is in, and has this one written. A failure of that one is thrown here. */
    void write(List<Row> batch) {
        await();
        underWay = batch;
        List<CustomerClaim> claims = batch.stream().map(Row::claim).toList();
        outcomes = CompletableFuture.supplyAsync(() -> store.take(source, claims, false), thread);
    }

    /** Waits for the last batch. */
    ImportSummary finish() {
        await();
        return new ImportSummary(added, changed, unchanged, faulty.first(), faulty.count());
    }

    private void await() {
        try {
            List<Outcome> done = outcomes.join();
            for (int i = 0; i < done.size(); i++) {
                count(underWay.get(i), done.get(i));
            }
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        } finally {
            outcomes = CompletableFuture.completedFuture(List.of());
        }
    }

    private void count(Row row, Outcome outcome) {
        switch (outcome) {
            case Outcome.Added a -> added++;
            case Outcome.Changed c -> changed++;
            case Outcome.Unchanged u -> unchanged++;
            case Outcome.LeftOut left -> faulty.add(row.line(), left.reason(), row.fields());
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
