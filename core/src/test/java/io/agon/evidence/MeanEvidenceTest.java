package io.agon.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agon.preference.Outcome;
import org.junit.jupiter.api.Test;

class MeanEvidenceTest {

    @Test
    void workedExample_isExact() {
        var evidence = new MeanEvidence(0.5);
        evidence.observe(Outcome.WIN);
        assertThat(evidence.logValue()).isZero();
        evidence.observe(Outcome.WIN);
        assertThat(evidence.logValue()).isEqualTo(Math.log(1.5), within(1e-15));
        evidence.observe(Outcome.LOSS);
        assertThat(evidence.logValue()).isEqualTo(Math.log(1.5) + Math.log(1 - 2.0 / 3), within(1e-15));
        assertThat(evidence.maxLogValue()).isEqualTo(Math.log(1.5), within(1e-15));
        assertThat(evidence.count()).isEqualTo(3);
        assertThat(evidence.mean()).isEqualTo(2.0 / 3, within(1e-15));
        assertThat(evidence.variance()).isEqualTo((0.25 + 2.0 / 3) / 4, within(1e-15));
    }

    @Test
    void meanBelowTheBound_isNotBetOn() {
        var evidence = new MeanEvidence(0.5);
        evidence.observe(Outcome.LOSS);
        evidence.observe(Outcome.WIN);
        evidence.observe(Outcome.LOSS);
        evidence.observe(Outcome.WIN);
        assertThat(evidence.logValue()).isZero();
    }

    @Test
    void largestLoss_leavesATwentieth() {
        var evidence = new MeanEvidence(0.2);
        for (int t = 0; t < 40; t++) {
            evidence.observe(Outcome.of(0.3));
        }
        double before = evidence.logValue();
        evidence.observe(Outcome.LOSS);
        assertThat(evidence.logValue() - before).isEqualTo(Math.log(0.05), within(1e-12));
    }

    @Test
    void missingOutcome_changesNothing() {
        var evidence = new MeanEvidence(0.5);
        evidence.observe(new Outcome.Missing("timed out"));
        assertThat(evidence.count()).isZero();
        assertThat(evidence.variance()).isEqualTo(0.25);
    }

    @Test
    void boundOutsideTheUnitInterval_isRefused() {
        assertThatThrownBy(() -> new MeanEvidence(0)).hasMessageContaining("0.0");
        assertThatThrownBy(() -> new MeanEvidence(1)).hasMessageContaining("1.0");
        assertThatThrownBy(() -> new MeanInterval(1, 10)).hasMessageContaining("1.0");
    }
}
