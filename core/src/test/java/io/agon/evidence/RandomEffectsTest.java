package io.agon.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.agon.numeric.Normal;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RandomEffectsTest {

    @Test
    void beforeAnyOutcome_allPoliciesAreEqual() {
        var beliefs = new RandomEffects(3, Betting.Settings.DEFAULT.deviations());
        assertThat(beliefs.strength(1).mean()).isZero();
        assertThat(beliefs.strength(1).sd()).isEqualTo(0.7, within(1e-12));
        Normal pair = beliefs.logOdds(0, 2);
        assertThat(pair.mean()).isZero();
        assertThat(pair.sd()).isEqualTo(Math.sqrt(2 * 0.49 + (0.15 * 0.15 + 1) / 2), within(1e-12));
        assertThat(beliefs.decisiveShare()).isEqualTo(1);
    }

    @Test
    void logOdds_areAntisymmetric() {
        var beliefs = new RandomEffects(5, Betting.Settings.DEFAULT.deviations());
        var outcomes = play(beliefs, 5, 400, (i, j) -> i < j ? 0.6 : 0.4);
        assertThat(outcomes).isEqualTo(400);
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(beliefs.logOdds(i, j).mean())
                        .isEqualTo(-beliefs.logOdds(j, i).mean(), within(1e-9));
                assertThat(beliefs.logOdds(i, j).sd())
                        .isEqualTo(beliefs.logOdds(j, i).sd(), within(1e-9));
            }
        }
    }

    /** The definition: with one pair alone, the posterior is prior times likelihood, model by model. */
    @Test
    void twoPolicies_equalTheDefinition() {
        var beliefs = new RandomEffects(2, Betting.Settings.DEFAULT.deviations());
        for (int t = 0; t < 100; t++) {
            beliefs.observe(new Duel(t % 2, 1 - t % 2), (t % 4 == 0) == (t % 2 == 0) ? Outcome.WIN : Outcome.LOSS);
        }
        // Policy 0 won 25 of 50 even duels and 50 of 50 odd ones less those it lost: count from the sums.
        double wins = 0;
        for (int t = 0; t < 100; t++) {
            boolean firstWins = (t % 4 == 0) == (t % 2 == 0);
            wins += (t % 2 == 0) == firstWins ? 1 : 0;
        }
        double p = (wins + 0.5) / 101;
        double information = 100 * p * (1 - p);
        double lowest = Double.POSITIVE_INFINITY;
        double highest = 0;
        for (double tau : new double[] {0.15, 1}) {
            double mean = Normal.logit(p) * information / (information + 1 / (2 * 0.49 + tau * tau));
            lowest = Math.min(lowest, mean);
            highest = Math.max(highest, mean);
        }
        assertThat(beliefs.logOdds(0, 1).mean()).isBetween(lowest - 1e-9, highest + 1e-9);
    }

    @Test
    void manyOutcomesOfAPair_outweighTheModel() {
        var beliefs = new RandomEffects(3, Betting.Settings.DEFAULT.deviations());
        // A cycle: no strengths fit, each pair must be learnt by itself.
        play(beliefs, 3, 6_000, (i, j) -> (j - i + 3) % 3 == 1 ? 0.7 : 0.3);
        for (int i = 0; i < 3; i++) {
            Normal pair = beliefs.logOdds(i, (i + 1) % 3);
            assertThat(Normal.logistic(pair.mean())).isEqualTo(0.7, within(0.03));
            assertThat(pair.sd()).isLessThan(0.06);
        }
    }

    @Test
    void aPairNeverPlayed_isPredictedFromTheOthers() {
        var beliefs = new RandomEffects(3, Betting.Settings.DEFAULT.deviations());
        var random = new SplittableRandom(1);
        for (int t = 0; t < 2_000; t++) {
            beliefs.observe(new Duel(0, 1), Outcome.of(random.nextDouble() < 0.7 ? 1 : 0));
            beliefs.observe(new Duel(1, 2), Outcome.of(random.nextDouble() < 0.7 ? 1 : 0));
        }
        Normal pair = beliefs.logOdds(0, 2);
        assertThat(pair.mean()).isBetween(0.8, 2 * Normal.logit(0.7) + 0.1);
        assertThat(pair.sd()).isGreaterThan(0.15);
    }

    @Test
    void gradedAndTiedOutcomes_countByTheirSquaredLead() {
        var beliefs = new RandomEffects(2, Betting.Settings.DEFAULT.deviations());
        for (int t = 0; t < 99; t++) {
            beliefs.observe(new Duel(0, 1), t % 3 == 0 ? Outcome.WIN : Outcome.TIE);
        }
        assertThat(beliefs.decisiveShare()).isEqualTo(34.0 / 100, within(1e-12));
        assertThat(beliefs.logOddsAt(0)).isZero();
        assertThat(beliefs.logOddsAt(0.1)).isEqualTo(Normal.logit(0.5 + 0.1 / 0.34), within(1e-12));
    }

    private interface World {
        double mean(int i, int j);
    }

    private static int play(RandomEffects beliefs, int policies, int outcomes, World world) {
        var random = new SplittableRandom(5);
        for (int t = 0; t < outcomes; t++) {
            int i = random.nextInt(policies);
            int j = (i + 1 + random.nextInt(policies - 1)) % policies;
            beliefs.observe(new Duel(i, j), Outcome.of(random.nextDouble() < world.mean(i, j) ? 1 : 0));
        }
        return outcomes;
    }
}
