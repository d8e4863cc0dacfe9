package org.cordboard.sim.time;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Real time on a single-threaded executor such as a Netty event loop; the only place of the simulator that reads a clock.
 * Time runs with the monotonic clock from the moment of creation: setting the wall clock does not disturb it.
 */
public final class RealTime implements Scheduler {

    private static final Logger log = LoggerFactory.getLogger(RealTime.class);

    private final ScheduledExecutorService executor;
    private final long startMillis = System.currentTimeMillis();
    private final long startNanos = System.nanoTime();

    /** @param executor must have one thread; the caller ends it */
    public RealTime(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    @Override
    public long now() {
        return startMillis + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }

    @Override
    public Cancellable schedule(long delayMillis, Runnable task) {
        ScheduledFuture<?> future =
                executor.schedule(() -> runLogged(task), Math.max(0, delayMillis), TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
    }

    private static void runLogged(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            // A future nobody looks at would swallow the fault.
            log.error("a task of the simulated PBX failed", e);
        }
    }
}
