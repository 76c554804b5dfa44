package io.agon.structured;

import io.agon.numeric.Cholesky;
import java.util.Arrays;

/**
 * Upper bounds, at any time, on the largest log-likelihood of the linear Bradley-Terry model for the outcomes entered,
 *
 * <pre>
 *     max { L(theta) - ridge / 2 |theta|^2 }   over all theta, and over those with strength(k) >= strength(leader)
 * </pre>
 *
 * with {@code L(theta) = sum of x log p + (1 - x) log(1 - p)}, and {@code theta} in reduced coordinates:
 * {@code |theta|^2} is the mean square of the strengths. The ridge of {@value #RIDGE} keeps maximisers finite when some
 * policy never lost (separation); it lowers the maximum, against a true {@code theta}, by {@code 5e-9 |theta|^2}: by
 * 1e-6 nats when strengths have a root mean square of 14, odds of a million to one.
 *
 * <p>A bound rests on a point {@code b} that was the maximiser when it was fitted, and holds whether or not it still
 * is, or was found exactly. With {@code g} the gradient at {@code b}, {@code H} the curvature of the part of the data
 * that it was fitted to, {@code z} the differences in that part, {@code c} that of {@code k} and the leader, and any
 * {@code lambda >= 0},
 *
 * <pre>
 *     L(b + v) <= L(b) + lambda c'b + max over v { (g + lambda c)'v - |v|_H^2 (exp(-r) + r - 1) / r^2 },  r = max |z'v|
 *              <= L(b) + lambda c'b + (a + (1 - a) log(1 - a)) / M^2
 *     a = M |g + lambda c|_inv(H),  M^2 = max z' inv(H) z,  when a <= 1
 * </pre>
 *
 * by concavity for the newer data and self-concordance for the others. For small {@code a} the last term is half the
 * squared Newton decrement, and what the bound lies above the maximum is of third order. Besides, log-likelihoods only
 * fall as outcomes come in: bounds once valid stay so.
 *
 * <p>O(K r^2) time an outcome; now and then, when bounds have become loose, O(n r^2) for each policy with {@code n}
 * different contrasts.
 *
 * <p>Source: Bach (2010), Self-concordant analysis for logistic regression, proposition 1, for the curvature.
 */
public final class LikelihoodBounds {

    /** Precision of the prior on reduced coefficients. */
    public static final double RIDGE = 1e-8;

    private static final double TOLERANCE = 0.002;
    private static final double LOOSE = 0.03;
    private static final double GROWTH = 1.25;
    private static final double SLIGHT_GROWTH = 1.03;
    private static final int STEPS_AT_MOST = 60;
    private static final int SKIPPED = 3;

    private final Contrasts contrasts;
    private final int dimension;
    private final int[] rowOf;
    private double[] z = {};
    private double[] counts = {};
    private double[] wins = {};
    private int size;
    private long outcomes;
    private final Point free;
    private final Point[] bound;
    private final double[] lowest;
    private final double[] row;

    /**
     * No outcome yet: all bounds are 0.
     *
     * @param contrasts of the policies; may be shared
     */
    public LikelihoodBounds(Contrasts contrasts) {
        this.contrasts = contrasts;
        dimension = contrasts.space().dimension();
        rowOf = new int[contrasts.size()];
        Arrays.fill(rowOf, -1);
        free = new Point();
        bound = new Point[contrasts.space().policies()];
        Arrays.fill(bound, free);
        lowest = new double[bound.length];
        row = new double[dimension];
    }

    /** Enters that {@code i} did {@code x} against {@code j}, in [0, 1]. */
    public void observe(int i, int j, double x) {
        int contrast = contrasts.of(i, j);
        int e = rowOf[contrast];
        if (e < 0) {
            e = size++;
            rowOf[contrast] = e;
            if (e == counts.length) {
                int room = 2 * e + 8;
                counts = Arrays.copyOf(counts, room);
                wins = Arrays.copyOf(wins, room);
                z = Arrays.copyOf(z, room * dimension);
            }
            contrasts.difference(contrast, 1, z, e * dimension);
        }
        contrasts.space().difference(i, j, 1, row, 0);
        double along = 0;
        for (int c = 0; c < dimension; c++) {
            along += row[c] * z[e * dimension + c];
        }
        counts[e]++;
        wins[e] += along > 0 ? x : 1 - x;
        outcomes++;
        free.add(row, x);
        for (Point point : bound) {
            if (point != free) {
                point.add(row, x);
            }
        }
    }

