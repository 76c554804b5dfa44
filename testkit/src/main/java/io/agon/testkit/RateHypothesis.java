package io.agon.testkit;

import java.util.Locale;

/**
 * A claim about the rate of an event, tested by an exact binomial threshold.
 *
 * <p>Guarantee: while the claim is true and the runs are independent, {@link #test} rejects with probability below
 * {@code falseAlarm}, whatever the true rate within the claim and the number of runs. The threshold is the tightest one
 * with that guarantee.
 */
public sealed interface RateHypothesis {
    /** The false-alarm probability of the house: one red build in a million sound ones, for each assertion. */
    double FALSE_ALARM = 1e-6;

    /** The bound of the claim, a probability. */
    double rate();

    /** The last count of hits, in {@code runs} runs, that the claim survives. */
    int threshold(int runs, double falseAlarm);

    /** The probability of a rejection at the bound of the claim: the largest one within the claim. */
    double falseAlarm(int runs, int threshold);

    /** Tests the claim on {@code counts}. */
    TestResult test(Counts counts, double falseAlarm);

    default TestResult test(Counts counts) {
        return test(counts, FALSE_ALARM);
    }

    /** "Happens with probability {@code rate} at most": the form of an error guarantee, with {@code rate} = alpha. */
    record AtMost(double rate) implements RateHypothesis {
        public AtMost {
            Require.probability("rate", rate);
        }

        @Override
        public int threshold(int runs, double falseAlarm) {
            Require.falseAlarm(falseAlarm);
            return new Binomial(runs, rate).highest(falseAlarm);
        }

        @Override
        public double falseAlarm(int runs, int threshold) {
            return new Binomial(runs, rate).above(threshold);
        }

        @Override
        public TestResult test(Counts counts, double falseAlarm) {
            int threshold = threshold(counts.runs(), falseAlarm);
            return TestResult.of(
                    counts.hits() <= threshold, describe(this, counts, "at most", "above", threshold, falseAlarm));
        }
    }

    /** "Happens with probability {@code rate} at least": the form of a power claim. */
    record AtLeast(double rate) implements RateHypothesis {
        public AtLeast {
            Require.probability("rate", rate);
        }

        @Override
        public int threshold(int runs, double falseAlarm) {
            Require.falseAlarm(falseAlarm);
            return new Binomial(runs, rate).lowest(falseAlarm);
        }

        @Override
        public double falseAlarm(int runs, int threshold) {
            return new Binomial(runs, rate).below(threshold);
        }

        @Override
        public TestResult test(Counts counts, double falseAlarm) {
            int threshold = threshold(counts.runs(), falseAlarm);
            return TestResult.of(
                    counts.hits() >= threshold, describe(this, counts, "at least", "below", threshold, falseAlarm));
        }
    }

    private static String describe(
            RateHypothesis claim, Counts counts, String bound, String side, int threshold, double falseAlarm) {
        return String.format(
                Locale.ROOT,
                "rate %s %s: %d hits in %d runs (%.5f); rejected %s %d hits; false alarm %.2g (allowed %.2g)",
                bound,
                claim.rate(),
                counts.hits(),
                counts.runs(),
                counts.rate(),
                side,
                threshold,
                claim.falseAlarm(counts.runs(), threshold),
                falseAlarm);
    }
}
