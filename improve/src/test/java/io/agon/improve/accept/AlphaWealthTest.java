package io.agon.improve.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
