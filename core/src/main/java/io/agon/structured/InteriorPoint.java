package io.agon.structured;

import io.agon.numeric.Cholesky;
import java.util.Arrays;
import java.util.List;

/**
 * The regularised program on some contrasts and some alternatives,
 *
 * <pre>    maximise  min_k f_k(w) - rho / 2 sum_e w_e^2 / m_e   over the simplex,</pre>
 *
 * by a primal-dual interior point method: each step is a Newton step on the optimality conditions with the exact second
 * derivatives of {@code f_k}, damped so that weights, slacks and multipliers stay positive. Some ten to thirty steps,
 * each O(n^3 + K n^2 r) for {@code n} contrasts.
 */
final class InteriorPoint {

    private static final int STEPS_AT_MOST = 150;
    private static final double FIT = 1e-20;
    /** Multipliers below this count for nothing in the curvature. */
    private static final double NEGLIGIBLE = 1e-7;

    private final WeightedContrasts data;
    private final double[] multiplicity;
    private final List<ClosestAlternative> alternatives;
    private final double[] multiplier;

    /**
     * Ready to start from the weights in {@code data}, all positive.
     *
     * @param multiplicity pairs of each contrast
     * @param alternatives one for each policy that counts
     */
    InteriorPoint(WeightedContrasts data, double[] multiplicity, List<ClosestAlternative> alternatives) {
        this.data = data;
        this.multiplicity = multiplicity;
        this.alternatives = alternatives;
        multiplier = new double[alternatives.size()];
    }

    /** Weights of the alternatives, adding up to 1. */
    double[] multipliers() {
        return multiplier;
    }

