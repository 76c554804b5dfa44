package io.agon.evidence;

import static io.agon.testkit.StatisticalAssertions.assertThatRate;
import static org.assertj.core.api.Assertions.assertThat;

import io.agon.preference.Outcome;
import io.agon.procedure.Randomness;
import io.agon.testkit.Counts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Intervals at delta 0.1 after each of 100 outcomes, in 300 replications of seed 1, on a coarse grid, which is faster:
 * fails above 58 that miss, false alarm below 1e-6.
 */
class MeanIntervalStatTest {

    @Test
    void mean_isInsideAtEveryTime() {
        assertThatRate(missing(0.5, random -> random.nextBoolean() ? 1 : 0))
                .as("coin")
                .isAtMost(0.1);
        assertThatRate(missing(0.05, random -> random.nextDouble() < 0.05 ? 1 : 0))
                .as("rare")
                .isAtMost(0.1);
        assertThatRate(missing(0.525, random -> 0.525 + 0.05 * (random.nextDouble() - 0.5)))
                .as("narrow")
                .isAtMost(0.1);
    }

    @Test
    void meanOverFinitelyManyItems_isInsideAtEveryTime() {
        var items = new ArrayList<Double>();
        for (int it = 0; it < 60; it++) {
            items.add(it % 4 == 0 ? 0.1 : it % 4 == 1 ? 1.0 : 0.5);
        }
        assertThatRate(Counts.counting(300, replication -> {
                    var order = new ArrayList<>(items);
                    Collections.shuffle(order, Random.from(Randomness.of(1, "order").stream(replication)));
                    var interval = new MeanInterval(0.1, 100, 200);
                    return order.stream().anyMatch(it -> outside(interval, it, 0.525));
                }))
                .isAtMost(0.1);
    }

    /** Against a mean that is a tenth beside the true one. */
    @Test
    void wrongMean_isLeftOutside() {
        assertThatRate(Counts.counting(50, replication -> {
                    var random = Randomness.of(1, "outcome").stream(replication);
                    var interval = new MeanInterval(0.1, 400, 200);
                    for (int t = 0; t < 400; t++) {
                        interval.observe(Outcome.of(random.nextDouble() < 0.6 ? 1 : 0));
                    }
                    assertThat(interval.low()).isLessThan(interval.high());
                    return interval.low() > 0.5 && interval.high() < 0.7;
                }))
                .isAtLeast(0.5);
    }

    @Test
    void narrowOutcomes_giveANarrowInterval() {
        var interval = new MeanInterval(0.05, 400);
        assertThat(interval.low()).isZero();
        assertThat(interval.high()).isEqualTo(1);
        interval.observe(new Outcome.Missing("timed out"));
        for (int t = 0; t < 400; t++) {
            interval.observe(Outcome.of(t % 2 == 0 ? 0.52 : 0.53));
        }
        assertThat(interval.low()).isBetween(0.515, 0.525);
        assertThat(interval.high()).isBetween(0.525, 0.54);
    }

    /** Figures of docs/concepts/improvement.md: mean half-widths at delta 0.05 when so many were asked for. */
    @Test
    void halfWidths() {
        assertThat(halfWidth(100, random -> random.nextDouble() < 0.6 ? 1 : 0)).isBetween(0.11, 0.135);
        assertThat(halfWidth(500, random -> random.nextDouble() < 0.6 ? 1 : 0)).isBetween(0.05, 0.061);
        assertThat(halfWidth(100, random -> Math.clamp(random.nextGaussian(0.525, 0.1), 0, 1)))
                .isBetween(0.025, 0.033);
        assertThat(halfWidth(500, random -> Math.clamp(random.nextGaussian(0.525, 0.1), 0, 1)))
                .isBetween(0.0095, 0.0135);
    }

    private static double halfWidth(int outcomes, ToDoubleFunction<RandomGenerator> outcome) {
        double sum = 0;
        for (int replication = 0; replication < 40; replication++) {
            var random = Randomness.of(1, "outcome").stream(replication);
            var interval = new MeanInterval(0.05, outcomes, 1000);
            for (int t = 0; t < outcomes; t++) {
                interval.observe(Outcome.of(outcome.applyAsDouble(random)));
            }
            sum += (interval.high() - interval.low()) / 2;
        }
        return sum / 40;
    }

    private static Counts missing(double mean, ToDoubleFunction<RandomGenerator> outcome) {
        return Counts.counting(300, replication -> {
            var random = Randomness.of(1, "outcome").stream(replication);
            var interval = new MeanInterval(0.1, 100, 200);
            for (int t = 0; t < 100; t++) {
                if (outside(interval, outcome.applyAsDouble(random), mean)) {
                    return true;
                }
            }
            return false;
        });
    }

    private static boolean outside(MeanInterval interval, double outcome, double mean) {
        interval.observe(Outcome.of(outcome));
        return interval.low() > mean || interval.high() < mean;
    }
}
