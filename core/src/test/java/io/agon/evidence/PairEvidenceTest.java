package io.agon.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import org.junit.jupiter.api.Test;

class PairEvidenceTest {

    @Test
    void workedExample_isExact() {
        var evidence = new PairEvidence(3, 0);
        evidence.observe(new Duel(0, 1), Outcome.WIN);
        assertThat(evidence.logValue(0, 1)).isZero();
        evidence.observe(new Duel(1, 0), Outcome.LOSS);
        assertThat(evidence.logValue(0, 1)).isEqualTo(Math.log(0.75 / 0.5), within(1e-15));
        evidence.observe(new Duel(0, 1), Outcome.LOSS);
        double bet = 2.5 / 3;
        assertThat(evidence.logValue(0, 1)).isEqualTo(Math.log(1.5) + Math.log((1 - bet) / 0.5), within(1e-15));
        assertThat(evidence.maxLogValue(0, 1)).isEqualTo(Math.log(1.5), within(1e-15));
        assertThat(evidence.maxLogValue(1, 0)).isZero();
        assertThat(evidence.logValue(0, 2)).isZero();
    }

    @Test
    void margin_betsFromTheStart() {
        var evidence = new PairEvidence(2, 0.1);
        evidence.observe(new Duel(0, 1), Outcome.TIE);
        double expected = 0.5 * 0.5 / 0.4 + 0.5 * 0.5 / 0.6;
        assertThat(evidence.logValue(0, 1)).isEqualTo(Math.log(expected), within(1e-15));
        assertThat(evidence.logValue(1, 0)).isEqualTo(Math.log(expected), within(1e-15));
    }

    @Test
    void missingOutcome_changesNothing() {
        var evidence = new PairEvidence(2, 0.1);
        evidence.observe(new Duel(0, 1), new Outcome.Missing("timed out"));
        assertThat(evidence.logValue(0, 1)).isZero();
    }

    @Test
    void marginOfOneHalf_isRefused() {
        assertThatThrownBy(() -> new PairEvidence(2, 0.5)).hasMessageContaining("0.5");
    }
}
