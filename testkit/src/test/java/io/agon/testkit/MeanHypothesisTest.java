package io.agon.testkit;

import static io.agon.testkit.StatisticalAssertions.assertThatMean;
import static io.agon.testkit.StatisticalAssertions.assertThatRate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeanHypothesisTest {
    @ParameterizedTest
    @CsvSource({"0.01, 2.3263478740", "0.001, 3.0902323062", "1e-6, 4.7534243088", "5e-7, 4.8916384757"})
    void quantile_isThatOfTheTables(double tail, double z) {
        assertThat(Normal.upperQuantile(tail)).isCloseTo(z, within(1e-9));
    }

    @Test
    void moments_areThoseOfTheTextbook() {
        Sample sample = Sample.of(2, 4, 4, 4, 5, 5, 7, 9);

        assertThat(sample.mean()).isCloseTo(5, within(1e-12));
        assertThat(sample.variance()).isCloseTo(32.0 / 7, within(1e-12));
        assertThat(sample.standardError()).isCloseTo(Math.sqrt(4.0 / 7), within(1e-12));
    }

    @Test
    void uniformDraws_passTheirMeanAndFailAWrongOne() {
        SplittableRandom random = new SplittableRandom(7);
        Sample sample = Sample.drawing(10_000, replication -> random.nextDouble());

        assertThatMean(sample).isMean(0.5).isAtMost(0.5).isAtLeast(0.5);
        assertThatThrownBy(() -> assertThatMean(sample).isMean(0.52)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThatMean(sample).as("mean").isAtMost(0.48))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("[mean] mean at most 0.48: sample mean 0.")
                .hasMessageContaining("10000 draws")
                .hasMessageEndingWith("false alarm about 1.0e-06");
        assertThatThrownBy(() -> assertThatMean(sample).isAtLeast(0.52)).isInstanceOf(AssertionError.class);
    }

    @Test
    void falseAlarms_areAsRareAsStated() {
        MeanHypothesis claim = new MeanHypothesis.EqualTo(0.5);
        Counts alarms = Counts.counting(2_000, replication -> {
            SplittableRandom random = new SplittableRandom(1_000_003L * replication);
            Sample sample = Sample.drawing(200, draw -> random.nextDouble());
            return claim.test(sample, 0.01) instanceof TestResult.Reject;
        });

        assertThatRate(alarms).isAtMost(0.015).isAtLeast(0.005);
    }

    @Test
    void constantDraws_areComparedUpToRounding() {
        Sample sample = Sample.drawing(100, draw -> 0.1);

        assertThatMean(sample).isMean(0.1);
        assertThatThrownBy(() -> assertThatMean(sample).isMean(0.2)).isInstanceOf(AssertionError.class);
    }

    @Test
    void tooFewOrBrokenDraws_areRefused() {
        assertThatThrownBy(() -> Sample.of(1)).hasMessageContaining("size (1)");
        assertThatThrownBy(() -> Sample.of(1, Double.NaN)).hasMessageContaining("draw 1 (NaN)");
        assertThatThrownBy(() -> assertThatMean(Sample.of(1, 2)).isMean(1)).hasMessageContaining("at least 30");
    }
}
