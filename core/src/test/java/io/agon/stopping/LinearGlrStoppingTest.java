package io.agon.stopping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.evidence.StubEvidence;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.preference.RunningLedger;
import io.agon.structured.FeatureSpace;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinearGlrStoppingTest {

    /** Two factors of two levels: 3 has both that are better. */
    private static final FeatureSpace SPACE = FeatureSpace.of(new double[][] {{0, 0}, {1, 0}, {0, 1}, {1, 1}});

    private static final StubEvidence EVIDENCE = new StubEvidence(4, 0.05);

    @Test
    void withoutOutcomes_everythingIsPossible() {
        assertThat(new LinearGlrStopping(SPACE).judge(new RunningLedger(4), EVIDENCE))
                .isEqualTo(new Verdict.Undecided(List.of(0, 1, 2, 3)));
    }

    @Test
    void aFactorSettledByOthers_isSettledForAll() {
        var ledger = new RunningLedger(4);
        for (int t = 0; t < 30; t++) {
            ledger.add(new Duel(1, 0), t % 6 == 0 ? Outcome.LOSS : Outcome.WIN);
        }
        // 3 never played, but it carries the better level of the first factor; the second one is open, and may matter
        // more.
        assertThat(new LinearGlrStopping(SPACE).judge(ledger, EVIDENCE))
                .isEqualTo(new Verdict.Undecided(List.of(1, 2, 3)));
        for (int t = 0; t < 30; t++) {
            ledger.add(new Duel(2, 0), t % 6 == 0 ? Outcome.LOSS : Outcome.WIN);
        }
        assertThat(new LinearGlrStopping(SPACE).judge(ledger, EVIDENCE)).isEqualTo(new Verdict.Winner(3));
    }

    @Test
    void otherPolicies_areRefused() {
        assertThatThrownBy(() -> new LinearGlrStopping(SPACE).judge(new RunningLedger(5), EVIDENCE))
                .hasMessageContaining("4 policies");
    }
}
