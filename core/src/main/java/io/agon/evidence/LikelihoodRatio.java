package io.agon.evidence;

import io.agon.numeric.Bernoulli;
import io.agon.preference.Ledger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What maximum likelihood says about each policy {@code k}: how much log-likelihood "{@code k} is the optimal policy"
 * costs,
 *
 * <pre>    against(k) = sum over j with mean(k, j) below 1/2 of count(k, j) kl(mean(k, j), 1/2),</pre>
 *
 * and the opponent that beats {@code k} most clearly in the estimates.
 *
 * <p>A function of the ledger. It keeps its values and, when it is asked to follow the same ledger again, computes anew
 * only the rows of policies that played since: O(K) time an outcome. One instance follows one experiment, in one
 * thread.
 */
public final class LikelihoodRatio {

    private @Nullable Ledger followed;
    private long comparisons;
    private long[] seen = {};
    private double[] against = {};
    private double[] information = {};
    private int[] opponent = {};
    private double[] logCounts = {};

    /** Brings the values up to date with {@code ledger}. */
    public LikelihoodRatio follow(Ledger ledger) {
        if (ledger != followed || ledger.comparisons() < comparisons) {
            int policies = ledger.policies();
            followed = ledger;
            seen = new long[policies];
            against = new double[policies];
            information = new double[policies];
            opponent = new int[policies];
            logCounts = new double[policies];
            Arrays.fill(opponent, -1);
            comparisons = 0;
        }
        if (ledger.comparisons() > comparisons) {
            comparisons = ledger.comparisons();
            for (int k = 0; k < seen.length; k++) {
                if (ledger.count(k) != seen[k]) {
                    seen[k] = ledger.count(k);
                    row(ledger, k);
                }
            }
        }
        return this;
    }

    private void row(Ledger ledger, int k) {
        double sum = 0;
        double logs = 0;
        double best = 0;
        int strongest = -1;
        for (int j = 0; j < seen.length; j++) {
            int n = ledger.count(k, j);
            if (n > 0) {
                logs += Math.log1p(Math.log(n));
                if (ledger.lead(k, j) < 0) {
                    double d = Bernoulli.klToHalf(ledger.mean(k, j));
                    sum += n * d;
                    if (d > best) {
                        best = d;
                        strongest = j;
                    }
                }
            }
        }
        against[k] = sum;
        logCounts[k] = logs;
        information[k] = best;
        opponent[k] = strongest;
    }

    /**
     * Log-likelihood that "{@code k} is the optimal policy" costs, at least 0; 0 when no estimate says that it loses.
     */
    public double against(int k) {
        return against[k];
    }

    /**
     * The opponent {@code j} with the largest {@code kl(mean(k, j), 1/2)} among those that beat {@code k}; -1 when none
     * does.
     */
    public int strongestOpponent(int k) {
        return opponent[k];
    }

    /** That largest divergence, in nats a comparison; 0 when no opponent beats {@code k}. */
    public double information(int k) {
        return information[k];
    }

    /**
     * Sum over the opponents that {@code k} met of {@code log(1 + log(count))}: the price of estimating each of them.
     */
    public double logCounts(int k) {
        return logCounts[k];
    }

    /**
     * The policy whose being optimal costs the least: the maximum likelihood estimate of the optimum. Ties go to the
     * larger sum of estimated probabilities over the opponents met, then to the lower index.
     */
    public int leader() {
        int best = 0;
        for (int k = 1; k < against.length; k++) {
            if (against[k] < against[best] || (against[k] == against[best] && surplus(k) > surplus(best))) {
                best = k;
            }
        }
        return best;
    }

    private double surplus(int k) {
        double sum = 0;
        if (followed != null) {
            for (int j = 0; j < against.length; j++) {
                sum += followed.mean(k, j) - 0.5;
            }
        }
        return sum;
    }
}
