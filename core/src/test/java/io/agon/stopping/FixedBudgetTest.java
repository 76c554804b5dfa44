package io.agon.stopping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.evidence.StubEvidence;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.preference.RunningLedger;
import java.util.List;
import org.junit.jupiter.api.Test;

class FixedBudgetTest {

    @Test
    void claimsTheLeaderWhenTheBudgetIsSpent() {
        var ledger = new RunningLedger(3);
        var rule = new FixedBudget(3);
        ledger.add(new Duel(0, 1), Outcome.LOSS);
        ledger.add(new Duel(1, 2), Outcome.WIN);
        var nobody = new StubEvidence(3, 0.05).reject(0, 1, 2);
        assertThat(rule.judge(ledger, new StubEvidence(3, 0.05).reject(0)))
                .isEqualTo(new Verdict.Undecided(List.of(1, 2)));
        assertThat(rule.judge(ledger, nobody)).isEqualTo(new Verdict.Undecided(List.of(0, 1, 2)));
        ledger.add(new Duel(0, 2), new Outcome.Missing("timed out"));
        assertThat(rule.judge(ledger, nobody)).isEqualTo(new Verdict.Winner(1));
    }

    @Test
    void refusesAnEmptyBudget() {
        assertThatThrownBy(() -> new FixedBudget(0)).hasMessageContaining("at least 1 duel");
    }
}
