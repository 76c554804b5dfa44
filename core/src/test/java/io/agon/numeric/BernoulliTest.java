package io.agon.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class BernoulliTest {

    @Test
    void workedValues() {
        assertThat(Bernoulli.kl(0.05, 0.95)).isEqualTo(0.9 * Math.log(19), within(1e-12));
        assertThat(Bernoulli.kl(0.3, 0.3)).isZero();
        assertThat(Bernoulli.kl(0, 0.5)).isEqualTo(Math.log(2), within(1e-15));
        assertThat(Bernoulli.kl(1, 0.5)).isEqualTo(Math.log(2), within(1e-15));
        assertThat(Bernoulli.kl(0.2, 0)).isInfinite();
        assertThat(Bernoulli.kl(0, 0)).isZero();
    }

    @Test
    void accurateNearOneHalf() {
        for (double y : new double[] {0.0199999, 0.01, 1e-3, 1e-6, 1e-9}) {
            var yy = new BigDecimal(y).pow(2);
            var sum = BigDecimal.ZERO;
            for (int n = 1; n < 8; n++) {
                sum = sum.add(yy.pow(n).divide(BigDecimal.valueOf(2L * n * (2 * n - 1)), MathContext.DECIMAL64));
            }
            assertThat(Bernoulli.klToHalf(0.5 + y / 2)).isCloseTo(sum.doubleValue(), Percentage.withPercentage(1e-4));
        }
    }

    @Test
    void theTwoFormulasMeet() {
        assertThat(Bernoulli.klToHalf(0.509999999999)).isEqualTo(Bernoulli.klToHalf(0.510000000001), within(1e-13));
    }
}
