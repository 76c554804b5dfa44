package io.agon.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.agon.Worlds;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.preference.RunningLedger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LikelihoodRatioTest {

    @Test
    void workedExample() {
        var ledger = new RunningLedger(3);
        for (int n = 0; n < 4; n++) {
            ledger.add(new Duel(0, 1), n == 0 ? Outcome.LOSS : Outcome.WIN);
            ledger.add(new Duel(0, 2), Outcome.WIN);
        }
        var ratio = new LikelihoodRatio().follow(ledger);
        assertThat(ratio.leader()).isZero();
        assertThat(ratio.against(0)).isZero();
        assertThat(ratio.strongestOpponent(0)).isEqualTo(-1);
        double quarter = 0.25 * Math.log(0.5) + 0.75 * Math.log(1.5);
        assertThat(ratio.against(1)).isEqualTo(4 * quarter, within(1e-12));
        assertThat(ratio.information(1)).isEqualTo(quarter, within(1e-12));
        assertThat(ratio.strongestOpponent(2)).isZero();
        assertThat(ratio.against(2)).isEqualTo(4 * Math.log(2), within(1e-12));
        assertThat(ratio.logCounts(0)).isEqualTo(2 * Math.log(1 + Math.log(4)), within(1e-12));
    }

    @Test
    void followingStepByStepEqualsComputingAnew() {
        var world = Worlds.bradleyTerry(5, 0.6);
        var random = new SplittableRandom(7);
        var ledger = new RunningLedger(5);
        var following = new LikelihoodRatio();
        for (int t = 0; t < 300; t++) {
            int i = random.nextInt(5);
            var duel = new Duel(i, (i + 1 + random.nextInt(4)) % 5);
            ledger.add(duel, t % 7 == 0 ? Outcome.TIE : Worlds.play(world, duel, random));
            if (t % 3 == 0) {
                following.follow(ledger);
                var anew = new LikelihoodRatio().follow(ledger);
                assertThat(following.leader()).isEqualTo(anew.leader());
                for (int k = 0; k < 5; k++) {
                    assertThat(following.against(k)).isEqualTo(anew.against(k));
                    assertThat(following.information(k)).isEqualTo(anew.information(k));
                    assertThat(following.strongestOpponent(k)).isEqualTo(anew.strongestOpponent(k));
                    assertThat(following.logCounts(k)).isEqualTo(anew.logCounts(k));
                }
            }
        }
        assertThat(following.follow(new RunningLedger(3)).leader()).isZero();
    }
}
