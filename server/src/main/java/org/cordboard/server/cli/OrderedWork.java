package org.cordboard.server.cli;

import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Numbered tasks on several threads, whose results come in the order of the numbers. */
final class OrderedWork {

    /** A long task holds the results of the others up: so many are begun ahead for each thread. */
    private static final int AHEAD = 3;

    private OrderedWork() {}

    /**
     * @param until the first number that is not done any more
     * @param goesOn asked before each task whether to begin it
     * @param result told on the calling thread
     */
    static <T> void run(
            long from, long until, int threads, BooleanSupplier goesOn, LongFunction<T> task, Consumer<T> result) {
        ArrayDeque<Future<T>> begun = new ArrayDeque<>();
        long next = from;
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            while (true) {
                while (next < until && begun.size() < AHEAD * threads && goesOn.getAsBoolean()) {
                    long number = next++;
                    begun.add(pool.submit(() -> task.apply(number)));
                }
                Future<T> first = begun.poll();
                if (first == null) {
                    return;
                }
                result.accept(resultOf(first));
            }
        }
    }

    private static <T> T resultOf(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
