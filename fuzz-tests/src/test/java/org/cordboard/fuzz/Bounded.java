package org.cordboard.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Reading that ends before long, by the processor's time, which a busy machine does not stretch. */
public final class Bounded {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** Something that may throw. */
    public interface Work {
        void run() throws Exception;
    }

    private Bounded() {}

    public static void run(Work work) throws Exception {
        long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        work.run();
        long taken = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun;
        assertThat(Duration.ofNanos(taken)).as("processor time").isLessThan(LONGEST);
    }
}
