package io.agon.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureSpaceTest {

    private static final Factors FACTORS = Factors.of(
            List.of("model", "prompt"),
            List.of(List.of("a", "x"), List.of("a", "y"), List.of("b", "x"), List.of("b", "y"), List.of("c", "x")));

    @Test
    void badFeatures_areRefusedByName() {
        assertThatThrownBy(() -> FeatureSpace.of(new double[][] {{1}})).hasMessageContaining("at least 2 policies");
        assertThatThrownBy(() -> FeatureSpace.of(new double[][] {{1, 2}, {1}}))
                .hasMessageContaining("policy 0 has 2 and policy 1 has 1");
        assertThatThrownBy(() -> FeatureSpace.of(new double[][] {{}, {}})).hasMessageContaining("at least one");
        assertThatThrownBy(() -> FeatureSpace.of(new double[][] {{1}, {Double.NaN}}))
                .hasMessageContaining("feature 0 of policy 1 is NaN");
        assertThatThrownBy(() -> FeatureSpace.of(new double[][] {{1, 2}, {3, 4}, {1, 2}}))
                .hasMessageContaining("Policies 0 and 2 have the same features");
    }

    @Test
    void badFactors_areRefusedByName() {
        assertThatThrownBy(() -> Factors.of(List.of("a", "a"), List.of())).hasMessageContaining("same name");
        assertThatThrownBy(() -> Factors.of(List.of("a"), List.of(List.of("1"), List.of())))
                .hasMessageContaining("Policy 1 has 0 levels");
        assertThatThrownBy(() -> Factors.of(List.of("a"), List.of(List.of("1"), List.of("2"), List.of("1"))))
                .hasMessageContaining("Policies 0 and 2");
        assertThatThrownBy(() -> new Factors(List.of("a"), List.of(List.of("1")), List.of(List.of(1))))
                .hasMessageContaining("level 1 of factor 'a'");
    }

    @Test
    void rank_isThatOfTheDifferences() {
        assertThat(FeatureSpace.of(FACTORS).dimension()).isEqualTo(5);
        assertThat(FeatureSpace.of(FACTORS).rank()).isEqualTo(3);
        assertThat(FeatureSpace.bradleyTerry(6).rank()).isEqualTo(5);
        assertThat(FeatureSpace.of(new double[][] {{1, 7, 2}, {2, 7, 4}, {4, 7, 8}})
                        .rank())
                .isEqualTo(1);
    }

    @Test
    void rank_doesNotDependOnUnits() {
        double[][] features = {{1e9, 1e-9, 0.1}, {1e9 + 1, 3e-9, 0.1}, {1e9 + 2, 1e-9, 0.1}, {1e9 + 5, 2e-9, 0.1}};
        assertThat(FeatureSpace.of(features).rank()).isEqualTo(2);
    }

    @Test
    void reducedCoordinates_haveMeanZeroAndUnitCovarianceAndTellAllStrengths() {
        FeatureSpace space = FeatureSpace.of(FACTORS);
        ReducedSpace reduced = space.reduced();
        for (int a = 0; a < reduced.dimension(); a++) {
            for (int b = 0; b <= a; b++) {
                double sum = 0;
                double product = 0;
                for (int k = 0; k < 5; k++) {
                    sum += reduced.coordinate(k, a);
                    product += reduced.coordinate(k, a) * reduced.coordinate(k, b) / 5;
                }
                assertThat(sum).isEqualTo(0, within(1e-12));
                assertThat(product).isEqualTo(a == b ? 1 : 0, within(1e-12));
            }
        }
        double[] beta = {0.3, -1, 2, 0.7, 0.1};
        double[] strengths = new double[5];
        Arrays.setAll(strengths, k -> space.strength(k, beta));
        double[] again = reduced.strengths(reduced.coefficients(strengths));
        for (int k = 1; k < 5; k++) {
            assertThat(again[k] - again[0]).isEqualTo(strengths[k] - strengths[0], within(1e-12));
        }
    }

    @Test
    void factorialContrasts_arePairsThatSayTheSame() {
        double[][] features = new double[32][5];
        for (int k = 0; k < 32; k++) {
            for (int c = 0; c < 5; c++) {
                features[k][c] = k >> c & 1;
            }
        }
        ReducedSpace space = FeatureSpace.of(features).reduced();
        Contrasts contrasts = Contrasts.of(space);
        assertThat(contrasts.size()).isEqualTo(121);
        int pairs = 0;
        for (int c = 0; c < contrasts.size(); c++) {
            pairs += contrasts.pairs(c);
            double[] one = new double[5];
            double[] other = new double[5];
            space.difference(contrasts.first(c, 0), contrasts.second(c, 0), 1, one, 0);
            for (int n = 0; n < contrasts.pairs(c); n++) {
                space.difference(contrasts.first(c, n), contrasts.second(c, n), 1, other, 0);
                assertThat(other).containsExactly(one, within(1e-9));
                assertThat(contrasts.of(contrasts.second(c, n), contrasts.first(c, n)))
                        .isEqualTo(c);
            }
        }
        assertThat(pairs).isEqualTo(496);
        assertThat(contrasts.spanning(new double[32])).doesNotHaveDuplicates().hasSize(5);
    }

    @Test
    void featuresThatEncodeFactors_areRead() {
        double[][] bits = new double[8][];
        double[][] oneHot = new double[6][5];
        for (int k = 0; k < 8; k++) {
            bits[k] = new double[] {k & 1, k >> 1 & 1, k >> 2 & 1};
        }
        for (int k = 0; k < 6; k++) {
            oneHot[k][k % 3] = 1;
            oneHot[k][3 + k / 3] = 1;
        }
        assertThat(FeatureSpace.of(bits).factorial().factors().orElseThrow().levels())
                .extracting(java.util.List::size)
                .containsExactly(2, 2, 2);
        assertThat(FeatureSpace.of(oneHot).factorial().factors().orElseThrow().levels())
                .extracting(java.util.List::size)
                .containsExactly(3, 2);
    }

    @Test
    void featuresThatEncodeNoFactors_stayAsTheyAre() {
        FeatureSpace numbers = FeatureSpace.of(new double[][] {{0.3, 1.2}, {0.7, -0.4}, {-1, 0.1}});
        assertThat(numbers.factorial()).isSameAs(numbers);
        FeatureSpace free = FeatureSpace.bradleyTerry(5);
        assertThat(free.factorial()).isSameAs(free);
    }
}
