package io.agon.testkit;

import static io.agon.testkit.StatisticalAssertions.assertThatRate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateHypothesisTest {
    private static final double FALSE_ALARM = 1e-6;

    @ParameterizedTest
    @CsvSource({
        "0.05,   400,  44, 4.6e-7",
        "0.05,  2000, 149, 9.6e-7",
        "0.05, 10000, 607, 8.5e-7",
        "0.01,  2000,  44, 9.1e-7",
        "0.01, 10000, 151, 7.0e-7"
    })
    void threshold_isThatOfTheTable(double alpha, int runs, int threshold, double falseAlarm) {
        RateHypothesis claim = new RateHypothesis.AtMost(alpha);

        assertThat(claim.threshold(runs, FALSE_ALARM)).isEqualTo(threshold);
        assertThat(claim.falseAlarm(runs, threshold)).isCloseTo(falseAlarm, within(0.06e-7));
        assertThat(claim.test(Counts.of(threshold).outOf(runs))).isInstanceOf(TestResult.Accept.class);
        assertThat(claim.test(Counts.of(threshold + 1).outOf(runs))).isInstanceOf(TestResult.Reject.class);
    }

    @ParameterizedTest
    @CsvSource({"0.05, 400", "0.01, 2000", "0.9, 300", "0.5, 20", "1e-9, 50", "0.3, 1"})
    void threshold_isTheTightestOne(double rate, int runs) {
        RateHypothesis most = new RateHypothesis.AtMost(rate);
        int high = most.threshold(runs, FALSE_ALARM);
        assertThat(most.falseAlarm(runs, high)).isLessThan(FALSE_ALARM);
        if (high > 0) {
            assertThat(most.falseAlarm(runs, high - 1)).isGreaterThanOrEqualTo(FALSE_ALARM);
        }

        RateHypothesis least = new RateHypothesis.AtLeast(rate);
        int low = least.threshold(runs, FALSE_ALARM);
        assertThat(least.falseAlarm(runs, low)).isLessThan(FALSE_ALARM);
        if (low < runs) {
            assertThat(least.falseAlarm(runs, low + 1)).isGreaterThanOrEqualTo(FALSE_ALARM);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.05, 60", "0.5, 40", "0.93, 75"})
    void tail_equalsTheDefinitionInExactArithmetic(double rate, int runs) {
        Binomial binomial = new Binomial(runs, rate);
        for (int k = 0; k <= runs; k++) {
            assertThat(binomial.above(k)).isCloseTo(exactAbove(runs, rate, k), within(1e-12));
            assertThat(binomial.below(k)).isCloseTo(1 - exactAbove(runs, rate, k - 1), within(1e-12));
        }
    }

    @Test
    void powerThreshold_mirrorsTheErrorThreshold() {
        assertThat(new RateHypothesis.AtLeast(0.95).threshold(2_000, FALSE_ALARM))
                .isEqualTo(2_000 - 149);
        assertThat(new RateHypothesis.AtLeast(0.99).threshold(10_000, FALSE_ALARM))
                .isEqualTo(10_000 - 151);
    }

    @Test
    void certainRates_allowNoException() {
        assertThat(new RateHypothesis.AtMost(0).threshold(100, FALSE_ALARM)).isZero();
        assertThat(new RateHypothesis.AtLeast(1).threshold(100, FALSE_ALARM)).isEqualTo(100);
        assertThat(new RateHypothesis.AtMost(1).threshold(100, FALSE_ALARM)).isEqualTo(100);
        assertThat(new RateHypothesis.AtLeast(0).threshold(100, FALSE_ALARM)).isZero();
    }

    @Test
    void failure_namesEveryNumber() {
        assertThatThrownBy(() -> assertThatRate(Counts.of(150).outOf(2_000))
                        .as("error rate")
                        .isAtMost(0.05))
                .isInstanceOf(AssertionError.class)
                .hasMessage("[error rate] rate at most 0.05: 150 hits in 2000 runs (0.07500);"
                        + " rejected above 149 hits; false alarm 9.6e-07 (allowed 1.0e-06)");
        assertThatThrownBy(() -> assertThatRate(Counts.of(1_850).outOf(2_000)).isAtLeast(0.95))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("rejected below 1851 hits");
    }

    @Test
    void description_survivesAnotherFalseAlarm() {
        assertThatThrownBy(() -> assertThatRate(Counts.of(1_990).outOf(2_000))
                        .as("power")
                        .withFalseAlarm(0.001)
                        .isAtMost(0.9))
                .hasMessageStartingWith("[power] rate at most 0.9");
    }

    @Test
    void coin_passesItsOwnRateAndFailsAWrongOne() {
        SplittableRandom random = new SplittableRandom(20260101);
        Counts heads = Counts.counting(10_000, replication -> random.nextDouble() < 0.3);

        assertThatRate(heads).isAtMost(0.3).isAtLeast(0.3);
        assertThatThrownBy(() -> assertThatRate(heads).isAtMost(0.26)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThatRate(heads).isAtLeast(0.34)).isInstanceOf(AssertionError.class);
    }

    @Test
    void impossibleCounts_areRefused() {
        assertThatThrownBy(() -> new Counts(3, 2)).hasMessageContaining("hits (3)");
        assertThatThrownBy(() -> new Counts(0, 0)).hasMessageContaining("runs (0)");
        assertThatThrownBy(() -> new RateHypothesis.AtMost(95)).hasMessageContaining("rate (95.0)");
        assertThatThrownBy(() -> new RateHypothesis.AtMost(0.1).threshold(10, 0.5))
                .hasMessageContaining("falseAlarm");
    }

    private static double exactAbove(int runs, double rate, int k) {
        BigDecimal p = new BigDecimal(rate);
        BigDecimal q = BigDecimal.ONE.subtract(p);
        BigDecimal sum = BigDecimal.ZERO;
        BigInteger choose = BigInteger.ONE;
        for (int j = 0; j <= runs; j++) {
            if (j > k) {
                sum = sum.add(new BigDecimal(choose).multiply(p.pow(j)).multiply(q.pow(runs - j)));
            }
            choose = choose.multiply(BigInteger.valueOf(runs - j)).divide(BigInteger.valueOf(j + 1));
        }
        return sum.round(MathContext.DECIMAL64).doubleValue();
    }
}
