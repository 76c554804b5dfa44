package io.agon.testkit;

import java.util.Locale;

/**
 * A claim about the mean of a distribution, tested by its z-score {@code (sample mean - claimed mean) / standard
 * error}.
 *
 * <p>Guarantee: while the claim is true, {@link #test} rejects with a probability that tends to at most
 * {@code falseAlarm} as the sample grows (central limit theorem; independent draws, finite variance). It is an
 * approximation: take hundreds of draws, thousands when they are skewed, and {@link RateHypothesis}, which is exact,
 * whenever the claim can be put as a rate.
 */
public sealed interface MeanHypothesis {
    /** The same as for rates. */
    double FALSE_ALARM = RateHypothesis.FALSE_ALARM;

    /** Fewer draws than this are refused: no z-score can be trusted there. */
    int FEWEST_DRAWS = 30;

    /** The claimed mean, or the bound on it, in the unit of the draws. */
    double mean();

    TestResult test(Sample sample, double falseAlarm);

    default TestResult test(Sample sample) {
        return test(sample, FALSE_ALARM);
    }

    /** "The mean is {@code mean}", rejected on both sides. */
    record EqualTo(double mean) implements MeanHypothesis {
        @Override
        public TestResult test(Sample sample, double falseAlarm) {
            double limit = Normal.upperQuantile(falseAlarm / 2);
            double z = score(sample, mean);
            return TestResult.of(Math.abs(z) <= limit, describe("is " + mean, sample, z, "|z|", limit, falseAlarm));
        }
    }

    /** "The mean is {@code mean} at most". */
    record AtMost(double mean) implements MeanHypothesis {
        @Override
        public TestResult test(Sample sample, double falseAlarm) {
            double limit = Normal.upperQuantile(falseAlarm);
            double z = score(sample, mean);
            return TestResult.of(z <= limit, describe("at most " + mean, sample, z, "z", limit, falseAlarm));
        }
    }

    /** "The mean is {@code mean} at least". */
    record AtLeast(double mean) implements MeanHypothesis {
        @Override
        public TestResult test(Sample sample, double falseAlarm) {
            double limit = Normal.upperQuantile(falseAlarm);
            double z = score(sample, mean);
            return TestResult.of(z >= -limit, describe("at least " + mean, sample, z, "-z", limit, falseAlarm));
        }
    }

    /** The z-score; draws without any spread agree with the claim up to rounding, or are infinitely far from it. */
    private static double score(Sample sample, double mean) {
        Require.that(
                sample.size() >= FEWEST_DRAWS,
                "size (%s) must be at least %s for a test of the mean.",
                sample.size(),
                FEWEST_DRAWS);
        double distance = sample.mean() - mean;
        double rounding = 4 * Math.ulp(Math.max(Math.abs(mean), Math.abs(sample.mean())));
        if (Math.abs(distance) <= rounding) {
            return 0;
        }
        return distance / sample.standardError();
    }

    private static String describe(
            String claim, Sample sample, double z, String side, double limit, double falseAlarm) {
        return String.format(
                Locale.ROOT,
                "mean %s: sample mean %.6g, standard error %.3g, %d draws; z = %.3f; rejected at %s above %.3f;"
                        + " false alarm about %.2g",
                claim,
                sample.mean(),
                sample.standardError(),
                sample.size(),
                z,
                side,
                limit,
                falseAlarm);
    }
}
