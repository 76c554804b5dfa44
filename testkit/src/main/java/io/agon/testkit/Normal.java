package io.agon.testkit;

/** The upper tail of the standard normal distribution, and its inverse. */
final class Normal {
    private static final int TERMS = 200;

    /** {@code P(Z > z)} for {@code z >= 1}: Laplace's continued fraction for Mills' ratio, from its far end. */
    static double above(double z) {
        Require.that(z >= 1, "z (%s) must be at least 1.", z);
        double fraction = z;
        for (int k = TERMS; k >= 1; k--) {
            fraction = z + k / fraction;
        }
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) / fraction;
    }

    /** The {@code z} with {@code P(Z > z) = tail}, by bisection; {@code tail} in (0, 0.01]. */
    static double upperQuantile(double tail) {
        Require.falseAlarm(tail);
        double low = 1;
        double high = 40;
        for (int step = 0; step < 80; step++) {
            double middle = (low + high) / 2;
            if (above(middle) > tail) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private Normal() {}
}