    /** Fits anew the maximum over all coefficients, when its bound has become loose. */
    public void refresh() {
        if (outcomes > SKIPPED && (free.doubt > LOOSE || outcomes > GROWTH * free.fittedTo)) {
            free.fit();
        }
    }

    /**
     * Fits anew the maximum over coefficients with which {@code k} is at least as good as {@code leader}. Any leader is
     * valid; the best policy is the sharpest. O(1) when it does not bind.
     */
    public void refresh(int k, int leader) {
        if (outcomes > SKIPPED) {
            lowest[k] = largest(k);
            bound[k] = constrained(k, leader);
        }
    }

    /** Whether {@link #refresh(int, int)} would do more than sharpen: for another leader, or many more outcomes. */
    public boolean outdated(int k, int leader) {
        Point point = bound[k];
        return outcomes > SKIPPED
                && (point == free
                        ? k != leader
                        : outcomes > (point.leader == leader ? GROWTH : SLIGHT_GROWTH) * point.fittedTo);
    }

    /** By how much the bound for {@code k} may lie above the maximum, at most, if the leader is still the best one. */
    public double doubt(int k) {
        return outcomes > SKIPPED ? bound[k].doubt : 0;
    }

    /** No bound for {@code k} is needed any more. */
    public void release(int k) {
        lowest[k] = largest(k);
        bound[k] = free;
    }

    /** Number of outcomes entered. */
    public long outcomes() {
        return outcomes;
    }

    /** Bound on the maximum over all coefficients: at most 0. */
    public double largest() {
        return Math.min(0, free.bound());
    }

    /** Bound on the maximum over coefficients with which {@code k} is the best policy: at most 0. */
    public double largest(int k) {
        return Math.min(lowest[k], bound[k].bound());
    }

