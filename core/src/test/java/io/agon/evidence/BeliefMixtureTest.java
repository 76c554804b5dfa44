package io.agon.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.agon.numeric.Normal;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.structured.FeatureSpace;
import java.util.SplittableRandom;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

class BeliefMixtureTest {

    private static final FeatureSpace LINE =
            FeatureSpace.of(new double[][] {{0}, {1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9}});

    @Test
    void momentsAreThoseOfTheMixture() {
        var linear = new LinearBeliefs(LINE);
        var pairs = new RandomEffects(10, Betting.Settings.DEFAULT.deviations());
        var mixture = BeliefMixture.of(LINE, Betting.Settings.DEFAULT.deviations());
        assertThat(mixture.weight(0)).isEqualTo(0.5, within(1e-12));
        Normal one = linear.logOdds(0, 9);
        Normal other = pairs.logOdds(0, 9);
        assertThat(mixture.logOdds(0, 9).mean()).isZero();
        assertThat(mixture.logOdds(0, 9).sd())
                .isEqualTo(Math.sqrt((one.sd() * one.sd() + other.sd() * other.sd()) / 2), within(1e-12));
        assertThat(mixture.decisiveShare()).isEqualTo(1);
    }

    @Test
    void theModel_leadsWhereItIsRight() {
        assertThat(learnt(300, (i, j) -> i - j).weight(0)).isGreaterThan(0.99);
    }

    @Test
    void theModel_givesWayWhereItIsWrong() {
        // Strengths go up and down in turns: no line explains them.
        var mixture = learnt(600, (i, j) -> 6 * (i % 2 - j % 2));
        assertThat(mixture.weight(0)).isLessThan(0.01);
        assertThat(mixture.logOdds(1, 2).mean()).isGreaterThan(0.7);
    }

    private static BeliefMixture learnt(int outcomes, IntBinaryOperator fifthsOfLogOdds) {
        var mixture = BeliefMixture.of(LINE, Betting.Settings.DEFAULT.deviations());
        var random = new SplittableRandom(2);
        for (int t = 0; t < outcomes; t++) {
            int i = random.nextInt(10);
            int j = (i + 1 + random.nextInt(9)) % 10;
            double p = Normal.logistic(fifthsOfLogOdds.applyAsInt(i, j) / 5.0);
            mixture.observe(new Duel(i, j), random.nextDouble() < p ? Outcome.WIN : Outcome.LOSS);
        }
        return mixture;
    }
}
