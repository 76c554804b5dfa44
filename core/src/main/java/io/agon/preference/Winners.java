package io.agon.preference;

import io.agon.numeric.MatrixGame;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ways to choose when no policy beats all others. Each is a function of the preferences alone; applied to estimates, it
 * is an estimate.
 *
 * <p>Source: Brandt, Conitzer, Endriss, Lang and Procaccia (2016), Handbook of computational social choice, chapters 2
 * to 4; Fishburn (1984), Probabilistic social choice based on simple voting comparisons, for the lottery.
 */
public final class Winners {

    private Winners() {}

    /** Number of policies that {@code policy} beats, a tie counting one half. */
    public static double copelandScore(PreferenceMatrix matrix, int policy) {
        double score = 0;
        for (int j = 0; j < matrix.size(); j++) {
            double mu = matrix.get(policy, j);
            score += j == policy ? 0 : mu > 0.5 ? 1 : mu == 0.5 ? 0.5 : 0;
        }
        return score;
    }

    /** The policies with the largest {@link #copelandScore}, in index order. */
    public static List<Integer> copelandSet(PreferenceMatrix matrix) {
        double[] scores = IntStream.range(0, matrix.size())
                .mapToDouble(i -> copelandScore(matrix, i))
                .toArray();
        double best = IntStream.range(0, scores.length)
                .mapToDouble(i -> scores[i])
                .max()
                .orElseThrow();
        return IntStream.range(0, scores.length)
                .filter(i -> scores[i] == best)
                .boxed()
                .toList();
    }

    /** Mean probability that {@code policy} beats another policy, all others equally likely; in [0, 1]. */
    public static double bordaScore(PreferenceMatrix matrix, int policy) {
        double sum = 0;
        for (int j = 0; j < matrix.size(); j++) {
            sum += j == policy ? 0 : matrix.get(policy, j);
        }
        return sum / (matrix.size() - 1);
    }

    /** All policies by decreasing {@link #bordaScore}; equal ones in index order. */
    public static List<Integer> bordaRanking(PreferenceMatrix matrix) {
        double[] scores = IntStream.range(0, matrix.size())
                .mapToDouble(i -> bordaScore(matrix, i))
                .toArray();
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> scores[i]).reversed())
                .toList();
    }

    /** The smallest set whose members each beat every policy outside it (the Smith set), in index order. */
    public static List<Integer> topCycle(PreferenceMatrix matrix) {
        var member = new boolean[matrix.size()];
        var queue = new ArrayDeque<Integer>();
        int first = copelandSet(matrix).getFirst();
        member[first] = true;
        queue.add(first);
        while (!queue.isEmpty()) {
            int i = queue.remove();
            for (int j = 0; j < member.length; j++) {
                if (!member[j] && matrix.get(j, i) >= 0.5) {
                    member[j] = true;
                    queue.add(j);
                }
            }
        }
        return IntStream.range(0, member.length).filter(i -> member[i]).boxed().toList();
    }

    /** A cycle in which each policy beats the next and the last beats the first; empty when there is none. */
    public static List<Integer> cycle(PreferenceMatrix matrix) {
        return Cycles.find(matrix.size(), (i, j) -> matrix.get(i, j) > 0.5);
    }

    /**
     * Probabilities of choosing each policy such that no other choice is preferred in expectation: a Nash equilibrium
     * of the game with payoff {@code 2 mu - 1}. It puts all on the Condorcet winner when there is one; one of several
     * when not unique.
     */
    public static double[] maximalLottery(PreferenceMatrix matrix) {
        var payoff = new double[matrix.size()][matrix.size()];
        for (int i = 0; i < payoff.length; i++) {
            for (int j = 0; j < payoff.length; j++) {
                payoff[i][j] = 2 * matrix.get(i, j) - 1;
            }
        }
        return MatrixGame.maximinStrategy(payoff);
    }
}
