package io.agon.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.agon.FactorWorld;
import io.agon.Worlds;
import io.agon.numeric.Normal;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.structured.FeatureSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinearBeliefsTest {

    private static final FeatureSpace TWO = FeatureSpace.of(FactorWorld.full(2, 2));

    private record Result(Duel duel, Outcome outcome) {}

    @Test
    void beforeAnyOutcome_levelsAreEqual() {
        var beliefs = new LinearBeliefs(TWO);
        assertThat(beliefs.coefficient(3)).isEqualTo(new Normal(0, 0.3));
        Normal contrast = beliefs.contrast(new int[] {1, 3}, new int[] {0, 2});
        assertThat(contrast.mean()).isZero();
        assertThat(contrast.sd()).isEqualTo(0.6, within(1e-12));
        assertThat(beliefs.logOdds(3, 0).sd()).isEqualTo(0.6, within(1e-12));
        assertThat(beliefs.strength(0).mean()).isZero();
        assertThat(beliefs.strength(0).sd()).isEqualTo(0.3, within(1e-12));
        assertThat(beliefs.decisiveShare()).isEqualTo(1);
    }

    /** The definition of the first step: Newton's, from the prior. */
    @Test
    void firstOutcome_equalsTheDefinition() {
        var beliefs = new LinearBeliefs(TWO);
        beliefs.observe(new Duel(3, 0), Outcome.WIN);
        // The log-odds have variance 0.36 before; half a win more than expected, of which the variance is 1/4.
        Normal pair = beliefs.logOdds(3, 0);
        assertThat(pair.mean()).isEqualTo(0.36 * 0.5 / (1 + 0.36 / 4), within(1e-12));
        assertThat(pair.sd()).isEqualTo(Math.sqrt(1 / (1 / 0.36 + 0.25)), within(1e-12));
        Normal factor = beliefs.logOdds(1, 0);
        assertThat(factor.mean()).isEqualTo(pair.mean() / 2, within(1e-12));
    }

    /**
     * The posterior by brute force on a grid of the two contrasts, each N(0, 2 x 0.3^2) before: seed 1, 20 histories of
     * 10 to 200 outcomes, ties among them. Means within half a standard deviation (effects far out in the prior are
     * learnt too slowly), deviations within 10 %.
     */
    @Test
    void posterior_isThatOfBruteForce_about() {
        var random = new SplittableRandom(1);
        for (int history = 0; history < 20; history++) {
            FactorWorld world =
                    FactorWorld.twoLevels(FactorWorld.DAVIDSON, random.nextGaussian() / 2, random.nextGaussian() / 2);
            var beliefs = new LinearBeliefs(TWO);
            var results = new ArrayList<Result>();
            int outcomes = 10 + random.nextInt(191);
            for (int t = 0; t < outcomes; t++) {
                Duel duel = duel(4, random);
                var result = new Result(duel, world.play(duel, random));
                results.add(result);
                beliefs.observe(result.duel(), result.outcome());
            }
            double[][] moments = bruteForce(results);
            for (int m = 0; m < 2; m++) {
                Normal approximate = beliefs.contrast(new int[] {2 * m + 1}, new int[] {2 * m});
                double sd = moments[m][1];
                assertThat(approximate.mean())
                        .as("mean of factor %d after %d", m, outcomes)
                        .isEqualTo(moments[m][0], within(0.5 * sd));
                assertThat(approximate.sd()).isEqualTo(sd, within(0.1 * sd));
            }
        }
    }

    /** Mean and standard deviation of each contrast: prior times Bradley-Terry likelihood of what is no tie. */
    private static double[][] bruteForce(List<Result> results) {
        int[][] wins = new int[4][4];
        for (Result result : results) {
            int i = result.duel().first();
            int j = result.duel().second();
            wins[i][j] += result.outcome() == Outcome.WIN ? 1 : 0;
            wins[j][i] += result.outcome() == Outcome.LOSS ? 1 : 0;
        }
        double total = 0;
        double[][] sums = new double[2][2];
        int points = 121;
        for (int a = 0; a < points; a++) {
            for (int b = 0; b < points; b++) {
                double[] contrast = {-3 + 6.0 * a / (points - 1), -3 + 6.0 * b / (points - 1)};
                double log = -(contrast[0] * contrast[0] + contrast[1] * contrast[1]) / (2 * 0.18);
                for (int i = 0; i < 4; i++) {
                    for (int j = 0; j < 4; j++) {
                        double u = (i % 2 - j % 2) * contrast[0] + (i / 2 - j / 2) * contrast[1];
                        log -= wins[i][j] * Math.log1p(Math.exp(-u));
                    }
                }
                double weight = Math.exp(log);
                total += weight;
                for (int m = 0; m < 2; m++) {
                    sums[m][0] += weight * contrast[m];
                    sums[m][1] += weight * contrast[m] * contrast[m];
                }
            }
        }
        for (int m = 0; m < 2; m++) {
            sums[m][0] /= total;
            sums[m][1] = Math.sqrt(sums[m][1] / total - sums[m][0] * sums[m][0]);
        }
        return sums;
    }

    @Test
    void ties_sayNothing() {
        var tied = new LinearBeliefs(TWO);
        var untied = new LinearBeliefs(TWO);
        var random = new SplittableRandom(2);
        for (int t = 0; t < 100; t++) {
            Duel duel = duel(4, random);
            Outcome outcome = Outcome.of(random.nextInt(2));
            tied.observe(duel(4, random), Outcome.TIE);
            tied.observe(duel, outcome);
            untied.observe(duel, outcome);
        }
        for (int k = 0; k < 4; k++) {
            assertThat(tied.strength(k)).isEqualTo(untied.strength(k));
        }
        assertThat(tied.decisiveShare()).isEqualTo(101.0 / 201, within(1e-12));
        assertThat(untied.decisiveShare()).isEqualTo(1);
    }

    @Test
    void aGradedOutcome_weighsItsSquaredLead() {
        var beliefs = new LinearBeliefs(TWO);
        beliefs.observe(new Duel(1, 0), new Outcome.Graded(0.75));
        // Lead 1/2, weight 1/4: as 3/8 - 1/8 in the gradient, and a quarter of the information.
        Normal contrast = beliefs.contrast(new int[] {1}, new int[] {0});
        assertThat(contrast.sd()).isEqualTo(Math.sqrt(1 / (1 / 0.18 + 0.25 / 4)), within(1e-12));
        assertThat(contrast.mean()).isEqualTo(0.18 * 0.25 / (1 + 0.18 / 16), within(1e-12));
        assertThat(beliefs.decisiveShare()).isEqualTo(1.25 / 2, within(1e-12));
    }

    /** Neither slots nor the names of levels make a difference. */
    @Test
    void beliefs_areSymmetric() {
        var beliefs = new LinearBeliefs(TWO);
        var swapped = new LinearBeliefs(TWO);
        var renamed = new LinearBeliefs(TWO);
        var random = new SplittableRandom(3);
        for (int t = 0; t < 200; t++) {
            Duel duel = duel(4, random);
            Outcome outcome = Outcome.of(random.nextInt(5) / 4.0);
            beliefs.observe(duel, outcome);
            swapped.observe(duel.swapped(), outcome.swapped());
            renamed.observe(new Duel(3 - duel.first(), 3 - duel.second()), outcome);
        }
        for (int i = 0; i < 4; i++) {
            assertSame(swapped.strength(i), beliefs.strength(i), 1);
            assertSame(renamed.strength(3 - i), beliefs.strength(i), 1);
            for (int j = 0; j < i; j++) {
                assertSame(beliefs.logOdds(j, i), beliefs.logOdds(i, j), -1);
            }
        }
        assertSame(beliefs.contrast(new int[] {1, 2}, new int[] {0, 3}), beliefs.logOdds(1, 2), 1);
        assertThat(beliefs.strength(1).mean() - beliefs.strength(2).mean())
                .isEqualTo(beliefs.logOdds(1, 2).mean(), within(1e-12));
    }

    private static void assertSame(Normal actual, Normal expected, double sign) {
        assertThat(actual.mean()).isEqualTo(sign * expected.mean(), within(1e-9));
        assertThat(actual.sd()).isEqualTo(expected.sd(), within(1e-9));
    }

    /** Where Bradley-Terry holds, both kinds of beliefs learn the same. Seed 4, 4,000 outcomes. */
    @Test
    void plainBradleyTerry_agreesWithRandomEffects() {
        var linear = new LinearBeliefs(FeatureSpace.bradleyTerry(5));
        var effects = new RandomEffects(5, List.of(0.01));
        for (int k = 0; k < 5; k++) {
            assertThat(linear.strength(k).sd()).isEqualTo(effects.strength(k).sd(), within(0.01));
        }
        var world = Worlds.bradleyTerry(5, 0.6);
        var random = new SplittableRandom(4);
        for (int t = 0; t < 4_000; t++) {
            Duel duel = duel(5, random);
            Outcome outcome = Worlds.play(world, duel, random);
            linear.observe(duel, outcome);
            effects.observe(duel, outcome);
        }
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(linear.logOdds(i, j).mean())
                        .isEqualTo(effects.logOdds(i, j).mean(), within(0.05));
                double truth = Math.log(world.get(i, j) / world.get(j, i));
                assertThat(linear.logOdds(i, j).mean())
                        .isEqualTo(truth, within(5 * linear.logOdds(i, j).sd()));
            }
        }
    }

    /** Units and origins of features make no difference, and a feature that is the same for all is none. */
    @Test
    void badlyScaledFeatures_areNoObstacle() {
        double[][] plain = new double[6][2];
        double[][] scaled = new double[6][2];
        for (int k = 0; k < 6; k++) {
            plain[k] = new double[] {k % 3, k / 3};
            scaled[k] = new double[] {1e9 + 1e6 * plain[k][0], 1e-9 * plain[k][1]};
        }
        var reference = new LinearBeliefs(FeatureSpace.of(plain));
        var beliefs = new LinearBeliefs(FeatureSpace.of(scaled));
        var random = new SplittableRandom(5);
        for (int t = 0; t < 300; t++) {
            Duel duel = duel(6, random);
            Outcome outcome = Outcome.of(random.nextInt(2));
            reference.observe(duel, outcome);
            beliefs.observe(duel, outcome);
        }
        for (int i = 0; i < 6; i++) {
            assertThat(beliefs.strength(i).mean())
                    .isEqualTo(reference.strength(i).mean(), within(1e-6));
            assertThat(beliefs.strength(i).sd()).isEqualTo(reference.strength(i).sd(), within(1e-6));
        }
        var constant = new LinearBeliefs(FeatureSpace.of(new double[][] {{1e9, 7}, {1e9 + 1, 7}}));
        constant.observe(new Duel(0, 1), Outcome.WIN);
        assertThat(constant.coefficient(1).mean()).isZero();
        assertThat(constant.logOdds(0, 1).mean()).isPositive();
    }

    /** A thousand upsets after ten thousand wins: the mean moves, by no more than it should, and stays a number. */
    @Test
    void surprises_areTaken() {
        var beliefs = new LinearBeliefs(TWO);
        for (int t = 0; t < 10_000; t++) {
            beliefs.observe(new Duel(1, 0), Outcome.WIN);
        }
        double sure = beliefs.logOdds(1, 0).mean();
        assertThat(sure).isGreaterThan(2);
        beliefs.observe(new Duel(1, 0), Outcome.LOSS);
        double after = beliefs.logOdds(1, 0).mean();
        assertThat(after).isBetween(sure - 1.5, sure);
        for (int t = 0; t < 1_000; t++) {
            beliefs.observe(new Duel(1, 0), Outcome.LOSS);
        }
        assertThat(beliefs.logOdds(1, 0).mean()).isBetween(-1.0, sure);
        assertThat(beliefs.logOdds(1, 0).sd()).isPositive();
    }

    private static Duel duel(int policies, SplittableRandom random) {
        int i = random.nextInt(policies);
        return new Duel(i, (i + 1 + random.nextInt(policies - 1)) % policies);
    }
}
