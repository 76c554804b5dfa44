package io.agon.structured;

import io.agon.numeric.Elimination;
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
    private static final double FIT = 1e-14;
    /** Multipliers below this count for nothing in the curvature. */
    private static final double NEGLIGIBLE = 1e-9;
    /** Share of the way to the boundary that a step may go. */
    private static final double CLOSEST = 0.95;

    /** Share of the alternatives' weight that all of them have together, at least, at the start. */
    private static final double LEAST = 0.02;

    private static final int HALVINGS_AT_MOST = 30;

    private final WeightedContrasts data;
    private final double[] multiplicity;
    private final List<ClosestAlternative> alternatives;
    private final double[] multiplier;

    /**
     * Ready to start from the weights in {@code data}, all positive.
     *
     * @param multiplicity pairs of each contrast
     * @param alternatives one for each policy that counts
     * @param multipliers weights of the alternatives to start from, adding up to about 1; all 0 when nothing is known.
     *     They are changed.
     */
    InteriorPoint(
            WeightedContrasts data,
            double[] multiplicity,
            List<ClosestAlternative> alternatives,
            double[] multipliers) {
        this.data = data;
        this.multiplicity = multiplicity;
        this.alternatives = alternatives;
        multiplier = multipliers;
    }

    /**
     * Moves the weights in {@code data} until they are optimal up to a relative {@code tolerance}.
     *
     * @param slack how far, relatively, they may be from optimal at the start: it sets the speed, not the solution
     */
    void solve(double rho, double slack, double tolerance) {
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
        double t = 1 - slack;
        double[] scores = new double[n];
        double[] v = new double[n * data.dimension];
        double[] r = new double[n];
        double[] dr = new double[n];
        boolean cold = Arrays.stream(multiplier).sum() == 0;
        double weights = 0;
        for (int k = 0; k < m; k++) {
            multiplier[k] = cold ? 1 / (f[k] - t) : Math.max(multiplier[k], LEAST / m);
            weights += multiplier[k];
        }
        for (int k = 0; k < m; k++) {
            multiplier[k] /= weights;
            axpy(multiplier[k] * scale, alternatives.get(k).costs(), scores);
        }
        double top = 0;
        for (int e = 0; e < n; e++) {
            top = Math.max(top, scores[e] - ridge * w[e] / multiplicity[e]);
        }
        for (int e = 0; e < n; e++) {
            r[e] = top * (1 + slack) - scores[e] + ridge * w[e] / multiplicity[e];
        }
        double centering = 0.2;
        for (int steps = 0; steps < STEPS_AT_MOST; steps++) {
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

            // Newton's system in the weights, the multipliers, the level t and the multiplier of the simplex.
            double[][] matrix = new double[n + m + 2][n + m + 2];
            double[] step = new double[n + m + 2];
            for (int k = 0; k < m; k++) {
                ClosestAlternative alternative = alternatives.get(k);
                for (int e = 0; e < n; e++) {
                    matrix[n + k][e] = -alternative.costs()[e] * scale;
                    matrix[e][n + k] = matrix[n + k][e];
                }
                matrix[n + k][n + k] = -(f[k] - t) / multiplier[k];
                matrix[n + k][n + m] = 1;
                matrix[n + m][n + k] = 1;
                step[n + k] = f[k] - t - target / multiplier[k];
                if (multiplier[k] > NEGLIGIBLE) {
                    alternative.bend(data, v);
                    square(matrix, v, n, data.dimension, multiplier[k] * scale);
                }
            }
            for (int e = 0; e < n; e++) {
                for (int j = 0; j < e; j++) {
                    matrix[j][e] = matrix[e][j];
                }
                matrix[e][e] += ridge / multiplicity[e] + r[e] / w[e];
                matrix[e][n + m + 1] = 1;
                matrix[n + m + 1][e] = 1;
                step[e] = scores[e] - ridge * w[e] / multiplicity[e] + target / w[e];
            }
            if (!Elimination.solve(matrix, step)) {
                break;
            }
            double dt = step[n + m];

            // As far as the boundary allows.
            double length = 1;
            for (int e = 0; e < n; e++) {
                dr[e] = target / w[e] - r[e] - r[e] / w[e] * step[e];
                length = Math.min(length, step[e] < 0 ? -CLOSEST * w[e] / step[e] : 1);
                length = Math.min(length, dr[e] < 0 ? -CLOSEST * r[e] / dr[e] : 1);
            }
            for (int k = 0; k < m; k++) {
                double ds = scale * dot(alternatives.get(k).costs(), step) - dt;
                double dq = step[n + k];
                length = Math.min(length, ds < 0 ? -CLOSEST * (f[k] - t) / ds : 1);
                length = Math.min(length, dq < 0 ? -CLOSEST * multiplier[k] / dq : 1);
            }
            double[] before = w.clone();
            double[] old = f.clone();
            boolean inside = false;
            for (int attempt = 0; attempt < HALVINGS_AT_MOST && !inside; attempt++) {
                for (int e = 0; e < n; e++) {
                    w[e] = before[e] + length * step[e];
                }
                fit(f, scale);
                inside = true;
                for (int k = 0; k < m; k++) {
                    inside &= f[k] - t - length * dt > 0.02 * (old[k] - t);
                }
                length = inside ? length : length / 2;
            }
            if (!inside) {
                System.arraycopy(before, 0, w, 0, n);
                fit(f, scale);
                break;
            }
            t += length * dt;
            for (int e = 0; e < n; e++) {
                r[e] += length * dr[e];
            }
            double sum = 0;
            for (int k = 0; k < m; k++) {
                multiplier[k] += length * step[n + k];
                sum += multiplier[k];
            }
            for (int k = 0; k < m; k++) {
                multiplier[k] /= sum;
            }
            centering = length > 0.9 ? 0.05 : length > 0.5 ? 0.2 : 0.5;
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
    private static void square(double[][] matrix, double[] v, int n, int columns, double factor) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int c = 0; c < columns; c++) {
                    sum += v[i * columns + c] * v[j * columns + c];
                }
                matrix[i][j] += factor * sum;
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
        for (int e = 0; e < x.length; e++) {
            sum += x[e] * y[e];
        }
        return sum;
    }
}
