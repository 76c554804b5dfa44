package io.agon.lab;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.preference.PreferenceMatrix;
import io.agon.preference.RunningLedger;
import io.agon.structured.BradleyTerryFit;
import io.agon.structured.Contrasts;
import io.agon.structured.FeatureSpace;

/**
 * How far true preferences are from the linear Bradley-Terry model that fits them best.
 *
 * @param misfit root of the mean squared residual of the log-odds, linearised at the fit and weighted by their
 *     information: the standard deviation of what the model does not know
 * @param best the policy that is best in the fit
 */
record Additivity(double misfit, int best) {

    /** So wide a prior that it does not show. */
    private static final double NO_PRIOR = 100;

    /** Weights are rounded to such parts. */
    private static final int PARTS = 20;

    /**
     * The fit of all pairs.
     *
     * @param weights of the pairs, in [0, 1]: K x K
     */
    static Additivity of(PreferenceMatrix matrix, double[][] weights, FeatureSpace space) {
        var ledger = new RunningLedger(matrix.size());
        for (int i = 0; i < matrix.size(); i++) {
            for (int j = 0; j < i; j++) {
                // Two outcomes with that mean, neither of which is a tie: the fit drops ties.
                double mean = matrix.get(i, j);
                double spread = mean == 0.5 ? 0.25 : 0;
                for (int part = 0; part < parts(weights[i][j]); part++) {
                    ledger.add(new Duel(i, j), Outcome.of(mean - spread));
                    ledger.add(new Duel(i, j), Outcome.of(mean + spread));
                }
            }
        }
        BradleyTerryFit fit = BradleyTerryFit.of(Contrasts.of(space.reduced()), ledger, NO_PRIOR);
        double squares = 0;
        double information = 0;
        for (int i = 0; i < matrix.size(); i++) {
            for (int j = 0; j < i; j++) {
                double p = fit.probability(i, j);
                double gap = matrix.get(i, j) - p;
                squares += parts(weights[i][j]) * gap * gap / (p * (1 - p));
                information += parts(weights[i][j]) * p * (1 - p);
            }
        }
        return new Additivity(Math.sqrt(squares / information), fit.best());
    }

    private static int parts(double weight) {
        return (int) Math.round(PARTS * weight);
    }
}
