package io.agon.structured;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The comparisons that differ in what they say: pairs with the same difference of coordinates, up to its sign, are one
 * contrast. A full factorial of five two-level factors has 496 pairs and 121 contrasts; policies in general position
 * have as many contrasts as pairs.
 */
public final class Contrasts {

    private static final double SAME = 1e-9;

    private final ReducedSpace space;
    private final int[] contrastOf;
    private final int[] start;
    private final int[] members;

    private Contrasts(ReducedSpace space, int[] contrastOf, int[] start, int[] members) {
        this.space = space;
        this.contrastOf = contrastOf;
        this.start = start;
        this.members = members;
    }

    /** Those of all pairs of policies: O(K^2 (d + log K)) time, O(K^2) memory. */
    public static Contrasts of(ReducedSpace space) {
        int policies = space.policies();
        int dimension = space.dimension();
        double[] shadow = new double[policies];
        double scale = 0;
        for (int k = 0; k < policies; k++) {
            for (int c = 0; c < dimension; c++) {
                // Irregular weights, so that different contrasts seldom have the same shadow.
                double weight = 1 + (c + 1) * 0.6180339887498949 % 1;
                shadow[k] += weight * space.coordinate(k, c);
                scale = Math.max(scale, Math.abs(space.coordinate(k, c)));
            }
        }
        double tolerance = SAME * scale * dimension;
        var pairs = new Integer[policies * (policies - 1) / 2];
        double[] key = new double[policies * policies];
        int n = 0;
        for (int i = 0; i < policies; i++) {
            for (int j = i + 1; j < policies; j++) {
                int pair = i * policies + j;
                key[pair] = Math.abs(shadow[i] - shadow[j]);
                pairs[n++] = pair;
            }
        }
        Arrays.sort(
                pairs, Comparator.<Integer>comparingDouble(pair -> key[pair]).thenComparing(pair -> pair));
        int[] first = new int[n];
        int[] contrastOf = new int[policies * policies];
        int[] size = new int[n];
        int contrasts = 0;
        int window = 0;
        for (Integer pair : pairs) {
            while (window < contrasts && key[first[window]] < key[pair] - tolerance) {
                window++;
            }
            int found = contrasts;
            for (int c = window; c < contrasts && found == contrasts; c++) {
                if (same(space, first[c], pair, tolerance)) {
                    found = c;
                }
            }
            if (found == contrasts) {
                first[contrasts++] = pair;
            }
            contrastOf[pair] = found;
            size[found]++;
        }
        int[] start = new int[contrasts + 1];
        for (int c = 0; c < contrasts; c++) {
            start[c + 1] = start[c] + size[c];
        }
        int[] members = new int[n];
        int[] filled = Arrays.copyOf(start, contrasts);
        for (int i = 0; i < policies; i++) {
            for (int j = i + 1; j < policies; j++) {
                int contrast = contrastOf[i * policies + j];
                contrastOf[j * policies + i] = contrast;
                members[filled[contrast]++] = i * policies + j;
            }
        }
        for (int c = 0; c < contrasts; c++) {
            orient(space, members, start[c], start[c + 1]);
        }
        return new Contrasts(space, contrastOf, start, members);
    }

    /** Turns the members of a contrast round so that all differences are the same as the first one's. */
    private static void orient(ReducedSpace space, int[] members, int from, int to) {
        int policies = space.policies();
        int i = members[from] / policies;
        int j = members[from] % policies;
        for (int n = from + 1; n < to; n++) {
            int a = members[n] / policies;
            int b = members[n] % policies;
            double product = 0;
            for (int c = 0; c < space.dimension(); c++) {
                product += (space.coordinate(i, c) - space.coordinate(j, c))
                        * (space.coordinate(a, c) - space.coordinate(b, c));
            }
            if (product < 0) {
                members[n] = b * policies + a;
            }
        }
    }

    private static boolean same(ReducedSpace space, int pair, int other, double tolerance) {
        int policies = space.policies();
        double plus = 0;
        double minus = 0;
        for (int c = 0; c < space.dimension(); c++) {
            double x = space.coordinate(pair / policies, c) - space.coordinate(pair % policies, c);
            double y = space.coordinate(other / policies, c) - space.coordinate(other % policies, c);
            plus = Math.max(plus, Math.abs(x + y));
            minus = Math.max(minus, Math.abs(x - y));
        }
        return Math.min(plus, minus) <= tolerance;
    }

    /** Number of contrasts. */
    public int size() {
        return start.length - 1;
    }

    /** Number of pairs of this contrast, at least 1. */
    public int pairs(int contrast) {
        return start[contrast + 1] - start[contrast];
    }

    /**
     * The policy from which pair {@code n} of this contrast is seen: all pairs of a contrast have the same difference.
     */
    public int first(int contrast, int n) {
        return members[start[contrast] + n] / space.policies();
    }

    /** The other policy of pair {@code n} of this contrast. */
    public int second(int contrast, int n) {
        return members[start[contrast] + n] % space.policies();
    }

    /** The contrast of {@code i} and {@code j}. */
    public int of(int i, int j) {
        return contrastOf[i * space.policies() + j];
    }

    /** The space that the contrasts are of. */
    public ReducedSpace space() {
        return space;
    }

    void difference(int contrast, double sign, double[] into, int offset) {
        space.difference(first(contrast, 0), second(contrast, 0), sign, into, offset);
    }

    /**
     * Contrasts whose differences span the space, r of them, chosen greedily: each the one that says the most about
     * what the ones before leave open, in a world of these strengths.
     */
    public int[] spanning(double[] strengths) {
        int dimension = space.dimension();
        double[] z = new double[dimension];
        double[] open = new double[size()];
        double[] information = new double[size()];
        for (int e = 0; e < open.length; e++) {
            difference(e, 1, z, 0);
            double odds = Math.exp(-Math.abs(strengths[first(e, 0)] - strengths[second(e, 0)]));
            information[e] = Math.max(Double.MIN_NORMAL, odds / ((1 + odds) * (1 + odds)));
            for (double x : z) {
                open[e] += x * x;
            }
        }
        int[] chosen = new int[dimension];
        double[][] basis = new double[dimension][];
        for (int n = 0; n < dimension; n++) {
            int best = 0;
            for (int e = 1; e < open.length; e++) {
                best = open[e] * information[e] > open[best] * information[best] * (1 + 1e-9) ? e : best;
            }
            chosen[n] = best;
            double[] unit = new double[dimension];
            difference(best, 1, unit, 0);
            for (int b = 0; b < 2 * n; b++) {
                double along = dot(basis[b % n], unit);
                for (int c = 0; c < dimension; c++) {
                    unit[c] -= along * basis[b % n][c];
                }
            }
            double norm = Math.sqrt(dot(unit, unit));
            for (int c = 0; c < dimension; c++) {
                unit[c] /= norm;
            }
            basis[n] = unit;
            for (int e = 0; e < open.length; e++) {
                difference(e, 1, z, 0);
                double along = dot(unit, z);
                open[e] -= along * along;
                open[e] = open[e] < 1e-12 * along * along ? 0 : open[e];
            }
            open[best] = 0;
        }
        return chosen;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int c = 0; c < x.length; c++) {
            sum += x[c] * y[c];
        }
        return sum;
    }
}
