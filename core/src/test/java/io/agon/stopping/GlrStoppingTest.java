package io.agon.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.evidence.StubEvidence;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.preference.RunningLedger;
import io.agon.stopping.GlrStopping.Threshold;
import java.util.List;
import org.junit.jupiter.api.Test;

class GlrStoppingTest {

    private static final StubEvidence TWO = new StubEvidence(2, 0.05);

    /** Wins only: n log 2 exceeds log((1 + log n) / 0.05) = 4.02 at n = 6 (4.16), not at n = 5 (3.47 against 3.95). */
    @Test
    void practicalThreshold_stopsAtTheWorkedExample() {
        assertThat(verdictAfterWins(5, Threshold.PRACTICAL)).isEqualTo(new Verdict.Undecided(List.of(0, 1)));
        assertThat(verdictAfterWins(6, Threshold.PRACTICAL)).isEqualTo(new Verdict.Winner(0));
    }

    /**
     * Wins only: n log 2 exceeds T(log 20) + 3 log(1 + log n) at n = 25 (17.33, 16.72), not at n = 24 (16.64, 16.69).
     */
    @Test
    void rigorousThreshold_stopsAtTheWorkedExample() {
        assertThat(verdictAfterWins(24, Threshold.RIGOROUS)).isEqualTo(new Verdict.Undecided(List.of(0, 1)));
        assertThat(verdictAfterWins(25, Threshold.RIGOROUS)).isEqualTo(new Verdict.Winner(0));
    }

    @Test
    void estimatedCycle_hasNoWinner() {
        var ledger = new RunningLedger(3);
        for (int n = 0; n < 50; n++) {
            ledger.add(new Duel(0, 1), Outcome.WIN);
            ledger.add(new Duel(1, 2), Outcome.WIN);
            ledger.add(new Duel(2, 0), Outcome.WIN);
        }
        assertThat(new GlrStopping(Threshold.RIGOROUS).judge(ledger, new StubEvidence(3, 0.05)))
                .isEqualTo(new Verdict.NoWinner(List.of(0, 1, 2), false));
    }

    private static Verdict verdictAfterWins(int wins, Threshold threshold) {
        var ledger = new RunningLedger(2);
        for (int n = 0; n < wins; n++) {
            ledger.add(new Duel(0, 1), Outcome.WIN);
        }
        return new GlrStopping(threshold).judge(ledger, TWO);
    }
}
