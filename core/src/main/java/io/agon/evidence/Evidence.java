package io.agon.evidence;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What the outcomes so far say about each policy, as rules read it.
 *
 * <p>Guarantee: at any time, also one chosen by looking, the policies that are {@linkplain #possible possible} at level
 * {@code delta} contain the optimal one with probability at least {@code 1 - delta}, under the assumptions of
 * {@link EProcess}.
 */
public interface Evidence {

    /** Number of policies, K. */
    int policies();

    /** Error probability at which policies are rejected, in (0, 1). */
    double delta();

    /** Natural logarithm of the present e-value against {@code policy}. */
    double logValue(int policy);

    /** Largest {@link #logValue} so far: at least 0. */
    double maxLogValue(int policy);

    /** Whether {@code policy} is not rejected: {@code maxLogValue(policy) < log(1/delta)}. */
    boolean possible(int policy);

    /** Number of policies not rejected. */
    int possibleCount();

    /** The policies not rejected, in index order. */
    default List<Integer> possible() {
        return IntStream.range(0, policies()).filter(this::possible).boxed().toList();
    }

    /**
     * Natural logarithm of the largest e-value so far that {@code i} beats {@code j}, against {@code mu[i][j] <= 1/2}:
     * at least 0, and 0 when {@linkplain PairTests such tests} are not kept.
     */
    default double maxLogBeats(int i, int j) {
        return 0;
    }

    /**
     * Natural logarithm of the largest e-value so far that {@code i} loses to {@code j} by less than the margin,
     * against {@code mu[i][j] <= 1/2 - margin}: at least 0, and 0 when {@linkplain PairTests such tests} are not kept.
     */
    default double maxLogWithinMargin(int i, int j) {
        return 0;
    }

    /** What the evidence bets on: for looking ahead, not for claims. */
    Beliefs beliefs();

    /** Anytime-valid p-value of "{@code policy} is the optimal one", in [0, 1]. */
    default double pValue(int policy) {
        return Math.min(1, Math.exp(-maxLogValue(policy)));
    }
}
