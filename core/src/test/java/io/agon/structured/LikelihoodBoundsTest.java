package io.agon.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.preference.RunningLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LikelihoodBoundsTest {

    private record Seen(int i, int j, double x) {}

    /** The worked example: two policies, one coefficient. */
    @Test
    void twoPolicies_equalTheClosedForm() {
        var bounds =
                new LikelihoodBounds(Contrasts.of(FeatureSpace.bradleyTerry(2).reduced()));
        for (int t = 0; t < 40; t++) {
            bounds.observe(t % 2, 1 - t % 2, (t % 4 == 3) == (t % 2 == 0) ? 1 : 0);
        }
        // Policy 0 lost all of 20 as the first, and 10 of 20 as the second.
        double free = 10 * Math.log(0.25) + 30 * Math.log(0.75);
        double equal = 40 * Math.log(0.5);
        bounds.refresh();
        bounds.refresh(0, 1);
        bounds.refresh(1, 1);
        assertThat(bounds.largest()).isBetween(free - 1e-6, free + 0.003);
        assertThat(bounds.largest(0)).isBetween(equal - 1e-6, equal + 0.003);
        assertThat(bounds.largest(1)).isEqualTo(bounds.largest());
    }

    /** The unbeatable reference: no coefficients that satisfy the constraint explain the outcomes better, ever. */
    @Test
    void bounds_holdAtAnyTimeForAllCoefficients() {
        var random = new SplittableRandom(4);
        for (int world = 0; world < 60; world++) {
            FeatureSpace space = features(random, 6, 3);
            ReducedSpace reduced = space.reduced();
            var bounds = new LikelihoodBounds(Contrasts.of(reduced));
            double spread = world % 3 == 0 ? 0.1 : world % 3 == 1 ? 1 : 6;
            double[] truth = normal(random, 3, spread);
            var seen = new ArrayList<Seen>();
            for (int t = 0; t < 120; t++) {
                Seen outcome = play(reduced, truth, random, world % 2 == 0);
                seen.add(outcome);
                bounds.observe(outcome.i(), outcome.j(), outcome.x());
                if (random.nextInt(5) == 0) {
                    bounds.refresh();
                    bounds.refresh(random.nextInt(6), random.nextInt(6));
                }
                double[] theta = random.nextBoolean() ? truth : normal(random, 3, spread);
                double likelihood = logLikelihood(reduced, theta, seen);
                assertThat(bounds.largest()).isGreaterThanOrEqualTo(likelihood);
                assertThat(bounds.largest(best(reduced, theta))).isGreaterThanOrEqualTo(likelihood);
            }
        }
    }

    /** The naive definition, by another program: ridge fits with and without the constraint. */
    @Test
    void refreshedBounds_areSharp() {
        var random = new SplittableRandom(5);
        for (int world = 0; world < 20; world++) {
            FeatureSpace space = features(random, 8, 3);
            ReducedSpace reduced = space.reduced();
            var contrasts = Contrasts.of(reduced);
            var bounds = new LikelihoodBounds(contrasts);
            var ledger = new RunningLedger(8);
            double[] truth = normal(random, 3, 0.5);
            var seen = new ArrayList<Seen>();
            for (int t = 0; t < 300; t++) {
                Seen outcome = play(reduced, truth, random, false);
                seen.add(outcome);
                bounds.observe(outcome.i(), outcome.j(), outcome.x());
                ledger.add(new Duel(outcome.i(), outcome.j()), Outcome.of(outcome.x()));
            }
            var fit = BradleyTerryFit.of(contrasts, ledger, 3_000);
            bounds.refresh();
            double free = logLikelihood(reduced, fit.coefficients(), seen);
            assertThat(bounds.largest()).isEqualTo(free, within(0.003));
            for (int k = 0; k < 8; k++) {
                bounds.refresh(k, fit.best());
                assertThat(bounds.largest(k)).isEqualTo(free - fit.cost(k), within(0.005));
                assertThat(bounds.doubt(k)).isLessThan(0.005);
            }
        }
    }

    @Test
    void separation_doesNotUnderstateTheSupremum() {
        var bounds =
                new LikelihoodBounds(Contrasts.of(FeatureSpace.bradleyTerry(3).reduced()));
        for (int t = 0; t < 200; t++) {
            bounds.observe(0, 1, 1);
            bounds.observe(2, 1, 0);
            bounds.observe(2, 0, 0);
            bounds.refresh();
            for (int k = 0; k < 3; k++) {
                bounds.refresh(k, 0);
            }
        }
        // Explained with certainty in the limit of infinite strengths: the supremum is 0.
        assertThat(bounds.largest()).isBetween(-1e-5, 0.0);
        assertThat(bounds.largest(0)).isBetween(-1e-5, 0.0);
        // Policy 2 no worse than policy 0: equal, and lost 200 times.
        assertThat(bounds.largest(2)).isGreaterThan(-1_000).isLessThan(200 * Math.log(0.5) + 0.1);
    }

    private static Seen play(ReducedSpace space, double[] theta, SplittableRandom random, boolean graded) {
        int i = random.nextInt(space.policies());
        int j = (i + 1 + random.nextInt(space.policies() - 1)) % space.policies();
        double[] strengths = space.strengths(theta);
        double p = 1 / (1 + Math.exp(strengths[j] - strengths[i]));
        double x = random.nextDouble() < p ? 1 : 0;
        return new Seen(i, j, graded && random.nextInt(3) == 0 ? random.nextDouble() : x);
    }

    private static double logLikelihood(ReducedSpace space, double[] theta, List<Seen> seen) {
        double[] strengths = space.strengths(theta);
        double sum = 0;
        for (double coefficient : theta) {
            sum -= LikelihoodBounds.RIDGE / 2 * coefficient * coefficient;
        }
        for (Seen outcome : seen) {
            double u = strengths[outcome.i()] - strengths[outcome.j()];
            sum += outcome.x() * u - Math.max(0, u) - Math.log1p(Math.exp(-Math.abs(u)));
        }
        return sum;
    }

    private static int best(ReducedSpace space, double[] theta) {
        double[] strengths = space.strengths(theta);
        int best = 0;
        for (int k = 1; k < strengths.length; k++) {
            best = strengths[k] > strengths[best] ? k : best;
        }
        return best;
    }

    private static FeatureSpace features(SplittableRandom random, int policies, int dimension) {
        double[][] features = new double[policies][];
        for (int k = 0; k < policies; k++) {
            features[k] = normal(random, dimension, 1);
        }
        return FeatureSpace.of(features);
    }

    private static double[] normal(SplittableRandom random, int dimension, double sd) {
        double[] values = new double[dimension];
        for (int c = 0; c < dimension; c++) {
            values[c] = sd * random.nextGaussian();
        }
        return values;
    }
}
