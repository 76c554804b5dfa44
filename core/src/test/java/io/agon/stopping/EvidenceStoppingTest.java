package io.agon.stopping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agon.Worlds;
import io.agon.evidence.Evidence;
import io.agon.evidence.PairTests;
import io.agon.evidence.PluginBetting;
import io.agon.evidence.StubEvidence;
import io.agon.preference.PreferenceMatrix;
import io.agon.preference.RunningLedger;
import io.agon.procedure.Procedure;
import io.agon.procedure.Randomness;
import io.agon.sampling.RoundRobin;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceStoppingTest {

    private static final EvidenceStopping EXACT = EvidenceStopping.exact();
    /** Exact binomial: more errors in 2,000 runs at level 0.05 have probability below 1e-6. */
    private static final int ERRORS_AT_MOST = 149;

    @Test
    void stopsWhenOneIsPossible() {
        assertThat(judge(EXACT, new StubEvidence(3, 0.05).reject(0))).isEqualTo(new Verdict.Undecided(List.of(1, 2)));
        assertThat(judge(EXACT, new StubEvidence(3, 0.05).reject(0, 2))).isEqualTo(new Verdict.Winner(1));
        assertThat(judge(EXACT, new StubEvidence(3, 0.05).reject(0, 1, 2)))
                .isEqualTo(new Verdict.NoWinner(List.of()));
    }

    @Test
    void deltaIsSplitOnlyWhenPairsShareIt() {
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
    void goodEnoughAgainstAllThatRemain() {
        var rule = EXACT.withMargin(0.1);
        var evidence = new StubEvidence(4, 0.04).reject(3).withinMargin(1, 0, 1_201);
        assertThat(judge(rule, evidence)).isEqualTo(new Verdict.Undecided(List.of(0, 1, 2)));
        evidence.withinMargin(1, 2, 1_199);
        assertThat(judge(rule, evidence)).isEqualTo(new Verdict.Undecided(List.of(0, 1, 2)));
        evidence.withinMargin(1, 2, 1_201);
        assertThat(judge(rule, evidence)).isEqualTo(new Verdict.GoodEnough(1, 0.1, List.of(0, 1, 2)));
        assertThat(judge(rule.detectingCycles(), evidence)).isEqualTo(new Verdict.Undecided(List.of(0, 1, 2)));
        evidence.withinMargin(1, 0, 2_401).withinMargin(1, 2, 2_401);
        assertThat(judge(rule.detectingCycles(), evidence)).isInstanceOf(Verdict.GoodEnough.class);
        assertThat(judge(rule, evidence.reject(0, 1))).isEqualTo(new Verdict.Winner(2));
    }

    @Test
    void aVerifiedWinnerBeatsEachOther() {
        var rule = EXACT.verifyingWinner();
        var evidence = new StubEvidence(3, 0.05).reject(1, 2).beats(0, 1, 61);
        assertThat(judge(rule, evidence)).isEqualTo(new Verdict.Undecided(List.of(0)));
        assertThat(judge(rule, evidence.beats(0, 2, 59))).isEqualTo(new Verdict.Undecided(List.of(0)));
        assertThat(judge(rule, evidence.beats(0, 2, 61))).isEqualTo(new Verdict.Winner(0));
    }

    @Test
    void aCycleIsNamedOnlyWhenEachStepIsSeparated() {
        var evidence = new StubEvidence(4, 0.05).reject(0, 1, 2, 3).beats(0, 2, 241).beats(2, 1, 241);
        assertThat(judge(EXACT.verifyingWinner(), evidence.beats(1, 0, 239)))
                .isEqualTo(new Verdict.NoWinner(List.of()));
        assertThat(judge(EXACT.verifyingWinner(), evidence.beats(1, 0, 241)))
                .isEqualTo(new Verdict.NoWinner(List.of(0, 2, 1)));
    }

    /** delta = 0.05: pairs of K = 4 at 0.01 / 12, so 1,200. */
    @Test
    void aCycleAmongLosersStopsNothing() {
        var rule = EXACT.detectingCycles();
        var evidence = new StubEvidence(4, 0.04)
                .beats(1, 2, 1_201)
                .beats(2, 3, 1_201)
                .beats(3, 1, 1_201);
        assertThat(judge(rule, evidence)).isEqualTo(new Verdict.Undecided(List.of(0, 1, 2, 3)));
        assertThat(judge(rule, evidence.beats(2, 0, 1_201))).isEqualTo(new Verdict.NoWinner(List.of(1, 2, 3)));
    }

    /** Seed 1 ..: K = 3, 2,000 runs at delta 0.05; false-alarm probability below 1e-6. */
    @Test
    void inACycleAVerifiedWinnerIsSeldomClaimedAndTheCycleIsNamed() {
        var world = Worlds.rockPaperScissors(0.7);
        int winners = 0;
        int named = 0;
        int wrong = 0;
        for (int run = 0; run < 2_000; run++) {
            Verdict verdict = run(world, EXACT.verifyingWinner().detectingCycles(), run, 2_000);
            winners += verdict instanceof Verdict.Winner ? 1 : 0;
            if (verdict instanceof Verdict.NoWinner none && !none.cycle().isEmpty()) {
                named++;
                wrong += isRockPaperScissors(none.cycle()) ? 0 : 1;
            }
        }
        assertThat(winners).isLessThanOrEqualTo(ERRORS_AT_MOST);
        assertThat(wrong).isLessThanOrEqualTo(named / 20);
        assertThat(named).isGreaterThan(1_500);
    }

    /** 2,000 runs at delta 0.05; policy 1 loses to the optimum by 0.15 and so is not within the margin of 0.1. */
    @Test
    void goodEnoughIsSeldomFalse() {
        var world = Worlds.of(3, (i, j) -> i == 0 && j == 1 ? 0.65 : i == 0 ? 0.52 : 0.4);
        int wrong = 0;
        int goodEnough = 0;
        for (int run = 0; run < 2_000; run++) {
            switch (run(world, EXACT.withMargin(0.1), run, 3_000)) {
                case Verdict.Winner winner -> wrong += winner.policy() == 0 ? 0 : 1;
                case Verdict.GoodEnough claim -> {
                    goodEnough++;
                    wrong += claim.policy() == 1 ? 1 : 0;
                }
                case Verdict.NoWinner none -> wrong++;
                case Verdict.Undecided undecided -> {}
            }
        }
        assertThat(wrong).isLessThanOrEqualTo(ERRORS_AT_MOST);
        assertThat(goodEnough).isGreaterThan(1_000);
    }

    private static boolean isRockPaperScissors(List<Integer> cycle) {
        return cycle.equals(List.of(0, 1, 2)) || cycle.equals(List.of(1, 2, 0)) || cycle.equals(List.of(2, 0, 1));
    }

    private static Verdict run(PreferenceMatrix world, StoppingRule rule, long seed, int atMost) {
        var procedure = new Procedure(new RoundRobin(), new PluginBetting(world.size()), rule, 0.05, seed, 1);
        var outcomes = Randomness.of(seed, "outcome");
        for (int t = 0; t < atMost; t++) {
            var next = procedure.ask();
            if (next.isEmpty()) {
                break;
            }
            var dispatch = next.get();
            procedure.tell(dispatch.index(), Worlds.play(world, dispatch.duel(), outcomes.stream(dispatch.index())));
        }
        procedure.settle();
        return procedure.recommend();
    }

    private static Verdict judge(StoppingRule rule, Evidence evidence) {
        return rule.judge(new RunningLedger(evidence.policies()), evidence);
    }
}
