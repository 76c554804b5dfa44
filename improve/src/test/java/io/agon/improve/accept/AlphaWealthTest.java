package io.agon.improve.accept;

import static io.agon.testkit.StatisticalAssertions.assertThatRate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agon.evidence.MeanEvidence;
import io.agon.preference.Outcome;
import io.agon.procedure.Randomness;
import io.agon.testkit.Counts;
import org.junit.jupiter.api.Test;

class AlphaWealthTest {

    @Test
    void acceptance_costsNothing_andLossCostsTheStake() {
        var wealth = new AlphaWealth(0.05);
        assertThat(wealth.stake(9)).isEqualTo(0.01, within(1e-15));
        wealth.settle(Math.log(1 / 0.01));
        assertThat(wealth.left()).isEqualTo(0.05, within(1e-15));
        wealth.stake(9);
        wealth.settle(Double.NEGATIVE_INFINITY);
        assertThat(wealth.left()).isEqualTo(0.04, within(1e-15));
        wealth.stake(7);
        wealth.settle(Math.log(0.25));
        assertThat(wealth.left()).isEqualTo(0.0325, within(1e-15));
    }

    @Test
    void halfLeftBehind_makesAllLevelsEqual() {
        var wealth = new AlphaWealth(0.05);
        for (int round = 1; round <= 15; round++) {
            assertThat(wealth.stake(16 - round)).isEqualTo(0.1 / 16, within(1e-12));
            wealth.settle(Math.log(0.5));
        }
    }

    @Test
    void allLost_leavesSomethingForEachRound_andNothingAfterTheLast() {
        var wealth = new AlphaWealth(0.05);
        double sum = 0;
        for (int round = 1; round <= 15; round++) {
            double level = wealth.stake(16 - round);
            assertThat(level).isPositive();
            sum += level;
            wealth.settle(Double.NEGATIVE_INFINITY);
        }
        assertThat(sum).isEqualTo(0.05, within(1e-12));
        assertThat(wealth.left()).isZero();
    }

    @Test
    void unknownNumberOfRounds_neverRunsOut() {
        var wealth = new AlphaWealth(0.05);
        for (int round = 1; round <= 1_000; round++) {
            assertThat(wealth.stake(2L * round + 1)).isEqualTo(0.05 / round / (round + 1), within(1e-12));
            wealth.settle(Double.NEGATIVE_INFINITY);
        }
    }

    /** Fair coins; each test ends when its value is above 1 again, or is lost: who ends it wants to keep the wealth. */
    @Test
    void endsOfTests_chosenToKeepTheWealth_gainNothing() {
        // 1,000 loops of 30 tests; fails above 132 with probability below 1e-6.
        assertThatRate(Counts.counting(1_000, seed -> {
                    var random = Randomness.of(seed, "coin").stream(0);
                    var wealth = new AlphaWealth(0.1);
                    boolean announced = false;
                    for (int round = 1; round <= 30 && !announced; round++) {
                        double threshold = -Math.log(wealth.stake(31 - round));
                        var evidence = new MeanEvidence(0.5);
                        while (evidence.count() < 100
                                && (evidence.count() < 3 || evidence.logValue() < 0)
                                && evidence.logValue() < threshold) {
                            evidence.observe(random.nextBoolean() ? Outcome.WIN : Outcome.LOSS);
                        }
                        while (evidence.logValue() > Math.log(3) && evidence.logValue() < threshold) {
                            evidence.observe(random.nextBoolean() ? Outcome.WIN : Outcome.LOSS);
                        }
                        announced = evidence.logValue() >= threshold;
                        wealth.settle(evidence.logValue());
                    }
                    return announced;
                }))
                .isAtMost(0.1);
    }

    @Test
    void testThatWasNotSettled_isLost() {
        var wealth = new AlphaWealth(0.05);
        wealth.stake(1);
        assertThat(wealth.left()).isZero();
        assertThat(wealth.stake(1)).isZero();
        wealth.settle(0);
        assertThat(wealth.left()).isZero();
    }

    @Test
    void impossibleValues_areRefused() {
        assertThatThrownBy(() -> new AlphaWealth(0)).hasMessageContaining("0.0");
        assertThatThrownBy(() -> new AlphaWealth(0.05).stake(0)).hasMessageContaining("at least 1");
    }
}
