package io.agon.structured;

import io.agon.numeric.Bernoulli;
import io.agon.numeric.Cholesky;
import java.util.Arrays;

/**
 * The world most like the known one in which a given policy is as good as the best: what it would take to tell them
 * apart,
 *
 * <pre>
 *     f = min over eta { sum_e w_e kl(known_e, known_e shifted by z_e'eta) + ridge / 2 |eta|^2 : c'eta = -c'theta }
 * </pre>
 *
 * with {@code theta} the known world and {@code c} the difference of the best policy and the other one, in reduced
 * coordinates. A logistic fit on a hyperplane: convex, by Newton's method with step control, started where the last one
 * ended. Shifts are fitted, not coefficients, so that small gaps lose no digits.
 */
final class ClosestAlternative {

    private static final int STEPS_AT_MOST = 200;
    private static final double SERIES = 0.02;

    private final double[] c;
    private final double gap;
    private final int dimension;
    private final double[] eta;
    private double[] factor;
    private double[] gradient;
    private final double[] pull;
    private double[] cost = {};
    private double[] slope = {};
    private double value;
    private double doubt = Double.POSITIVE_INFINITY;

    /**
     * Not yet fitted.
     *
     * @param c difference of coordinates of the best policy and the other
     * @param gap {@code c'theta}: above 0
     */
    ClosestAlternative(double[] c, double gap) {
        this.c = c;
        this.gap = gap;
        dimension = c.length;
        eta = new double[dimension];
        factor = new double[dimension * dimension];
        gradient = new double[dimension];
        pull = new double[dimension];
    }

    /** Fits to these comparisons, up to a relative error of about {@code tolerance} in the value. */
    void fit(WeightedContrasts data, double tolerance) {
        if (cost.length != data.size) {
            cost = new double[data.size];
            slope = new double[data.size];
        }
        double[] step = new double[dimension];
        double[] before = new double[dimension];
        evaluate(data);
        doubt = Double.POSITIVE_INFINITY;
        for (int n = 0; n < STEPS_AT_MOST; n++) {
            double off = gap + dot(c, eta);
            boolean feasible = Math.abs(off) <= 1e-12 * gap;
            System.arraycopy(c, 0, pull, 0, dimension);
            System.arraycopy(gradient, 0, step, 0, dimension);
            Cholesky.solve(factor, dimension, pull);
            Cholesky.solve(factor, dimension, step);
            double nu = (off - dot(c, step)) / dot(c, pull);
            double decrement = 0;
            for (int i = 0; i < dimension; i++) {
                step[i] = -step[i] - nu * pull[i];
                decrement -= gradient[i] * step[i];
            }
            if (feasible && decrement <= tolerance * value) {
                doubt = Math.max(0, decrement);
                break;
            }
            System.arraycopy(eta, 0, before, 0, dimension);
            double old = value;
            for (double length = 1; length > 1e-10; length /= 2) {
                for (int i = 0; i < dimension; i++) {
                    eta[i] = before[i] + length * step[i];
                }
                evaluate(data);
                boolean belowRounding = decrement <= 1e-9 * old;
                if (!feasible || belowRounding || value <= old - 1e-4 * length * decrement) {
                    break;
                }
            }
        }
        finish();
    }