    /** Moves the weights in {@code data} until they are optimal up to a relative {@code tolerance}. */
    void solve(double rho, double tolerance) {
        int n = data.size;
        int m = multiplier.length;
        double[] w = data.weight;
        double total = Arrays.stream(w).sum();
        for (int e = 0; e < n; e++) {
            w[e] /= total;
        }
        double[] f = new double[m];
        double scale = 1 / fit(f, 1);
        double ridge = rho * scale;
        fill(f, scale);
        double t = 0.7;
        double[] r = new double[n];
        double inverse = 0;
        for (double value : f) {
            inverse += 1 / (value - t);
        }
        double mu = 1 / inverse;
        for (int k = 0; k < m; k++) {
            multiplier[k] = mu / (f[k] - t);
        }
        for (int e = 0; e < n; e++) {
            r[e] = mu / w[e];
        }
        double[] scores = new double[n];
        double[] matrix = new double[n * n];
        double[] v = new double[n * data.dimension];
        double[] a = new double[n];
        double[] rhs = new double[n];
        double[] ones = new double[n];
        double[] before = new double[n];
        double[] ds = new double[m];
        double centering = 0.2;
        for (int step = 0; step < STEPS_AT_MOST; step++) {
            Arrays.fill(scores, 0);
            for (int k = 0; k < m; k++) {
                axpy(multiplier[k] * scale, alternatives.get(k).costs(), scores);
            }
            double low = Arrays.stream(f).min().orElseThrow();
            double primal = low - ridge / 2 * squares(w);
            double dual = WaterFilling.of(scores, multiplicity, ridge).value();
            if (dual - primal <= tolerance * low) {
                break;
            }
            double complementarity = 0;
            for (int e = 0; e < n; e++) {
                complementarity += w[e] * r[e];
            }
            for (int k = 0; k < m; k++) {
                complementarity += (f[k] - t) * multiplier[k];
            }
            double target = centering * complementarity / (n + m);

            // The Newton matrix, with the level t and the multipliers eliminated.
            Arrays.fill(matrix, 0);
            Arrays.fill(a, 0);
            double sum = 0;
            double pull = 1;
            for (int k = 0; k < m; k++) {
                double theta = multiplier[k] / (f[k] - t);
                sum += theta;
                axpy(theta * scale, alternatives.get(k).costs(), a);
                pull -= target / (f[k] - t);
            }
            for (int k = 0; k < m; k++) {
                double theta = multiplier[k] / (f[k] - t);
                double[] costs = alternatives.get(k).costs();
                if (theta > NEGLIGIBLE * sum) {
                    for (int e = 0; e < n; e++) {
                        rhs[e] = costs[e] * scale - a[e] / sum;
                    }
                    square(matrix, rhs, n, 1, theta);
                }
                if (multiplier[k] > NEGLIGIBLE) {
                    alternatives.get(k).bend(data, v);
                    square(matrix, v, n, data.dimension, multiplier[k] * scale);
                }
            }
            for (int e = 0; e < n; e++) {
                matrix[e * n + e] += ridge / multiplicity[e] + r[e] / w[e];
                rhs[e] = scores[e] - ridge * w[e] / multiplicity[e] + target / w[e] + a[e] / sum * pull;
                ones[e] = 1;
            }
            for (int k = 0; k < m; k++) {
                axpy((target / (f[k] - t) - multiplier[k]) * scale, alternatives.get(k).costs(), rhs);
            }
            if (!Cholesky.factor(matrix, n)) {
                break;
            }
            Cholesky.solve(matrix, n, rhs);
            Cholesky.solve(matrix, n, ones);
            double nu = Arrays.stream(rhs).sum() / Arrays.stream(ones).sum();
            axpy(-nu, ones, rhs);
            double dt = (pull + dot(a, rhs)) / sum;

            // As far as the boundary allows.
            double primalLength = 1;
            double dualLength = 1;
            for (int e = 0; e < n; e++) {
                double dr = target / w[e] - r[e] - r[e] / w[e] * rhs[e];
                primalLength = Math.min(primalLength, rhs[e] < 0 ? -0.95 * w[e] / rhs[e] : 1);
                dualLength = Math.min(dualLength, dr < 0 ? -0.95 * r[e] / dr : 1);
            }
            for (int k = 0; k < m; k++) {
                double s = f[k] - t;
                ds[k] = scale * dot(alternatives.get(k).costs(), rhs) - dt;
                double dq = target / s - multiplier[k] - multiplier[k] / s * ds[k];
                primalLength = Math.min(primalLength, ds[k] < 0 ? -0.95 * s / ds[k] : 1);
                dualLength = Math.min(dualLength, dq < 0 ? -0.95 * multiplier[k] / dq : 1);
                ds[k] = dq;
            }
            System.arraycopy(w, 0, before, 0, n);
            double[] old = f.clone();
            for (int e = 0; e < n; e++) {
                r[e] += dualLength * (target / w[e] - r[e] - r[e] / w[e] * rhs[e]);
            }
            double weights = 0;
            for (int k = 0; k < m; k++) {
                multiplier[k] += dualLength * ds[k];
                weights += multiplier[k];
            }
            for (int k = 0; k < m; k++) {
                multiplier[k] /= weights;
            }
            boolean inside = false;
            for (int attempt = 0; attempt < 30 && !inside; attempt++) {
                for (int e = 0; e < n; e++) {
                    w[e] = before[e] + primalLength * rhs[e];
                }
                fit(f, scale);
                inside = true;
                for (int k = 0; k < m; k++) {
                    inside &= f[k] - t - primalLength * dt > 0.02 * (old[k] - t);
                }
                primalLength = inside ? primalLength : primalLength / 2;
            }
            if (!inside) {
                System.arraycopy(before, 0, w, 0, n);
                fit(f, scale);
                break;
            }
            t += primalLength * dt;
            double least = Math.min(primalLength, dualLength);
            centering = least > 0.9 ? 0.05 : least > 0.5 ? 0.2 : 0.5;
        }
    }

    /** Fits all alternatives to the present weights; the smallest value. */
    private double fit(double[] values, double scale) {
        double low = Double.POSITIVE_INFINITY;
        for (int k = 0; k < values.length; k++) {
            alternatives.get(k).fit(data, FIT);
            values[k] = alternatives.get(k).value() * scale;
            low = Math.min(low, values[k]);
        }
        return low;
    }

    private static void fill(double[] values, double factor) {
        for (int k = 0; k < values.length; k++) {
            values[k] *= factor;
        }
    }

    private double squares(double[] w) {
        double sum = 0;
        for (int e = 0; e < w.length; e++) {
            sum += w[e] * w[e] / multiplicity[e];
        }
        return sum;
    }

    /** Adds {@code factor v v'} to the lower triangle, {@code v} with n rows. */
    private static void square(double[] matrix, double[] v, int n, int columns, double factor) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int c = 0; c < columns; c++) {
                    sum += v[i * columns + c] * v[j * columns + c];
                }
                matrix[i * n + j] += factor * sum;
            }
        }
    }

    private static void axpy(double factor, double[] x, double[] y) {
        for (int e = 0; e < y.length; e++) {
            y[e] += factor * x[e];
        }
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int e = 0; e < y.length; e++) {
            sum += x[e] * y[e];
        }
        return sum;
    }
}
