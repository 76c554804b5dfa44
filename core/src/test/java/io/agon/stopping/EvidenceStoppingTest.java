package io.agon.stopping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agon.evidence.Evidence;
import io.agon.evidence.PairTests;
import io.agon.evidence.StubEvidence;
import io.agon.preference.RunningLedger;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceStoppingTest {

    private static final EvidenceStopping EXACT = EvidenceStopping.exact();

    @Test
    void onePossible_stops() {
        assertThat(judge(EXACT, new StubEvidence(3, 0.05).reject(0))).isEqualTo(new Verdict.Undecided(List.of(1, 2)));
        assertThat(judge(EXACT, new StubEvidence(3, 0.05).reject(0, 2))).isEqualTo(new Verdict.Winner(1));
        assertThat(judge(EXACT, new StubEvidence(3, 0.05).reject(0, 1, 2)))
                .isEqualTo(new Verdict.NoWinner(List.of(), false));
    }

    @Test
    void delta_isSplitOnlyWhenPairsShareIt() {
        assertThat(EXACT.rejectionLevel(0.05)).isEqualTo(0.05);
        assertThat(EXACT.verifyingWinner().rejectionLevel(0.05)).isEqualTo(0.05);
        assertThat(EXACT.withMargin(0.1).rejectionLevel(0.05)).isEqualTo(0.04, within(1e-15));
        assertThat(EXACT.detectingCycles().rejectionLevel(0.05)).isEqualTo(0.04, within(1e-15));
        assertThat(EXACT.pairTests()).isEqualTo(PairTests.NONE);
        assertThat(EXACT.withMargin(0.1).pairTests()).isEqualTo(new PairTests(false, 0.1));
        assertThat(EXACT.verifyingWinner().pairTests()).isEqualTo(new PairTests(true, 0));
        assertThat(EXACT.detectingCycles().withMargin(0.1).pairTests()).isEqualTo(new PairTests(true, 0.1));
        assertThatThrownBy(() -> EXACT.withMargin(0.5)).hasMessageContaining("margin");
    }

    /** delta = 0.05: rejections at 0.04; pairs of K = 4 at 0.01 / 12, so 1,200. */
    @Test
    void withinMarginOfAllThatRemain_isGoodEnough() {
        var rule = EXACT.withMargin(0.1);
        var evidence = new StubEvidence(4, 0.04).reject(3).withinMargin(1, 0, 301);
        assertThat(judge(rule, evidence)).isEqualTo(new Verdict.Undecided(List.of(0, 1, 2)));
        evidence.withinMargin(1, 2, 299);
        assertThat(judge(rule, evidence)).isEqualTo(new Verdict.Undecided(List.of(0, 1, 2)));
        evidence.withinMargin(1, 2, 301);
        assertThat(judge(rule, evidence)).isEqualTo(new Verdict.GoodEnough(1, 0.1, List.of(0, 1, 2)));
        assertThat(judge(rule.detectingCycles(), evidence)).isEqualTo(new Verdict.Undecided(List.of(0, 1, 2)));
        evidence.withinMargin(1, 0, 601).withinMargin(1, 2, 601);
        assertThat(judge(rule.detectingCycles(), evidence)).isInstanceOf(Verdict.GoodEnough.class);
        assertThat(judge(rule, evidence.reject(0, 1))).isEqualTo(new Verdict.Winner(2));
    }

    @Test
    void verifiedWinner_beatsEachOther() {
        var rule = EXACT.verifyingWinner();
        var evidence = new StubEvidence(3, 0.05).reject(1, 2).beats(0, 1, 61);
        assertThat(judge(rule, evidence)).isEqualTo(new Verdict.Undecided(List.of(0)));
        assertThat(judge(rule, evidence.beats(0, 2, 59))).isEqualTo(new Verdict.Undecided(List.of(0)));
        assertThat(judge(rule, evidence.beats(0, 2, 61))).isEqualTo(new Verdict.Winner(0));
    }

    @Test
    void separatedCycle_isNamed() {
        var evidence =
                new StubEvidence(4, 0.05).reject(0, 1, 2, 3).beats(0, 2, 241).beats(2, 1, 241);
        assertThat(judge(EXACT.verifyingWinner(), evidence.beats(1, 0, 239)))
                .isEqualTo(new Verdict.NoWinner(List.of(), false));
        assertThat(judge(EXACT.verifyingWinner(), evidence.beats(1, 0, 241)))
                .isEqualTo(new Verdict.NoWinner(List.of(0, 2, 1), true));
    }

    /** delta = 0.05: steps of a cycle of K = 4 at 0.01 / 12, so 1,200. */
    @Test
    void cycleAmongLosers_stopsNothing() {
        var rule = EXACT.detectingCycles();
        var evidence =
                new StubEvidence(4, 0.04).beats(1, 2, 1_201).beats(2, 3, 1_201).beats(3, 1, 1_201);
        assertThat(judge(rule, evidence)).isEqualTo(new Verdict.Undecided(List.of(0, 1, 2, 3)));
        assertThat(judge(rule, evidence.beats(2, 0, 1_201))).isEqualTo(new Verdict.NoWinner(List.of(1, 2, 3), true));
    }

    private static Verdict judge(StoppingRule rule, Evidence evidence) {
        return rule.judge(new RunningLedger(evidence.policies()), evidence);
    }
}
