package io.agon.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.Worlds;
import io.agon.evidence.StubEvidence;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.preference.RunningLedger;
import io.agon.stopping.GlrStopping.Threshold;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GlrStoppingTest {

    private static final StubEvidence TWO = new StubEvidence(2, 0.05);

    /** Wins only: n log 2 exceeds log((1 + log n) / 0.05) = 4.02 at n = 6 (4.16), not at n = 5 (3.47 against 3.95). */
    @Test
    void practicalWorkedExample() {
        assertThat(verdictAfterWins(5, Threshold.PRACTICAL)).isEqualTo(new Verdict.Undecided(List.of(0, 1)));
        assertThat(verdictAfterWins(6, Threshold.PRACTICAL)).isEqualTo(new Verdict.Winner(0));
    }

    /** Wins only: n log 2 exceeds T(log 20) + 3 log(1 + log n) at n = 25 (17.33, 16.72), not at n = 24 (16.64, 16.69). */
    @Test
    void rigorousWorkedExample() {
        assertThat(verdictAfterWins(24, Threshold.RIGOROUS)).isEqualTo(new Verdict.Undecided(List.of(0, 1)));
        assertThat(verdictAfterWins(25, Threshold.RIGOROUS)).isEqualTo(new Verdict.Winner(0));
    }

    @Test
    void anEstimatedCycleHasNoWinner() {
        var ledger = new RunningLedger(3);
        for (int n = 0; n < 50; n++) {
            ledger.add(new Duel(0, 1), Outcome.WIN);
            ledger.add(new Duel(1, 2), Outcome.WIN);
            ledger.add(new Duel(2, 0), Outcome.WIN);
        }
        assertThat(new GlrStopping(Threshold.RIGOROUS).judge(ledger, new StubEvidence(3, 0.05)))
                .isEqualTo(new Verdict.NoWinner(List.of(0, 1, 2)));
    }

    /** Seed 11, 1,000 runs of 400 ties in truth: at level 0.05 more than 92 exclusions have probability below 1e-6. */
    @Test
    void rigorousSeldomExcludesAnOptimum() {
        var streams = new SplittableRandom(11);
        var world = Worlds.of(3, (i, j) -> 0.5);
        int excluded = 0;
        for (int run = 0; run < 1_000; run++) {
            var random = streams.split();
            var ledger = new RunningLedger(3);
            var rule = new GlrStopping(Threshold.RIGOROUS);
            boolean out = false;
            for (int t = 0; t < 400; t++) {
                var duel = new Duel(0, 1 + t % 2);
                ledger.add(duel, Worlds.play(world, duel, random));
                out |= rule.judge(ledger, new StubEvidence(3, 0.05)) instanceof Verdict.Undecided undecided
                        ? !undecided.possible().contains(0)
                        : true;
            }
            excluded += out ? 1 : 0;
        }
        assertThat(excluded).isLessThanOrEqualTo(92);
    }

    private static Verdict verdictAfterWins(int wins, Threshold threshold) {
        var ledger = new RunningLedger(2);
        for (int n = 0; n < wins; n++) {
            ledger.add(new Duel(0, 1), Outcome.WIN);
        }
        return new GlrStopping(threshold).judge(ledger, TWO);
    }
}
