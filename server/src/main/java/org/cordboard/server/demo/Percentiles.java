package org.cordboard.server.demo;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/** How long something took, counted from many threads. */
public final class Percentiles {

    /** In milliseconds. */
    public record Summary(long count, double p50, double p90, double p95, double p99, double max) {}

    private final Histogram micros = new SynchronizedHistogram(TimeUnit.MINUTES.toMicros(10), 3);

    public void add(long nanos) {
        micros.recordValue(Math.clamp(nanos / 1_000, 0, TimeUnit.MINUTES.toMicros(10)));
    }

    public Summary summary() {
        return new Summary(
                micros.getTotalCount(),
                at(50),
                at(90),
                at(95),
                at(99),
                micros.getTotalCount() == 0 ? 0 : micros.getMaxValue() / 1000.0);
    }

    private double at(double percentile) {
        return micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(percentile) / 1000.0;
    }
}
