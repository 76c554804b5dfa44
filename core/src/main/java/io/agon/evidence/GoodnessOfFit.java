package io.agon.evidence;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.structured.Contrasts;
import io.agon.structured.FeatureSpace;

/**
 * An e-process against "the linear Bradley-Terry model with these features holds": how well beliefs that know pairs
 * beyond the model predicted the outcomes, against how well the model explains them with the best of all coefficients,
 *
 * <pre>    log E(t) = sum over s of log p_(s-1)(x_s) - max over beta of L_t(beta),</pre>
 *
 * averaged over several starting times, see {@link Restarts}. Predictions mix those of the model with those of random
 * effects of pairs.
 *
 * <p>Guarantee: when the model holds, {@code P(it ever reaches 1/alpha) <= alpha}, whatever the sampling rule. The
 * assumptions and the proof are those of {@link RunningLikelihood}, without a constraint on {@code beta}. Not reaching
 * it does not mean that the model holds.
 */
public final class GoodnessOfFit {

    private final BeliefMixture beliefs;
    private final Restarts restarts;
    private double logValue;
    private double maxLogValue;

    /** No outcome yet: the value is 1. */
    public GoodnessOfFit(FeatureSpace space) {
        beliefs = BeliefMixture.of(space, Betting.Settings.DEFAULT.deviations());
        restarts = new Restarts(Contrasts.of(space.reduced()));
    }

    /** Enters the next outcome in dispatch order; a missing one changes nothing. */
    public void observe(Duel duel, Outcome outcome) {
        if (outcome instanceof Outcome.Missing) {
            return;
        }
        double x = outcome.value();
        if (x != 0.5) {
            double p = beliefs.logOdds(duel.first(), duel.second()).logisticMean();
            restarts.observe(duel.first(), duel.second(), x, Math.clamp(p, 1e-9, 1 - 1e-9));
            restarts.refresh();
            logValue = restarts.logValue();
            maxLogValue = Math.max(maxLogValue, logValue);
        }
        beliefs.observe(duel, outcome);
    }

    /** Natural logarithm of the present value. */
    public double logValue() {
        return logValue;
    }

    /** Largest {@link #logValue} so far: at least 0. */
    public double maxLogValue() {
        return maxLogValue;
    }

    /** Anytime-valid p-value of "the model holds", in [0, 1]. */
    public double pValue() {
        return Math.min(1, Math.exp(-maxLogValue));
    }
}
