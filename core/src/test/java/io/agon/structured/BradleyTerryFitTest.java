package io.agon.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.preference.RunningLedger;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class BradleyTerryFitTest {

    private static final FeatureSpace SPACE =
            FeatureSpace.of(new double[][] {{0, 0}, {1, 0}, {0, 1}, {1.5, 1}, {2, 2}});
    private static final ReducedSpace REDUCED = SPACE.reduced();
    private static final Contrasts CONTRASTS = Contrasts.of(REDUCED);

    @Test
    void withoutOutcomes_allStrengthsAreEqual() {
        var fit = BradleyTerryFit.of(CONTRASTS, new RunningLedger(5));
        assertThat(fit.strengths()).containsOnly(0);
        assertThat(fit.hasBest()).isFalse();
        assertThat(fit.cost(3)).isZero();
        double prior = 0;
        for (int k = 0; k < 5; k++) {
            prior += fit.variance(k, 0) / 2;
        }
        assertThat(prior).isGreaterThan(BradleyTerryFit.DEVIATION);
    }

    @Test
    void ties_sayNothing() {
        var ledger = new RunningLedger(5);
        for (int t = 0; t < 20; t++) {
            ledger.add(new Duel(t % 4, 4), Outcome.TIE);
        }
        assertThat(BradleyTerryFit.of(CONTRASTS, ledger).strengths()).containsOnly(0);
        assertThat(BradleyTerryFit.of(CONTRASTS, ledger).variance(0, 4))
                .isEqualTo(BradleyTerryFit.of(CONTRASTS, new RunningLedger(5)).variance(0, 4));
    }

    @Test
    void separation_hasAFiniteAnswer() {
        var ledger = new RunningLedger(5);
        for (int t = 0; t < 10_000; t++) {
            ledger.add(new Duel(4, t % 4), Outcome.WIN);
        }
        var fit = BradleyTerryFit.of(CONTRASTS, ledger);
        assertThat(fit.best()).isEqualTo(4);
        assertThat(fit.strengths()[4] - fit.strengths()[0]).isBetween(2.0, 50.0);
        assertThat(fit.cost(3)).isGreaterThan(1_000);
    }

    @Test
    void gradedOutcomes_countByTheirValue() {
        var graded = new RunningLedger(5);
        var whole = new RunningLedger(5);
        for (int t = 0; t < 40; t++) {
            graded.add(new Duel(1, 2), Outcome.of(0.75));
            whole.add(new Duel(1, 2), t % 4 == 0 ? Outcome.LOSS : Outcome.WIN);
        }
        assertThat(BradleyTerryFit.of(CONTRASTS, graded).strengths())
                .containsExactly(BradleyTerryFit.of(CONTRASTS, whole).strengths(), within(1e-9));
    }

    /** Against the naive definition: the penalised log-likelihood, written down and searched. */
    @Test
    void fitAndCosts_areThoseOfAPlainSearch() {
        var ledger = random(120, 5);
        var fit = BradleyTerryFit.of(CONTRASTS, ledger);
        double[] theta = fit.coefficients();
        double top = logLikelihood(ledger, theta);
        for (int c = 0; c < 2; c++) {
            double[] moved = theta.clone();
            moved[c] += 1e-4;
            double up = logLikelihood(ledger, moved);
            moved[c] -= 2e-4;
            assertThat((up - logLikelihood(ledger, moved)) / 2e-4).isEqualTo(0, within(1e-6));
        }
        for (int k = 0; k < 5; k++) {
            if (k != fit.best()) {
                double least = Double.NEGATIVE_INFINITY;
                double a = REDUCED.coordinate(k, 0) - REDUCED.coordinate(fit.best(), 0);
                double b = REDUCED.coordinate(k, 1) - REDUCED.coordinate(fit.best(), 1);
                for (int n = -40_000; n <= 40_000; n++) {
                    least = Math.max(least, logLikelihood(ledger, new double[] {n * 1e-4 * b, -n * 1e-4 * a}));
                }
                assertThat(fit.cost(k)).isCloseTo(top - least, Percentage.withPercentage(0.01));
                assertThat(fit.approximateCost(k)).isCloseTo(fit.cost(k), Percentage.withPercentage(30));
            }
        }
    }

    @Test
    void otherPolicies_areRefused() {
        assertThatThrownBy(() -> BradleyTerryFit.of(CONTRASTS, new RunningLedger(4)))
                .hasMessageContaining("5 policies")
                .hasMessageContaining("of 4");
        assertThatThrownBy(() -> BradleyTerryFit.of(CONTRASTS, new RunningLedger(5), 0))
                .hasMessageContaining("positive");
    }

    private static RunningLedger random(int outcomes, long seed) {
        var random = new SplittableRandom(seed);
        var ledger = new RunningLedger(5);
        double[] beta = {0.6, 0.4};
        for (int t = 0; t < outcomes; t++) {
            int i = random.nextInt(5);
            int j = (i + 1 + random.nextInt(4)) % 5;
            double p = 1 / (1 + Math.exp(SPACE.strength(j, beta) - SPACE.strength(i, beta)));
            ledger.add(new Duel(i, j), random.nextDouble() < p ? Outcome.WIN : Outcome.LOSS);
        }
        return ledger;
    }

    private static double logLikelihood(RunningLedger ledger, double[] theta) {
        double precision = 2 / (BradleyTerryFit.DEVIATION * BradleyTerryFit.DEVIATION);
        double sum = -precision * (theta[0] * theta[0] + theta[1] * theta[1]) / 2;
        double[] s = REDUCED.strengths(theta);
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < i; j++) {
                double won = (ledger.count(i, j) + ledger.lead(i, j)) / 2;
                sum -= won * Math.log1p(Math.exp(s[j] - s[i]));
                sum -= (ledger.count(i, j) - won) * Math.log1p(Math.exp(s[i] - s[j]));
            }
        }
        return sum;
    }
}
