package io.agon.structured;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Policies as points: policy {@code k} has features {@code x_k} in R^d, and its strength is {@code x_k' beta}. In the
 * linear Bradley-Terry model {@code i} beats {@code j} with log-odds {@code (x_i - x_j)' beta}.
 *
 * <p>Only differences of features matter. Columns may depend on each other (one-hot levels do): strengths are
 * identified all the same, coefficients need not be. Two policies with equal features cannot be told apart and are
 * refused.
 */
public final class FeatureSpace {

    private final double[][] features;
    private final @Nullable Factors factors;

    private FeatureSpace(double[][] features, @Nullable Factors factors) {
        this.features = features;
        this.factors = factors;
    }

    /**
     * Given features.
     *
     * @param features K x d, finite, no two rows equal, K at least 2
     */
    public static FeatureSpace of(double[][] features) {
        if (features.length < 2) {
            throw new IllegalArgumentException("An experiment needs at least 2 policies, but there are features of %d."
                    .formatted(features.length));
        }
        int columns = features[0].length;
        double[][] copy = new double[features.length][];
        for (int k = 0; k < copy.length; k++) {
            if (features[k].length != columns || columns == 0) {
                throw new IllegalArgumentException(
                        "Each policy needs the same number of features, at least one, but policy 0 has %d and policy %d has %d."
                                .formatted(columns, k, features[k].length));
            }
            for (int c = 0; c < columns; c++) {
                if (!Double.isFinite(features[k][c])) {
                    throw new IllegalArgumentException("Features must be finite, but feature %d of policy %d is %s."
                            .formatted(c, k, features[k][c]));
                }
            }
            copy[k] = features[k].clone();
        }
        Integer[] order = new Integer[copy.length];
        Arrays.setAll(order, k -> k);
        Arrays.sort(order, (i, j) -> Arrays.compare(copy[i], copy[j]));
        for (int n = 1; n < order.length; n++) {
            if (Arrays.equals(copy[order[n - 1]], copy[order[n]])) {
                throw new IllegalArgumentException(
                        "Policies %d and %d have the same features: no comparison can tell them apart. Add a feature in which they differ, or leave one out."
                                .formatted(Math.min(order[n - 1], order[n]), Math.max(order[n - 1], order[n])));
            }
        }
        return new FeatureSpace(copy, null);
    }

    /** A strength of its own for each policy: the plain Bradley-Terry model; features are the K indicators. */
    public static FeatureSpace bradleyTerry(int policies) {
        double[][] identity = new double[policies][policies];
        for (int k = 0; k < policies; k++) {
            identity[k][k] = 1;
        }
        return of(identity);
    }

    /** Additive factors: the indicators of all levels of all factors. */
    public static FeatureSpace of(Factors factors) {
        int[] offset = new int[factors.size() + 1];
        for (int m = 0; m < factors.size(); m++) {
            offset[m + 1] = offset[m] + factors.levels().get(m).size();
        }
        double[][] features = new double[factors.policies()][offset[factors.size()]];
        for (int k = 0; k < features.length; k++) {
            for (int m = 0; m < factors.size(); m++) {
                features[k][offset[m] + factors.level(k, m)] = 1;
            }
        }
        return new FeatureSpace(features, factors);
    }

    /** Number of policies, K. */
    public int policies() {
        return features.length;
    }

    /** Number of features, d. */
    public int dimension() {
        return features[0].length;
    }

    /** Feature {@code column} of {@code policy}. */
    public double feature(int policy, int column) {
        return features[policy][column];
    }

    /** The factors that the features are indicators of; empty for other features. */
    public Optional<Factors> factors() {
        return Optional.ofNullable(factors);
    }

    /**
     * The space of the factors that these features encode: a model that contains this one, so that what holds in it
     * holds here. Features of two values that never are nonzero together are taken for the levels of one factor, any
     * other feature for a factor by itself. This space itself when more than half of all combinations of such levels
     * are not policies.
     */
    public FeatureSpace factorial() {
        if (factors != null) {
            return this;
        }
        List<List<Integer>> groups = new ArrayList<>();
        for (int c = 0; c < dimension(); c++) {
            int column = c;
            groups.stream()
                    .filter(group -> indicator(column)
                            && group.stream().allMatch(other -> indicator(other) && exclusive(column, other)))
                    .findFirst()
                    .ifPresentOrElse(group -> group.add(column), () -> groups.add(new ArrayList<>(List.of(column))));
        }
        List<List<String>> rows = IntStream.range(0, policies())
                .mapToObj(k -> groups.stream()
                        .map(group -> group.stream()
                                .map(c -> Double.toString(features[k][c] + 0.0))
                                .collect(Collectors.joining(" ")))
                        .toList())
                .toList();
        double combinations = IntStream.range(0, groups.size())
                .mapToDouble(
                        g -> rows.stream().map(row -> row.get(g)).distinct().count())
                .reduce(1, (a, b) -> a * b);
        return groups.size() < 2 || combinations > 2.0 * policies()
                ? this
                : of(Factors.of(
                        IntStream.range(0, groups.size())
                                .mapToObj(g -> "factor " + g)
                                .toList(),
                        rows));
    }

    /** Whether a feature is 0 or one other value. */
    private boolean indicator(int column) {
        return Arrays.stream(features)
                        .mapToDouble(row -> row[column])
                        .filter(value -> value != 0)
                        .distinct()
                        .count()
                == 1;
    }

    private boolean exclusive(int column, int other) {
        return Arrays.stream(features).noneMatch(row -> row[column] != 0 && row[other] != 0);
    }

    /** The feature that indicates this level; only for features that are indicators of {@link #factors}. */
    public int column(int factor, int level) {
        int column = level;
        for (int m = 0; m < factor; m++) {
            column += factors().orElseThrow().levels().get(m).size();
        }
        return column;
    }

    /** {@code x_k' beta}. */
    public double strength(int policy, double[] beta) {
        double sum = 0;
        double[] row = features[policy];
        for (int c = 0; c < row.length; c++) {
            sum += row[c] * beta[c];
        }
        return sum;
    }

    /** The same policies in coordinates without redundancy: O(K d^2) time. */
    public ReducedSpace reduced() {
        return ReducedSpace.of(this);
    }

    /** Number of dimensions of the differences of features: at least 1, at most d and K - 1. */
    public int rank() {
        return reduced().dimension();
    }
}
