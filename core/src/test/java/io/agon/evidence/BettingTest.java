package io.agon.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agon.numeric.Normal;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BettingTest extends EProcessContract {

    private static final int POLICIES = 4;

    @Override
    protected EProcess create(int policies) {
        return new Betting(policies, DELTA, 0);
    }

    @Test
    void allValuesStartAtOne_andMissingOrTiedOutcomesKeepThem() {
        var betting = new Betting(POLICIES, DELTA, 0);
        betting.observe(new Duel(0, 1), new Outcome.Missing("timed out"));
        betting.observe(new Duel(0, 1), Outcome.TIE);
        for (int k = 0; k < POLICIES; k++) {
            assertThat(betting.logValue(k)).isZero();
        }
    }

    @Test
    void firstDuel_equalsTheDefinition() {
        var betting = new Betting(2, DELTA, 0);
        Normal prior = betting.beliefs().logOdds(1, 0);
        assertThat(prior.mean()).isZero();
        // Policy 0 is the favourite of equals: the bet against 1 believes in its loss by two fifths.
        double p = 0.6 * 0.5 + 0.4 * Normal.logistic(prior.meanBelow(0));
        betting.observe(new Duel(0, 1), Outcome.WIN);
        assertThat(betting.logValue(1)).isEqualTo(Math.log1p(0.95 * (1 - 2 * p)), within(1e-12));
        assertThat(betting.logValue(0)).isZero();
    }

    /** Exact, not by simulation: whatever the past, the next factor is linear, nonnegative and fair at the null. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05, 0.2})
    void everyFactor_isAFairBetAgainstOptimality(double gap) {
        double nullMean = 0.5 + gap;
        var random = new SplittableRandom(3);
        for (int history = 0; history < 300; history++) {
            long seed = random.nextLong();
            int length = random.nextInt(200);
            var duel = duel(random);
            double win = factor(seed, length, duel, gap, Outcome.WIN);
            double loss = factor(seed, length, duel, gap, Outcome.LOSS);
            double graded = factor(seed, length, duel, gap, new Outcome.Graded(0.3));
            assertThat(win).isGreaterThan(0).isLessThanOrEqualTo(1 + 1e-12);
            assertThat(nullMean * win + (1 - nullMean) * loss).isEqualTo(1, within(1e-9));
            assertThat(0.3 * win + 0.7 * loss).isEqualTo(graded, within(1e-9));
        }
    }

    @Test
    void theFirstRejection_doesNotOvershoot() {
        var betting = new Betting(2, DELTA, 0);
        int t = 0;
        while (betting.logValue(1) < -Math.log(DELTA)) {
            betting.observe(new Duel(0, 1), Outcome.WIN);
            t++;
        }
        assertThat(t).isBetween(5, 40);
        assertThat(betting.logValue(1)).isEqualTo(-Math.log(DELTA), within(1e-6));
    }

    @Test
    void ties_areLeftOutOfTheBets() {
        var untied = new Betting(2, DELTA, 0);
        var tied = new Betting(2, DELTA, 0);
        for (int t = 0; t < 60; t++) {
            var outcome = t % 4 == 0 ? Outcome.LOSS : Outcome.WIN;
            untied.observe(new Duel(0, 1), outcome);
            tied.observe(new Duel(0, 1), outcome);
            tied.observe(new Duel(1, 0), Outcome.TIE);
        }
        // Sweeps over all strengths come at other times, so the beliefs agree only closely.
        assertThat(tied.logValue(1)).isEqualTo(untied.logValue(1), within(0.05));
    }

    @Test
    void impossibleLevels_areRefused() {
        assertThatThrownBy(() -> new Betting(2, 95, 0)).hasMessageContaining("95");
        assertThatThrownBy(() -> new Betting(2, DELTA, 0.5)).hasMessageContaining("0.5");
        assertThatThrownBy(() -> new Betting(2, DELTA, Double.NaN)).hasMessageContaining("NaN");
    }

    /** By how much the first policy's value is multiplied when a random history is followed by this outcome. */
    private static double factor(long seed, int length, Duel duel, double gap, Outcome outcome) {
        var random = new SplittableRandom(seed);
        var betting = new Betting(POLICIES, DELTA, gap);
        for (int t = 0; t < length; t++) {
            Duel past = duel(random);
            double p = past.first() < past.second() ? 0.7 : 0.3;
            betting.observe(past, random.nextInt(5) == 0 ? Outcome.TIE : Outcome.of(random.nextDouble() < p ? 1 : 0));
        }
        double before = betting.logValue(duel.first());
        betting.observe(duel, outcome);
        return Math.exp(betting.logValue(duel.first()) - before);
    }

    private static Duel duel(SplittableRandom random) {
        int i = random.nextInt(POLICIES);
        return new Duel(i, (i + 1 + random.nextInt(POLICIES - 1)) % POLICIES);
    }
}
