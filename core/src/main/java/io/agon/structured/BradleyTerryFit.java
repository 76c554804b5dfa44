package io.agon.structured;

import io.agon.numeric.Cholesky;
import io.agon.preference.Ledger;
import java.util.Arrays;

/**
 * Strengths of policies from outcomes: maximum likelihood in the linear Bradley-Terry model under a normal prior, which
 * keeps estimates finite when some policy never lost (separation) or nothing was compared. Coefficients in reduced
 * coordinates have independent normal priors with mean 0, scaled so that a strength has the given standard deviation on
 * average over the policies: the fit does not depend on how features are coded.
 *
 * <p>Ties are dropped: under Davidson's model of ties that leaves Bradley-Terry. Graded outcomes enter the
 * log-likelihood by their value (a quasi-likelihood), {@code sum of x log p + (1 - x) log (1 - p)}.
 *
 * <p>By Newton's method with step control from 0, so that equal outcomes give equal fits, to the last bit: O(n r^2 +
 * r^3) a step for {@code n} contrasts compared, five steps or so.
 */
public final class BradleyTerryFit {

    /** Standard deviation of strengths in the prior, unless another is given: weak, log-odds of 2 or more are usual. */
    public static final double DEVIATION = 2;

    private static final int STEPS_AT_MOST = 100;

    private final Contrasts contrasts;
    private final double[] theta;
    private final double[] strengths;
    private final WeightedContrasts data;
    private final double[] factor;
    private final int best;

    private BradleyTerryFit(Contrasts contrasts, double[] theta, int[] compared, double[] counts, double ridge) {
        this.contrasts = contrasts;
        this.theta = theta;
        strengths = contrasts.space().strengths(theta);
        data = new WeightedContrasts(contrasts, compared, strengths, ridge);
        System.arraycopy(counts, 0, data.weight, 0, counts.length);
        factor = data.information();
        if (!Cholesky.factor(factor, theta.length)) {
            throw new ArithmeticException("The information about policies is singular: the prior is too wide.");
        }
        int largest = 0;
        for (int k = 1; k < strengths.length; k++) {
            largest = strengths[k] > strengths[largest] ? k : largest;
        }
        best = largest;
    }

    /** The fit of all outcomes in the ledger, with the usual prior. */
    public static BradleyTerryFit of(Contrasts contrasts, Ledger ledger) {
        return of(contrasts, ledger, DEVIATION);
    }

    /**
     * The fit of all outcomes in the ledger.
     *
     * @param contrasts of as many policies as the ledger has
     * @param deviation standard deviation of strengths in the prior, on average over the policies; above 0
     */
    public static BradleyTerryFit of(Contrasts contrasts, Ledger ledger, double deviation) {
        if (contrasts.space().policies() != ledger.policies()) {
            throw new IllegalArgumentException("The features are of %d policies, but the outcomes of %d."
                    .formatted(contrasts.space().policies(), ledger.policies()));
        }
        if (!(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "The prior's standard deviation must be positive and finite, but it is %s.".formatted(deviation));
        }
        int[] compared = new int[contrasts.size()];
        double[] counts = new double[contrasts.size()];
        double[] wins = new double[contrasts.size()];
        int n = 0;
        for (int c = 0; c < contrasts.size(); c++) {
            int count = 0;
            double lead = 0;
            for (int m = 0; m < contrasts.pairs(c); m++) {
                int i = contrasts.first(c, m);
                int j = contrasts.second(c, m);
                int asked = ledger.count(i, j);
                if (asked > 0) {
                    count += asked - ledger.ties(i, j);
                    lead += ledger.lead(i, j);
                }
            }
            if (count > 0) {
                compared[n] = c;
                counts[n] = count;
                wins[n++] = (count + lead) / 2;
            }
        }
        double ridge = contrasts.space().dimension() / (deviation * deviation);
        int[] chosen = Arrays.copyOf(compared, n);
        double[] weights = Arrays.copyOf(counts, n);
        return new BradleyTerryFit(contrasts, fit(contrasts, chosen, weights, wins, ridge), chosen, weights, ridge);
    }

