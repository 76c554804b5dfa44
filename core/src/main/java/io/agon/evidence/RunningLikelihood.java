package io.agon.evidence;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.structured.Contrasts;
import io.agon.structured.FeatureSpace;
import io.agon.structured.LikelihoodBounds;

/**
 * E-processes for the linear Bradley-Terry model with any features, by universal inference: how well outcomes were
 * predicted, against how well they can be explained afterwards with {@code k} the best policy,
 *
 * <pre>    log E_k(t) = sum over s of log p_(s-1)(x_s) - max { L_t(beta) : (x_k - x_h)'beta >= 0 }</pre>
 *
 * with {@code p_(s-1)} the prediction of {@link LinearBeliefs}, {@code L_t} the log-likelihood and {@code h} the
 * strongest policy now; averaged over several starting times, see {@link Restarts}.
 *
 * <p>Guarantee: that of {@link EProcess}, when the mean of an outcome that is no tie is {@code F((x_i - x_j)'beta)}
 * given all earlier ones, {@code F} the logistic function: so in the Bradley-Terry model, with Davidson's ties, and
 * with graded outcomes of that mean. Proof: let {@code beta} be the truth and {@code k} the best policy. Then
 * {@code beta} lies in the set that is maximised over, whatever {@code h} is, also one chosen by looking; so
 * {@code E_k(t) <= product of the predicted over the true probabilities}. A factor of that is {@code (p/q)^x
 * ((1-p)/(1-q))^(1-x) <= x p/q + (1-x)(1-p)/(1-q)}, as exp is convex, with mean {@code p + 1 - p = 1}, since {@code x}
 * has mean {@code q}; ties are factors of 1. The product is a nonnegative supermartingale with start 1, and {@code E_k}
 * is nowhere above it.
 *
 * <p>That the maximum is not found exactly errs on the safe side: {@link LikelihoodBounds} are upper bounds at any
 * time, up to {@code 5e-9} nats times the mean square of the true strengths.
 *
 * <p>Power: about {@code (d/2) log(t/r)} nats are lost for a start at {@code r}, {@code d} the rank: by so much a
 * maximum over {@code d} coefficients exceeds predictions.
 *
 * <p>Source: Wasserman, Ramdas and Balakrishnan (2020), Universal inference, section 8, for the running maximum;
 * restarts, the relaxation to the leader and bounds instead of maxima are Agon's own.
 */
public final class RunningLikelihood implements EProcess {

    private final LinearBeliefs beliefs;
    private final Restarts restarts;
    private final double threshold;
    private final double[] logValue;

    /**
     * All values 1.
     *
     * @param delta error probability at which policies are going to be rejected, in (0, 1): a value that reaches
     *     {@code 1/delta} stays as it is
     */
    public RunningLikelihood(FeatureSpace space, double delta) {
        threshold = Rejection.threshold(delta);
        beliefs = new LinearBeliefs(space);
        restarts = new Restarts(Contrasts.of(space.reduced()));
        logValue = new double[space.policies()];
    }

    @Override
    public int policies() {
        return logValue.length;
    }

    @Override
    public double logValue(int policy) {
        return logValue[policy];
    }

    @Override
    public Beliefs beliefs() {
        return beliefs;
    }

    @Override
    public void observe(Duel duel, Outcome outcome) {
        if (outcome instanceof Outcome.Missing) {
            return;
        }
        double x = outcome.value();
        if (x != 0.5) {
            double p = beliefs.logOdds(duel.first(), duel.second()).logisticMean();
            restarts.observe(duel.first(), duel.second(), x, Math.clamp(p, 1e-9, 1 - 1e-9));
        }
        beliefs.observe(duel, outcome);
        if (x != 0.5) {
            settle();
        }
    }

    private void settle() {
        int leader = leader();
        restarts.refresh();
        for (int k = 0; k < logValue.length; k++) {
            if (logValue[k] < threshold) {
                restarts.refresh(k, leader);
                logValue[k] = restarts.logValue(k);
                if (logValue[k] >= threshold) {
                    restarts.release(k);
                }
            }
        }
    }

    private int leader() {
        int best = 0;
        double strongest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < logValue.length; k++) {
            double strength = beliefs.strength(k).mean();
            if (strength > strongest) {
                best = k;
                strongest = strength;
            }
        }
        return best;
    }
}
