package io.agon.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LinearAlgebraTest {

    @Test
    void cholesky_solvesAPositiveDefiniteSystem() {
        double[] a = {4, 99, 99, 2, 5, 99, 1, 3, 6};
        assertThat(Cholesky.factor(a, 3)).isTrue();
        double[] b = {4 + 4 + 3, 2 + 10 + 9, 1 + 6 + 18};
        Cholesky.solve(a, 3, b);
        assertThat(b).containsExactly(new double[] {1, 2, 3}, within(1e-12));
    }

    @Test
    void cholesky_saysWhenAMatrixIsNotPositiveDefinite() {
        assertThat(Cholesky.factor(new double[] {1, 0, 2, 1}, 2)).isFalse();
        assertThat(Cholesky.factor(new double[] {Double.NaN}, 1)).isFalse();
    }

    @Test
    void elimination_solvesASystemThatNeedsPivots() {
        double[] b = {2 * 2 + 3, 1 + 4, 1 - 2 + 3};
        assertThat(Elimination.solve(new double[][] {{0, 2, 1}, {1, 2, 0}, {1, -1, 1}}, b))
                .isTrue();
        assertThat(b).containsExactly(new double[] {1, 2, 3}, within(1e-12));
        assertThat(Elimination.solve(new double[][] {{1, 1}, {1, 1}}, new double[2]))
                .isFalse();
    }

    @Test
    void divergenceOfLogOdds_isThatOfProbabilities() {
        for (double a : new double[] {-6, -1, -0.1, 0, 0.5, 3}) {
            for (double shift : new double[] {-4, -0.5, -0.019, 0.021, 0.3, 2}) {
                double naive = Bernoulli.kl(Normal.logistic(a), Normal.logistic(a + shift));
                assertThat(Bernoulli.klOfLogOdds(a, shift)).isCloseTo(naive, Percentage.withPercentage(1e-7));
            }
        }
    }

    @Test
    void divergenceOfLogOdds_neitherUnderflowsNorOverflows() {
        assertThat(Bernoulli.klOfLogOdds(0.3, 0)).isZero();
        assertThat(Bernoulli.klOfLogOdds(0, 1e-9)).isCloseTo(1e-18 / 8, Percentage.withPercentage(1e-6));
        assertThat(Bernoulli.klOfLogOdds(-900, 900)).isEqualTo(Math.log(2), within(1e-12));
        assertThat(Bernoulli.klOfLogOdds(900, -900)).isEqualTo(Math.log(2), within(1e-12));
        assertThat(Bernoulli.klOfLogOdds(0, 2000)).isEqualTo(1000 - Math.log(2), within(1e-9));
    }
}
