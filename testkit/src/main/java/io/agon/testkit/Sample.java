package io.agon.testkit;

import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/**
 * The first two moments of independent draws.
 *
 * @param size number of draws, at least 2
 * @param mean their average
 * @param variance their unbiased sample variance
 */
public record Sample(int size, double mean, double variance) {
    public Sample {
        Require.that(size >= 2, "size (%s) must be at least 2: one draw tells nothing about its spread.", size);
        Require.that(Double.isFinite(mean), "mean (%s) must be finite.", mean);
        Require.that(variance >= 0 && Double.isFinite(variance), "variance (%s) must be finite and >= 0.", variance);
    }

    public static Sample of(double... draws) {
        return drawing(draws.length, index -> draws[index]);
    }

    /** Takes the draws of replications {@code 0 .. size - 1}, in order (Welford's one-pass moments). */
    public static Sample drawing(int size, IntToDoubleFunction draw) {
        Require.that(size >= 2, "size (%s) must be at least 2: one draw tells nothing about its spread.", size);
        double mean = 0;
        double squares = 0;
        for (int replication = 0; replication < size; replication++) {
            double value = draw.applyAsDouble(replication);
            Require.that(Double.isFinite(value), "draw %s (%s) must be finite.", replication, value);
            double step = value - mean;
            mean += step / (replication + 1);
            squares += step * (value - mean);
        }
        return new Sample(size, mean, squares / (size - 1));
    }

    /** The standard error of the mean. */
    public double standardError() {
        return Math.sqrt(variance / size);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "mean %.6g +- %.3g of %d draws", mean, standardError(), size);
    }
}
