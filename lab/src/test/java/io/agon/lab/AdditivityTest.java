package io.agon.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.agon.preference.PreferenceMatrix;
import io.agon.structured.Factors;
import io.agon.structured.FeatureSpace;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdditivityTest {

    private static double[][] ones(int size) {
        double[][] weights = new double[size][size];
        for (double[] row : weights) {
            Arrays.fill(row, 1);
        }
        return weights;
    }

    @Test
    void whatAddsUp_fits() {
        LinearInstance world = LinearInstances.named("fact3x2-random-1").orElseThrow();
        Additivity additive = Additivity.of(world.matrix(), ones(6), world.features());
        assertThat(additive.misfit()).isLessThan(1e-3);
        assertThat(additive.best()).isEqualTo(world.winner());
    }

    /** Worked: strengths a, 0, 0, a in a square of two factors; the best additive fit knows nothing. */
    @Test
    void interaction_doesNot() {
        double a = 0.1;
        double p = 1 / (1 + Math.exp(-a));
        double[][] mu = {{0.5, p, p, 0.5}, {1 - p, 0.5, 0.5, 1 - p}, {1 - p, 0.5, 0.5, 1 - p}, {0.5, p, p, 0.5}};
        FeatureSpace space = FeatureSpace.of(Factors.of(
                List.of("model", "prompt"),
                List.of(List.of("m", "x"), List.of("m", "y"), List.of("n", "x"), List.of("n", "y"))));
        Additivity additive = Additivity.of(PreferenceMatrix.of(List.of("a", "b", "c", "d"), mu), ones(4), space);
        // Four of six pairs are off by a each.
        assertThat(additive.misfit()).isEqualTo(a * Math.sqrt(4 / 6.0), within(1e-3));
    }

    @Test
    void shippedFactorialData_haveTheirWinners() throws Exception {
        List<FactorialInstance> all = FactorialInstance.all(Optional.empty());
        assertThat(all).hasSize(2).allSatisfy(instance -> {
            assertThat(instance.means().condorcetWinner().orElseThrow())
                    .isEqualTo(instance.time().winner());
            assertThat(instance.factors().policies())
                    .isEqualTo(instance.decisive().size());
        });
        assertThat(all.getLast().factors().names()).containsExactly("model", "wording");
    }
}
