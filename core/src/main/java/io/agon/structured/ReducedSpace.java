package io.agon.structured;

import java.util.Arrays;

/**
 * A {@link FeatureSpace} in coordinates that have nothing to spare: as many as the differences of features have
 * dimensions, with mean 0, mean square 1 and no correlation over the policies. What is computed in them depends on the
 * strengths alone, not on how features are coded, scaled or shifted.
 *
 * <p>Coordinates are found by Gram-Schmidt with pivoting on the centred columns, each scaled by its largest value
 * first; what is left of a column below 1e-9 of it counts as dependent on the others.
 */
public final class ReducedSpace {

    private static final double DEPENDENT = 1e-9;
    private static final double CONSTANT = 1e-13;

    private final int policies;
    private final int dimension;
    private final double[] coordinates;

    private ReducedSpace(int policies, int dimension, double[] coordinates) {
        this.policies = policies;
        this.dimension = dimension;
        this.coordinates = coordinates;
    }

    static ReducedSpace of(FeatureSpace space) {
        int policies = space.policies();
        int columns = space.dimension();
        double[][] rest = new double[columns][policies];
        double[] norm = new double[columns];
        for (int c = 0; c < columns; c++) {
            centre(space, c, rest[c]);
            norm[c] = norm(rest[c]);
            if (norm[c] > 0) {
                scale(rest[c], 1 / norm[c]);
                norm[c] = 1;
            }
        }
        double[][] basis = new double[Math.min(columns, policies - 1)][];
        int rank = 0;
        while (rank < basis.length) {
            int pivot = 0;
            for (int c = 1; c < columns; c++) {
                pivot = norm[c] > norm[pivot] ? c : pivot;
            }
            double[] column = rest[pivot];
            for (int b = 0; b < rank; b++) {
                subtract(column, basis[b]);
            }
            double left = norm(column);
            if (left <= DEPENDENT) {
                if (norm[pivot] <= DEPENDENT) {
                    break;
                }
                norm[pivot] = 0;
                continue;
            }
            scale(column, 1 / left);
            basis[rank++] = column.clone();
            norm[pivot] = 0;
            for (int c = 0; c < columns; c++) {
                if (norm[c] > 0) {
                    subtract(rest[c], column);
                    norm[c] = norm(rest[c]);
                }
            }
        }
        double[] coordinates = new double[policies * rank];
        for (int b = 0; b < rank; b++) {
            for (int k = 0; k < policies; k++) {
                coordinates[k * rank + b] = basis[b][k] * Math.sqrt(policies);
            }
        }
        return new ReducedSpace(policies, rank, coordinates);
    }

    private static void centre(FeatureSpace space, int column, double[] into) {
        int policies = into.length;
        double largest = 0;
        for (int k = 0; k < policies; k++) {
            largest = Math.max(largest, Math.abs(space.feature(k, column)));
        }
        if (largest == 0) {
            return;
        }
        double mean = 0;
        for (int k = 0; k < policies; k++) {
            into[k] = space.feature(k, column) / largest;
            mean += into[k] / policies;
        }
        double widest = 0;
        for (int k = 0; k < policies; k++) {
            into[k] -= mean;
            widest = Math.max(widest, Math.abs(into[k]));
        }
        if (widest <= CONSTANT) {
            Arrays.fill(into, 0);
        }
    }

    private static double norm(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    private static void scale(double[] x, double factor) {
        for (int k = 0; k < x.length; k++) {
            x[k] *= factor;
        }
    }

    private static void subtract(double[] x, double[] unit) {
        double along = 0;
        for (int k = 0; k < x.length; k++) {
            along += x[k] * unit[k];
        }
        for (int k = 0; k < x.length; k++) {
            x[k] -= along * unit[k];
        }
    }

    /** Number of policies, K. */
    public int policies() {
        return policies;
    }

    /** Number of coordinates, r: the rank of the differences of features; at least 1, at most K - 1. */
    public int dimension() {
        return dimension;
    }

    /** Coordinate {@code c} of {@code policy}. */
    public double coordinate(int policy, int c) {
        return coordinates[policy * dimension + c];
    }

    /** Strengths of all policies, with mean 0, for coefficients in these coordinates. */
    public double[] strengths(double[] theta) {
        double[] strengths = new double[policies];
        for (int k = 0; k < policies; k++) {
            for (int c = 0; c < dimension; c++) {
                strengths[k] += coordinates[k * dimension + c] * theta[c];
            }
        }
        return strengths;
    }

    /** The coefficients in these coordinates whose strengths are closest to these, up to a constant. */
    public double[] coefficients(double[] strengths) {
        double mean = 0;
        for (double strength : strengths) {
            mean += strength / policies;
        }
        double[] theta = new double[dimension];
        for (int k = 0; k < policies; k++) {
            for (int c = 0; c < dimension; c++) {
                theta[c] += coordinates[k * dimension + c] * (strengths[k] - mean) / policies;
            }
        }
        return theta;
    }

    /** Writes the difference of coordinates of {@code i} and {@code j}, times {@code sign}, to {@code into}. */
    void difference(int i, int j, double sign, double[] into, int offset) {
        for (int c = 0; c < dimension; c++) {
            into[offset + c] = sign * (coordinates[i * dimension + c] - coordinates[j * dimension + c]);
        }
    }
}
