package io.agon.stopping;

import static io.agon.testkit.StatisticalAssertions.assertThatRate;

import io.agon.Worlds;
import io.agon.evidence.StubEvidence;
import io.agon.preference.Duel;
import io.agon.preference.RunningLedger;
import io.agon.procedure.Randomness;
import io.agon.stopping.GlrStopping.Threshold;
import io.agon.testkit.Counts;
import org.junit.jupiter.api.Test;

/** Seed 11, 1,000 replications of 400 outcomes of policy 0, K = 3, level 0.05. */
class GlrStoppingStatTest {

    @Test
    void rigorousThreshold_seldomExcludesAPolicyThatLosesToNobody() {
        assertThatRate(excluding(0, 0.5)).isAtMost(0.05);
    }

    @Test
    void rigorousThreshold_excludesAClearLoser() {
        assertThatRate(excluding(0, 0.25)).isAtLeast(0.99);
    }

    private static Counts excluding(int policy, double win) {
        var world = Worlds.of(3, (i, j) -> win);
        return Counts.counting(1_000, replication -> {
            var random = Randomness.of(11, "outcome").stream(replication);
            var ledger = new RunningLedger(3);
            var rule = new GlrStopping(Threshold.RIGOROUS);
            boolean excluded = false;
            for (int t = 0; t < 400 && !excluded; t++) {
                var duel = new Duel(policy, 1 + t % 2);
                ledger.add(duel, Worlds.play(world, duel, random));
                excluded = !(rule.judge(ledger, new StubEvidence(3, 0.05)) instanceof Verdict.Undecided undecided
                        && undecided.possible().contains(policy));
            }
            return excluded;
        });
    }
}
