package io.agon.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agon.Worlds;
import io.agon.limit.CharacteristicTime.Proportion;
import io.agon.numeric.Bernoulli;
import io.agon.structured.FeatureSpace;
import io.agon.testkit.Gen;
import io.agon.testkit.Property;
import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LinearCharacteristicTimeTest {

    /** Features of a policy a row, and coefficients. */
    record Instance(double[][] features, double[] beta) {
        CharacteristicTime limit() {
            return CharacteristicTime.linear(FeatureSpace.of(features), beta).orElseThrow();
        }

        double[] strengths() {
            double[] strengths = new double[features.length];
            Arrays.setAll(strengths, k -> FeatureSpace.of(features).strength(k, beta));
            return strengths;
        }

        @Override
        public String toString() {
            return Arrays.deepToString(features) + " * " + Arrays.toString(beta);
        }
    }

    private static Gen<Instance> instances(Gen<Integer> policies, Gen<Integer> dimensions) {
        return policies.flatMap(k -> dimensions.map(d -> new int[] {k, d})).flatMap(size -> random -> {
            var features = new double[size[0]][size[1]];
            for (double[] row : features) {
                Arrays.setAll(row, c -> random.nextGaussian());
            }
            var beta = new double[size[1]];
            Arrays.setAll(beta, c -> random.nextGaussian() / Math.sqrt(size[1]));
            return new Instance(features, beta);
        });
    }

    private static final Gen<Instance> SMALL = instances(Gen.ints(2, 7), Gen.ints(1, 4));

    @Test
    void factorialInstances_haveTheLimitsOfAnIndependentSolver() {
        var uneven = factorial(0.8, 0.6, 0.4, 0.3, 0.2).limit();
        assertThat(uneven.value()).isEqualTo(203.24, within(0.02));
        assertThat(uneven.gap()).isBetween(0.0, 1e-4);
        assertThat(uneven.winner()).isEqualTo(31);
        var even = factorial(0.5, 0.5, 0.5, 0.5, 0.5).limit();
        assertThat(even.value()).isEqualTo(39.31, within(0.005));
        assertThat(even.gap()).isBetween(0.0, 1e-4);
    }

    @Test
    void twoPolicies_needOneOverKl() {
        var time = CharacteristicTime.linear(FeatureSpace.bradleyTerry(2), new double[] {-0.2, 0.3})
                .orElseThrow();
        assertThat(time.value()).isCloseTo(1 / Bernoulli.klOfLogOdds(0.5, -0.5), Percentage.withPercentage(1e-3));
        assertThat(time.proportions()).containsExactly(new Proportion(0, 1, 1));
    }

    /** On a line the only way to lose is to turn round, and the pair that is farthest apart says most about it. */
    @Test
    void policiesOnALine_needTheFarthestPairOnly() {
        Property.forAll(1, 30, instances(Gen.ints(2, 6), Gen.constant(1)), instance -> {
            double[] strengths = instance.strengths();
            double range = Arrays.stream(strengths).max().orElseThrow()
                    - Arrays.stream(strengths).min().orElseThrow();
            assertThat(instance.limit().value())
                    .isCloseTo(1 / Bernoulli.klOfLogOdds(range, -range), Percentage.withPercentage(0.01));
        });
    }

    @Test
    void structure_neverCosts() {
        Property.forAll(2, 40, SMALL, instance -> {
            double[] s = instance.strengths();
            var matrix = Worlds.of(s.length, (i, j) -> 1 / (1 + Math.exp(s[j] - s[i])));
            var time = instance.limit();
            var unstructured = CharacteristicTime.unstructured(matrix).orElseThrow();
            assertThat(time.winner()).isEqualTo(unstructured.winner());
            assertThat(time.value()).isLessThanOrEqualTo(unstructured.value() * (1 + time.gap() + 1e-9));
        });
    }

    @Test
    void certificateIsTight_andProportionsAddUp() {
        Property.forAll(3, 40, instances(Gen.ints(2, 12), Gen.ints(1, 6)), instance -> {
            var time = instance.limit();
            assertThat(time.gap()).isBetween(0.0, 1e-4);
            assertThat(time.proportions().stream()
                            .mapToDouble(Proportion::weight)
                            .sum())
                    .isEqualTo(1, within(1e-9));
            assertThat(time.proportions()).allMatch(pair -> pair.weight() > 0 && pair.first() != pair.second());
        });
    }

    @Test
    void coding_doesNotMatter() {
        Property.forAll(4, 30, SMALL, instance -> {
            int d = instance.beta().length;
            int policies = instance.features().length;
            var recoded = new double[policies][d + 1];
            double[] beta = new double[d + 1];
            // New columns: a constant; each old one in another unit plus the one before; the order of policies turned
            // round.
            for (int k = 0; k < policies; k++) {
                double[] old = instance.features()[policies - 1 - k];
                recoded[k][d] = 3;
                for (int c = 0; c < d; c++) {
                    recoded[k][c] = Math.pow(100, c) * (old[c] + (c > 0 ? old[c - 1] : 0));
                }
            }
            double left = 0;
            for (int c = d - 1; c >= 0; c--) {
                left = instance.beta()[c] - left;
                beta[c] = left / Math.pow(100, c);
            }
            beta[d] = 5;
            var time = new Instance(recoded, beta).limit();
            assertThat(time.winner()).isEqualTo(policies - 1 - instance.limit().winner());
            assertThat(time.value()).isCloseTo(instance.limit().value(), Percentage.withPercentage(0.003));
        });
    }

    @Test
    void clearerDifferencesOnALine_needLess() {
        double last = Double.POSITIVE_INFINITY;
        for (double beta : new double[] {1e-6, 1e-3, 0.1, 1, 10, 100, 800}) {
            var time = new Instance(new double[][] {{0}, {1}, {0.5}}, new double[] {beta}).limit();
            assertThat(time.value()).isLessThanOrEqualTo(last * (1 + 1e-12));
            assertThat(time.gap()).isBetween(0.0, 1e-4);
            last = time.value();
        }
        assertThat(last).isEqualTo(1 / Math.log(2), within(1e-3));
    }

    @Test
    void smallAndLargeGapsInThePlane_keepTheirCertificate() {
        double[][] features = {{0, 0}, {1, 0}, {0, 1}, {1, 1}, {2, 1}};
        for (double scale : new double[] {1e-6, 1e-3, 1, 10}) {
            var time = new Instance(features, new double[] {scale, 0.3 * scale}).limit();
            assertThat(time.gap()).isBetween(0.0, 1e-4);
            assertThat(time.value()).isPositive();
        }
    }

    @Test
    void severalBest_haveNoLimit() {
        assertThat(CharacteristicTime.linear(FeatureSpace.of(new double[][] {{0}, {1}, {2}}), new double[] {0}))
                .isEmpty();
        assertThat(CharacteristicTime.linear(FeatureSpace.of(new double[][] {{0, 1}, {1, 0}, {0, 0}}), new double[] {
                    0.1 + 0.2, 0.3
                }))
                .isEmpty();
    }

    @Test
    void badCoefficients_areRefused() {
        var space = FeatureSpace.bradleyTerry(2);
        assertThatThrownBy(() -> CharacteristicTime.linear(space, new double[] {1}))
                .hasMessageContaining("each of 2 features");
        assertThatThrownBy(() -> CharacteristicTime.linear(space, new double[] {1, Double.NaN}))
                .hasMessageContaining("finite");
        assertThatThrownBy(() -> CharacteristicTime.linear(space, new double[] {1, 2}, 0))
                .hasMessageContaining("gap");
    }

    /** Exponentiated gradient over all pairs, alternatives by a search along the line that the constraint leaves. */
    @Test
    void value_isThatOfAPlainSlowSolver() {
        Property.forAll(5, 4, instances(Gen.ints(3, 4), Gen.constant(2)), instance -> {
            double attained = plainly(instance, 4_000);
            var time = instance.limit();
            assertThat(attained).isLessThanOrEqualTo((1 + time.gap() + 1e-6) / time.value());
            assertThat(attained).isCloseTo(1 / time.value(), Percentage.withPercentage(1));
        });
    }

    private static double plainly(Instance instance, int steps) {
        double[] s = instance.strengths();
        int policies = s.length;
        int best = 0;
        for (int k = 1; k < policies; k++) {
            best = s[k] > s[best] ? k : best;
        }
        double[][] w = new double[policies][policies];
        for (double[] row : w) {
            Arrays.fill(row, 1);
        }
        double attained = 0;
        double[][] cost = new double[policies][policies];
        double[][] least = new double[policies][policies];
        for (int n = 1; n <= steps; n++) {
            double total = 0;
            for (int i = 0; i < policies; i++) {
                for (int j = 0; j < i; j++) {
                    total += w[i][j];
                }
            }
            double smallest = Double.POSITIVE_INFINITY;
            for (int k = 0; k < policies; k++) {
                if (k != best) {
                    double value = closest(instance, s, w, best, k, cost) / total;
                    if (value < smallest) {
                        smallest = value;
                        for (int i = 0; i < policies; i++) {
                            least[i] = cost[i].clone();
                        }
                    }
                }
            }
            attained = Math.max(attained, smallest);
            double rate = 1 / (smallest * Math.sqrt(n));
            for (int i = 0; i < policies; i++) {
                for (int j = 0; j < i; j++) {
                    w[i][j] *= Math.exp(Math.min(1, 0.3 * rate * (least[i][j] - smallest)));
                    w[i][j] = w[i][j] / total;
                }
            }
        }
        return attained;
    }

    /** Ternary search for the alternative on the line where {@code k} is as good as the best. */
    private static double closest(Instance instance, double[] s, double[][] w, int best, int k, double[][] cost) {
        double a = instance.features()[best][0] - instance.features()[k][0];
        double b = instance.features()[best][1] - instance.features()[k][1];
        double norm = Math.hypot(a, b);
        double low = -10;
        double high = 10;
        for (int n = 0; n < 50; n++) {
            double left = (2 * low + high) / 3;
            double right = (low + 2 * high) / 3;
            if (at(instance, s, w, -b * left / norm, a * left / norm, cost)
                    < at(instance, s, w, -b * right / norm, a * right / norm, cost)) {
                high = right;
            } else {
                low = left;
            }
        }
        return at(instance, s, w, -b * low / norm, a * low / norm, cost);
    }

    private static double at(Instance instance, double[] s, double[][] w, double x, double y, double[][] cost) {
        double sum = 0;
        for (int i = 0; i < s.length; i++) {
            for (int j = 0; j < i; j++) {
                double[] one = instance.features()[i];
                double[] other = instance.features()[j];
                double there = x * (one[0] - other[0]) + y * (one[1] - other[1]);
                cost[i][j] = Bernoulli.klOfLogOdds(s[i] - s[j], there - s[i] + s[j]);
                sum += w[i][j] * cost[i][j];
            }
        }
        return sum;
    }

    private static Instance factorial(double... beta) {
        double[][] features = new double[1 << beta.length][beta.length];
        for (int k = 0; k < features.length; k++) {
            for (int c = 0; c < beta.length; c++) {
                features[k][c] = k >> c & 1;
            }
        }
        return new Instance(features, beta);
    }
}
