package io.agon.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agon.Worlds;
import io.agon.limit.CharacteristicTime.Assumption;
import io.agon.numeric.Bernoulli;
import io.agon.preference.PreferenceMatrix;
import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class CharacteristicTimeTest {

    @Test
    void limitsOfTheNamedInstances() {
        assertThat(limit(Worlds.bradleyTerry(10, 0.55))).isEqualTo(834.88, within(0.01));
        assertThat(limit(Worlds.bradleyTerry(10, 0.60))).isEqualTo(223.83, within(0.01));
        assertThat(limit(Worlds.bradleyTerry(16, 0.60))).isEqualTo(248.36, within(0.01));
        assertThat(limit(Worlds.cyc10())).isEqualTo(289.85, within(0.01));
        assertThat(limit(Worlds.flat10())).isEqualTo(1184.47, within(0.01));
    }

    @Test
    void twoPolicies() {
        var time = CharacteristicTime.unstructured(Worlds.of(2, (i, j) -> 0.6)).orElseThrow();
        assertThat(time.winner()).isZero();
        assertThat(time.value()).isEqualTo(1 / Bernoulli.kl(0.4, 0.5), within(1e-9));
        assertThat(time.proportions()).containsExactly(new CharacteristicTime.Proportion(1, 0, 1));
        assertThat(time.gap()).isZero();
    }

    @Test
    void certainWinsCarryLogTwo() {
        var time = CharacteristicTime.unstructured(Worlds.of(3, (i, j) -> 1)).orElseThrow();
        assertThat(time.value()).isEqualTo(2 / Math.log(2), within(1e-12));
    }

    @Test
    void noWinnerNoLimit() {
        assertThat(CharacteristicTime.unstructured(Worlds.rockPaperScissors(0.6))).isEmpty();
    }

    @Test
    void aTieHasNoWinner() {
        assertThat(CharacteristicTime.unstructured(Worlds.of(2, (i, j) -> 0.5))).isEmpty();
    }

    @Test
    void deltaMustBeBelowOneHalf() {
        var time = CharacteristicTime.unstructured(Worlds.bradleyTerry(3, 0.6)).orElseThrow();
        assertThatThrownBy(() -> time.expectedComparisons(0.5)).hasMessageContaining("0.5");
    }

    /** Three policies in a line: 2 loses to 0 by .6 but to 1 by .9. */
    @Test
    void strictModeMustUseTheWinner() {
        var matrix = Worlds.of(3, (i, j) -> i == 1 ? 0.9 : 0.6);
        var open = CharacteristicTime.unstructured(matrix).orElseThrow();
        var strict = CharacteristicTime.unstructured(matrix, Assumption.NONE).orElseThrow();
        double weak = 1 / Bernoulli.kl(0.4, 0.5);
        double strong = 1 / Bernoulli.kl(0.1, 0.5);
        assertThat(open.value()).isEqualTo(weak + strong, within(1e-9));
        assertThat(strict.value()).isEqualTo(2 * weak, within(1e-9));
        assertThat(open.proportions()).contains(new CharacteristicTime.Proportion(2, 1, strong / (weak + strong)));
        assertThat(strict.proportions()).allMatch(pair -> pair.second() == 0 && pair.weight() == 0.5);
    }

    @Test
    void costsMoveTheOpponent() {
        var matrix = Worlds.of(3, (i, j) -> i == 1 ? 0.9 : 0.6);
        var cost = new double[][] {{0, 1, 1}, {1, 0, 100}, {1, 100, 0}};
        var time = CharacteristicTime.unstructured(matrix, cost, Assumption.WINNER_EXISTS)
                .orElseThrow();
        assertThat(time.value()).isEqualTo(2 / Bernoulli.kl(0.4, 0.5), within(1e-9));
        cost[1][2] = 1;
        assertThatThrownBy(() -> CharacteristicTime.unstructured(matrix, cost, Assumption.NONE))
                .hasMessageContaining("the same both ways");
    }

    @Test
    void unitCostsChangeNothing() {
        var cost = new double[10][10];
        for (double[] row : cost) {
            Arrays.fill(row, 1);
        }
        assertThat(CharacteristicTime.unstructured(Worlds.cyc10(), cost, Assumption.WINNER_EXISTS))
                .isEqualTo(CharacteristicTime.unstructured(Worlds.cyc10()));
    }

    /** The naive definition: over a grid of proportions of the three pairs, the hardest alternative winner. */
    @Test
    void equalsTheNaiveMaximisation() {
        var matrix = Worlds.of(3, (i, j) -> i == 1 ? 0.8 : j == 1 ? 0.7 : 0.65);
        int steps = 400;
        double best = 0;
        for (int a = 0; a <= steps; a++) {
            for (int b = 0; a + b <= steps; b++) {
                double[][] w = new double[3][3];
                w[0][1] = w[1][0] = a / (double) steps;
                w[0][2] = w[2][0] = b / (double) steps;
                w[1][2] = w[2][1] = (steps - a - b) / (double) steps;
                best = Math.max(best, Math.min(information(matrix, w, 1), information(matrix, w, 2)));
            }
        }
        double value = CharacteristicTime.unstructured(matrix).orElseThrow().value();
        assertThat(1 / best).isGreaterThanOrEqualTo(value * (1 - 1e-12));
        assertThat(1 / best).isCloseTo(value, Percentage.withPercentage(1));
    }

    private static double information(PreferenceMatrix matrix, double[][] w, int k) {
        double sum = 0;
        for (int j = 0; j < 3; j++) {
            sum += j == k ? 0 : w[k][j] * Bernoulli.kl(matrix.get(k, j), Math.max(0.5, matrix.get(k, j)));
        }
        return sum;
    }

    private static double limit(PreferenceMatrix matrix) {
        return CharacteristicTime.unstructured(matrix).orElseThrow().expectedComparisons(0.05);
    }
}