    /** Value, costs, slopes, gradient and factored curvature at {@code eta}. */
    private void evaluate(WeightedContrasts data) {
        double[] curvature = factor;
        Arrays.fill(curvature, 0);
        Arrays.fill(gradient, 0);
        double sum = 0;
        for (int e = 0; e < data.size; e++) {
            double shift = data.dot(e, eta);
            double a = data.logOdds[e];
            double p = data.probability[e];
            double v = p * (1 - p);
            double variance;
            if (shift > 30 || a < -30) {
                cost[e] = Bernoulli.klOfLogOdds(a, shift);
                double q = 1 / (1 + Math.exp(-a - shift));
                slope[e] = q - p;
                variance = q / (1 + Math.exp(a + shift));
            } else {
                double growth;
                if (Math.abs(shift) < SERIES) {
                    growth = shift
                            * (1 + shift / 2 * (1 + shift / 3 * (1 + shift / 4 * (1 + shift / 5 * (1 + shift / 6)))));
                    double skew = 1 - 2 * p;
                    cost[e] = v
                            * shift
                            * shift
                            * (1.0 / 2
                                    + shift
                                            * (skew / 6
                                                    + shift
                                                            * ((1 - 6 * v) / 24
                                                                    + shift
                                                                            * (skew * (1 - 12 * v) / 120
                                                                                    + shift
                                                                                            * (1 - 30 * v + 120 * v * v)
                                                                                            / 720))));
                } else {
                    growth = Math.exp(shift) - 1;
                    double x = p * growth;
                    cost[e] = (Math.abs(x) < 1e-3 ? Math.log1p(x) : Math.log(1 + x)) - p * shift;
                }
                double total = 1 + p * growth;
                slope[e] = v * growth / total;
                variance = v * (1 + growth) / (total * total);
            }
            double w = data.weight[e];
            if (w > 0) {
                sum += w * cost[e];
                double pullOf = w * slope[e];
                for (int i = 0, row = e * dimension; i < dimension; i++) {
                    gradient[i] += pullOf * data.z[row + i];
                }
                data.add(curvature, e, w * variance);
            }
        }
        double square = 0;
        double trace = 0;
        for (int i = 0; i < dimension; i++) {
            square += eta[i] * eta[i];
            gradient[i] += data.ridge * eta[i];
            curvature[i * dimension + i] += data.ridge;
            trace += curvature[i * dimension + i];
        }
        value = sum + data.ridge * square / 2;
        factor(trace);
    }

    private void factor(double trace) {
        double[] curvature = factor.clone();
        double jitter = 1e-15 * trace + Double.MIN_NORMAL;
        while (true) {
            for (int i = 0; i < dimension; i++) {
                factor[i * dimension + i] = curvature[i * dimension + i] + jitter;
            }
            if (Cholesky.factor(factor, dimension)) {
                return;
            }
            if (!(jitter < Double.MAX_VALUE / 1e6)) {
                throw new ArithmeticException("The information about policies overflows: strengths are too far apart.");
            }
            System.arraycopy(curvature, 0, factor, 0, factor.length);
            jitter *= 100;
        }
    }

    /** Leaves the unit normal of the hyperplane, in the metric of the curvature, in {@code pull}. */
    private void finish() {
        System.arraycopy(c, 0, pull, 0, dimension);
        Cholesky.forward(factor, dimension, pull);
        double norm = Math.sqrt(dot(pull, pull));
        for (int i = 0; i < dimension; i++) {
            pull[i] /= norm;
        }
    }

    /** Information against this alternative, in nats. */
    double value() {
        return value;
    }

    /** How far {@link #value} may lie above the minimum: the square of Newton's decrement. */
    double doubt() {
        return doubt;
    }

    /**
     * Divergence of each comparison between the known world and this one: the derivative of the value by its weight.
     */
    double[] costs() {
        return cost;
    }

    /** How much log-odds shift in this world, as coefficients. */
    double[] shift() {
        return eta;
    }

    /** Starts the next fit here. */
    void startFrom(double[] shift) {
        System.arraycopy(shift, 0, eta, 0, dimension);
    }

    /**
     * Writes {@code V}, one row for each comparison, such that {@code -V V'} is the second derivative of the value by
     * the weights.
     */
    void bend(WeightedContrasts data, double[] into) {
        double[] row = new double[dimension];
        for (int e = 0; e < data.size; e++) {
            for (int i = 0; i < dimension; i++) {
                row[i] = slope[e] * data.z[e * dimension + i];
            }
            Cholesky.forward(factor, dimension, row);
            double along = dot(row, pull);
            for (int i = 0; i < dimension; i++) {
                into[e * dimension + i] = row[i] - along * pull[i];
            }
        }
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
