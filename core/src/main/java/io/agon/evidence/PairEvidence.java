package io.agon.evidence;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;

/**
 * One e-process per ordered pair {@code (i, j)} against "{@code mu[i][j] <= 1/2 - margin}": evidence that {@code i}
 * beats {@code j} (margin 0), or loses to it by less than the margin.
 *
 * <p>At an outcome {@code x} from {@code i}'s side the value is multiplied by {@code x p / m + (1 - x)(1 - p) / (1 -
 * m)}, {@code m = 1/2 - margin}: the likelihood ratio of a plug-in {@code p >= m} that earlier outcomes of the pair
 * fix, the Krichevsky-Trofimov estimate {@code (sum of x + 1/2) / (n + 1)}.
 *
 * <p>Guarantee: the factor is linear and increasing in {@code x}, so its conditional mean is at most 1 whenever that of
 * {@code x} is at most {@code m}, for any {@code x} in [0, 1], ties and graded outcomes too; hence {@code P(the value
 * ever reaches 1/delta) <= delta} under the null of its pair (Ville). The assumptions are those of {@link EProcess}.
 *
 * <p>Source: Waudby-Smith and Ramdas (2024), Estimating means of bounded random variables by betting, section 4;
 * Krichevsky and Trofimov (1981) for the bets.
 */
public final class PairEvidence {

    private final int policies;
    private final double bound;
    private final int[] count;
    private final double[] sum;
    private final double[] value;
    private final double[] maximum;

    /**
     * No outcome yet: every value is 1.
     *
     * @param policies K, at least 2
     * @param margin in [0, 1/2)
     */
    public PairEvidence(int policies, double margin) {
        this.policies = policies;
        bound = 0.5 - new PairTests(true, margin).margin();
        int pairs = Math.multiplyExact(policies, policies);
        count = new int[pairs];
        sum = new double[pairs];
        value = new double[pairs];
        maximum = new double[pairs];
    }

    /** Enters the next outcome in dispatch order; a missing one changes nothing. */
    public void observe(Duel duel, Outcome outcome) {
        if (!(outcome instanceof Outcome.Missing)) {
            enter(duel.first() * policies + duel.second(), outcome.value());
            enter(duel.second() * policies + duel.first(), 1 - outcome.value());
        }
    }

    private void enter(int pair, double x) {
        double bet = Math.max(bound, (sum[pair] + 0.5) / (count[pair] + 1));
        value[pair] += Math.log(x * bet / bound + (1 - x) * (1 - bet) / (1 - bound));
        maximum[pair] = Math.max(maximum[pair], value[pair]);
        sum[pair] += x;
        count[pair]++;
    }

    /** Natural logarithm of the present value for the ordered pair. */
    public double logValue(int i, int j) {
        return value[i * policies + j];
    }

    /** Largest {@link #logValue} so far: at least 0. */
    public double maxLogValue(int i, int j) {
        return maximum[i * policies + j];
    }
}
