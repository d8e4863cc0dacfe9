package org.cordboard.sim.people;

/** A distribution of durations. Draws are in milliseconds, never below zero. */
public sealed interface Sample {

    long draw(Draws draws);

    /** Always the same. */
    record Fixed(long millis) implements Sample {

        @Override
        public long draw(Draws draws) {
            return millis;
        }
    }

    /** Both ends included. */
    record Uniform(long leastMillis, long mostMillis) implements Sample {

        @Override
        public long draw(Draws draws) {
            return draws.between(leastMillis, mostMillis);
        }
    }

    /** The usual model of patience. */
    record Exponential(long meanMillis) implements Sample {

        @Override
        public long draw(Draws draws) {
            return (long) draws.exponential((double) meanMillis);
        }
    }

    /** The usual model of talk times. */
    record Lognormal(long medianMillis, double sigma) implements Sample {

        @Override
        public long draw(Draws draws) {
            return (long) draws.lognormal((double) medianMillis, sigma);
        }
    }

    /** Longer than any simulation: for "never". */
    record Never() implements Sample {

        static final long MILLIS = Long.MAX_VALUE / 4;

        @Override
        public long draw(Draws draws) {
            return MILLIS;
        }
    }
}
