package org.cordboard.crm.lookup;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Two daemon threads that ask the customers' store, so that the engine never waits for it, and a bounded line before them. */
final class AnswerThreads implements AutoCloseable {

    private static final int THREADS = 2;

    private final ThreadPoolExecutor threads;

    /** @param waiting how many questions may wait; further ones are not taken */
    AnswerThreads(String name, int waiting) {
        AtomicInteger count = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), work -> {
                    Thread thread = new Thread(work, name + "-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Returns whether the question was taken; one that was is answered, unless this is closed before. */
    boolean take(Runnable question) {
        try {
            threads.execute(question);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Questions that wait for a thread. */
    int waiting() {
        return threads.getQueue().size();
    }

    /** Gives up the waiting questions and lets the running ones end, for a second at most. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
