package io.agon.preference;

/**
 * All that was compared and said so far, summed up per pair: what sampling and stopping rules read.
 *
 * <p>With outcomes {@code x} in [0, 1] from a policy's own side, {@code y = 2x - 1} in [-1, 1] is its <em>lead</em>.
 * Sums are kept for ordered pairs, so that {@code count(i, j) == count(j, i)} and {@code lead(i, j) == -lead(j, i)}.
 * Missing outcomes are counted apart and enter no sum.
 */
public interface Ledger {

    /** Number of policies, K. */
    int policies();

    /** Number of outcomes, missing ones not among them. */
    long comparisons();

    /** Number of duels that ended without an outcome. */
    long missing();

    /** Number of outcomes between {@code i} and {@code j}, in either order of slots. */
    int count(int i, int j);

    /** Sum of leads of {@code i} over {@code j}: wins minus losses when nothing is graded. */
    double lead(int i, int j);

    /** Sum of squared leads between {@code i} and {@code j}: the number of decisive outcomes when nothing is graded. */
    double weight(int i, int j);

    /** Number of outcomes between {@code i} and {@code j} that are exactly 1/2. */
    int ties(int i, int j);

    /** Number of outcomes in which {@code i} took part. */
    long count(int i);

    /** Sum of leads of {@code i} over all its opponents. */
    double lead(int i);

    /** Mean outcome of {@code i} against {@code j}, an estimate of {@code mu[i][j]}; 1/2 before any outcome. */
    default double mean(int i, int j) {
        int n = count(i, j);
        return n == 0 ? 0.5 : 0.5 + lead(i, j) / (2 * n);
    }
}
