package io.agon.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.structured.FeatureSpace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AverageEvidenceTest {

    /** Known values, and what it is told. */
    private static final class Known implements EProcess {
        private final double[] logValue;
        private final List<Object> told = new ArrayList<>();

        Known(double... logValue) {
            this.logValue = logValue;
        }

        @Override
        public int policies() {
            return logValue.length;
        }

        @Override
        public double logValue(int policy) {
            return logValue[policy];
        }

        @Override
        public Beliefs beliefs() {
            return new LinearBeliefs(FeatureSpace.bradleyTerry(logValue.length));
        }

        @Override
        public void begin(List<Duel> block) {
            told.add(block);
        }

        @Override
        public void observe(Duel duel, Outcome outcome) {
            told.add(outcome);
        }
    }

    @Test
    void values_areAveragedNotTheirLogarithms() {
        var average = new AverageEvidence(
                List.of(
                        new Known(Math.log(3), 800, Double.NEGATIVE_INFINITY),
                        new Known(Math.log(7), -800, Double.NEGATIVE_INFINITY)),
                0.25,
                0.75);
        assertThat(average.logValue(0)).isEqualTo(Math.log(6), within(1e-12));
        assertThat(average.logValue(1)).isEqualTo(800 + Math.log(0.25), within(1e-12));
        assertThat(average.logValue(2)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void blocksAndOutcomes_areHandedOn() {
        var first = new Known(0, 0);
        var second = new Known(0, 0);
        var average = new AverageEvidence(List.of(first, second), 0.5, 0.5);
        var block = List.of(new Duel(0, 1));
        average.begin(block);
        average.observe(new Duel(0, 1), Outcome.WIN);
        assertThat(first.told).containsExactly(block, Outcome.WIN);
        assertThat(second.told).containsExactly(block, Outcome.WIN);
        assertThat(average.policies()).isEqualTo(2);
    }

    @Test
    void valuesChange_atTheEndsOfBlocks() {
        var part = new Known(0, 0);
        var average = new AverageEvidence(List.of(part), 1);
        average.begin(List.of(new Duel(0, 1), new Duel(1, 0)));
        part.logValue[0] = 2;
        average.observe(new Duel(0, 1), Outcome.WIN);
        assertThat(average.logValue(0)).isZero();
        average.observe(new Duel(1, 0), new Outcome.Missing("timed out"));
        assertThat(average.logValue(0)).isEqualTo(2);
        part.logValue[0] = 1;
        average.observe(new Duel(0, 1), Outcome.WIN);
        assertThat(average.logValue(0)).isEqualTo(1);
    }

    @Test
    void weightsThatAreNone_areRefused() {
        var parts = List.of(new Known(0, 0), new Known(0, 0));
        assertThatThrownBy(() -> new AverageEvidence(parts, 0.5, 0.6)).hasMessageContaining("0.6");
        assertThatThrownBy(() -> new AverageEvidence(parts, 1.0, 0.0)).hasMessageContaining("positive");
        assertThatThrownBy(() -> new AverageEvidence(parts, 1.0)).hasMessageContaining("2 and 1");
        assertThatThrownBy(() -> new AverageEvidence(List.of(new Known(0, 0), new Known(0, 0, 0)), 0.5, 0.5))
                .hasMessageContaining("same policies");
    }
}
