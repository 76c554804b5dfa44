package io.agon.lab;

import io.agon.limit.CharacteristicTime;
import io.agon.preference.PreferenceMatrix;
import io.agon.structured.DesignProgram;
import io.agon.structured.FeatureSpace;
import java.util.List;

/**
 * A world of the linear Bradley-Terry model whose truth is known: policy {@code k} has strength {@code x_k' beta}, and
 * {@code i} beats {@code j} with probability {@code sigma((x_i - x_j)' beta)}. One policy is the strongest.
 */
public final class LinearInstance {

    private final List<String> names;
    private final FeatureSpace features;
    private final double[] beta;
    private final int winner;

    /**
     * The world of these features and coefficients.
     *
     * @param names of the policies, distinct, in index order
     * @param features K x d
     * @param beta d finite coefficients
     * @throws IllegalArgumentException with one line that names the value, the requirement and the mend
     */
    public LinearInstance(List<String> names, FeatureSpace features, double[] beta) {
        require(
                names.size() == features.policies(),
                "There are %d policies, but %d of them have features. Give each policy one row of features.",
                names.size(),
                features.policies());
        require(
                beta.length == features.dimension(),
                "beta has %d coefficients, but each policy has %d features. Give one coefficient a feature.",
                beta.length,
                features.dimension());
        this.names = List.copyOf(names);
        this.features = features;
        this.beta = beta.clone();
        double[] strengths = new double[names.size()];
        int best = 0;
        for (int k = 0; k < strengths.length; k++) {
            strengths[k] = strength(k);
            require(
                    Double.isFinite(strengths[k]),
                    "The strength of '%s' is %s: features and beta are too large.",
                    names.get(k),
                    strengths[k]);
            best = strengths[k] > strengths[best] ? k : best;
        }
        int second = best == 0 ? 1 : 0;
        for (int k = 0; k < strengths.length; k++) {
            second = k != best && strengths[k] > strengths[second] ? k : second;
        }
        require(
                DesignProgram.hasBest(strengths),
                "'%s' and '%s' are equally strong, so there is no best policy. Change beta or the features of one.",
                names.get(Math.min(best, second)),
                names.get(Math.max(best, second)));
        winner = best;
    }

    private static void require(boolean condition, String message, Object... values) {
        if (!condition) {
            throw new IllegalArgumentException(message.formatted(values));
        }
    }

    /** Names of the policies, in index order. */
    public List<String> names() {
        return names;
    }

    /** What the policies share. */
    public FeatureSpace features() {
        return features;
    }

    /** Coefficients, one a feature; a copy. */
    public double[] beta() {
        return beta.clone();
    }

    /** The strongest policy. */
    public int winner() {
        return winner;
    }

    /** {@code x_k' beta}. */
    public double strength(int policy) {
        return features.strength(policy, beta);
    }

    /** Probability that {@code i} beats {@code j}. */
    public double probability(int i, int j) {
        return 1 / (1 + Math.exp(strength(j) - strength(i)));
    }

    /** The preferences of all pairs: K x K. */
    public PreferenceMatrix matrix() {
        double[][] mu = new double[names.size()][names.size()];
        for (int i = 0; i < mu.length; i++) {
            for (int j = 0; j < i; j++) {
                mu[i][j] = probability(i, j);
                mu[j][i] = 1 - mu[i][j];
            }
            mu[i][i] = 0.5;
        }
        return PreferenceMatrix.of(names, mu);
    }

    /** What is needed by procedures that may suppose the model; takes a while for hundreds of policies. */
    public CharacteristicTime characteristicTime() {
        return CharacteristicTime.linear(features, beta).orElseThrow();
    }
}
