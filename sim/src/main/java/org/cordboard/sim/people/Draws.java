package org.cordboard.sim.people;

import java.util.SplittableRandom;

/**
 * A seeded source of draws. The same seed and the same order of questions give the same answers; a {@link #split} gives a
 * source that does not disturb this one.
 */
public final class Draws {

    private final SplittableRandom random;

    public Draws(long seed) {
        this(new SplittableRandom(seed));
    }

    private Draws(SplittableRandom random) {
        this.random = random;
    }

    public Draws split() {
        return new Draws(random.split());
    }

    /** Between 0 (included) and 1 (excluded). */
    public double unit() {
        return random.nextDouble();
    }

    /** Between the two, both included. */
    public long between(long least, long most) {
        return least + random.nextLong(most - least + 1);
    }

    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** An index below {@code bound}. */
    public int index(int bound) {
        return random.nextInt(bound);
    }

    /** From an exponential distribution with this mean. */
    public double exponential(double mean) {
        return -mean * StrictMath.log(1 - random.nextDouble());
    }

    /** From a lognormal distribution with this median; sigma is the spread of its logarithm. */
    public double lognormal(double median, double sigma) {
        return median * StrictMath.exp(sigma * gaussian());
    }

    /** Box-Muller with StrictMath: the same bits on every machine. */
    private double gaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
    }
}
