package io.agon.testkit;

/** Exact tails of the binomial distribution, summed from the log probabilities, smallest first. */
final class Binomial {
    private final double[] logMass;

    /**
     * @param runs number of independent runs, at least 1
     * @param rate success probability of one run, in [0, 1]
     */
    Binomial(int runs, double rate) {
        Require.that(runs >= 1, "runs (%s) must be at least 1.", runs);
        Require.probability("rate", rate);
        logMass = new double[runs + 1];
        double logRate = Math.log(rate);
        double logRest = Math.log1p(-rate);
        double logChoose = 0;
        for (int k = 0; k <= runs; k++) {
            logMass[k] = logChoose + timesLog(k, logRate) + timesLog(runs - k, logRest);
            logChoose += Math.log((double) (runs - k) / (k + 1));
        }
    }

    /** {@code P(X > k)}. */
    double above(int k) {
        double sum = 0;
        for (int j = logMass.length - 1; j > k && j >= 0; j--) {
            sum += Math.exp(logMass[j]);
        }
        return Math.min(sum, 1);
    }

    /** {@code P(X < k)}. */
    double below(int k) {
        double sum = 0;
        for (int j = 0; j < k && j < logMass.length; j++) {
            sum += Math.exp(logMass[j]);
        }
        return Math.min(sum, 1);
    }

    /** The smallest {@code t} with {@code P(X > t) < tail}; the number of runs, if need be. */
    int highest(double tail) {
        double sum = 0;
        for (int j = logMass.length - 1; j >= 0; j--) {
            sum += Math.exp(logMass[j]);
            if (sum >= tail) {
                return j;
            }
        }
        throw new AssertionError("the masses sum to one");
    }

    /** The largest {@code t} with {@code P(X < t) < tail}; 0, if need be. */
    int lowest(double tail) {
        double sum = 0;
        for (int j = 0; j < logMass.length; j++) {
            sum += Math.exp(logMass[j]);
            if (sum >= tail) {
                return j;
            }
        }
        throw new AssertionError("the masses sum to one");
    }

    /** {@code 0 * log 0 = 0}. */
    private static double timesLog(int times, double log) {
        return times == 0 ? 0 : times * log;
    }
}
