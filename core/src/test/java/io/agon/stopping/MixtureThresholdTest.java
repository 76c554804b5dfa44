package io.agon.stopping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class MixtureThresholdTest {

    /** Computed with the Lambert function of mpmath. */
    @Test
    void workedValues() {
        assertThat(MixtureThreshold.function(0)).isEqualTo(5.994432591699676, within(1e-9));
        assertThat(MixtureThreshold.function(0.1)).isEqualTo(6.768764333837208, within(1e-9));
        assertThat(MixtureThreshold.function(Math.log(20))).isEqualTo(12.401265569922067, within(1e-9));
        assertThat(MixtureThreshold.function(10)).isEqualTo(21.44681941840693, within(1e-9));
        assertThat(MixtureThreshold.function(50)).isEqualTo(65.13354403445342, within(1e-9));
        assertThat(MixtureThreshold.fixedPart(9, 0.05)).isEqualTo(68.13143159073411, within(1e-8));
    }

    @Test
    void inverseOfTheLegendreFunction() {
        assertThat(MixtureThreshold.inverse(1)).isEqualTo(1);
        assertThat(MixtureThreshold.inverse(2)).isEqualTo(3.1461932206205825, within(1e-12));
        for (double y : new double[] {1 + 1e-9, 1.001, 1.5, 4, 40, 4000}) {
            double u = MixtureThreshold.inverse(y);
            assertThat(u - Math.log(u)).isEqualTo(y, within(1e-12 * y));
        }
    }

    /** The published approximation {@code T(x) ~ x + 4 log(1 + x + sqrt(2 x))} for {@code x >= 5}. */
    @Test
    void closeToThePublishedApproximation() {
        for (double x = 5; x < 100; x *= 1.5) {
            assertThat(MixtureThreshold.function(x))
                    .isCloseTo(x + 4 * Math.log(1 + x + Math.sqrt(2 * x)), Percentage.withPercentage(10));
        }
    }

    /** What the two branches minimise: {@code z (y - log log z)} over {@code z} in (1, 3/2]. */
    @Test
    void equalsTheMinimumItStandsFor() {
        for (double x : new double[] {0, 0.05, 0.3, 1, 2, 5, 20}) {
            double y = (MixtureThreshold.inverse(1 + x) + Math.log(Math.PI * Math.PI / 3)) / 2;
            double minimum = Double.POSITIVE_INFINITY;
            for (int step = 1; step <= 200_000; step++) {
                double z = 1 + 0.5 * step / 200_000;
                minimum = Math.min(minimum, z * (y - Math.log(Math.log(z))));
            }
            assertThat(MixtureThreshold.function(x)).isEqualTo(2 * minimum, within(1e-6));
        }
    }
}
