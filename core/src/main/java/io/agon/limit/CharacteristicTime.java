package io.agon.limit;

import io.agon.numeric.Bernoulli;
import io.agon.preference.PreferenceMatrix;
import io.agon.structured.Contrasts;
import io.agon.structured.Design;
import io.agon.structured.DesignProgram;
import io.agon.structured.FeatureSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to find the optimal policy, and how to spend it.
 *
 * <p>Guarantee: every procedure that names the optimal policy with error probability at most {@code delta} on all
 * instances of the space needs at least {@code value * kl(delta, 1 - delta)} in expectation on this one, and
 * proportions tend to these when it comes close as delta falls.
 *
 * <p>Source: Garivier and Kaufmann (2016), theorem 1, with the closed form of the unstructured dueling space (docs: the
 * limit).
 *
 * @param winner the Condorcet winner
 * @param value T*: comparisons a nat, or the unit of the costs a nat; positive
 * @param proportions of comparisons, positive and adding up to 1
 * @param gap relative difference between certified bounds of {@code value}: 0 where it is a closed form
 */
public record CharacteristicTime(int winner, double value, List<Proportion> proportions, double gap) {

    private static final double LINEAR_GAP = 1e-5;
    private static final double NEGLIGIBLE = 1e-7;

    /** What tells an instance from the alternatives. */
    public enum Assumption {
        /** Some policy beats all others: a loser may be excluded by whoever beats it most clearly. */
        WINNER_EXISTS,
        /** There may be none (strict mode): the winner must be shown to beat each other policy itself. */
        NONE
    }

    /**
     * The share of comparisons that a pair gets.
     *
     * @param first the policy that this pair excludes
     * @param second the opponent that beats it
     * @param weight in (0, 1]
     */
    public record Proportion(int first, int second, double weight) {}

    public CharacteristicTime {
        proportions = List.copyOf(proportions);
    }

    /**
     * Expected comparisons (or cost) that no procedure with error probability {@code delta}, in (0, 1/2), can go below.
     */
    public double expectedComparisons(double delta) {
        if (!(delta > 0 && delta < 0.5)) {
            throw new IllegalArgumentException("delta must lie in (0, 0.5), but it is %s.".formatted(delta));
        }
        // kl(delta, 1 - delta), also where 1 - delta is 1 in double precision.
        return value * (1 - 2 * delta) * (Math.log1p(-delta) - Math.log(delta));
    }

    /** In comparisons, in the space of all preferences with a Condorcet winner; empty when {@code matrix} has none. */
    public static Optional<CharacteristicTime> unstructured(PreferenceMatrix matrix) {
        return unstructured(matrix, Assumption.WINNER_EXISTS);
    }

    /**
     * In comparisons, in the space of all preferences under this assumption; empty when {@code matrix} has no winner.
     */
    public static Optional<CharacteristicTime> unstructured(PreferenceMatrix matrix, Assumption assumption) {
        return solve(matrix, null, assumption);
    }

    /**
     * In the unit of the costs.
     *
     * @param cost of a comparison of {@code i} and {@code j}: K x K, symmetric, positive off the diagonal
     */
    public static Optional<CharacteristicTime> unstructured(
            PreferenceMatrix matrix, double[][] cost, Assumption assumption) {
        return solve(matrix, checked(cost, matrix.size()), assumption);
    }

    /**
     * In comparisons, in the linear Bradley-Terry space, where {@code i} beats {@code j} with log-odds {@code (x_i -
     * x_j)' beta}; empty when several policies are the best.
     *
     * @param beta coefficients of the features, d of them, finite
     */
    public static Optional<CharacteristicTime> linear(FeatureSpace space, double[] beta) {
        return linear(space, beta, LINEAR_GAP);
    }

