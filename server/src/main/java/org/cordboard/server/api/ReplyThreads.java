package org.cordboard.server.api;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.cordboard.crm.store.StoreUnavailableException;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.listen.RefusedException;

/**
 * Two threads on which requests are answered that wait for the database or work long. When a thousand requests wait, one more is
 * refused as busy.
 */
final class ReplyThreads implements AutoCloseable {

    private static final int WAITING = 1_000;

    private final ThreadPoolExecutor threads;
    private final String remedy;

    /** @param remedy what to do while the database is away */
    ReplyThreads(String name, String remedy) {
        this.threads = new ThreadPoolExecutor(
                2, 2, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), work -> new Thread(work, name));
        this.remedy = remedy;
    }

    /** Does something; what the request cannot have for a reason comes out as a {@link RefusedException}. */
    <T> CompletionStage<T> run(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(() -> done(work), threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new RefusedException(
                    HttpReply.refused(503, "BUSY", "Too many requests are waiting.", "Try again in a moment.")));
        }
    }

    private <T> T done(Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreUnavailableException e) {
            throw new RefusedException(
                    HttpReply.refused(503, "STORE_UNAVAILABLE", String.valueOf(e.getMessage()), remedy));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
