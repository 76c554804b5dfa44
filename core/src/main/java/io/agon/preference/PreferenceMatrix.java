package io.agon.preference;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * True (or assumed) preferences: {@code get(i, j)} is the mean outcome of {@code i} against {@code j}, in [0, 1].
 *
 * <p>Valid when it exists: square, names distinct, {@code mu[i][j] + mu[j][i] = 1} within 1e-6, diagonal 1/2.
 */
public final class PreferenceMatrix {

    /** How far {@code mu[i][j] + mu[j][i]} may be from 1: decimals lost in a file, not a different claim. */
    public static final double TOLERANCE = 1e-6;

    private final List<String> names;
    private final double[][] mu;

    private PreferenceMatrix(List<String> names, double[][] mu) {
        this.names = names;
        this.mu = mu;
    }

    /**
     * The matrix with these values; they are copied, and made exactly antisymmetric about 1/2.
     *
     * @param names of the policies, distinct, at least two
     * @param values row {@code i}, column {@code j}: probability that {@code i} beats {@code j}
     * @throws IllegalArgumentException with one line that names the cell and the requirement
     */
    public static PreferenceMatrix of(List<String> names, double[][] values) {
        int size = names.size();
        require(size >= 2, "A preference matrix needs at least 2 policies, but it has %d.", size);
        require(values.length == size, "The matrix has %d names but %d rows. It must be square.", size, values.length);
        var seen = new HashSet<String>();
        for (String name : names) {
            require(!name.isBlank(), "A policy of the matrix has an empty name.");
            require(seen.add(name), "The name '%s' stands twice. Policies need distinct names.", name);
        }
        for (int i = 0; i < size; i++) {
            require(
                    values[i].length == size,
                    "Row '%s' has %d values, but there are %d policies. The matrix must be square.",
                    names.get(i),
                    values[i].length,
                    size);
            for (int j = 0; j < size; j++) {
                double value = values[i][j];
                require(
                        value >= 0 && value <= 1,
                        "Cell ('%s', '%s') is %s, but a probability lies in [0, 1].",
                        names.get(i),
                        names.get(j),
                        value);
            }
        }
        var mu = new double[size][size];
        for (int i = 0; i < size; i++) {
            require(
                    Math.abs(values[i][i] - 0.5) <= TOLERANCE,
                    "Diagonal cell '%s' is %s, but it must be 0.5.",
                    names.get(i),
                    values[i][i]);
            mu[i][i] = 0.5;
            for (int j = 0; j < i; j++) {
                double p = values[i][j];
                double q = values[j][i];
                require(
                        Math.abs(p + q - 1) <= TOLERANCE,
                        "Cells ('%s', '%s') = %s and ('%s', '%s') = %s add up to %s, but must add up to 1.",
                        names.get(i),
                        names.get(j),
                        p,
                        names.get(j),
                        names.get(i),
                        q,
                        p + q);
                mu[i][j] = 0.5 + (p - q) / 2;
                mu[j][i] = 1 - mu[i][j];
            }
        }
        return new PreferenceMatrix(List.copyOf(names), mu);
    }

    /** Number of policies, K. */
    public int size() {
        return names.size();
    }

    /** Names in index order. */
    public List<String> names() {
        return names;
    }

    /** Mean outcome of {@code i} against {@code j}. */
    public double get(int i, int j) {
        return mu[i][j];
    }

    /** The policy that beats every other with probability above 1/2; empty when there is none. */
    public OptionalInt condorcetWinner() {
        for (int i = 0; i < size(); i++) {
            boolean beatsAll = true;
            for (int j = 0; j < size() && beatsAll; j++) {
                beatsAll = i == j || mu[i][j] > 0.5;
            }
            if (beatsAll) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private static void require(boolean condition, String message, Object... values) {
        if (!condition) {
            throw new IllegalArgumentException(message.formatted(values));
        }
    }
}
