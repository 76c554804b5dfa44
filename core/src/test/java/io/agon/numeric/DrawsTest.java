package io.agon.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.junit.jupiter.api.Test;

class DrawsTest {

    /** Seed 3, 20,000 draws each: the Kolmogorov-Smirnov distance exceeds 0.02 with probability below 2 exp(-16) = 2.3e-7. */
    @Test
    void betaDrawsFollowTheBetaDistribution() {
        int n = 20_000;
        var random = new SplittableRandom(3);
        for (double[] shape : new double[][] {{1, 1}, {1, 7}, {3.5, 2}, {400, 350}}) {
            var distribution = BetaDistribution.of(shape[0], shape[1]);
            var draws = new double[n];
            Arrays.setAll(draws, index -> Draws.beta(shape[0], shape[1], random));
            Arrays.sort(draws);
            double distance = 0;
            for (int index = 0; index < n; index++) {
                double p = distribution.cumulativeProbability(draws[index]);
                distance = Math.max(distance, Math.max(p - index / (double) n, (index + 1) / (double) n - p));
            }
            assertThat(distance).isLessThan(0.02);
        }
    }

    @Test
    void shapesBelowOneAreRefused() {
        assertThatThrownBy(() -> Draws.gamma(0.5, new SplittableRandom(1))).hasMessageContaining("at least 1");
    }
}
