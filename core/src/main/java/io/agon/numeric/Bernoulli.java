package io.agon.numeric;

/** Information between Bernoulli distributions, in nats. */
public final class Bernoulli {

    private static final double SERIES = 0.02;
    private static final double LARGE = 30;

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

    /**
     * Kullback-Leibler divergence from the distribution with these log-odds to the one whose log-odds are larger by
     * {@code shift}: accurate however small the shift or the probability, finite for all finite arguments.
     */
    public static double klOfLogOdds(double logOdds, double shift) {
        double a = logOdds <= 0 ? logOdds : -logOdds;
        double s = logOdds <= 0 ? shift : -shift;
        double p = Math.exp(a) / (1 + Math.exp(a));
        if (Math.abs(s) < SERIES) {
            double v = p * (1 - p);
            double skew = 1 - 2 * p;
            return v
                    * s
                    * s
                    * (1.0 / 2
                            + s
                                    * (skew / 6
                                            + s
                                                    * ((1 - 6 * v) / 24
                                                            + s
                                                                    * (skew * (1 - 12 * v) / 120
                                                                            + s * (1 - 30 * v + 120 * v * v) / 720))));
        }
        if (s > LARGE || a < -LARGE) {
            return Math.max(0, softplus(a + s) - softplus(a) - p * s);
        }
        double growth = p * (Math.exp(s) - 1);
        return (Math.abs(growth) < 1e-3 ? Math.log1p(growth) : Math.log(1 + growth)) - p * s;
    }

    private static double softplus(double x) {
        return Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    private static double term(double p, double q) {
        return p == 0 ? 0 : p * Math.log(p / q);
    }
}
