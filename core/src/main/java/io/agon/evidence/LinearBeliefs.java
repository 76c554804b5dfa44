package io.agon.evidence;

import io.agon.numeric.Normal;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.structured.FeatureSpace;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * {@link Beliefs} in the linear Bradley-Terry model: a normal posterior of {@code beta}, log-odds of {@code i} against
 * {@code j} are {@code (x_i - x_j)' beta}.
 *
 * <p>Each outcome is entered once, its log-likelihood expanded to second order about the mean of the posterior before
 * it (assumed-density filtering). A tie says nothing; a graded outcome with lead {@code y} weighs {@code y^2}. O(d^2)
 * time an outcome, O(d^2) memory.
 *
 * <p>Prior: independent normal coefficients with mean 0. Those of levels of factors have standard deviation
 * {@value #LEVEL_DEVIATION}; other features are scaled so that strengths have standard deviation
 * {@value #STRENGTH_DEVIATION}, each feature with an equal share in it.
 */
public final class LinearBeliefs implements LearningBeliefs {

    private static final double LEVEL_DEVIATION = 0.3;
    private static final double STRENGTH_DEVIATION = 0.7;

    /** Variance of an outcome below which it is not trusted further: a surprise must not throw the mean away. */
    private static final double LEAST_VARIANCE = 1e-3;

    /** Columns in which a policy has a feature other than 0, and its features there. */
    private final int[][] columns;

    private final double[][] values;

    /** Mean features of all policies. */
    private final double[] centre;

    private final double[] mean;
    private final double[][] covariance;

    /** Covariance of each coefficient with the strength of an average policy; brought up to date when it is needed. */
    private final double[] withAverage;

    private boolean stale = true;
    private final double[] difference;
    private final double[] gain;
    private double decisive;
    private long comparisons;

    /** No outcome yet. */
    public LinearBeliefs(FeatureSpace space) {
        int policies = space.policies();
        int dimension = space.dimension();
        columns = new int[policies][];
        values = new double[policies][];
        centre = new double[dimension];
        for (int k = 0; k < policies; k++) {
            int policy = k;
            columns[k] = IntStream.range(0, dimension)
                    .filter(c -> space.feature(policy, c) != 0)
                    .toArray();
            values[k] = Arrays.stream(columns[k])
                    .mapToDouble(c -> space.feature(policy, c))
                    .toArray();
            for (int n = 0; n < columns[k].length; n++) {
                centre[columns[k][n]] += values[k][n] / policies;
            }
        }
        mean = new double[dimension];
        withAverage = new double[dimension];
        difference = new double[dimension];
        gain = new double[dimension];
        covariance = new double[dimension][dimension];
        for (int c = 0; c < dimension; c++) {
            double spread = 0;
            for (int k = 0; k < policies; k++) {
                double deviation = space.feature(k, c) - centre[c];
                spread += deviation * deviation / policies;
            }
            covariance[c][c] = space.factors().isPresent()
                    ? LEVEL_DEVIATION * LEVEL_DEVIATION
                    : spread > 0 ? STRENGTH_DEVIATION * STRENGTH_DEVIATION / (dimension * spread) : 0;
        }
    }

    @Override
    public void observe(Duel duel, Outcome outcome) {
        double lead = 2 * outcome.value() - 1;
        double weight = lead * lead;
        comparisons++;
        decisive += weight;
        if (weight == 0) {
            return;
        }
        Arrays.fill(difference, 0);
        add(duel.first(), 1);
        add(duel.second(), -1);
        double logOdds = 0;
        Arrays.fill(gain, 0);
        for (int c = 0; c < mean.length; c++) {
            double z = difference[c];
            if (z != 0) {
                logOdds += z * mean[c];
                double[] row = covariance[c];
                for (int b = 0; b < mean.length; b++) {
                    gain[b] += z * row[b];
                }
            }
        }
        double spread = 0;
        for (int c = 0; c < mean.length; c++) {
            spread += difference[c] * gain[c];
        }
        double p = Normal.logistic(logOdds);
        double variance = Math.max(LEAST_VARIANCE, p * (1 - p));
        double surprise = (weight + lead) / 2 - weight * p;
        double scale = 1 / (1 + weight * variance * spread);
        for (int c = 0; c < mean.length; c++) {
            if (gain[c] != 0) {
                mean[c] += gain[c] * surprise * scale;
                double factor = gain[c] * weight * variance * scale;
                double[] row = covariance[c];
                for (int b = 0; b < mean.length; b++) {
                    row[b] -= factor * gain[b];
                }
            }
        }
        stale = true;
    }

    private void add(int policy, double sign) {
        for (int n = 0; n < columns[policy].length; n++) {
            difference[columns[policy][n]] += sign * values[policy][n];
        }
    }

    @Override
    public Normal strength(int policy) {
        refresh();
        double location = 0;
        double variance = 0;
        for (int c = 0; c < mean.length; c++) {
            location -= centre[c] * mean[c];
            variance += centre[c] * withAverage[c];
        }
        for (int n = 0; n < columns[policy].length; n++) {
            int c = columns[policy][n];
            location += values[policy][n] * mean[c];
            variance -= 2 * values[policy][n] * withAverage[c];
        }
        return normal(location, variance + covariance(policy, policy));
    }

    private void refresh() {
        if (stale) {
            for (int c = 0; c < mean.length; c++) {
                withAverage[c] = 0;
                for (int b = 0; b < mean.length; b++) {
                    withAverage[c] += covariance[c][b] * centre[b];
                }
            }
            stale = false;
        }
    }

    @Override
    public Normal logOdds(int i, int j) {
        double location = 0;
        for (int n = 0; n < columns[i].length; n++) {
            location += values[i][n] * mean[columns[i][n]];
        }
        for (int n = 0; n < columns[j].length; n++) {
            location -= values[j][n] * mean[columns[j][n]];
        }
        return normal(location, covariance(i, i) - 2 * covariance(i, j) + covariance(j, j));
    }

    /** Covariance of two strengths, neither relative to the average one. */
    private double covariance(int i, int j) {
        double sum = 0;
        for (int n = 0; n < columns[i].length; n++) {
            double[] row = covariance[columns[i][n]];
            double inner = 0;
            for (int m = 0; m < columns[j].length; m++) {
                inner += row[columns[j][m]] * values[j][m];
            }
            sum += values[i][n] * inner;
        }
        return sum;
    }

    private static Normal normal(double location, double variance) {
        return new Normal(location, Math.sqrt(Math.max(1e-12, variance)));
    }

    /**
     * How much larger the coefficients of some columns are, together, than those of others, of which there are as many.
     */
    public Normal contrast(int[] columns, int[] others) {
        double centre = 0;
        double variance = 0;
        for (int i = 0; i < columns.length; i++) {
            centre += mean[columns[i]] - mean[others[i]];
            for (int j = 0; j < columns.length; j++) {
                variance += covariance[columns[i]][columns[j]]
                        - covariance[columns[i]][others[j]]
                        - covariance[others[i]][columns[j]]
                        + covariance[others[i]][others[j]];
            }
        }
        return normal(centre, variance);
    }

    /** Coefficient of a column. */
    public Normal coefficient(int column) {
        return normal(mean[column], covariance[column][column]);
    }

    @Override
    public double decisiveShare() {
        return (decisive + 1) / (comparisons + 1);
    }
}
