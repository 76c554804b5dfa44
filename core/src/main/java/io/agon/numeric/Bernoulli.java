package io.agon.numeric;

/** Information between Bernoulli distributions, in nats. */
public final class Bernoulli {

    private static final double SERIES = 0.02;

    private Bernoulli() {}

    /**
     * Kullback-Leibler divergence from {@code p} to {@code q}, both in [0, 1]: 0 when equal, infinite when {@code q}
     * excludes what {@code p} allows.
     */
    public static double kl(double p, double q) {
        return q == 0.5 ? klToHalf(p) : term(p, q) + term(1 - p, 1 - q);
    }

    /** {@code kl(p, 1/2)}, accurate also when {@code p} is close to 1/2: log 2 at 0 and 1, 0 at 1/2. */
    public static double klToHalf(double p) {
        double y = 2 * p - 1;
        double yy = y * y;
        if (Math.abs(y) < SERIES) {
            return yy * (1.0 / 2 + yy * (1.0 / 12 + yy * (1.0 / 30 + yy / 56)));
        }
        return term(p, 0.5) + term(1 - p, 0.5);
    }

    private static double term(double p, double q) {
        return p == 0 ? 0 : p * Math.log(p / q);
    }
}
