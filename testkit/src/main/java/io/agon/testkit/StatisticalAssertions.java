package io.agon.testkit;

import org.assertj.core.api.AbstractAssert;

/**
 * Entry points, for a static import beside AssertJ's own.
 *
 * <pre>{@code
 * Counts errors = Counts.counting(2_000, replication -> run(SEED, replication).isWrong());
 * assertThatRate(errors).as("error rate").isAtMost(0.05);      // fails above 149
 * assertThatRate(decided).as("power").isAtLeast(0.9);
 * assertThatMean(Sample.drawing(10_000, replication -> draw(SEED, replication))).isMean(1);
 * }</pre>
 */
public final class StatisticalAssertions {
    public static RateAssert assertThatRate(Counts counts) {
        return new RateAssert(counts, RateHypothesis.FALSE_ALARM);
    }

    public static MeanAssert assertThatMean(Sample sample) {
        return new MeanAssert(sample, MeanHypothesis.FALSE_ALARM);
    }

    private StatisticalAssertions() {}

    /** Exact binomial assertions on a rate. */
    public static final class RateAssert extends AbstractAssert<RateAssert, Counts> {
        private final double falseAlarm;

        private RateAssert(Counts counts, double falseAlarm) {
            super(counts, RateAssert.class);
            this.falseAlarm = falseAlarm;
        }

        /** Another false-alarm probability than {@value RateHypothesis#FALSE_ALARM}, in (0, 0.01]. */
        public RateAssert withFalseAlarm(double probability) {
            Require.falseAlarm(probability);
            return new RateAssert(actual, probability).as(descriptionText());
        }

        /** Fails only when a true rate of {@code alpha}, or less, would give so many hits with tiny probability. */
        public RateAssert isAtMost(double alpha) {
            return holds(new RateHypothesis.AtMost(alpha));
        }

        /** Fails only when a true rate of {@code power}, or more, would give so few hits with tiny probability. */
        public RateAssert isAtLeast(double power) {
            return holds(new RateHypothesis.AtLeast(power));
        }

        private RateAssert holds(RateHypothesis claim) {
            switch (claim.test(actual, falseAlarm)) {
                case TestResult.Accept accepted -> {}
                case TestResult.Reject(String message) -> failWithMessage("%s", message);
            }
            return this;
        }
    }

    /** Assertions on a mean by its z-score; approximate, see {@link MeanHypothesis}. */
    public static final class MeanAssert extends AbstractAssert<MeanAssert, Sample> {
        private final double falseAlarm;

        private MeanAssert(Sample sample, double falseAlarm) {
            super(sample, MeanAssert.class);
            this.falseAlarm = falseAlarm;
        }

        /** Another false-alarm probability than {@value MeanHypothesis#FALSE_ALARM}, in (0, 0.01]. */
        public MeanAssert withFalseAlarm(double probability) {
            Require.falseAlarm(probability);
            return new MeanAssert(actual, probability).as(descriptionText());
        }

        /** Fails when the sample is too far from a true mean of {@code expected}, on either side. */
        public MeanAssert isMean(double expected) {
            return holds(new MeanHypothesis.EqualTo(expected));
        }

        public MeanAssert isAtMost(double bound) {
            return holds(new MeanHypothesis.AtMost(bound));
        }

        public MeanAssert isAtLeast(double bound) {
            return holds(new MeanHypothesis.AtLeast(bound));
        }

        private MeanAssert holds(MeanHypothesis claim) {
            switch (claim.test(actual, falseAlarm)) {
                case TestResult.Accept accepted -> {}
                case TestResult.Reject(String message) -> failWithMessage("%s", message);
            }
            return this;
        }
    }
}
