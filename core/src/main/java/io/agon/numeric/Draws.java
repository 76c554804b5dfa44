package io.agon.numeric;

import java.util.random.RandomGenerator;

/**
 * Random variates that the JDK does not have.
 *
 * <p>Source: Marsaglia and Tsang (2000), A simple method for generating gamma variables; a Beta variate is the share of
 * one gamma variate in the sum of two.
 */
public final class Draws {

    private Draws() {}

    /** A Beta({@code a}, {@code b}) variate in (0, 1); both shapes at least 1. */
    public static double beta(double a, double b, RandomGenerator random) {
        double x = gamma(a, random);
        return x / (x + gamma(b, random));
    }

    /** A variate of the gamma distribution with this shape, at least 1, and scale 1. */
    public static double gamma(double shape, RandomGenerator random) {
        if (!(shape >= 1)) {
            throw new IllegalArgumentException("The shape must be at least 1, but it is %s.".formatted(shape));
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double z = random.nextGaussian();
            double root = 1 + c * z;
            if (root > 0) {
                double v = root * root * root;
                double u = random.nextDouble();
                double zz = z * z;
                if (u < 1 - 0.0331 * zz * zz || Math.log(u) < 0.5 * zz + d * (1 - v + Math.log(v))) {
                    return d * v;
                }
            }
        }
    }
}
