package org.cordboard.protocol.client;

import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one at a time in the order they came, on whatever threads the executor has. All state of a client belongs to its
 * lane, so nothing needs a lock. Bounded by those who fill it: one frame being read, the unanswered commands, a few timers.
 */
final class Lane implements Executor {

    private final Executor threads;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    Lane(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            threads.execute(this::run);
        }
    }

    /** Goes on here with the value, or with null and the failure. */
    <T> void whenDone(CompletionStage<T> stage, BiConsumer<@Nullable T, @Nullable Throwable> next) {
        stage.whenComplete((value, failure) -> execute(() -> next.accept(value, failure)));
    }

    private void run() {
        do {
            Runnable task = tasks.poll();
            if (task != null) {
                runOne(task);
            }
        } while (waiting.decrementAndGet() > 0);
    }

    /** A listener's fault goes to the thread's handler and must not stop the lane. */
    private static void runOne(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }
}
