package io.agon.evidence;

import io.agon.numeric.Normal;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.structured.FeatureSpace;

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

    private final double[][] features;
    private final double[] mean;
    private final double[][] covariance;
    private final double[] difference;
    private final double[] gain;
    private double decisive;
    private long comparisons;

    /** No outcome yet. */
    public LinearBeliefs(FeatureSpace space) {
        int dimension = space.dimension();
        features = new double[space.policies()][dimension];
        mean = new double[dimension];
        covariance = new double[dimension][dimension];
        difference = new double[dimension];
        gain = new double[dimension];
        for (int c = 0; c < dimension; c++) {
            double centre = 0;
            for (int k = 0; k < features.length; k++) {
                centre += space.feature(k, c) / features.length;
            }
            double spread = 0;
            for (int k = 0; k < features.length; k++) {
                features[k][c] = space.feature(k, c) - centre;
                spread += features[k][c] * features[k][c] / features.length;
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
        double[] first = features[duel.first()];
        double[] second = features[duel.second()];
        double logOdds = 0;
        for (int c = 0; c < mean.length; c++) {
            difference[c] = first[c] - second[c];
            logOdds += difference[c] * mean[c];
        }
        double spread = 0;
        for (int c = 0; c < mean.length; c++) {
            double[] row = covariance[c];
            double sum = 0;
            for (int b = 0; b < mean.length; b++) {
                sum += row[b] * difference[b];
            }
            gain[c] = sum;
            spread += difference[c] * sum;
        }
        double p = Normal.logistic(logOdds);
        double variance = Math.max(LEAST_VARIANCE, p * (1 - p));
        double surprise = (weight + lead) / 2 - weight * p;
        double scale = 1 / (1 + weight * variance * spread);
        for (int c = 0; c < mean.length; c++) {
            mean[c] += gain[c] * surprise * scale;
            double factor = gain[c] * weight * variance * scale;
            double[] row = covariance[c];
            for (int b = 0; b < mean.length; b++) {
                row[b] -= factor * gain[b];
            }
        }
    }

    @Override
    public Normal strength(int policy) {
        return combination(features[policy]);
    }

    @Override
    public Normal logOdds(int i, int j) {
        double[] z = new double[mean.length];
        for (int c = 0; c < z.length; c++) {
            z[c] = features[i][c] - features[j][c];
        }
        return combination(z);
    }

    private Normal combination(double[] z) {
        double centre = 0;
        double variance = 0;
        for (int c = 0; c < z.length; c++) {
            if (z[c] != 0) {
                centre += z[c] * mean[c];
                double sum = 0;
                for (int b = 0; b < z.length; b++) {
                    sum += covariance[c][b] * z[b];
                }
                variance += z[c] * sum;
            }
        }
        return new Normal(centre, Math.sqrt(Math.max(1e-12, variance)));
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
        return new Normal(centre, Math.sqrt(Math.max(1e-12, variance)));
    }

    /** Coefficient of a column. */
    public Normal coefficient(int column) {
        return new Normal(mean[column], Math.sqrt(Math.max(1e-12, covariance[column][column])));
    }

    @Override
    public double decisiveShare() {
        return (decisive + 1) / (comparisons + 1);
    }
}