    private Point constrained(int k, int leader) {
        if (k == leader) {
            return free;
        }
        double[] c = new double[dimension];
        contrasts.space().difference(k, leader, 1, c, 0);
        double off = dot(c, free.at);
        if (off >= 0 || !free.sound) {
            return free;
        }
        var point = new Point(c, leader);
        double[] pull = c.clone();
        Cholesky.solve(free.factor, dimension, pull);
        double length = off / dot(c, pull);
        for (int n = 0; n < dimension; n++) {
            point.at[n] = free.at[n] - length * pull[n];
        }
        point.fit();
        return point;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int c = 0; c < x.length; c++) {
            sum += x[c] * y[c];
        }
        return sum;
    }

    /** A point, fitted once to the outcomes so far, and the bound that it gives. */
    private final class Point {

        private final double[] at = new double[dimension];
        private final double[] gradient = new double[dimension];
        private final double[] factor = new double[dimension * dimension];
        private final double[] pushed = new double[dimension];
        private final double[] constraint;
        private final double[] pull;
        private final int leader;
        private double value;
        private double largestSquare;
        private double doubt = Double.POSITIVE_INFINITY;
        private double known;
        private long fittedTo;
        private boolean sound;

        /** Where nothing constrains. */
        Point() {
            this(new double[0], -1);
        }

        Point(double[] constraint, int leader) {
            this.constraint = constraint;
            this.leader = leader;
            pull = constraint.clone();
        }

        void add(double[] difference, double x) {
            double u = dot(difference, at);
            double odds = Math.exp(-Math.abs(u));
            double p = (u > 0 ? 1 : odds) / (1 + odds);
            value += x * u - Math.max(0, u) - Math.log1p(odds);
            for (int c = 0; c < dimension; c++) {
                gradient[c] += (x - p) * difference[c];
            }
            bind();
        }

        double bound() {
            return known;
        }

        /** Updates the bound: it only falls. */
        private void bind() {
            if (!sound) {
                return;
            }
            double lambda = push();
            double decrement = dot(pushed, pushed);
            double a = Math.sqrt(decrement * largestSquare);
            if (a < 1e-3) {
                doubt = decrement / 2 * (1 + a / 2);
            } else if (a < 1) {
                doubt = (a + (1 - a) * Math.log1p(-a)) / largestSquare;
            } else {
                doubt = Double.POSITIVE_INFINITY;
            }
            double multiplied = constraint.length > 0 ? lambda * dot(constraint, at) : 0;
            known = Math.min(known, value + multiplied + doubt);
        }

        /** Leaves the gradient of the Lagrangian, in the metric of the curvature, in {@code pushed}. */
        private double push() {
            System.arraycopy(gradient, 0, pushed, 0, dimension);
            Cholesky.forward(factor, dimension, pushed);
            if (constraint.length == 0) {
                return 0;
            }
            double lambda = Math.max(0, -dot(pushed, pull) / dot(pull, pull));
            for (int c = 0; c < dimension; c++) {
                pushed[c] += lambda * pull[c];
            }
            return lambda;
        }

        /** Newton's method from where it is, until the bound is sharp. */
        void fit() {
            double[] step = new double[dimension];
            sound = false;
            doubt = Double.POSITIVE_INFINITY;
            for (int n = 0; n < STEPS_AT_MOST; n++) {
                evaluate();
                if (!Cholesky.factor(factor, dimension)) {
                    break;
                }
                if (constraint.length > 0) {
                    System.arraycopy(constraint, 0, pull, 0, dimension);
                    Cholesky.forward(factor, dimension, pull);
                }
                push();
                double decrement = dot(pushed, pushed);
                if (decrement < 2 * TOLERANCE) {
                    sound = true;
                    largestSquare = largestSquare();
                    bind();
                    if (doubt < TOLERANCE) {
                        break;
                    }
                }
                System.arraycopy(pushed, 0, step, 0, dimension);
                Cholesky.backward(factor, dimension, step);
                double r = 0;
                for (int e = 0; e < size; e++) {
                    r = Math.max(r, Math.abs(along(e, step)));
                }
                // With this length a self-concordant function never falls.
                double length = r < 0.5 ? 1 : Math.log1p(r) / r;
                for (int c = 0; c < dimension; c++) {
                    at[c] += length * step[c];
                }
                sound = false;
            }
            fittedTo = outcomes;
        }

        /** Value, gradient and, in the lower triangle of {@code factor}, curvature of all outcomes so far. */
        private void evaluate() {
            Arrays.fill(factor, 0);
            value = -RIDGE / 2 * dot(at, at);
            for (int c = 0; c < dimension; c++) {
                gradient[c] = -RIDGE * at[c];
                factor[c * dimension + c] = RIDGE;
            }
            for (int e = 0; e < size; e++) {
                double u = along(e, at);
                double odds = Math.exp(-Math.abs(u));
                double p = (u > 0 ? 1 : odds) / (1 + odds);
                value += wins[e] * u - counts[e] * (Math.max(0, u) + Math.log1p(odds));
                double slope = wins[e] - counts[e] * p;
                double bend = counts[e] * odds / ((1 + odds) * (1 + odds));
                for (int a = 0; a < dimension; a++) {
                    double za = z[e * dimension + a];
                    gradient[a] += slope * za;
                    double bent = bend * za;
                    for (int b = 0; b <= a; b++) {
                        factor[a * dimension + b] += bent * z[e * dimension + b];
                    }
                }
            }
        }

        private double along(int e, double[] vector) {
            double sum = 0;
            for (int c = 0; c < dimension; c++) {
                sum += z[e * dimension + c] * vector[c];
            }
            return sum;
        }

        private double largestSquare() {
            double largest = 0;
            double[] difference = new double[dimension];
            for (int e = 0; e < size; e++) {
                System.arraycopy(z, e * dimension, difference, 0, dimension);
                Cholesky.forward(factor, dimension, difference);
                largest = Math.max(largest, dot(difference, difference));
            }
            return largest;
        }
    }
}
