package io.agon.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.structured.FeatureSpace;
import org.junit.jupiter.api.Test;

class RunningLikelihoodTest {

    private static final FeatureSpace LINE = FeatureSpace.of(new double[][] {{0}, {1}, {2}, {4}});

    @Test
    void allValuesStartAtOne_andMissingOrTiedOutcomesKeepThem() {
        var process = new RunningLikelihood(LINE, 0.05);
        process.observe(new Duel(0, 1), new Outcome.Missing("timed out"));
        process.observe(new Duel(0, 1), Outcome.TIE);
        for (int k = 0; k < 4; k++) {
            assertThat(process.logValue(k)).isZero();
        }
    }

    /** Exact, not by simulation: all 4,096 courses of 12 duels whose choice depends on the outcomes before. */
    @Test
    void expectationsUnderTheNull_areAtMostOne() {
        for (double beta : new double[] {0, 0.3, 1.5}) {
            int duels = 12;
            double[] expectation = new double[duels];
            double[] maxima = new double[duels];
            for (int course = 0; course < 1 << duels; course++) {
                var process = new RunningLikelihood(LINE, 1e-9);
                double probability = 1;
                int lost = 0;
                for (int t = 0; t < duels; t++) {
                    int opponent = (t + lost) % 3;
                    double p = 1 / (1 + Math.exp(beta * (LINE.feature(opponent, 0) - 4)));
                    boolean won = (course >> t & 1) == 0;
                    probability *= won ? p : 1 - p;
                    lost += won ? 0 : 1;
                    process.observe(new Duel(3, opponent), won ? Outcome.WIN : Outcome.LOSS);
                    expectation[t] += probability * Math.exp(process.logValue(3)) / (1 << (duels - 1 - t));
                    maxima[t] = Math.max(maxima[t], process.logValue(3));
                }
            }
            for (int t = 0; t < duels; t++) {
                assertThat(expectation[t]).isLessThanOrEqualTo(1 + 1e-6).isGreaterThan(0.01);
            }
            assertThat(maxima[duels - 1]).as("it does bet").isGreaterThan(1);
        }
    }

    @Test
    void duelsOfOthers_areEvidenceThroughTheFeatures() {
        var process = new RunningLikelihood(LINE, 0.05);
        for (int t = 0; t < 200; t++) {
            process.observe(new Duel(0, 2), t % 4 == 0 ? Outcome.WIN : Outcome.LOSS);
        }
        // Policy 2 beats policy 0, so more of the feature is better: 3 beats 1, neither of which ever played.
        assertThat(process.logValue(1)).isGreaterThan(3);
        assertThat(process.logValue(3)).isLessThan(0);
    }

    @Test
    void aRejectedPolicy_keepsItsValue() {
        var process = new RunningLikelihood(LINE, 0.05);
        int t = 0;
        while (process.logValue(0) < Math.log(20)) {
            process.observe(new Duel(3, 0), Outcome.WIN);
            assertThat(t++).isLessThan(100);
        }
        double value = process.logValue(0);
        process.observe(new Duel(3, 0), Outcome.LOSS);
        assertThat(process.logValue(0)).isEqualTo(value, within(0.0));
    }

    @Test
    void impossibleLevels_areRefused() {
        assertThatThrownBy(() -> new RunningLikelihood(LINE, 95)).hasMessageContaining("95");
    }
}
