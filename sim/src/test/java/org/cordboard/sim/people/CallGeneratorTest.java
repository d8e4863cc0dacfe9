package org.cordboard.sim.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.cordboard.sim.time.Cancellable;
import org.cordboard.sim.time.Scheduler;
import org.cordboard.sim.time.VirtualTime;
import org.cordboard.sim.world.PbxWorld;
import org.junit.jupiter.api.Test;

class CallGeneratorTest {

    /** A thread that gets to a task only when it is told to, however late that is. */
    private static final class LateThread implements Scheduler {
        private final Queue<Runnable> tasks = new ArrayDeque<>();
        private long now = 1_000;

        @Override
        public long now() {
            return now;
        }

        @Override
        public Cancellable schedule(long delayMillis, Runnable task) {
            tasks.add(task);
            return () -> tasks.remove(task);
        }

        void runNext() {
            Objects.requireNonNull(tasks.poll()).run();
        }
    }

    private static CallGenerator generator(Scheduler time, CallerLog log, double callsPerMinute) {
        PbxWorld world = new PbxWorld(time);
        world.addTrunk("carrier", 10_000);
        CallMix mix = new CallMix(
                "carrier", "10086", callsPerMinute, 10_000, List.of(), 1, List.of(CustomerBehaviour.patient(1_000)));
        return new CallGenerator(world, mix, new Draws(1), log);
    }

    @Test
    void callsAsOftenAsItShould() {
        VirtualTime time = new VirtualTime();
        CallerLog log = new CallerLog();
        generator(time, log, 6_000).start();
        time.advance(10_000);
        assertThat(log.called()).isBetween(900L, 1_100L);
    }

    /** Else a PBX that has too much to do would keep its callers from calling. */
    @Test
    void makesUpForCallsWhoseMomentHasPassed() {
        LateThread thread = new LateThread();
        CallerLog log = new CallerLog();
        generator(thread, log, 600).start();
        thread.now += 10_000;
        thread.runNext();
        assertThat(log.called()).isBetween(80L, 120L);
    }
}