    private static double[] fit(Contrasts contrasts, int[] chosen, double[] counts, double[] wins, double ridge) {
        int r = contrasts.space().dimension();
        double[] theta = new double[r];
        double[] z = new double[chosen.length * r];
        for (int e = 0; e < chosen.length; e++) {
            contrasts.difference(chosen[e], 1, z, e * r);
        }
        double[] curvature = new double[r * r];
        double[] step = new double[r];
        double[] before = new double[r];
        double loss = newton(theta, z, counts, wins, ridge, curvature, step);
        for (int n = 0; n < STEPS_AT_MOST; n++) {
            double[] gradient = step.clone();
            if (!Cholesky.factor(curvature, r)) {
                break;
            }
            Cholesky.solve(curvature, r, step);
            double decrement = 0;
            for (int c = 0; c < r; c++) {
                decrement += gradient[c] * step[c];
            }
            System.arraycopy(theta, 0, before, 0, r);
            double[] direction = step.clone();
            double old = loss;
            for (double length = 1; length > 1e-10; length /= 2) {
                for (int c = 0; c < r; c++) {
                    theta[c] = before[c] - length * direction[c];
                }
                loss = newton(theta, z, counts, wins, ridge, curvature, step);
                if (decrement < 1e-9 * (1 + old) || loss <= old - 1e-4 * length * decrement) {
                    break;
                }
            }
            if (decrement < 1e-20 * (1 + old)) {
                break;
            }
        }
        return theta;
    }

    /**
     * The loss at {@code theta}; its gradient and, in the lower triangle, its curvature go to the last two arguments.
     */
    private static double newton(
            double[] theta,
            double[] z,
            double[] counts,
            double[] wins,
            double ridge,
            double[] curvature,
            double[] gradient) {
        int r = theta.length;
        Arrays.fill(curvature, 0);
        double loss = 0;
        for (int c = 0; c < r; c++) {
            gradient[c] = ridge * theta[c];
            curvature[c * r + c] = ridge;
            loss += ridge * theta[c] * theta[c] / 2;
        }
        for (int e = 0; e < counts.length; e++) {
            double u = 0;
            for (int c = 0; c < r; c++) {
                u += z[e * r + c] * theta[c];
            }
            double odds = Math.exp(-Math.abs(u));
            double p = (u > 0 ? 1 : odds) / (1 + odds);
            loss += counts[e] * (Math.max(0, u) + Math.log1p(odds)) - wins[e] * u;
            double slope = counts[e] * p - wins[e];
            double bend = counts[e] * odds / ((1 + odds) * (1 + odds));
            for (int a = 0; a < r; a++) {
                double za = z[e * r + a];
                gradient[a] += slope * za;
                for (int b = 0; b <= a; b++) {
                    curvature[a * r + b] += bend * za * z[e * r + b];
                }
            }
        }
        return loss;
    }

    /** Estimated coefficients in reduced coordinates. */
    public double[] coefficients() {
        return theta.clone();
    }

    /** Estimated strengths of all policies, with mean 0. */
    public double[] strengths() {
        return strengths.clone();
    }

    /** The policy with the largest estimated strength; of several the first. */
    public int best() {
        return best;
    }

    /** Whether it is alone. */
    public boolean hasBest() {
        return DesignProgram.hasBest(strengths);
    }

    /** Estimated probability that {@code i} beats {@code j}. */
    public double probability(int i, int j) {
        return 1 / (1 + Math.exp(strengths[j] - strengths[i]));
    }

    /** Posterior variance of the difference in strength of {@code i} and {@code j}, in the normal approximation. */
    public double variance(int i, int j) {
        double[] c = new double[theta.length];
        contrasts.space().difference(i, j, 1, c, 0);
        Cholesky.forward(factor, c.length, c);
        double square = 0;
        for (double x : c) {
            square += x * x;
        }
        return square;
    }

    /**
     * About how much log-likelihood it costs that {@code k} be as good as the best, in nats: by the normal
     * approximation, {@code (difference of strengths)^2 / (2 variance)}.
     */
    public double approximateCost(int k) {
        double difference = strengths[best] - strengths[k];
        return difference == 0 ? 0 : difference * difference / (2 * variance(best, k));
    }

    /**
     * How much log-likelihood it costs that {@code k} be as good as the best, in nats: the largest one less the largest
     * one with {@code strength(k) >= strength(best)}, prior included. 0 for the best.
     */
    public double cost(int k) {
        double difference = strengths[best] - strengths[k];
        if (difference == 0) {
            return 0;
        }
        double[] c = new double[theta.length];
        contrasts.space().difference(best, k, 1, c, 0);
        // At the maximum the gradient is 0, so that the loss of likelihood is a sum of divergences: the same program.
        var alternative = new ClosestAlternative(c, difference);
        alternative.fit(data, 1e-12);
        return alternative.value();
    }
}