    /**
     * In comparisons, in the linear Bradley-Terry space; empty when several policies are the best.
     *
     * @param beta coefficients of the features, d of them, finite
     * @param gap relative gap between certified bounds to stop at, in (0, 1); about 1e-7 is the least that rounding
     *     allows
     */
    public static Optional<CharacteristicTime> linear(FeatureSpace space, double[] beta, double gap) {
        if (beta.length != space.dimension() || !Arrays.stream(beta).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "There must be a finite coefficient for each of %d features, but they are %s."
                            .formatted(space.dimension(), Arrays.toString(beta)));
        }
        if (!(gap > 0 && gap < 1)) {
            throw new IllegalArgumentException("The gap must lie in (0, 1), but it is %s.".formatted(gap));
        }
        double[] strengths = new double[space.policies()];
        Arrays.setAll(strengths, k -> space.strength(k, beta));
        if (!DesignProgram.hasBest(strengths)) {
            return Optional.empty();
        }
        Contrasts contrasts = Contrasts.of(space.reduced());
        Design design = new DesignProgram(contrasts).solve(strengths, 0, gap);
        var pairs = new ArrayList<Proportion>();
        for (int n = 0; n < design.size(); n++) {
            if (design.weight(n) >= NEGLIGIBLE) {
                int i = contrasts.first(design.contrast(n), 0);
                int j = contrasts.second(design.contrast(n), 0);
                boolean loses = strengths[i] < strengths[j];
                pairs.add(new Proportion(loses ? i : j, loses ? j : i, design.weight(n)));
            }
        }
        pairs.sort(Comparator.comparingDouble(Proportion::weight).reversed());
        double sum = pairs.stream().mapToDouble(Proportion::weight).sum();
        pairs.replaceAll(pair -> new Proportion(pair.first(), pair.second(), pair.weight() / sum));
        return Optional.of(
                new CharacteristicTime(design.best(), 1 / design.value(), pairs, design.bound() / design.value() - 1));
    }

    private static Optional<CharacteristicTime> solve(
            PreferenceMatrix matrix, double @Nullable [][] cost, Assumption assumption) {
        OptionalInt found = matrix.condorcetWinner();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        int winner = found.getAsInt();
        double value = 0;
        double total = 0;
        var pairs = new ArrayList<Proportion>();
        for (int k = 0; k < matrix.size(); k++) {
            if (k == winner) {
                continue;
            }
            int opponent = winner;
            double best = 0;
            for (int j = 0; j < matrix.size(); j++) {
                boolean allowed = assumption == Assumption.WINNER_EXISTS ? matrix.get(k, j) < 0.5 : j == winner;
                double rate = allowed ? Bernoulli.klToHalf(matrix.get(k, j)) / costOf(cost, k, j) : 0;
                if (rate > best) {
                    best = rate;
                    opponent = j;
                }
            }
            if (best == 0) {
                throw new ArithmeticException(
                        "Policy '%s' loses by so little (%s) that its information is 0 in double precision."
                                .formatted(matrix.names().get(k), matrix.get(k, winner)));
            }
            double comparisons = 1 / (best * costOf(cost, k, opponent));
            value += 1 / best;
            total += comparisons;
            pairs.add(new Proportion(k, opponent, comparisons));
        }
        double sum = total;
        return Optional.of(new CharacteristicTime(
                winner,
                value,
                pairs.stream()
                        .map(pair -> new Proportion(pair.first(), pair.second(), pair.weight() / sum))
                        .toList(),
                0));
    }

    private static double costOf(double @Nullable [][] cost, int i, int j) {
        return cost == null ? 1 : cost[i][j];
    }

    private static double[][] checked(double[][] cost, int size) {
        boolean square = cost.length == size;
        for (int i = 0; i < size && square; i++) {
            square = cost[i].length == size;
        }
        if (!square) {
            throw new IllegalArgumentException("The costs must be a %d x %d matrix.".formatted(size, size));
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                if (!(cost[i][j] > 0 && cost[i][j] < Double.POSITIVE_INFINITY && cost[i][j] == cost[j][i])) {
                    throw new IllegalArgumentException(
                            "The cost of a comparison of %d and %d must be positive, finite and the same both ways, but it is %s and %s."
                                    .formatted(i, j, cost[i][j], cost[j][i]));
                }
            }
        }
        return cost;
    }
}
