package io.agon.numeric;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Erfcx;

/**
 * A normal distribution.
 *
 * @param mean finite
 * @param sd standard deviation, above 0
 */
public record Normal(double mean, double sd) {

    private static final double SQRT2 = Math.sqrt(2);
    private static final double SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);

    /** Probability of a value below {@code x}, in [0, 1]. */
    public double probabilityBelow(double x) {
        return Erfc.value((mean - x) / (sd * SQRT2)) / 2;
    }

    /** Mean of the values below {@code x}; accurate however rare they are. */
    public double meanBelow(double x) {
        return mean - sd * SQRT_2_OVER_PI / Erfcx.value((mean - x) / (sd * SQRT2));
    }

    /**
     * Mean of the logistic function {@code 1 / (1 + exp(-X))}, within 0.02: MacKay's (1992) probit approximation.
     */
    public double logisticMean() {
        return logistic(mean / Math.sqrt(1 + Math.PI * sd * sd / 8));
    }

    /** The probability with these log-odds. */
    public static double logistic(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    /** The log-odds of a probability in (0, 1). */
    public static double logit(double probability) {
        return Math.log(probability / (1 - probability));
    }
}
